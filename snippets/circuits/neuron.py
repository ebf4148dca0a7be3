import math


# --8<-- [start:forward]
def forward(w, x):
    dot = w[0] * x[0] + w[1] * x[1] + w[2]
    f = 1 / (1 + math.exp(-dot))
    return f, (w, x, f)  # (1)!


# --8<-- [end:forward]


# --8<-- [start:backward]
def backward(cache):
    w, x, f = cache
    ddot = (1 - f) * f  # (1)!
    dw = [x[0] * ddot, x[1] * ddot, ddot]
    dx = [w[0] * ddot, w[1] * ddot]
    return ddot, dw, dx


# --8<-- [end:backward]


def shown(numbers):
    return ", ".join(f"{number:.4f}" for number in numbers)


if __name__ == "__main__":
    # --8<-- [start:run]
    f, cache = forward([2, -3, -3], [-1, -2])
    ddot, dw, dx = backward(cache)
    print(f"f {f:.4f}  ddot {ddot:.4f}")
    print("dw", shown(dw))
    print("dx", shown(dx))
    # --8<-- [end:run]
