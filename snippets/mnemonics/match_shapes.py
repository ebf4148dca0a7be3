from itertools import product

# --8<-- [start:letters]
shapes = {"dZ": "mn", "dZᵀ": "nm", "Y": "kn", "Yᵀ": "nk", "X": "mk", "Xᵀ": "km"}


def shape_of(left, right):
    (rows, inner), (other, columns) = shapes[left], shapes[right]
    return rows + columns if inner == other else None  # (1)!


# --8<-- [end:letters]
# --8<-- [start:search]
def matches(wanted, *names):
    return [f"{A} {B}" for A, B in product(names, repeat=2) if shape_of(A, B) == wanted]


print("dX is mk:", matches("mk", "dZ", "dZᵀ", "Y", "Yᵀ"))
print("dY is kn:", matches("kn", "dZ", "dZᵀ", "X", "Xᵀ"))
# --8<-- [end:search]

# --8<-- [start:square]
print("X Xᵀ is", shape_of("X", "Xᵀ"), "  Xᵀ X is", shape_of("Xᵀ", "X"))
print("Y Yᵀ is", shape_of("Y", "Yᵀ"), "  Yᵀ Y is", shape_of("Yᵀ", "Y"))
# --8<-- [end:square]
