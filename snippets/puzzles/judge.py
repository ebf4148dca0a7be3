"""One judge for all puzzles, by two tests that know no solution.

The first measures the gradient. All numbers are whole and not zero,
and the loss is of degree two at most in each entry, so a central
difference with step 1 is exact; if the function is only `smooth`,
the complex step measures. The second is the
adjoint test, for `linear` functions, at other numbers.
"""

import numpy as np

from snippets.difference import central_difference

OUTPUT = -1
TINY = 1e-30


def judge(
    forward,
    *cases,
    needs=(),
    of=None,
    most=5,
    linear=True,
    smooth=False,
):
    """A function that says whether a backward pass is right.

    A case is a shape, or a list with one for each input; an array
    in it is an input without a gradient. `needs` are the positions
    of the inputs that the backward pass is given, or OUTPUT, and
    `of` those of the inputs whose gradients it returns.
    """

    def judged(candidate):
        return all(
            [
                test(
                    candidate,
                    *data(case, np.random.default_rng(seed)),
                )
                for seed, case in enumerate(cases, 1)
                for test in (
                    [measured, adjoint] if linear else [measured]
                )
            ]
        )

    def data(case, rng):
        case = case if isinstance(case, list) else [case]
        inputs = [
            one if isinstance(one, np.ndarray) else draw(one, rng)
            for one in case
        ]
        places = of or [
            place
            for place, one in enumerate(case)
            if not isinstance(one, np.ndarray)
        ]
        return inputs, places, rng

    def draw(shape, rng):
        size = rng.integers(1, most + 1, shape)
        return size * rng.choice([-1.0, 1.0], shape)

    def back(candidate, inputs, places, u):
        known = [*inputs, forward(*inputs)]
        given = [known[place].copy() for place in needs]
        result = candidate(*given, u.copy())
        if len(places) == 1:
            return [result]
        many = isinstance(result, tuple | list)
        return (
            result if many and len(result) == len(places) else None
        )

    def measured(candidate, inputs, places, rng):
        u = draw(np.shape(forward(*inputs)), rng)
        found = back(candidate, inputs, places, u)

        def gradient(place):
            def loss(x):
                given = [*inputs[:place], x, *inputs[place + 1 :]]
                return np.sum(u * forward(*given))

            if smooth:
                return complex_step(loss, inputs[place])
            return central_difference(loss, inputs[place])

        return found is not None and all(
            [
                agree(one, gradient(place))
                for one, place in zip(found, places, strict=True)
            ]
        )

    def adjoint(candidate, inputs, places, rng):
        for place in places:
            inputs[place] = draw(inputs[place].shape, rng)
        y = forward(*inputs)
        u = draw(np.shape(y), rng)
        found = back(candidate, inputs, places, u)
        if found is None:
            return False
        pairs = list(zip(found, places, strict=True))
        if any(
            np.shape(one) != inputs[place].shape
            for one, place in pairs
        ):
            return False
        returned = sum(
            np.sum(inputs[place] * one) for one, place in pairs
        )
        return agree(returned, np.sum(y * u))

    return judged


def complex_step(loss, x):
    dx = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        e = np.zeros(x.shape, complex)
        e[place] = TINY * 1j
        dx[place] = loss(x + e).imag / TINY
    return dx


def agree(one, other):
    fits = np.shape(one) == np.shape(other)
    return fits and bool(
        np.allclose(one, other, rtol=1e-9, atol=1e-9)
    )
