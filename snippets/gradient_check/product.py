def product(A, B):
    return (A[:, :, None] * B).sum(axis=1)
