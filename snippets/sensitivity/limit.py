# --8<-- [start:quotient]
def quotient(f, x, h):
    return (f(x + h) - f(x)) / h


def square(x):
    return x * x


for h in 1, 0.5, 0.1, 0.01, 0.001:
    rate = quotient(square, 1, h)
    print(f"h = {h:<5}  average rate of change {rate:.4f}")
# --8<-- [end:quotient]
