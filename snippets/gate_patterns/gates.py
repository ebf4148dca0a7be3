# --8<-- [start:gates]
def add(x, y, upstream):
    return upstream, upstream


def larger(x, y, upstream):
    if x == y:
        return upstream / 2, upstream / 2  # (1)!
    return (upstream, 0) if x > y else (0, upstream)


def multiply(x, y, upstream):
    return y * upstream, x * upstream


# --8<-- [end:gates]


if __name__ == "__main__":
    # --8<-- [start:run]
    for gate in add, larger, multiply:
        first, second = gate(5, 3, 2), gate(-1, 7, 2)
        print(f"{gate.__name__:8}  5, 3: {first}  -1, 7: {second}")
    # --8<-- [end:run]
