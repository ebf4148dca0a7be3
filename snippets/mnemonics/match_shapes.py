from itertools import product

# --8<-- [start:letters]
shapes = {"X": "mk", "Y": "kn", "dZ": "mn"}
shapes |= {f"{A}ᵀ": shape[::-1] for A, shape in shapes.items()}


def shape_of(left, right):
    (rows, inner), (other, columns) = shapes[left], shapes[right]
    return rows + columns if inner == other else None  # (1)!


# --8<-- [end:letters]
# --8<-- [start:search]
def matches(wanted, *names):
    return [
        f"{A} {B}"
        for A, B in product(names, repeat=2)
        if shape_of(A, B) == wanted
    ]


print("dX is mk:", matches("mk", "dZ", "dZᵀ", "Y", "Yᵀ"))
print("dY is kn:", matches("kn", "dZ", "dZᵀ", "X", "Xᵀ"))
# --8<-- [end:search]

# --8<-- [start:square]
squares = ("X", "Xᵀ"), ("Xᵀ", "X"), ("Y", "Yᵀ"), ("Yᵀ", "Y")
for left, right in squares:
    print(left, right, "is", shape_of(left, right))
# --8<-- [end:square]
