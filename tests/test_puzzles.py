"""The puzzles: solutions against a measurement of their own, typical mistakes and mutants against the judge."""

import contextlib
import inspect

import numpy as np
import pytest
from gradients import complex_step, sample
from the_book import BOOK

from book.checks.answers import known
from book.source.exercises import asked

answers, forward = sample("puzzles.answers"), sample("puzzles.forward")
PUZZLES = known(BOOK, "puzzles")[0]
# Puzzle → a function, the shapes of its inputs (or an input that has no gradient), and what its way back is given.
FREE = {
    "same": ("same", [(2, 3)], ""),
    "triple": ("triple", [(2, 3)], ""),
    "mirror": ("mirror", [(5,)], ""),
    "turn": ("turn", [(2, 3)], ""),
    "flatten": ("flatten", [(2, 3)], "0"),
    "cut": ("cut", [(2, 3)], "0"),
    "join": ("join", [(2, 3), (4, 3)], "01"),
    "total": ("total", [(2, 3)], "0"),
    "row-sums": ("row_sums", [(2, 3)], "0"),
    "copy-row": ("copy_row", [(4,)], ""),
    "square": ("square", [(2, 3)], "0"),
    "relu": ("relu", [(2, 3)], "0"),
    "times": ("times", [(2, 3), (2, 3)], "01"),
    "left": ("product", [(2, 3), (3, 4)], "1"),
    "right": ("product", [(2, 3), (3, 4)], "0"),
    "steps": ("steps", [(6,)], ""),
    "take": ("take", [(4,), np.array([1, 3, 1, 1, 0])], "01"),
    "centre": ("centre", [(4, 3)], ""),
    "softmax": ("softmax", [(3, 4)], "y"),
    "convolve": ("convolve", [(7,), (3,)], "01"),
}


def named(name: str, end: str):
    return getattr(answers, f"{name.replace('-', '_')}_{end}")


def results(found: object) -> list:
    return list(found) if isinstance(found, tuple | list) else [found]


def judges(name: str):
    return getattr(answers, f"judge_{name.replace('-', '_')}")


def test_there_are_twenty_and_every_page_has_them_in_the_same_order() -> None:
    assert len(PUZZLES) == 20 and list(FREE) == list(PUZZLES)
    for language in BOOK.languages:
        assert [one.name for one in asked(BOOK.page(language, "puzzles"))] == list(PUZZLES)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", FREE)
def test_a_solution_is_the_gradient_of_any_loss(name: str, seed: int) -> None:
    """Not of whole numbers, and not of a linear loss: Σ u sin y, by the complex step."""
    generator = np.random.default_rng(seed)
    function, shapes, needs = FREE[name]
    there = getattr(forward, function)
    if name == "relu":  # np.maximum orders complex numbers by their real parts first
        assert np.maximum(-1 + 1j, 0) == 0
    inputs = [one if isinstance(one, np.ndarray) else generator.standard_normal(one) for one in shapes]
    y = there(*inputs)
    u = generator.standard_normal(np.shape(y))
    given = [y if one == "y" else inputs[int(one)] for one in needs]
    found = results(named(name, "back")(*given, u * np.cos(y)))
    places = {"left": [0], "right": [1]}.get(name) or [i for i, x in enumerate(inputs) if x.dtype.kind == "f"]
    assert len(found) == len(places)
    for one, place in zip(found, places, strict=True):

        def loss(x: np.ndarray, place: int = place) -> complex:
            return np.sum(u * np.sin(there(*inputs[:place], x, *inputs[place + 1 :])))

        wanted = complex_step(loss, inputs[place])
        assert one.shape == wanted.shape and np.allclose(one, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", PUZZLES)
def test_solutions_pass_and_typical_mistakes_do_not(name: str) -> None:
    assert judges(name)(named(name, "back")) is True
    for place in PUZZLES[name].wrong.values():
        wrong = getattr(answers, place.removeprefix("answers."))
        assert list(inspect.signature(wrong).parameters) == list(inspect.signature(named(name, "back")).parameters)
        with contextlib.suppress(ValueError):  # where its shapes do not fit, it fails of itself
            assert judges(name)(wrong) is False


def changed(name: str, change):
    """The solution, with one of its results changed by `change`."""
    solution = named(name, "back")
    count = len(results(solution(*recorded(name)[0])))

    def twin(number: int):
        def back(*given):
            found = results(solution(*given))
            found[number] = change(np.array(found[number], float))
            return found[0] if count == 1 else tuple(found)

        return back

    return [twin(number) for number in range(count)]


def recorded(name: str) -> list[tuple]:
    """What the judge gives to a function."""
    calls = []

    def back(*given):
        calls.append(given)
        return named(name, "back")(*given)

    assert judges(name)(back)
    return calls


def last_entry(result: np.ndarray) -> np.ndarray:
    result.flat[-1] += 1
    return result


MUTANTS = {
    "doubled": lambda result: 2 * result,
    "with one entry changed": last_entry,
    "of no result": lambda result: None,
    "turned": np.transpose,
    "without its sign": np.abs,
    "of a row": lambda result: result[None],
}


@pytest.mark.parametrize("change", MUTANTS)
@pytest.mark.parametrize("name", PUZZLES)
def test_mutants_are_refused(name: str, change: str) -> None:
    for twin in changed(name, MUTANTS[change]):
        if change == "turned" and all(np.ndim(one) < 2 for one in results(twin(*recorded(name)[0]))):
            continue  # a vector has nothing to turn
        assert not judges(name)(twin)


@pytest.mark.parametrize("name", PUZZLES)
def test_the_numbers_are_whole_and_of_both_signs_and_shapes_differ(name: str) -> None:
    """Data without zeros: a mask that lets all pass, or a sign, would hide in others."""
    calls = recorded(name)
    numbers = [np.asarray(one) for given in calls for one in given if np.asarray(one).dtype.kind == "f"]
    if name != "softmax":  # its output is given
        assert all(np.array_equal(one, np.round(one)) and np.all(one) for one in numbers)
    assert all((one > 0).any() or (one < 0).any() for one in numbers)
    assert min(one.min() for one in numbers) < 0 < max(one.max() for one in numbers)
    assert len({tuple(np.shape(one) for one in given) for given in calls}) > 1


@pytest.mark.parametrize("name", PUZZLES)
def test_a_function_that_changes_what_it_is_given_deceives_nobody(name: str) -> None:
    def back(*given):
        for one in given:
            if isinstance(one, np.ndarray) and one.dtype.kind == "f":
                one[...] = 0
        return named(name, "back")(*given)

    if name != "total":  # its upstream gradient is a number, which nobody can change
        assert not judges(name)(back)
    assert judges(name)(named(name, "back"))


@pytest.mark.parametrize("seed", range(5))
def test_one_line_does_the_same_as_the_loop(seed: int) -> None:
    draw = np.random.default_rng(seed).integers
    x, w, dy = draw(-9, 10, 7), draw(-9, 10, 3), draw(-9, 10, 5)
    for one, other in zip(answers.convolve_back(x, w, dy), (np.convolve(dy, w), np.correlate(x, dy)), strict=True):
        assert np.array_equal(one, other)


def test_the_way_back_of_centring_is_centring() -> None:
    """The answer says that the way back does what the function does."""
    u = np.random.default_rng(0).standard_normal((4, 3))
    assert np.array_equal(answers.centre_back(u), forward.centre(u))
