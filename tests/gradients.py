"""Judges a claimed gradient three ways, none of which uses a formula of the book.

A *backward* takes `(X, Y, dZ)` and returns its claims, `{"dX": …, "dY": …}`. A `Trial` is data and a loss.
`rejected_by` names the methods that contradict a claim: none for a true gradient, all for a planted fault.
"""

import contextlib
import importlib
import io
import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from unittest import mock

import autograd
import autograd.numpy as anp
import numpy as np
from hypothesis import strategies as st
from numpy import ndarray
from the_book import BOOK

import snippets
from snippets import fixture

Product = Callable[[ndarray, ndarray], ndarray]
Loss = Callable[[ndarray], ndarray]
Backward = Callable[[ndarray, ndarray, ndarray], dict[str, ndarray]]


def matmul(X: ndarray, Y: ndarray) -> ndarray:
    """The product of most pages, `Z = X Y`."""
    return X @ Y


@dataclass(frozen=True)
class Trial:
    """Operands, their product, a loss of the product, and the loss's gradient there (the shape of Z)."""

    X: ndarray
    Y: ndarray
    dZ: ndarray
    loss: Loss
    product: Product = matmul

    @property
    def bit_exact(self) -> bool:
        """A central difference with step 1 is exact on integers, for a loss of degree two at most."""
        return self.X.dtype.kind == self.Y.dtype.kind == "i"


def integer_trial(X: ndarray, Y: ndarray, dZ: ndarray, product: Product = matmul) -> Trial:
    """Integer data and the linear loss whose upstream gradient is dZ."""
    return Trial(X, Y, dZ, lambda Z: anp.sum(dZ * Z), product)


def random_trial(x: tuple, y: tuple, seed: int, product: Product = matmul) -> Trial:
    """Random real operands of shapes `x` and `y`, and a loss that is not linear: Σ W sin Z."""
    generator = np.random.default_rng(seed)
    X, Y = generator.standard_normal(x), generator.standard_normal(y)
    Z = product(X, Y)
    W = generator.standard_normal(Z.shape)
    return Trial(X, Y, W * np.cos(Z), lambda Z: anp.sum(W * anp.sin(Z)), product)


FIXTURE = integer_trial(fixture.X, fixture.Y, fixture.dZ)


def central_difference(f: Loss, A: ndarray) -> ndarray:
    """∂f/∂A by a central difference with step 1, entry by entry."""

    def slope(place: tuple) -> float:
        up, down = A.copy(), A.copy()
        up[place] += 1
        down[place] -= 1
        return (f(up) - f(down)) / 2

    return np.array([slope(place) for place in np.ndindex(A.shape)]).reshape(A.shape)


def complex_step(f: Loss, A: ndarray) -> ndarray:
    """∂f/∂A by a complex step of 1e-30, entry by entry: exact to rounding."""

    def slope(place: tuple) -> float:
        moved = A.astype(complex)
        moved[place] += 1e-30j
        return f(moved).imag / 1e-30

    return np.array([slope(place) for place in np.ndindex(A.shape)]).reshape(A.shape)


def autodiff(f: Loss, A: ndarray) -> ndarray:
    """∂f/∂A by HIPS autograd."""
    return autograd.grad(f)(A.astype(float))


METHODS = {"central difference": central_difference, "complex step": complex_step, "autograd": autodiff}


def methods(trial: Trial) -> set[str]:
    """The methods that can judge this trial."""
    return set(METHODS) if trial.bit_exact else {"complex step", "autograd"}


def rejected_by(backward: Backward, trial: Trial) -> set[str]:
    """The methods that find a claim of `backward` wrong, in its shape or in any entry."""
    X, Y = trial.X, trial.Y
    losses = {
        "dX": (lambda A: trial.loss(trial.product(A, Y)), X),
        "dY": (lambda A: trial.loss(trial.product(X, A)), Y),
    }
    claims = backward(X, Y, trial.dZ)
    assert claims and claims.keys() <= losses.keys(), f"no gradients are claimed: {list(claims)}"

    def accepts(method: str, name: str) -> bool:
        expected, claimed = METHODS[method](*losses[name]), np.asarray(claims[name])
        if claimed.shape != expected.shape:
            return False
        if method == "central difference":
            return np.array_equal(claimed, expected)
        return np.allclose(claimed, expected, rtol=1e-9, atol=1e-9)

    return {method for method in methods(trial) if not all(accepts(method, name) for name in claims)}


@cache
def _code(module: str) -> types.CodeType:
    path = BOOK.snippets.joinpath(*module.split(".")).with_suffix(".py")
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def execute(module: str, X: ndarray, Y: ndarray, dZ: ndarray) -> dict[str, object]:
    """Runs the sample `module` ("picture.row_meets_row") as it stands, on other numbers than the fixture's.

    Returns its variables. What it prints is swallowed.
    """
    trial = integer_trial(X, Y, dZ)
    other = types.ModuleType("snippets.fixture")
    other.__dict__.update(X=X, Y=Y, dZ=dZ, Z=X @ Y)
    other.dX = complex_step(lambda A: trial.loss(A @ Y), X)
    other.dY = complex_step(lambda A: trial.loss(X @ A), Y)
    variables: dict[str, object] = {"__name__": f"snippets.{module}"}
    with (
        mock.patch.dict("sys.modules", {"snippets.fixture": other}),
        mock.patch.object(snippets, "fixture", other),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        exec(_code(module), variables)
    return variables


def script(module: str, **claims: str) -> Backward:
    """The sample as a backward: `script("picture.answers", dX="row")` claims that its `row` is dX."""

    def backward(X: ndarray, Y: ndarray, dZ: ndarray) -> dict[str, ndarray]:
        variables = execute(module, X, Y, dZ)
        return {gradient: variables[name] for gradient, name in claims.items()}

    return backward


def sample(module: str) -> types.ModuleType:
    """The sample, imported as a reader would import it; what it prints is swallowed."""
    with contextlib.redirect_stdout(io.StringIO()):
        return importlib.import_module(f"snippets.{module}")


def sizes(*least: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Sizes from `least` up to 6: pairwise different ones in about half the examples, any in the rest."""
    one = [st.integers(low, 6) for low in least]
    return st.tuples(*one).filter(lambda found: len(set(found)) == len(found)) | st.tuples(*one)


@st.composite
def trials(draw: st.DrawFn, least: tuple[int, int, int] = (1, 1, 1)) -> Trial:
    """A trial of `Z = X Y` with sizes m, k, n, half of them on integers and half on random reals."""
    m, k, n = draw(sizes(*least))
    seed = draw(st.integers(0, 2**32 - 1))
    if draw(st.booleans()):
        return random_trial((m, k), (k, n), seed)
    generator = np.random.default_rng(seed)
    return integer_trial(*(generator.integers(-9, 10, shape) for shape in ((m, k), (k, n), (m, n))))
