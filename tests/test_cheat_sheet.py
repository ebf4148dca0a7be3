"""The cheat-sheet: every claim on it is executed, and on paper it is one page in every language."""

import re
from itertools import product

import numpy as np
import pytest
from pypdfium2 import PdfDocument
from the_book import BOOK

from book.ground.languages import LANGUAGES
from check_equations import check_text
from snippets.difference import central_difference


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_on_it_is_executed(language):
    path = BOOK.docs / language / "cheat-sheet.md"
    report = check_text(path.read_text(encoding="utf-8"), path)
    assert not report.red and report.count("executed") >= 32


def test_a_wrong_row_is_red():
    path = BOOK.docs / "en" / "cheat-sheet.md"
    text = path.read_text(encoding="utf-8")
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    for right, wrong in [
        (r"\mathbf Y^\top$ |", r"\mathbf Y$ |"),
        (r"\mathbf 1^\top\mathrm d\mathbf Z$", r"\mathrm d\mathbf Z\,\mathbf 1^\top$"),
        (r"\operatorname{tr}(\mathbf C\mathbf X\mathbf Y)", r"\operatorname{tr}(\mathbf X\mathbf C\mathbf Y)"),
        (r"\langle \mathbf A, \mathbf V^\top\rangle", r"\langle \mathbf A, 2\mathbf V^\top\rangle"),
        (r"f'(\mathbf A)\rangle", r"f(\mathbf A)\rangle"),
        (r"(xy) = y", r"(xy) = x"),
        ("= mkn", "= mk"),
        (r"= -\eta\,\|\mathrm d\mathbf w\|^2", r"= -\eta\,\|\mathrm d\mathbf w\|"),
        (r"\approx \mathbf H\,\Delta\mathbf w", r"\approx \mathbf H\,\Delta\mathbf g"),
        ("= 1 - y^2", "= 1 - y"),
        (r"= 2\sqrt{L} - 1", r"= 2\sqrt{L}"),
    ]:
        assert sum(right in row for row in rows) == 1, right
        assert len(check_text(text.replace(right, wrong), path).red) == 1, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_one_page(visit, address, language):
    tab = visit().page
    tab.goto(f"{address}{language}/cheat-sheet.html")
    for paper in ("A4", "Letter"):
        sheet = PdfDocument(tab.pdf(format=paper, prefer_css_page_size=True))
        assert len(sheet) == 1, paper
        assert "np.concatenate" in sheet[0].get_textpage().get_text_range()
    # With the type of the other pages it would not fit: the count can be something else than 1.
    tab.evaluate(
        """() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".page { columns: 1 !important; font-size: 10.5pt !important }");
        document.adoptedStyleSheets.push(sheet);
    }"""
    )
    assert len(PdfDocument(tab.pdf(format="A4"))) > 1


def cells(language, section):
    """The cells of a section's table, row by row, without its head."""
    text = (BOOK.docs / language / "cheat-sheet.md").read_text(encoding="utf-8")
    table = text.split(f"{{#{section}}}")[1].split("\n## ")[0]
    return [line.split(" | ") for line in table.split("\n") if line.startswith("| ")][2:]


def code(text):
    return "\n".join(re.findall("`([^`]+)`", text))


def backward(language, section):
    """The statements in the last cell of each row of a section's table, as Python."""
    return [code(row[-1]) for row in cells(language, section)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gates_send_back_what_was_measured(language):
    gates = [lambda x, y: x + y, lambda x, y: x * y, max]
    rows = backward(language, "gates")
    assert len(rows) == 4 and rows[3] == "dx = dz1 + dz2"
    for (row, gate), x, y in product(zip(rows[:3], gates, strict=True), range(-4, 5, 2), range(-4, 5, 2)):
        names = {"x": x, "y": y, "dz": 3}
        exec(row, names)
        slopes = [(gate(x + s, y + t) - gate(x - s, y - t)) / 2 for s, t in ((1, 0), (0, 1), (1, 1))]
        found = [names["dx"] / 3, names["dy"] / 3]
        # In a tie of the maximum one input alone has no slope, but both together have one.
        assert sum(found) == slopes[2], (row, x, y)
        assert found == slopes[:2] or (gate is max and x == y), (row, x, y)


def softmax(x):
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


RANDOM = np.random.default_rng(0)


def given(*shape):
    return RANDOM.normal(size=shape)  # no array twice: equal ones would hide faults


A, B, V, T, S, b = given(3, 4), given(3, 4), given(4, 3), softmax(given(3, 4)), given(3, 3), given(3)
# For each row of the table: the inputs whose gradients it gives, the outputs, and what else its line names.
OPERATIONS = [
    ({"A": A, "B": B}, lambda A, B: {"dZ": A + B}, {}),
    ({"A": A}, lambda A: {"dZ": A * B}, {"B": B}),
    ({"A": A}, lambda A: {"dZ": np.sin(A)}, {"A": A, "slope": np.cos}),
    ({"A": A}, lambda A: {"dZ": A.T}, {}),
    ({"A": A}, lambda A: {"dZ": A.reshape(2, 6)}, {"A": A}),
    ({"u": given(4)}, lambda u: {"dZ": np.stack([u] * 3)}, {}),
    ({"A": A}, lambda A: {"dZ": A.sum(axis=0)}, {"A": A}),
    ({"A": given(2, 3, 4)}, lambda A: {"dZ": A @ V}, {"V": V}),
    ({"A": A}, lambda A: {"dZ1": A[:, :1], "dZ2": A[:, 1:]}, {"axis": 1}),
    ({"x": A[0]}, lambda x: {"dz": softmax(x)}, {"p": softmax(A[0])}),
    ({"Z": A}, lambda Z: {"": -np.sum(T * np.log(softmax(Z))) / 3}, {"P": softmax(A), "T": T, "m": 3}),
    ({"A": S, "b": b}, lambda A, b: {"dx": np.linalg.solve(A, b)}, {"A": S, "x": np.linalg.solve(S, b)}),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_operations_send_back_what_was_measured(language):
    rows = backward(language, "tensor-ops")
    for row, (inputs, forward, names) in zip(rows, OPERATIONS, strict=True):
        upstream = {name: given(*np.shape(out)) for name, out in forward(**inputs).items()}
        names = names | upstream | {"np": np}
        exec(row, names)
        for name, array in inputs.items():

            def loss(moved, name=name, inputs=inputs, forward=forward, upstream=upstream):
                out = forward(**inputs | {name: moved})
                return sum(np.sum(out[d] * (upstream[d] if d else 1)) for d in out)

            measured = central_difference(loss, array, 1e-5)
            assert np.shape(names[f"d{name}"]) == array.shape, row
            assert np.allclose(names[f"d{name}"], measured, atol=1e-7), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programs_of_product_and_layer_are_right(language):
    X, W, b, dZ = given(2, 3), given(3, 4), given(1, 4), given(2, 4)
    measured = {
        "dX": central_difference(lambda X: np.sum(dZ * (X @ W + b)), X),
        "dW": central_difference(lambda W: np.sum(dZ * (X @ W + b)), W),
        "db": central_difference(lambda b: np.sum(dZ * (X @ W + b)), b)[0],
    }
    for section, weight, count in ("formulas", "Y", 2), ("affine", "W", 3):
        lines = [line for row in cells(language, section) for line in code(" ".join(row)).split("\n") if line]
        names = {"X": X, weight: W, "dZ": dZ}
        exec("\n".join(lines), names)
        wanted = {name.replace("W", weight): array for name, array in measured.items()}
        found = [name for name in wanted if name in names and np.allclose(names[name], wanted[name])]
        assert len(lines) == len(found) == count, (section, lines, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programs_of_training_do_what_their_rows_say(language):
    update, along, limit, tanh, _ = backward(language, "training")
    H, w, v = S.T @ S, given(3), given(3)

    names = {"w": w, "dw": H @ w, "eta": 1e-6}
    exec(update, names)
    fall = (w @ H @ w - names["w"] @ H @ names["w"]) / 2
    assert np.isclose(fall, 1e-6 * np.sum((H @ w) ** 2), rtol=1e-3)

    names = {"w": w, "v": v, "h": 1e-3, "gradient": lambda w: H @ w, "eigenvalues": np.linalg.eigvalsh(H)}
    assert np.allclose(eval(along, names), H @ v)
    for share, grows in (0.99, False), (1.01, True):
        step = np.eye(3) - share * eval(limit, names) * H
        assert (np.abs(np.linalg.eigvals(step)).max() > 1) == grows

    names = {"y": np.tanh(A), "dy": B}
    exec(tanh, names)
    assert np.allclose(names["dx"], central_difference(lambda A: np.sum(B * np.tanh(A)), A, 1e-5))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checks_measure_as_well_as_they_say(language):
    def power(text):
        return 10.0 ** int(re.search(r"10\^\{(-\d+)\}", text)[1])

    whole, *others = cells(language, "checks")
    assert eval(code(whole[1]), {"f": lambda x: 3 * x * x - x, "x": 5}) == 29 and whole[2] == "1"
    assert len(others) == 2
    for _, program, step, error in others:
        found = eval(code(program), {"f": lambda x: x**3, "x": 2.0, "h": power(step)})
        assert abs(found / 12 - 1) < power(error)
