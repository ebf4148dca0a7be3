"""The page einsum: swapped letters against differences, autograd and the adjoint test, and where they fail."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample

einsum_back = sample("einsum.swap").einsum_back

# What an einsum does, by how it treats its letters; the sizes of the letters are fixed.
SIZES = {"b": 2, "h": 3, "i": 4, "j": 5, "k": 2, "d": 3, "s": 4, "t": 2}
LETTERS = (
    "sj,jt->st",
    "bhid,bhjd->bhij",
    "bij,jk->bik",
    "i,j->ij",
    "ij,ij->",
    "ij,jk,ks->is",
    "bi,bj,bk->ijk",
)


def operands(letters: str, random: np.random.Generator) -> list[np.ndarray]:
    inputs = letters.partition("->")[0].split(",")
    return [random.integers(-4, 5, [SIZES[letter] for letter in own]).astype(float) for own in inputs]


@pytest.mark.parametrize("measure", [complex_step, autodiff])
@pytest.mark.parametrize("letters", LETTERS)
def test_swapped_letters_give_the_gradient(letters: str, measure) -> None:
    arrays = operands(letters, np.random.default_rng(7))
    upstream = np.random.default_rng(8).integers(-4, 5, np.einsum(letters, *arrays).shape).astype(float)
    for at, gradient in enumerate(einsum_back(letters, upstream, *arrays)):

        def loss(A, at=at):
            return anp.sum(upstream * anp.einsum(letters, *arrays[:at], A, *arrays[at + 1 :]))

        assert gradient.shape == arrays[at].shape
        assert np.array_equal(gradient.round(9), measure(loss, arrays[at]).round(9))


@pytest.mark.parametrize("letters", ["ij->", "ij->i", "ii->", "ii->i", "iij->j"])
def test_a_hidden_letter_stops_the_swap(letters: str) -> None:
    inputs, output = letters.split("->")
    A = np.ones([3] * len(inputs), dtype=int)
    with pytest.raises(ValueError, match="subscript"):
        einsum_back(letters, np.ones([3] * len(output), dtype=int), A)
