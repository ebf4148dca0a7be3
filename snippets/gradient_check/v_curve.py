from snippets.gradient_check.example import gradient, loss, tenths
from snippets.gradient_check.relative import relative_error
from snippets.gradient_check.three_ways import methods


# --8<-- [start:errors]
def error(name, step, loss=loss):
    measured = methods[name](loss, tenths, step)
    return relative_error(measured, gradient(tenths))


def shown(error):
    return f"{error:.1e}" if error > 1e-15 else "< 1e-15"  # (1)!


def table(names, steps, loss=loss):
    print("step  ", *(f"{name:>9}" for name in names))
    for h in steps:
        row = (shown(error(name, h, loss)) for name in names)
        print(f"{h:.0e} ", *(f"{entry:>9}" for entry in row))


# --8<-- [end:errors]
if __name__ == "__main__":
    # --8<-- [start:double]
    steps = 1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14, 1e-30
    table(methods, steps)
    # --8<-- [end:double]
