# --8<-- [start:whole]
x = 3


def half():
    return x / 2


# --8<-- [end:whole]
# --8<-- [start:half]
print(half())
# --8<-- [end:half]
