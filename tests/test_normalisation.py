"""The page normalisation: three kinds of it against autograd and the complex step."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample

layer, scaled, answers = sample("normalisation.layer"), sample("normalisation.scaled"), sample("normalisation.answers")
measure = pytest.mark.parametrize("measure", [complex_step, autodiff])


def spread(A, axis):
    return anp.sqrt(anp.mean((A - anp.mean(A, axis=axis, keepdims=True)) ** 2, axis=axis, keepdims=True))


def normalised(A, axis=1):
    return (A - anp.mean(A, axis=axis, keepdims=True)) / spread(A, axis)


@measure
@pytest.mark.parametrize("shape", [(3, 5), (2, 2), (4, 3)])
def test_rows(shape: tuple[int, int], measure) -> None:
    random = np.random.default_rng(shape[0])
    X, dY = random.normal(size=shape), random.normal(size=shape)
    Y, S = layer.normalise(X)
    dX = layer.normalise_back(Y, S, dY)
    measured = measure(lambda X: anp.sum(dY * normalised(X)), X)
    assert np.allclose(dX, measured)
    assert np.allclose(dX.sum(axis=1), 0) and np.allclose((dX * Y).sum(axis=1), 0)
    if shape[1] > 2:  # of two numbers, nothing is left
        assert not np.allclose(dY / S, measured), "mean and spread are no constants"


@measure
def test_columns_with_gain_and_shift(measure) -> None:
    B, gain, shift, dO = (A.astype(float) for A in (scaled.B, scaled.gain, scaled.shift, scaled.dO))

    def loss(B, gain, shift):
        return anp.sum(dO * (gain * normalised(B, 0) + shift))

    assert np.allclose(scaled.dB, measure(lambda A: loss(A, gain, shift), B))
    assert np.allclose(scaled.d_gain, measure(lambda A: loss(B, A, shift), gain))
    assert np.allclose(scaled.d_shift, measure(lambda A: loss(B, gain, A), shift))


@measure
def test_without_the_mean(measure) -> None:
    random = np.random.default_rng(5)
    X, dV = random.normal(size=(3, 4)), random.normal(size=(3, 4))
    R = np.sqrt(np.mean(X**2, axis=1, keepdims=True))
    measured = measure(lambda X: anp.sum(dV * X / anp.sqrt(anp.mean(X**2, axis=1, keepdims=True))), X)
    assert np.allclose(answers.rms_back(X / R, R, dV), measured)
    assert not np.allclose(answers.rms_back_layer(X / R, R, dV), measured)


@measure
def test_a_bias_before_the_columns_are_normalised_gets_nothing(measure) -> None:
    """What exercise 4 says."""
    B, dO = scaled.B.astype(float), scaled.dO
    assert np.allclose(measure(lambda b: anp.sum(dO * normalised(B + b, 0)), np.array([[0.3, -1.0]])), 0)
