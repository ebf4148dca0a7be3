from snippets.circuits.staged import forward


# --8<-- [start:backward]
def backward(cache):
    sigy, num, sigx, xpy, den, inv = cache
    dnum, dinv = inv, num
    dsigx = dsqr = -1 / den**2 * dinv
    dx = dy = 2 * xpy * dsqr
    dx = (1 - sigx) * sigx * dsigx  # (1)!
    dx = dnum
    dy = (1 - sigy) * sigy * dnum
    return dx, dy


# --8<-- [end:backward]


if __name__ == "__main__":
    # --8<-- [start:run]
    dx, dy = backward(forward(3, -4)[1])
    print(f"with = only: dx {dx:.3f}  dy {dy:.3f}")
    # --8<-- [end:run]
