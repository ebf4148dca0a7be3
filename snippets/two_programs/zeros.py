import numpy as np

from snippets.two_programs.network import start

# --8<-- [start:zeros]
five, T, U, V = start(examples=5, inputs=4, hidden=3, outputs=2)
P = five @ (0 * U)
H = np.maximum(P, 0)
dZ = 2 * (H @ V - T)
print("dV is zero:", not (H.T @ dZ).any())
for condition, passes in {"P > 0": P > 0, "P >= 0": P >= 0}.items():
    dU = five.T @ (dZ @ V.T * passes)
    print(f"with {condition}, dU is zero:", not dU.any())
# --8<-- [end:zeros]
