import numpy as np


# --8<-- [start:central]
def central_difference(loss, A, step=1):
    dA = np.zeros(A.shape)
    for place in np.ndindex(A.shape):  # (1)!
        E = np.zeros(A.shape)
        E[place] = step
        dA[place] = (loss(A + E) - loss(A - E)) / (2 * step)  # (2)!
    return dA


# --8<-- [end:central]
if __name__ == "__main__":
    from snippets.fixture import X, Y, dZ

    print(central_difference(lambda X: np.sum(dZ * (X @ Y)), X))
