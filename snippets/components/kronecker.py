import numpy as np

# --8<-- [start:identity]
delta = np.array(
    [[int(i == j) for j in range(4)] for i in range(4)]
)
assert np.array_equal(delta, np.eye(4))  # (1)!
# --8<-- [end:identity]
print(delta)

# --8<-- [start:collapse]
a = np.array([7, 2, 5, 3])
for i in range(4):
    terms = delta[i] * a  # (1)!
    written = " + ".join(map(str, terms))
    print(f"i = {i}: {written} = {terms.sum()}")
# --8<-- [end:collapse]
assert np.array_equal(delta @ a, a)
