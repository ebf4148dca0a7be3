import math


# --8<-- [start:forward]
def sigmoid(a):
    return 1 / (1 + math.exp(-a))


def forward(w, x):
    z = w[0] * x[0] + w[1] * x[1] + w[2]
    loss = sigmoid(z)
    return loss, (w, x, loss)  # (1)!


# --8<-- [end:forward]


# --8<-- [start:backward]
def backward(cache):
    w, x, loss = cache
    dz = (1 - loss) * loss  # (1)!
    dx = [w[0] * dz, w[1] * dz]
    dw = [x[0] * dz, x[1] * dz, dz]
    return dz, dx, dw


# --8<-- [end:backward]


if __name__ == "__main__":
    # --8<-- [start:run]
    loss, cache = forward(w=[2, -3, -3], x=[-1, -2])
    dz, dx, dw = backward(cache)
    print(f"loss {loss:.4f}  dz {dz:.4f}")
    print("dx", [round(value, 4) for value in dx])
    print("dw", [round(value, 4) for value in dw])
    # --8<-- [end:run]
