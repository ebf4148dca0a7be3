import numpy as np


# --8<-- [start:relative]
def relative_error(A, B):
    size = max(np.linalg.norm(A), np.linalg.norm(B))
    return np.linalg.norm(A - B) / size if size else 0.0  # (1)!


# --8<-- [end:relative]
