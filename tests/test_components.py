"""The chain rule summed over paths, the Kronecker delta, and an index used twice."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import METHODS, Trial, integer_trial, random_trial, rejected_by, sample
from hypothesis import given
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**32 - 1)
NOTHING = np.zeros((0,), dtype=int)  # these losses have one operand: Y takes no part


def two_paths(x: np.ndarray) -> Trial:
    """The sample's loss xy(x + y), multiplied out, of a pair."""
    return Trial(x, NOTHING.astype(x.dtype), x, lambda z: z[0] ** 2 * z[1] + z[0] * z[1] ** 2, lambda x, _: x)


def summed(x, _, dz):
    return {"dX": sample("components.chain_rule").paths(*x).sum(axis=0)}


@pytest.mark.parametrize("x", [np.array([2, 3]), np.array([-4, 7])])
def test_sum_over_paths(x):
    assert rejected_by(summed, two_paths(x)) == set()


@given(SEEDS)
def test_sum_over_paths_on_random_data(seed):
    assert rejected_by(summed, two_paths(np.random.default_rng(seed).standard_normal(2))) == set()


@pytest.mark.parametrize("path", [0, 1])
def test_one_path_alone_is_seen_three_ways(path):
    def alone(x, _, dz):
        return {"dX": sample("components.chain_rule").paths(*x)[path]}

    assert rejected_by(alone, two_paths(np.array([2, 3]))) == set(METHODS)


def vector_product(x, A):
    return anp.dot(A, x)


def backward(x, A, dz):
    return {"dX": sample("components.index_clash").backward(A, dz)}


def clash(x, A, dz):
    return {"dX": sample("components.index_clash").clash(A, dz)}


@given(st.integers(1, 5), st.integers(1, 5), SEEDS)
def test_separate_indices(rows, columns, seed):
    assert rejected_by(backward, random_trial((columns,), (rows, columns), seed, vector_product)) == set()


def test_an_index_used_twice_is_seen_three_ways():
    module = sample("components.index_clash")
    trial = integer_trial(np.array([1, 2, 3]), module.A, module.dz, vector_product)
    assert rejected_by(backward, trial) == set()
    assert rejected_by(clash, trial) == set(METHODS)
    assert len(set(module.clash(module.A, module.dz))) == 1


def test_delta_is_the_identity_and_collapses_a_sum():
    module = sample("components.kronecker")
    assert np.array_equal(module.delta, np.eye(4))
    assert [sum(module.delta[i] * module.a) for i in range(4)] == module.a.tolist()


def test_answers():
    module = sample("components.answers")
    assert module.deltas.tolist() == [module.a[1], module.a @ module.c, module.delta.trace()] == [-1, 11, 3]
    assert module.clash == np.outer(module.p, module.q).sum() == 28 != module.p @ module.q
    assert METHODS["autograd"](squared_times, np.array([1.0, 2.0]))[1] == module.paths == 65


def squared_times(p):
    return (p[0] + 2 * p[1]) ** 2 * p[0] * p[1]
