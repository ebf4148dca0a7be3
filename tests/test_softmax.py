"""The page softmax: its gradients, judged by differences that use no formula of the book, and its limits."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample

page, alone, answers = sample("softmax.cross_entropy"), sample("softmax.alone"), sample("softmax.answers")


def plain(Z):
    """Softmax with no maximum taken out."""
    E = anp.exp(Z)
    return E / anp.sum(E, axis=1, keepdims=True)


def cross_entropy(Z, T):
    return -anp.sum(T * anp.log(plain(Z))) / len(Z)


measure = pytest.mark.parametrize("measure", [complex_step, autodiff])


@measure
@pytest.mark.parametrize("seed", range(5))
def test_prediction_minus_truth_is_the_gradient(seed: int, measure) -> None:
    random = np.random.default_rng(seed)
    Z, T = random.normal(size=(4, 3)), random.dirichlet(np.ones(3), 4)
    measured = measure(lambda Z: cross_entropy(Z, T), Z)
    assert np.allclose(answers.cross_entropy_back(Z, T), measured)
    assert not np.allclose(answers.stable_turned(Z, T), measured)


@measure
@pytest.mark.parametrize("seed", range(5))
def test_softmax_alone_sends_back_what_a_difference_finds(seed: int, measure) -> None:
    random = np.random.default_rng(seed)
    Z, dP = random.normal(size=(4, 3)), random.normal(size=(4, 3))
    back = alone.softmax_back(page.softmax(Z), dP)
    assert np.allclose(back, measure(lambda Z: anp.sum(dP * plain(Z)), Z))
    assert np.allclose(back.sum(axis=1), 0)


def test_truths_that_do_not_add_up_to_one_have_another_gradient() -> None:
    Z, T = page.Z, 2 * page.T
    assert not np.allclose(answers.cross_entropy_back(Z, T), complex_step(lambda Z: cross_entropy(Z, T), Z))


def test_a_confident_mistake_is_seen_by_cross_entropy_alone() -> None:
    """What exercise 4 says, in numbers."""
    p, t = page.softmax(np.array([[12.0, 0.0, 0.0]])), np.array([[0, 1, 0]])
    assert np.abs(p - t).max() > 0.99
    assert np.abs(alone.softmax_back(p, p - t)).max() < 1e-4
