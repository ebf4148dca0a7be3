"""The page attention: one head, blocks and many heads against autograd and the complex step."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample

single, blocks, many = sample("attention.single"), sample("attention.blocks"), sample("attention.heads")
measure = pytest.mark.parametrize("measure", [complex_step, autodiff])


def forward(Q, K, V, c, mask=None):
    """Attention over the last two axes, in one expression."""
    E = anp.exp(c * anp.matmul(Q, anp.swapaxes(K, -1, -2)))
    E = E if mask is None else E * mask
    return anp.matmul(E / anp.sum(E, axis=-1, keepdims=True), V)


def losses(arrays, dO, *more):
    """For each array the loss as a function of it alone."""
    for at in range(len(arrays)):
        yield lambda A, at=at: anp.sum(dO * forward(*arrays[:at], A, *arrays[at + 1 :], *more))


@measure
@pytest.mark.parametrize(("m", "n", "k", "r"), [(2, 4, 3, 2), (3, 3, 3, 3), (1, 5, 2, 1), (4, 1, 2, 3)])
def test_one_head_in_whole_and_in_blocks(m: int, n: int, k: int, r: int, measure) -> None:
    random = np.random.default_rng(m)
    arrays = [random.normal(size=shape) for shape in ((m, k), (n, k), (n, r))]
    dO, c = random.normal(size=(m, r)), 0.7
    O, P = single.attention(*arrays, c)
    whole = single.attention_back(*arrays, c, P, dO)
    L = np.log(np.exp(c * arrays[0] @ arrays[1].T).sum(axis=1, keepdims=True))
    in_blocks = blocks.back_in_blocks(*arrays, c, O, dO, L, size=2)
    for array, loss, one, other in zip(arrays, losses(arrays, dO, c), whole, in_blocks, strict=True):
        measured = measure(loss, array)
        assert np.allclose(one, measured) and np.allclose(other, measured)


@measure
def test_many_heads_with_a_mask(measure) -> None:
    random = np.random.default_rng(3)
    arrays = [random.normal(size=(2, 3, 4, size)) for size in (5, 5, 2)]
    dO, mask = random.normal(size=(2, 3, 4, 2)), np.tri(4, dtype=bool)
    O, P = many.heads(*arrays, 0.4, mask)
    assert np.allclose(O, forward(*arrays, 0.4, mask))
    assert not P[..., 0, 1:].any()
    gradients = many.heads_back(*arrays, 0.4, P, O, dO)
    for array, loss, gradient in zip(arrays, losses(arrays, dO, 0.4, mask), gradients, strict=True):
        assert np.allclose(gradient, measure(loss, array))


def test_the_scale_is_needed_in_both_places() -> None:
    """The trap: without the scale in dK, the difference sees it."""
    dQ, dK, _ = single.attention_back(single.Q, single.K, single.V, single.c, single.P, single.dO)
    loss = list(losses([single.Q.astype(float), single.K.astype(float), single.V.astype(float)], single.dO, single.c))
    assert np.allclose(dK, complex_step(loss[1], single.K)) and not np.allclose(dK / single.c, dK)
    assert np.allclose(dQ, complex_step(loss[0], single.Q))
