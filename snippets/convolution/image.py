import numpy as np

from snippets.difference import central_difference


# --8<-- [start:image]
def rows_of(image, high, wide):
    view = np.lib.stride_tricks.sliding_window_view
    found = view(image, (high, wide), axis=(0, 1))  # (1)!
    down, across, channels = found.shape[:3]
    return found.reshape(down * across, channels * high * wide)


def rows_back(dX, shape, high, wide):
    image = np.zeros(shape)
    down, across = shape[0] - high + 1, shape[1] - wide + 1
    dX = dX.reshape(down, across, shape[2], high, wide)
    for i in range(high):
        for j in range(wide):  # (2)!
            image[i : i + down, j : j + across] += dX[..., i, j]
    return image


# --8<-- [end:image]
if __name__ == "__main__":
    # --8<-- [start:shown]
    image = np.arange(4 * 5 * 2).reshape(4, 5, 2) % 7 - 3
    W = np.arange(12 * 3).reshape(12, 3) % 5 - 2
    X = rows_of(image, 2, 3)
    Z = X @ W
    dZ = np.arange(Z.size).reshape(Z.shape) % 3 - 1

    dW = X.T @ dZ
    d_image = rows_back(dZ @ W.T, image.shape, 2, 3)

    def loss(image, W):
        return np.sum(dZ * (rows_of(image, 2, 3) @ W))

    measured = central_difference(lambda W: loss(image, W), W)
    print("windows and outputs:", X.shape, Z.shape)
    print("dW:", np.array_equal(dW, measured))
    measured = central_difference(lambda A: loss(A, W), image)
    print("image:", np.array_equal(d_image, measured))
    # --8<-- [end:shown]
