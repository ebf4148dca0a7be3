"""Gradients of the chapters against PyTorch's own layers, where it is installed: `.ci/pytorch` installs it."""

import importlib.util

import numpy as np
import pytest
from gradients import sample

if importlib.util.find_spec("torch") is None:
    pytest.skip("PyTorch is no requirement of the book; .ci/pytorch asks it", allow_module_level=True)

import torch
import torch.nn.functional as F
from torch.func import hessian, jvp, vjp

RANDOM = np.random.default_rng(0)


def numbers(*shape: int) -> np.ndarray:
    return RANDOM.standard_normal(shape)


def backward(function, upstream: np.ndarray, *arrays: np.ndarray) -> list[np.ndarray]:
    """What PyTorch sends back from `upstream` to each of the arrays."""
    _, back = vjp(function, *map(torch.tensor, arrays))
    return [gradient.numpy() for gradient in back(torch.tensor(upstream))]


def agree(found, expected) -> bool:
    found, expected = list(found), list(expected)
    return len(found) == len(expected) and all(
        np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=1e-11)
        for a, b in zip(found, expected, strict=True)
    )


def test_affine() -> None:
    X, W, b, dZ = numbers(3, 2), numbers(2, 4), numbers(4), numbers(3, 4)
    expected = backward(lambda X, W, b: F.linear(X, W.T, b), dZ, X, W, b)
    assert agree(sample("affine.layer").backward(X, W, dZ), expected)
    assert not agree(sample("affine.layer").backward(X, W, 2 * dZ), expected)


@pytest.mark.parametrize("letters", ["sj,jt->st", "bhid,bhjd->bhij", "ij,kj,k->i", "ab,bc,cd->ad"])
def test_einsum(letters: str) -> None:
    inputs, output = letters.split("->")
    sizes = dict(zip(sorted(set(letters) - set(",->")), range(2, 9), strict=False))
    operands = [numbers(*(sizes[x] for x in one)) for one in inputs.split(",")]
    dZ = numbers(*(sizes[x] for x in output))
    expected = backward(lambda *given: torch.einsum(letters, *given), dZ, *operands)
    assert agree(sample("einsum.swap").einsum_back(letters, dZ, *operands), expected)


def test_softmax_alone_and_with_cross_entropy() -> None:
    Z, dP = numbers(3, 5), numbers(3, 5)
    P = sample("softmax.cross_entropy").softmax(Z)
    expected = backward(lambda Z: F.softmax(Z, dim=1), dP, Z)
    assert agree([sample("softmax.alone").softmax_back(P, dP)], expected)
    T = np.eye(5)[[0, 3, 3]]
    expected = backward(lambda Z: F.cross_entropy(Z, torch.tensor(T)), np.array(1.0), Z)
    assert agree([sample("softmax.answers").cross_entropy_back(Z, T)], expected)
    assert not agree([(T - P) / len(Z)], expected)


def test_normalisation() -> None:
    X, dY = numbers(3, 5), numbers(3, 5)
    layer, scaled = sample("normalisation.layer"), sample("normalisation.scaled")
    expected = backward(lambda X: F.layer_norm(X, (5,), eps=0), dY, X)
    assert agree([layer.normalise_back(*layer.normalise(X), dY)], expected)
    R = np.sqrt(np.mean(X**2, axis=1, keepdims=True))
    expected = backward(lambda X: F.rms_norm(X, (5,), eps=0), dY, X)
    assert agree([sample("normalisation.answers").rms_back(X / R, R, dY)], expected)
    B, gain, shift, dO = scaled.B.astype(float), scaled.gain[0] * 1.0, scaled.shift[0] * 1.0, scaled.dO * 1.0
    batch = lambda B, g, s: F.batch_norm(B, None, None, g, s, training=True, eps=1e-30)  # noqa: E731
    found = scaled.dB, scaled.d_gain[0], scaled.d_shift[0]
    assert agree(found, backward(batch, dO, B, gain, shift))


def test_attention_single_in_heads_and_in_blocks() -> None:
    single, blocks, heads = (sample(f"attention.{name}") for name in ("single", "blocks", "heads"))
    attend = F.scaled_dot_product_attention
    Q, K, V, dO = numbers(4, 3), numbers(6, 3), numbers(6, 2), numbers(4, 2)
    expected = backward(lambda *given: attend(*given, scale=0.3), dO, Q, K, V)
    O, P = single.attention(Q, K, V, 0.3)
    assert agree(single.attention_back(Q, K, V, 0.3, P, dO), expected)
    L = np.log(np.sum(np.exp(0.3 * Q @ K.T), axis=1, keepdims=True))
    assert agree(blocks.back_in_blocks(Q, K, V, 0.3, O, dO, L, size=4), expected)
    q, k, v, do = numbers(2, 3, 5, 4), numbers(2, 3, 5, 4), numbers(2, 3, 5, 2), numbers(2, 3, 5, 2)
    expected = backward(lambda *given: attend(*given, is_causal=True, scale=0.3), do, q, k, v)
    o, p = heads.heads(q, k, v, 0.3, np.tri(5, dtype=bool))
    assert agree(heads.heads_back(q, k, v, 0.3, p, o, do), expected)


def test_convolution() -> None:
    line, image = sample("convolution.line"), sample("convolution.image")
    x, w, dy = numbers(7), numbers(3), numbers(5)
    expected = backward(lambda x, w: F.conv1d(x[None, None], w[None, None])[0, 0], dy, x, w)
    assert agree([np.convolve(dy, w), line.windows(x, 3).T @ dy], expected)
    assert not agree([np.convolve(dy, w[::-1]), line.windows(x, 3).T @ dy], expected)
    picture, W = numbers(5, 6, 2), numbers(2 * 2 * 3, 4)
    dZ = numbers(4 * 4, 4)

    def layer(picture: torch.Tensor, W: torch.Tensor) -> torch.Tensor:
        kernels = W.T.reshape(4, 2, 2, 3)
        return F.conv2d(picture.permute(2, 0, 1)[None], kernels)[0].reshape(4, -1).T

    X = image.rows_of(picture, 2, 3)
    found = image.rows_back(dZ @ W.T, picture.shape, 2, 3), X.T @ dZ
    assert agree(found, backward(layer, dZ, picture, W))


def test_inverse_solve_and_determinant() -> None:
    A, B, dX, one = numbers(4, 4) + 4 * np.eye(4), numbers(4, 3), numbers(4, 3), np.array(1.0)
    expected = backward(torch.linalg.solve, dX, A, B)
    assert agree(sample("inverse.answers").solve_back(A, np.linalg.solve(A, B), dX), expected)
    dZ, Z = numbers(4, 4), np.linalg.inv(A)
    assert agree([-Z.T @ dZ @ Z.T], backward(torch.linalg.inv, dZ, A))
    assert agree([Z.T], backward(torch.logdet, one, A))
    assert agree([np.linalg.det(A) * Z.T], backward(torch.linalg.det, one, A))


def test_second_derivatives() -> None:
    both = sample("second_derivatives.both")
    X, V, Y, U = numbers(2, 3), numbers(2, 3), numbers(3, 4), numbers(3, 4)

    def loss(X: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
        return torch.sum((X @ Y - torch.tensor(both.T)) ** 2) / 2

    _, expected = jvp(torch.func.grad(loss, argnums=(0, 1)), tuple(map(torch.tensor, (X, Y))),
                      tuple(map(torch.tensor, (V, U))))  # fmt: skip
    assert agree(both.along(X, Y, V, U), [one.numpy() for one in expected])
    whole = hessian(lambda s: torch.logsumexp(s, 0))(torch.tensor([np.log(2), 0, 0])).numpy()
    answers = sample("second_derivatives.answers")
    assert agree(answers.scores, [whole @ answers.v])


def test_shared_weights() -> None:
    X, W, A, B, G, dR = numbers(5, 4), numbers(4, 3), numbers(4, 2), numbers(2, 3), numbers(5, 3), numbers(5, 4)
    tied = [X.T @ dR @ W + dR.T @ X @ W]
    assert agree(tied, backward(lambda W: torch.tensor(X) @ W @ W.T, dR, W))
    adapted = backward(lambda A, B: torch.tensor(X) @ (torch.tensor(W) + A @ B), G, A, B)
    assert agree([X.T @ (G @ B.T), (X @ A).T @ G], adapted)
    places, free, dw = np.array([[0, 1, 2], [2, 0, 1], [1, 2, 0]]), numbers(3, 3), numbers(3)
    rotated = sample("shared_weights.answers").rotated_back
    assert agree([rotated(free)], backward(lambda w: w[torch.tensor(places)], free, dw))
    M, p, whole = numbers(4, 4), numbers(4), numbers(4, 4)
    S = M + M.T
    Q = np.linalg.eigh(S)[1]
    assert agree([(whole + whole.T) / 2], backward(lambda A: (A + A.T) / 2, whole, M))
    assert agree([Q @ np.diag(p) @ Q.T], backward(torch.linalg.eigvalsh, p, S))
