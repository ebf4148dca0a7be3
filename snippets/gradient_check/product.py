# --8<-- [start:product]
def product(A, B):
    return (A[:, :, None] * B).sum(axis=1)


# --8<-- [end:product]
