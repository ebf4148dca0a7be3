"""The step slider: its numbers are NumPy's to the last bit, in both precisions; its question is answered by keys alone."""

import json
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from browser import Tabs, Visit
from the_book import BOOK
from touching import LIVE, SMALL, names, opened, to, wait_for_address

from book.figures import gradient_check
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from book.maths.temml import tool
from snippets.gradient_check import example
from snippets.gradient_check.product import product
from snippets.gradient_check.relative import relative_error
from snippets.gradient_check.single import single
from snippets.gradient_check.three_ways import complex_step, methods

CASES = 1000
SCRIPT = Path(__file__).parent / "js" / "difference_cases.mjs"
HERE = "#gradient-check-v-curve"
Reals = np.ndarray


def imaginary(X: Reals, h: float, s: int, t: int, dtype: type) -> tuple[np.floating, np.floating]:
    """Both parts of the loss of the page, with entry (s, t) moved sideways: complex numbers, written out in real ones."""
    Y, G, one, two = example.Y.astype(dtype), example.G.astype(dtype), dtype(1), dtype(2)
    E = np.zeros(X.shape)
    E[s, t] = h
    a, b = product(X.astype(dtype), Y), product(E.astype(dtype), Y)
    u, v = one + (a * a - b * b), two * (a * b)
    size = np.sqrt(u * u + v * v)
    large = np.sqrt((size + abs(u)) / two)
    small = np.divide(v, two * large, out=np.zeros_like(v), where=large != 0)
    real = np.where(u < 0, abs(small), large)
    side = np.where(u < 0, np.copysign(large, v), small)
    return np.sum(G * real), np.sum(G * side)


def moved(X: Reals, h: float, s: int, t: int) -> Reals:
    E = np.zeros(X.shape)
    E[s, t] = h
    return X + E


def case(random: np.random.Generator, method: str, precision: str) -> dict[str, object]:
    """The page's own functions, with other numbers in them."""
    X = random.normal(size=(2, 3)) if random.random() < 0.5 else random.integers(-40, 41, (2, 3)) / 10
    example.Y, example.G = (random.integers(-9, 10, (rows, 4)).astype(np.float32) for rows in (3, 2))
    step = int(random.integers(17))
    h = float(f"1e-{16 - step}")
    loss, dtype = {"double": (example.loss, np.float64), "single": (single, np.float32)}[precision]
    if method == "complex":
        parts = np.array([[imaginary(X, h, s, t, dtype) for t in range(3)] for s in range(2)])
        losses, measured = parts[..., 0], (parts[..., 1].astype(dtype) / dtype(h)).astype(float)
        if precision == "double":
            assert np.allclose(measured, complex_step(loss, X, h), rtol=1e-9, atol=1e-9)
    else:
        losses = np.array([[loss(moved(X, h, s, t)) for t in range(3)] for s in range(2)], float)
        measured = methods[method](loss, X, h)
    gradient = example.gradient(X)
    data = {"X": X, "Y": example.Y, "G": example.G, "losses": losses, "measured": measured, "gradient": gradient}
    given = {name: np.asarray(array, float).tolist() for name, array in data.items()}
    return given | {
        **{"s": 0, "t": 0, "method": method, "precision": precision, "step": step},
        "error": relative_error(measured, gradient),
    }


def test_a_thousand_cases_to_the_last_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "YG":
        monkeypatch.setattr(example, name, getattr(example, name))
    random = np.random.default_rng(13)
    kinds = [(method, precision) for method in methods for precision in ("double", "single")]
    cases = [case(random, *kinds[at % 6]) for at in range(CASES)]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    run = subprocess.run([tool("node"), SCRIPT, file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert run.returncode == 0 and run.stdout.strip() == str(CASES), run.stdout
    assert {one["step"] for one in cases} == {*range(17)}
