from snippets.circuits.neuron import sigmoid


# --8<-- [start:forward]
def forward(x, y):
    sigy = sigmoid(y)
    num = x + sigy
    sigx = sigmoid(x)
    xpy = x + y
    sqr = xpy**2
    den = sigx + sqr
    inv = 1 / den
    loss = num * inv
    return loss, (sigy, num, sigx, xpy, den, inv)


# --8<-- [end:forward]


# --8<-- [start:backward]
def backward(cache):
    sigy, num, sigx, xpy, den, inv = cache
    dnum = inv  # (1)!
    dinv = num
    dden = -1 / den**2 * dinv  # (2)!
    dsigx = dden
    dsqr = dden
    dxpy = 2 * xpy * dsqr
    dx = dxpy  # (3)!
    dy = dxpy
    dx += (1 - sigx) * sigx * dsigx  # (4)!
    dx += dnum
    dsigy = dnum
    dy += (1 - sigy) * sigy * dsigy
    return dx, dy


# --8<-- [end:backward]


if __name__ == "__main__":
    # --8<-- [start:run]
    loss, cache = forward(3, -4)
    dx, dy = backward(cache)
    print(f"loss {loss:.3f}  dx {dx:.3f}  dy {dy:.3f}")
    # --8<-- [end:run]
