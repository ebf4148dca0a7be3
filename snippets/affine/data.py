import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:names]

W, G = Y, dZ
b = np.array([1, -1, 2, 0])
T = np.array([[0, 1, 0, 2], [1, 0, -1, 0]])
# --8<-- [end:names]

__all__ = ["G", "T", "W", "X", "b"]
