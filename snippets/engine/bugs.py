from pathlib import Path
from types import SimpleNamespace

from snippets.engine.checks import failures

# --8<-- [start:engine]
HERE = Path(__file__).parent


def engine(right, wrong):
    names = "variable.py", "function.py", "operations.py"
    lines = "".join((HERE / name).read_text() for name in names)
    assert lines.count(right) == 1
    lines = lines.replace(right, wrong).splitlines()
    e = {}
    exec("\n".join(x for x in lines if "snippets" not in x), e)
    return SimpleNamespace(**e)


# --8<-- [end:engine]
BUGS = {}
# --8<-- [start:fork]
BUGS["1"] = (
    "found[x] = found.get(x, 0) + dx",
    "found[x] = dx",
)
# --8<-- [end:fork]
# --8<-- [start:order]
BUGS["2"] = (
    "stack.append((step, True))",
    "order.insert(0, step)",
)
# --8<-- [end:order]
# --8<-- [start:views]
BUGS["3"] = (
    "found[x] = found.get(x, 0) + dx",
    "found[x] = dx if x not in found else "
    "np.add(found[x], dx, out=found[x])",
)
# --8<-- [end:views]
# --8<-- [start:axes]
BUGS["4"] = (
    "np.argsort(self.order)",
    "self.order",
)
# --8<-- [end:axes]
# --8<-- [start:twice]
BUGS["5"] = (
    "step = copy(self)",
    "step = self",
)
# --8<-- [end:twice]
# --8<-- [start:passes]
BUGS["6"] = (
    "x.grad = x.grad + dx",
    "x.grad = dx",
)
# --8<-- [end:passes]

if __name__ == "__main__":
    # --8<-- [start:run]
    for number, (right, wrong) in BUGS.items():
        for failure in failures(engine(right, wrong)):
            print(f"bug {number}  {failure}")
    # --8<-- [end:run]
