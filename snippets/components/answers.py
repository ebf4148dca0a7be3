import numpy as np

# --8<-- [start:deltas]
delta = np.eye(3, dtype=int)
a, b = np.array([5, -1, 4]), np.array([2, 3, 1])
print("Σ_j δ_2j a_j      =", np.einsum("j,j->", delta[1], a))
print("Σ_ij δ_ij a_i b_j =", np.einsum("ij,i,j->", delta, a, b))
print("Σ_i δ_ii          =", np.einsum("ii->", delta))
collapsed = np.einsum("ij,jl->il", delta, delta)
print("Σ_j δ_ij δ_jl is δ_il:", np.array_equal(collapsed, delta))
# --8<-- [end:deltas]

# --8<-- [start:clash]
two_letters = sum(a[i] * b[j] for i in range(3) for j in range(3))
one_letter = sum(a[i] * b[i] for i in range(3))  # (1)!
print("(Σ_i a_i)(Σ_j b_j) =", two_letters)
print("Σ_i a_i b_i        =", one_letter)
# --8<-- [end:clash]
