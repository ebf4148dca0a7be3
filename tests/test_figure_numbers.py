"""Every number that a figure draws, alone, in a formula or in words, is one that this file computes for itself."""

import re
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pytest
from test_circuit_figures import DRAWN, evaluate, inputs_of
from the_book import BOOK

from book.figures import adjoint, checks, circuits, engine, gate_patterns
from book.figures.kit import gallery
from book.figures.kit.typeset import factor, number
from snippets import fixture
from snippets.affine.data import b

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> Counter[str]:
    """The numbers in a drawing; those in a script count by themselves."""
    texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return Counter(n for text in texts for piece in text.itertext() for n in re.findall(r"−?\d+(?:\.\d+)?", piece))


def numbers(*values: object) -> Counter[str]:
    """These numbers and arrays as a figure prints them. It is not the book's own function that prints them here."""
    flat = (value for array in values for value in np.ravel(array))
    return Counter(f"{value + 0:g}".replace("-", "−") for value in flat)


# One function for each figure, called after it.


def adjoint_two_ways(X, Y, dZ):
    D = adjoint.CHANGE
    there, back = D @ Y, dZ @ Y.T
    return numbers(D, there, back, dZ, D * back, there * dZ, np.sum(D * back), np.sum(there * dZ))


def affine_fan_out(X, Y, dZ):
    return numbers(b, *[b] * len(dZ), dZ, dZ.sum(0))


def by_rows_block_rows(X, Y, dZ):
    one = numbers(X[0], Y[:, 0], X[0] @ Y[:, 0], dZ[0, 0], Y[:, 0], dZ[0, 0] * Y[:, 0])
    two = numbers(X[0], Y, X[0] @ Y, dZ[0], Y, dZ[0] @ Y.T)
    return one + two + numbers(X, Y, X @ Y, dZ, Y, dZ @ Y.T, [1, 2, 3])


def checks_read_and_seen(X, Y, dZ):
    u, root = checks.U, np.sqrt(checks.U)
    return numbers(u, root, root, root**2)


def circuit(name: str, *labels: int) -> Counter[str]:
    """Every value and gradient, and the numbers that stand in the labels of nodes."""
    build, _, decimals = DRAWN[name]
    built = build()
    values = evaluate(built, np.array([built.nodes[place].value for place in inputs_of(built)], dtype=float))
    return numbers(np.round([*values, *built.backward()[0]], decimals), labels)


def circuits_fork(X, Y, dZ):
    carried = circuits.fork_circuit().backward()[1]
    branches = numbers(carried[2, 1], carried[3, 1])
    return circuit("circuits-fork") + branches + branches  # on the wires, and in their sum


def circuits_neuron(X, Y, dZ):
    return circuit("circuits-neuron", 1, 1, 2, 2, 3, -1, 1, 1)


def circuits_product(X, Y, dZ):
    return circuit("circuits-product")


def circuits_staged(X, Y, dZ):
    return circuit("circuits-staged", 2, 1)


def components_delta_grid(X, Y, dZ):
    a, delta, i = (X @ Y)[1], np.eye(4, dtype=int), 3
    picked, terms, grid = delta[i - 1], delta[i - 1] * a, [1, 2, 3, 4]
    return numbers(delta, grid, grid, picked, a, terms) + numbers([i] * 3, terms, terms.sum(), i)


def derivation_collapse(X, Y, dZ):
    terms, s, t = np.einsum("ij,lj->lij", dZ, Y), 1, 2
    heads = numbers([1, 2, 3, 4] * 3, [1, 2, 3], [1, 2], t, [1, 2], [1])
    words = numbers(terms.size, t, terms[0].size, s, terms[0, 0].size)
    row = terms[t - 1, s - 1]
    return heads + words + numbers(terms, terms[t - 1], row) + numbers(10 * s + t, row, row.sum())


def attention_mirror(X, Y, dZ):
    return numbers()


def convolution_diagonals(X, Y, dZ):
    x, w, dy = np.array([1, -2, 3, 0, 4]), np.array([2, 0, -1]), np.array([1, 0, 2])
    y = [w @ x[i : i + 3] for i in range(3)]
    return numbers(*[w] * 6, x, y, dy, np.convolve(dy, w))


def einsum_letters(X, Y, dZ):
    return numbers(*X.shape, Y.shape[1])


def einsum_wires(X, Y, dZ):
    return numbers()


def engine_hunt(X, Y, dZ):
    """A program on pairs of numbers, and an engine that adds into a view: dq has become what dx is."""
    x, one = np.array([3, 2]), np.ones(2)
    c, dp = x * x, 1 + x
    dx = x + dp
    return numbers([x] * 3, c, c + x, [x, dp], [one, x], x, one, [dx, dp, dx, one, one], [dx, dp, x, one, one])


def engine_tape(X, Y, dZ):
    x, w = engine.START["x"], engine.START["w"]
    a = x * w
    y, dy, db, da = (a + x) * a, 1, a, a + x + a
    sent = [dy, db, a + x, db, x * da, w * da, db]
    return numbers(x, w, a, a + x, y, [1, 2, 3], dy, db, da, x * da, w * da + db, sent)


def errors_caught_by(X, Y, dZ):
    lines = (BOOK.root / "docs" / "errors.tsv").read_text(encoding="utf-8").splitlines()
    return numbers(*Counter(line.split("\t")[2] for line in lines if not line.startswith("#")).values())


def gate_patterns_three_gates(X, Y, dZ):
    return circuit("gate-patterns-three-gates", 2)


def gradient_check_kink(X, Y, dZ):
    return numbers(1, max(0, 0.1 + 0.5) - max(0, 0.1 - 0.5))


def gradient_check_v_curve(X, Y, dZ):
    return numbers(64, 32, [1, 10, -16, 10, -12, 10, -8, 10, -4] * 4)


def index_backward_flow(X, Y, dZ):
    return numbers(*(array.shape for array in (X, Y, X @ Y, dZ, X, dZ, Y.T, Y, X.T, dZ)))


def inverse_there_and_back(X, Y, dZ):
    A, x, db = np.array([[3, 1], [2, 2]]), np.array([2, -1]), np.array([1, 3])
    return numbers(A, x, A @ x, A.T, db, A.T @ db, -db, x, -np.outer(db, x))


def memory_over_time(X, Y, dZ):
    """The worst moments: all nine inputs; three checkpoints, and the two others of the last stretch."""
    return numbers(9, 3 + 2)


def mnemonics_candidates(X, Y, dZ):
    return numbers(1, 2, 8, 8)


def normalisation_shadows(X, Y, dZ):
    dy, y = np.array([0, 0, 2, 6]), np.array([-1, -1, 1, 1])
    level, along = np.full(4, dy.mean()), y * (dy @ y) / 4
    return numbers(dy, level, along, dy - level - along)


def notation_shape_boxes(X, Y, dZ):
    return numbers()


def picture_influence_x(X, Y, dZ, s=1, t=2):
    terms = dZ[s - 1] * Y[t - 1]
    words = numbers(10 * s + t, s, 10 * s + t, s, t, 10 * s + t, terms.sum())
    return words + numbers(X, Y, X @ Y, dZ[s - 1], Y[t - 1], terms, terms.sum(), [1, 2], [1, 2, 3], [1, 2, 3])


def picture_influence_y(X, Y, dZ):
    s, t = 2, 4
    terms = X[:, s - 1] * dZ[:, t - 1]
    words = numbers(10 * s + t, t, 10 * s + t, s, t, 10 * s + t, terms.sum())
    heads = numbers([1, 2, 3], [1, 2, 3], [1, 2, 3, 4])
    return words + heads + numbers(X, Y, X @ Y, X[:, s - 1], dZ[:, t - 1], terms, terms.sum())


index_influence = picture_influence_y


def by_rows_influence(X, Y, dZ):
    return picture_influence_x(X, Y, dZ, 1, 1)


def second_derivatives_bowl(X, Y, dZ):
    once = np.array([[5, 4], [4, 5]])
    twice = once @ once
    return numbers([9, 1], [1, 0], once[0], twice[0])


def sensitivity_kink(X, Y, dZ):
    return numbers(0, 1, 0, 1, 2)


def sensitivity_tangent(X, Y, dZ):
    steps = [numbers(2 * h, (1 + h) ** 2 - 1, h, 2, 2 * h, 2, h**2) for h in (1, 0.5)]
    return sum(steps, numbers(2, 2))


def shared_weights_copies(X, Y, dZ):
    free = np.array([[1, 4], [-2, 3]])
    stored, back = np.array([2, -1, 3]), [1, free[0, 1] + free[1, 0], 3]
    return numbers(stored, stored[[0, 1, 1, 2]], free, back)


def softmax_bars(X, Y, dZ):
    p, t = np.array([0.5, 0.1, 0.4]), np.array([0, 0, 1])
    return numbers(p, t, p - t, *[[1, 2, 3]] * 3)


def tensor_ops_there_and_back(X, Y, dZ):
    W, G, six = Y[:, :2], dZ[:, :3], dZ.ravel()[:6]
    add = numbers(X, X[0] + X[1], [G[0]] * 3)
    turned = numbers(X, X, six, six)
    total = numbers(X, X.sum(), [G[0, 2]] * 7)
    broadcast = numbers([X[0]] * 3, G, G.sum(0))
    matmul = numbers(X, X @ W, dZ[:, :2], dZ[:, :2] @ W.T)
    return add + turned + turned + total + broadcast + matmul + numbers(X, X, G, G)


def tensor_ops_axes_in_line(X, Y, dZ):
    return numbers(2, len(X), len(Y), Y.shape[1])


def trace_cycle(X, Y, dZ):
    return numbers()


def training_boundary(X, Y, dZ):
    return numbers([50, 500], range(0, 501, 100), [0, 0.2, 0.4, 0.6])


def training_batches(X, Y, dZ):
    return numbers([20, 100], range(0, 201, 50), [0, 0.2, 0.4, 0.6])


def training_bugs(X, Y, dZ):
    return numbers(*[[0, 100, 200], [0, 1, 2]] * 4)


def two_programs_fit(X, Y, dZ):
    return numbers(500, 2000, range(-3, 4), range(-1, 2))


def two_programs_losses(X, Y, dZ):
    return numbers([10, -4, 1, 10, 4, 10, 8] * 2, range(0, 501, 100), range(0, 2001, 500))


def two_programs_two_pieces(X, Y, dZ):
    labels = numbers([1, 4, 1 - 2 * 4 / 5], [2, 1, 1 - 2 / 5])
    return labels + numbers(*[[-1, 0, 1], range(0, 9, 2)] * 2)


def two_programs_rates(X, Y, dZ):
    rates = numbers([3.5, 3.56, 3.6, 4], [10, -6] * 4)
    return rates + numbers(1, [10] * 5, [2, 4, 6, 8, 10], range(0, 301, 100))


def why_backwards_jacobian(X, Y, dZ):
    """The twelve numbers of Y for each row of X, without zeros, twice; and the entries' indices."""
    indices = [
        10 * i + j for rows, columns in (X.shape, Y.T.shape[::-1]) for i in (1, 2) for j in range(1, columns + 1)
    ]
    return numbers(*[Y[Y != 0]] * len(X) * 2, indices, indices)


def why_backwards_order(X, Y, dZ):
    wide, inputs = (X @ Y).size, X.size
    row, square, first = [1, wide], [wide, wide], [wide, inputs]
    from_end = numbers(wide**2, wide * inputs, wide**2 + wide * inputs)
    from_front = numbers(wide**2 * inputs, wide * inputs, (wide + 1) * wide * inputs)
    shapes = numbers(row, square, first, row, first, [1, inputs])
    return from_end + from_front + shapes + shapes


def expected(name: str) -> Counter[str]:
    """Raises KeyError for a figure whose numbers nobody has computed here yet."""
    return globals()[name.replace("-", "_")](fixture.X, fixture.Y, fixture.dZ)


@pytest.mark.parametrize("layout", gallery.LAYOUTS)
@pytest.mark.parametrize("name", gallery.names())
def test_every_number_is_computed_here_once_more(name: str, layout: str) -> None:
    assert drawn(gallery.standalone(BOOK, name, "en", layout)) == expected(name)


FROM_FIXTURE = [
    name for name in gallery.names() if re.match("adjoint|affine|by-rows|components|deriv|pict|tensor-ops-there", name)
]


@pytest.mark.parametrize("name", FROM_FIXTURE)
def test_other_fixture_other_numbers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, description = expected(name), _description(name)
    X = np.array([[7, -8, 6], [9, 25, 11]])
    Y = np.array([[-9, 8, 15, 7], [6, 26, -7, 16], [17, 21, 22, -23]])
    dZ = np.array([[8, 31, 6, 9], [7, -6, 33, 32]])
    for key, value in dict(X=X, Y=Y, dZ=dZ, Z=X @ Y, dX=dZ @ Y.T, dY=X.T @ dZ).items():
        monkeypatch.setattr(fixture, key, value)
    assert drawn(gallery.standalone(BOOK, name, "en")) == expected(name) != before
    assert _description(name) != description or name.startswith("tensor")  # that one names no number


def test_other_inputs_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    before, build = expected("gate-patterns-three-gates"), gate_patterns.three_gates_circuit
    monkeypatch.setattr(gate_patterns, "three_gates_circuit", lambda: build(7, 11, 13, 17))
    after = drawn(gallery.standalone(BOOK, "gate-patterns-three-gates", "en"))
    assert after != before and after["188"] == 1 and after["22"] == 1 and after["0"] == 1


def _description(name: str) -> str | None:
    return ElementTree.fromstring(gallery.standalone(BOOK, name, "en")).findtext(f"{SVG}desc")


@pytest.mark.parametrize("name", [name for name in gallery.names() if expected(name)])
def test_one_wrong_number_is_seen(name: str) -> None:
    """One digit of one text differs, wherever it stands."""
    svg = gallery.standalone(BOOK, name, "en")
    for place in re.finditer(r"(?<=>)[^<]*\d[^<]*(?=</t)", svg):
        wrong = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), place[0], count=1)
        assert drawn(svg[: place.start()] + wrong + svg[place.end() :]) != expected(name), place[0]


def test_zero_has_no_sign() -> None:
    assert [number(value) for value in (-0.0, np.float64(-0.0), round(-0.00001, 4), 0)] == ["0"] * 4
    assert (number(-0.5), number(-3), factor(-0.0), factor(-2)) == ("−0.5", "−3", "0", "(−2)")
