"""The influence explorer computes what NumPy computes, exactly, whatever its numbers and sizes."""

import json
import subprocess
from pathlib import Path

import numpy as np

from book.maths.temml import tool

CASES = 1000
SCRIPT = Path(__file__).parent / "js" / "influence_cases.mjs"


def case(random: np.random.Generator) -> dict[str, object]:
    """One case: whole numbers that can be entered, an entry of X or Y and its new value, and what follows."""
    m, k, n = random.integers(1, 6, 3)
    X, Y, dZ = (random.integers(-99, 100, shape) for shape in ((m, k), (k, n), (m, n)))
    of = random.choice(["X", "Y"])
    s, t = (int(random.integers(size)) for size in (X if of == "X" else Y).shape)
    weights, upstream = (Y[t], dZ[s]) if of == "X" else (X[:, s], dZ[:, t])
    changed = {"X": X.copy(), "Y": Y.copy()}
    value = changed[of][s, t] = random.integers(-99, 100)
    found = {
        **{"X": X, "Y": Y, "dZ": dZ, "Z": X @ Y, "dX": dZ @ Y.T, "dY": X.T @ dZ},
        **{"weights": weights, "upstream": upstream, "products": weights * upstream, "sum": weights @ upstream},
        **{"value": value, "change": changed["X"] @ changed["Y"] - X @ Y},
    }
    return {name: np.asarray(array).tolist() for name, array in found.items()} | {"at": f"{of}{s + 1}{t + 1}"}


def test_a_thousand_cases(tmp_path: Path) -> None:
    random = np.random.default_rng(13)
    file = tmp_path / "cases.json"
    cases = [case(random) for _ in range(CASES)]
    file.write_text(json.dumps(cases), encoding="utf-8")
    run = subprocess.run([tool("node"), SCRIPT, file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert run.returncode == 0 and run.stdout.strip() == str(CASES), run.stdout
    assert {one["at"][0] for one in cases} == {"X", "Y"}
    for one in cases[:50]:
        dX, dY = np.array(one["dX"]), np.array(one["dY"])
        s, t = (int(index) - 1 for index in one["at"][1:])
        assert one["sum"] == (dX if one["at"][0] == "X" else dY)[s, t]
