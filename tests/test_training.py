"""The page training: its gradients three ways, its training by other engines, what it says of losses and of bugs."""

import importlib.util
import inspect
import json
import math
from pathlib import Path

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from browser import Tabs
from gradients import autodiff, complex_step, sample
from the_book import alike
from touching import LIVE, judged_by_node, names, opened, to

from book.figures import training as figures
from book.figures.kit.contour import loops
from book.figures.kit.words import of_kind
from snippets.engine import function, operations, variable

spirals, network, learn = (sample(f"training.{name}") for name in ("spirals", "network", "learn"))
bugs, turned, answers = (sample(f"training.{name}") for name in ("bugs", "turned", "answers"))
X, T = spirals.X, spirals.T
NAMES = ("U", "W", "V")
TO_STAGE = "within => { const { stage } = document.querySelector(within); stage.tabIndex = -1; stage.focus(); }"


def plain(weights, X, T, np=anp):
    """The loss in plain NumPy: it knows nothing of the engine."""
    U, W, V = weights
    return np.sum(np.log(1 + np.exp(-T * (np.tanh(np.tanh(X @ U) @ W) @ V)))) / len(X)


@pytest.fixture(scope="module")
def path() -> list[list[np.ndarray]]:
    """The weights at all 501 moments."""
    return [[p.data for p in weights] for weights in learn.train()]


@pytest.mark.parametrize("measure", [complex_step, autodiff])
@pytest.mark.parametrize("place", range(3), ids=NAMES)
def test_the_engine_finds_the_gradients(place: int, measure) -> None:
    weights = network.start(np.random.default_rng(1))
    network.loss(X, T, weights).backward()
    values = [p.data for p in weights]
    measured = measure(lambda A: plain([*values[:place], A, *values[place + 1 :]], X, T), values[place])
    assert np.allclose(weights[place].grad, measured)
    if NAMES[place] == "W":
        assert not np.allclose(weights[place].grad.T, measured)


def batches(size: int = 20, epochs: int = 100):
    """The rows of each update, and before them the first weights, from the same seed as the page's."""
    random = np.random.default_rng(0)
    weights = [random.standard_normal(shape) / shape[0] ** 0.5 for shape in ((2, 8), (8, 8), (8, 1))]
    return weights, [rows for _ in range(epochs) for rows in random.permutation(len(X)).reshape(-1, size)]


def test_autograd_trains_to_the_same_weights(path) -> None:
    weights, dealt = batches()
    gradient = autograd.grad(plain)
    for rows in dealt:
        weights = [p - 0.3 * dp for p, dp in zip(weights, gradient(weights, X[rows], T[rows]), strict=True)]
    assert all(np.allclose(p, q, rtol=1e-6, atol=1e-8) for p, q in zip(weights, path[-1], strict=True))


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None,
    reason="PyTorch is no requirement of the book; it is asked only where it is installed",
)
def test_pytorch_trains_to_the_same_weights(path) -> None:
    torch = importlib.import_module("torch")
    first, dealt = batches()
    weights = [torch.tensor(p, requires_grad=True) for p in first]
    optimizer = torch.optim.SGD(weights, lr=0.3)
    inputs, targets = torch.tensor(X), torch.tensor(T, dtype=torch.float64)
    for rows in dealt:
        U, W, V = weights
        scores = torch.tanh(torch.tanh(inputs[rows] @ U) @ W) @ V
        optimizer.zero_grad()
        torch.nn.functional.softplus(-targets[rows] * scores).mean().backward()
        optimizer.step()
    found = [p.detach().numpy() for p in weights]
    assert all(np.allclose(p, q, rtol=1e-6, atol=1e-8) for p, q in zip(found, path[-1], strict=True))


def test_the_boundary_is_drawn_where_the_page_says(path) -> None:
    correct = [int(np.sum(T * learn.scores(X, path[moment]).data > 0)) for moment in figures.MOMENTS]
    assert correct[0] <= 55 and correct[1] == 80 and correct[2] == 100
    drawn = [int(learn.right(figures._path(100)[moment])) for moment in figures.MOMENTS]
    assert drawn == correct
    assert np.array_equal(X[50:], -X[:50])
    assert np.allclose(learn.scores(-X, path[50]).data, -learn.scores(X, path[50]).data)


def test_small_batches_are_as_fast_update_for_update() -> None:
    few, all_points = np.array(figures._losses(20)), np.array(figures._losses(100))
    assert np.abs(few - all_points).max() < 0.1
    assert few[-1] < 0.01 and all_points[-1] < 0.01
    assert np.all(np.diff(all_points) < 0)


def test_the_pencil() -> None:
    x, u, w = np.array([1, 2, -1, 3]), np.array([3, 2, 0, 5]), 2

    def loss(w):
        return np.mean((w * x - u) ** 2) / 2

    asked = (w * x - u) * x
    assert asked.tolist() == [-1, 4, 2, 3]
    assert asked.mean() == 2
    assert loss(w) == 1.25
    assert math.isclose(loss(w - 0.1 * 2), 0.925)


def test_the_fall_is_the_rate_times_the_squared_norm() -> None:
    weights = network.start(np.random.default_rng(2))
    before = network.loss(X, T, weights)
    before.backward()
    eta = 1e-6
    after = network.loss(X, T, learn.moved(weights, eta))
    promised = eta * sum(np.sum(p.grad**2) for p in weights)
    assert math.isclose(before.data - after.data, promised, rel_tol=1e-4)


def test_the_curves_of_the_bugs_are_what_the_answer_says() -> None:
    curves = {name: np.array(bugs.losses(**bug)) for name, bug in bugs.BUGS.items()}
    sound = np.array(bugs.losses())
    assert np.allclose(sound, figures._losses(20))
    assert tuple(list(bugs.BUGS)[k] for k in (2, 0, 3, 1)) == figures.ORDER
    assert [list(curves).index(name) for name in ("kept", "apart", "zeros", "sorted")] == [0, 1, 2, 3]
    assert answers.curves == [1 + ["kept", "apart", "zeros", "sorted"].index(name) for name in figures.ORDER]
    assert np.allclose(curves["zeros"], math.log(2))
    kept = curves["kept"]
    assert kept[:30].min() < sound[:30].min() / 2 and kept[40:201].min() > 0.5 and kept[40:201].max() > 1.5
    assert 0.6 < curves["apart"].min() < curves["apart"].max() < 0.8
    jags = np.diff(curves["sorted"][100:200])
    spectrum = np.abs(np.fft.rfft(jags))
    assert spectrum.argmax() == 20  # twenty rounds in a hundred updates: the rhythm is five updates long
    assert curves["sorted"][500] < 0.1


def test_the_wrong_formula_learns_later_and_may_raise_the_loss() -> None:
    weights = list(learn.train(update=turned.turned))
    losses = [float(learn.loss(X, T, w).data) for w in weights]
    assert losses[100] > 1.5 * figures._losses(20)[100] and losses[500] < 0.05
    shares = []
    for w in weights[:500]:
        p = [learn.Variable(one.data) for one in w]
        learn.loss(X, T, p).backward()
        shares.append(np.sum(p[1].grad * p[1].grad.T))
    assert min(shares) < 0 < max(shares)


def test_engine_and_program_have_fewer_than_250_lines() -> None:
    modules = variable, function, operations, spirals, network, learn
    text = "".join(inspect.getsource(module) for module in modules).splitlines()
    shown = [line for line in text if line.strip() and not line.strip().startswith("#")]
    assert len(shown) < 250


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.4])
def test_the_border_of_a_disc_has_its_area(radius: float) -> None:
    line = np.linspace(-1, 1, 101)
    values = radius**2 - line[:, None] ** 2 - line**2
    found = loops(values, lambda row, column: (column / 50 - 1, row / 50 - 1))
    area = sum(
        abs(sum(x * v - u * y for (x, y), (u, v) in zip(loop, loop[1:] + loop[:1], strict=True))) / 2 for loop in found
    )
    x = np.linspace(-1, 1, 20001)
    height = np.minimum(1, np.sqrt(np.maximum(radius**2 - x**2, 0)))
    assert math.isclose(area, 2 * np.sum((height[1:] + height[:-1]) / 2) * (x[1] - x[0]), rel_tol=2e-3)


def test_a_saddle_has_two_curves_and_nothing_has_none() -> None:
    line = np.linspace(-1, 1, 6)
    saddle = line[:, None] * line
    assert len(loops(saddle, lambda row, column: (row, column))) == 2
    assert loops(-np.ones((3, 3)), lambda row, column: (row, column)) == []


# Where it can be touched


def touched(bug: str, weights: list[np.ndarray], X: np.ndarray, T: np.ndarray, eta: float) -> list[dict[str, object]]:
    """What NumPy makes of the weights with a bug, update by update, looking at all points each time."""
    found, kept = [], [0 * p for p in weights]
    for _ in range(201):
        U, W, V = weights
        H = np.tanh(X @ U)
        R = np.tanh(H @ W)
        Z = R @ V
        found.append(
            {
                "loss": float(np.logaddexp(0, -T * Z).mean()),
                "right": int((T * Z > 0).sum()),
                "after": np.concatenate([p.ravel() for p in weights]).tolist(),
            }
        )
        dZ = -T / (1 + np.exp(T * Z)) / len(X)
        dQ = dZ @ V.T * (1 - R**2)
        gradients = [X.T @ (dQ @ W.T * (1 - H**2)), H.T @ dQ, R.T @ dZ]
        if bug == "turned":
            gradients[1] = gradients[1].T
        kept = [a + b for a, b in zip(kept, gradients, strict=True)] if bug == "kept" else gradients
        weights = [p + (eta if bug == "sign" else -eta) * dp for p, dp in zip(weights, kept, strict=True)]
    return found


def test_the_figure_trains_as_numpy_does(tmp_path: Path) -> None:
    """On the page's own network after each update with each bug, and on random ones: about a thousand in all.

    What swings or grows without end magnifies each rounding; so those programs are compared as long as that is small.
    """
    random, cases = np.random.default_rng(4), []
    networks = [([np.array(p) for p in figures.FIRST], 50, figures.ETA, range(201))]
    for _ in range(30):
        sizes = random.integers(1, 5, 2)
        shapes = (2, sizes[0]), (sizes[0], sizes[0]), (sizes[0], 1)
        weights = [random.normal(size=shape).round(3) for shape in shapes]
        networks.append((weights, int(random.integers(2, 8)), 0.1, (0, 1, 2, 5, 9)))
    for weights, points, eta, updates in networks:
        points_of, truths = spirals.spirals(points)
        for bug in ("sound", *figures.TOUCHED.values()):
            found = touched(bug, weights, points_of, truths, eta)
            given = {"weights": [p.tolist() for p in weights], "points": points, "eta": eta, "bug": bug}
            last = {"kept": 100, "sign": 60}.get(bug, 200)
            cases += [given | {"updates": update} | found[update] for update in updates if update <= last]
            assert bug != "kept" or len(updates) < 201 or min(one["loss"] for one in found[100:]) > 0.4
    assert len(cases) > 1000
    assert judged_by_node("training", cases, tmp_path).strip() == str(len(cases))
    ends = {one["bug"] for one in cases if one["updates"] == 200 and one["right"] == 100}
    assert ends == {"sound", "turned"}


@pytest.mark.parametrize(("language", "width"), alike([("en", 1280), ("ko", 360)], 0))
def test_the_question_is_answered_by_keys_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}{language}/training.html#fig=training-boundary", width)
    words, within = of_kind("training", language), "#training-boundary"
    page.evaluate(
        "within => { const { stage } = document.querySelector(within); stage.tabIndex = -1; stage.focus(); }",
        f"{within} .is-live",
    )
    claim = f"{within} .naming button"
    assert page.locator(f"{claim}:visible").count() == 0
    to(page, f"{within} [value=A]")
    page.keyboard.press("Enter")
    to(page, claim)
    page.keyboard.press("Enter")
    assert names(page, ".says") == words["not-kept"].replace("{program}", "A")
    assert not page.locator("[data-answered]").count()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.value") == "C":
            break
    page.keyboard.press("Enter")
    assert page.locator(f"{within} [aria-pressed=true]").get_attribute("value") == "C"
    to(page, claim)
    page.keyboard.press("Enter")
    said = json.loads(page.locator(f"{LIVE} > .is-live").first.get_attribute("data-opens"))["answered"]
    assert page.locator("[data-answered]").count() == 1 and names(page, ".says").endswith(said)
    assert of_kind("figure", language)["right"] in names(page, ".heard")
    assert tabs.online.complaints == []
