# --8<-- [start:letters]
from itertools import product

shapes = {"X": "mk", "Y": "kn", "dZ": "mn"}
shapes |= {f"{A}ᵀ": shape[::-1] for A, shape in shapes.items()}


def shape_of(left, right):
    (rows, inner), (other, columns) = shapes[left], shapes[right]
    return rows + columns if inner == other else None  # (1)!


def matches(wanted, *names):
    return [
        f"{A} {B}"
        for A, B in product(names, repeat=2)
        if shape_of(A, B) == wanted
    ]


# --8<-- [end:letters]
if __name__ == "__main__":
    # --8<-- [start:search]
    print("dX is mk:", matches("mk", "dZ", "dZᵀ", "Y", "Yᵀ"))
    print("dY is kn:", matches("kn", "dZ", "dZᵀ", "X", "Xᵀ"))
    # --8<-- [end:search]
