"""The program of this page with one of four bugs; its losses."""

from pathlib import Path

from snippets.training import learn, network, spirals

# --8<-- [start:kept]
bug_kept = {
    "right": "return [Variable(p.data - eta * p.grad) "
    "for p in weights]",
    "wrong": """for p in weights:
        p.data = p.data - eta * p.grad
    return weights""",
}
# --8<-- [end:kept]
# --8<-- [start:apart]
bug_apart = {
    "right": "loss(X[rows], T[rows], weights)",
    "wrong": "loss(X[rows], random.permutation(T[rows]), weights)",
}
# --8<-- [end:apart]
# --8<-- [start:zeros]
bug_zeros = {
    "right": "random.standard_normal(shape)",
    "wrong": "np.zeros(shape)",
}
# --8<-- [end:zeros]
# --8<-- [start:sorted]
bug_sorted = {
    "right": "random.permutation(len(X))",
    "wrong": "np.arange(len(X))",
}
# --8<-- [end:sorted]
BUGS = {
    "kept": bug_kept,
    "apart": bug_apart,
    "zeros": bug_zeros,
    "sorted": bug_sorted,
}


def losses(right="", wrong=""):
    files = spirals, network, learn
    lines = "".join(Path(f.__file__).read_text() for f in files)
    assert lines.count(right) == 1 or right == wrong
    lines = lines.replace(right, wrong).splitlines()
    p = {}
    exec("\n".join(x for x in lines if "snippets.tr" not in x), p)
    data = p["X"], p["T"]
    return [p["loss"](*data, w).data.item() for w in p["train"]()]


if __name__ == "__main__":
    for name, bug in BUGS.items():
        found = losses(**bug)
        print(f"{name:6}", *(f"{x:.2f}" for x in found[::100]))
