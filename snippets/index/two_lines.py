# --8<-- [start:train]
import numpy as np

X = np.array([[1, 2], [3, -1]])
T = np.array([[4, 5], [5, -6]])  # (1)!
lines = {
    "dW = X.T @ dZ": lambda dZ: X.T @ dZ,
    "dW = dZ.T @ X": lambda dZ: dZ.T @ X,
}

for line, gradient in lines.items():
    print(line)
    W = np.zeros((2, 2))
    for step in range(31):
        dZ = X @ W - T  # (2)!
        if step % 10 == 0:
            loss = np.sum(dZ**2) / 2
            print(f"    after {step:2} steps: loss {loss:,.2f}")
        W = W - 0.05 * gradient(dZ)
# --8<-- [end:train]
