from snippets import fixture
from snippets.gradient_check.example import C, X, Y, product
from snippets.gradient_check.three_ways import central
from snippets.gradient_check.v_curve import relative_error, shown

# --8<-- [start:bilinear]
dX = product(C, Y.T)


def plain(X):
    return (C * product(X, Y)).sum()


print("step      integers   tenths")
for h in 1024, 1, 1e-3, 1e-6, 1e-9, 1e-12:
    whole = relative_error(central(plain, fixture.X * 1.0, h), dX)
    tenth = relative_error(central(plain, X, h), dX)
    print(f"{h:<8g}  {shown(whole):9}  {shown(tenth)}")
# --8<-- [end:bilinear]

# --8<-- [start:equal]
for h in 1024, 1, 0.5, 0.125, 0.1:
    equal = (central(plain, fixture.X * 1.0, h) == dX).all()
    print(f"step {h:<6g} equal: {equal}")
# --8<-- [end:equal]
