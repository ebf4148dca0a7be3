# --8<-- [start:undo]
def undo_broadcast(upstream, shape):
    new = upstream.ndim - len(shape)
    upstream = upstream.sum(axis=tuple(range(new)))  # (1)!
    for axis, size in enumerate(shape):
        if size == 1:  # (2)!
            upstream = upstream.sum(axis=axis, keepdims=True)
    return upstream


# --8<-- [end:undo]
if __name__ == "__main__":
    from snippets.affine.data import G

    # --8<-- [start:shapes]
    for shape in (2, 4), (4,), (1, 4), (2, 1), ():
        gradient = undo_broadcast(G, shape)
        print(f"shape {shape!s:6} gets {gradient.tolist()}")
    # --8<-- [end:shapes]
