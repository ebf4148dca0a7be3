"""Each of six bugs is planted in a copy of the engine."""

from pathlib import Path
from types import SimpleNamespace

from snippets.engine import function, operations, variable
from snippets.engine.checks import failures

# --8<-- [start:fork]
bug_fork = {
    "right": "found[x] = found.get(x, 0) + dx",
    "wrong": "found[x] = dx",
}
# --8<-- [end:fork]
# --8<-- [start:order]
bug_order = {
    "right": "stack.append((step, True))",
    "wrong": "order.insert(0, step)",
}
# --8<-- [end:order]
# --8<-- [start:views]
bug_views = {
    "right": "found[x] = found.get(x, 0) + dx",
    "wrong": "found[x] = dx if x not in found else "
    "np.add(found[x], dx, out=found[x])",
}
# --8<-- [end:views]
# --8<-- [start:axes]
bug_axes = {
    "right": "np.argsort(self.order)",
    "wrong": "self.order",
}
# --8<-- [end:axes]
# --8<-- [start:twice]
bug_twice = {
    "right": "step = copy(self)",
    "wrong": "step = self",
}
# --8<-- [end:twice]
# --8<-- [start:passes]
bug_passes = {
    "right": "x.grad = x.grad + dx",
    "wrong": "x.grad = dx",
}
# --8<-- [end:passes]
BUGS = {
    "1": bug_fork,
    "2": bug_order,
    "3": bug_views,
    "4": bug_axes,
    "5": bug_twice,
    "6": bug_passes,
}


def engine(right, wrong):
    files = variable, function, operations
    lines = "".join(Path(f.__file__).read_text() for f in files)
    assert lines.count(right) == 1
    lines = lines.replace(right, wrong).splitlines()
    e = {}
    exec("\n".join(x for x in lines if "snippets" not in x), e)
    return SimpleNamespace(**e)


if __name__ == "__main__":
    for number, bug in BUGS.items():
        for failure in failures(engine(**bug)):
            print(f"bug {number}  {failure}")
