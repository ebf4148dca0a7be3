import numpy as np

# --8<-- [start:identity]
delta = np.array(
    [[int(i == j) for j in range(4)] for i in range(4)]
)
print("delta =", delta, sep="\n")
print("same as np.eye(4):", np.array_equal(delta, np.eye(4)))
# --8<-- [end:identity]

# --8<-- [start:collapse]
a = np.array([5, 11, -2, -12])
for i in range(4):
    terms = delta[i] * a  # (1)!
    written = " + ".join(map(str, terms))
    print(f"i = {i}: {written} = {terms.sum()}")
# --8<-- [end:collapse]
