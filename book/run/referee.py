"""Judges a function that a reader wrote: by the judge of its exercise, and with a reason if it is wrong.

Runs in the reader's browser, where the samples lie in `snippets`, and in the tests. A judge calls the function with
data of its own, most often whole numbers (handed over as floats, so that readers may write `W -= …`), and compares what
it returns with a measurement. The calls are recorded: a typical mistake is recognised because it returns the same from
the same data.
"""

import copy
import importlib
import inspect
import io
import json
import tomllib
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
from cells import shown

Call = tuple[tuple, object]  # what a function was given, and what it returned, or the error that it raised
_MOST_GIVEN, _MOST_SHOWN, _MOST_PRINTED = 40, 64, 2000  # entries of arrays, and characters, that are told to the reader


def judged(slug: str, exercise: str, code: str) -> str:
    """JSON: `verdict` (right, wrong, unread) and, if there is one, `reason`, with `text` where Python has the word.

    Reasons are the names of the exercise's wrong answers, then `transposed`, `sign` (right up to it), `sizes` and
    `parts` (`found`, `wanted`), `nothing` (is returned), `value` (one number is wrong), `entries` (`count` of `of` are
    wrong), `raises`, and `unnamed` (`text` is not defined).

    Of the first call that went wrong it tells what the function was `given`, if that is small, and shows the first
    wrong result that has the right sizes: `table`, rows of entries, each alone or, if wrong, before the right one;
    `part` is its number among several results. What the first call `printed` is told, too.
    """
    return json.dumps(_judged(slug, exercise, code))


def _judged(slug: str, exercise: str, code: str) -> dict[str, object]:
    package = f"snippets.{slug.replace('-', '_')}"
    table = Path(importlib.import_module(f"{package}.answers").__file__).with_name("exercises.toml")
    data = tomllib.loads(table.read_text(encoding="utf-8"))[exercise]
    answer, judge = (_named(package, data[key]) for key in ("answer", "judge"))
    try:
        candidate = _defined(code, answer.__name__)
    except BaseException as error:
        return {"verdict": "unread", "reason": "raises", **shown(error)}
    if candidate is None:
        return {"verdict": "unread", "reason": "unnamed", "text": answer.__name__}
    calls: list[Call] = []
    prints: list[str] = []
    right = _accepts(judge, _recorded(candidate, answer, calls, prints))
    printed = {"printed": prints[0][:_MOST_PRINTED]} if any(prints[:1]) else {}
    if right and all(_whole(result, answer, given) for given, result in calls):
        return {"verdict": "right", **printed}
    found = {"verdict": "wrong", **_reason(answer, calls), **_seen(answer, calls), **printed}
    for name, place in data["wrong"].items():
        if _mistaken(_named(package, place), calls):
            return found | {"reason": name}
    return found


def _mistaken(other: Callable, calls: list[Call]) -> bool:
    """Whether a typical mistake does the same in all calls: where it raises an error, the words are those of one way to
    write it, and do not count, if something was returned elsewhere."""
    pairs = [(result, _result(other, given)) for given, result in calls]
    if not all(isinstance(result, BaseException) for result, _ in pairs):
        pairs = [(a, b) for a, b in pairs if not (isinstance(a, BaseException) and type(a) is type(b))]
    return bool(pairs) and all(_same(result, its) for result, its in pairs)


def _named(package: str, name: str) -> Callable:
    module, _, attribute = name.partition(".")
    with redirect_stdout(io.StringIO()):
        return getattr(importlib.import_module(f"{package}.{module}"), attribute)


def _defined(code: str, name: str) -> Callable | None:
    """The function that a reader's code defines."""
    import linecache

    file = "<answer>"
    linecache.cache[file] = len(code), None, code.splitlines(keepends=True), file
    names: dict[str, object] = {"np": np, "__name__": "__main__"}
    with redirect_stdout(io.StringIO()):
        exec(compile(code, file, "exec", dont_inherit=True), names)
    found = names.get(name)
    return found if callable(found) else None


def _accepts(judge: Callable, candidate: Callable) -> bool:
    try:
        with redirect_stdout(io.StringIO()):
            return bool(judge(candidate))
    except BaseException:
        return False  # it returns what cannot even be compared


def _recorded(function: Callable, answer: Callable, calls: list[Call], prints: list[str]) -> Callable:
    def recording(*given: object) -> object:
        before, out = _in_floats(copy.deepcopy(given), answer), io.StringIO()
        result = _result(function, before, out)
        calls.append((before, result))
        prints.append(out.getvalue())
        if isinstance(result, BaseException):
            raise result
        return result

    return recording


def _in_floats(given: tuple, answer: Callable) -> tuple:
    """Whole numbers in arrays as floats, but for those that the answer needs as they are, to count places with."""
    tried = not any(map(callable, given))  # a judge may count how often its function is called
    for at, one in enumerate(given):
        if isinstance(one, np.ndarray) and one.dtype.kind in "iu":
            changed = (*given[:at], one.astype(float), *given[at + 1 :])
            if not (tried and isinstance(_result(answer, changed), BaseException)):
                given = changed
    return given


def _result(function: Callable, given: tuple, out: io.StringIO | None = None) -> object:
    try:
        with redirect_stdout(out or io.StringIO()):
            return function(*copy.deepcopy(given))
    except BaseException as error:
        return error


def _parts(result: object, many: bool) -> list[np.ndarray]:
    """What a function returned, as arrays: those of a tuple or, where `many` are asked for, of a list; else one."""
    several = isinstance(result, tuple | list if many else tuple)
    return [_array(part) for part in (result if several else (result,))]


def _array(part: object) -> np.ndarray:
    try:
        return np.asarray(part)
    except ValueError:  # rows of different lengths
        return np.array(None)


def _same(one: object, other: object) -> bool:
    if isinstance(one, BaseException) or isinstance(other, BaseException):
        return repr(one) == repr(other)  # with its words: they name the sizes that do not fit
    if (one is None) != (other is None):
        return False
    mine, its = _both(one, other)
    return len(mine) == len(its) and all(map(_equal, mine, its))


def _equal(one: np.ndarray, other: np.ndarray) -> bool:
    if one.shape != other.shape or one.dtype.kind not in "iufcb" or other.dtype.kind not in "iufcb":
        return False
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-12, equal_nan=True))


def _whole(result: object, answer: Callable, given: tuple) -> bool:
    """Whether as many results were returned as the answer returns: a judge may compare only those that it asked for."""
    return len(set(map(len, _both(result, _result(answer, given))))) == 1


def _both(result: object, right: object) -> tuple[list[np.ndarray], list[np.ndarray]]:
    many = isinstance(right, tuple | list)
    return _parts(result, many), _parts(right, many)


def _reason(answer: Callable, calls: list[Call]) -> dict[str, object]:
    """What is wrong with the first result that is."""
    for given, result in calls:
        if isinstance(result, BaseException):
            return {"reason": "raises", **shown(result)}
        if result is None:
            return {"reason": "nothing"}
        right = _result(answer, given)
        if _same(result, right):
            continue
        if _negated(answer, calls):
            return {"reason": "sign"}
        found, wanted = _both(result, right)
        if len(found) != len(wanted):
            return {"reason": "parts", "found": len(found), "wanted": len(wanted)}
        for mine, its in zip(found, wanted, strict=True):
            if mine.shape != its.shape or mine.dtype.kind not in "iufcb":
                if mine.ndim == 2 and _equal(mine.T, its):
                    return {"reason": "transposed"}
                return {"reason": "sizes", "found": str(mine.shape), "wanted": str(its.shape)}
            if not _equal(mine, its):
                if mine.ndim == 2 and _equal(mine.T, its):
                    return {"reason": "transposed"}
                if mine.ndim == 0:
                    return {"reason": "value"}
                return {"reason": "entries", "count": int(np.sum(~np.isclose(mine, its))), "of": mine.size}
    return {}


def _negated(answer: Callable, calls: list[Call]) -> bool:
    """Whether each result is right, or right up to the sign, in all calls."""
    if any(isinstance(result, BaseException) for _, result in calls):
        return False
    signs: dict[int, set[int]] = {}
    for given, result in calls:
        found, wanted = _both(result, _result(answer, given))
        if len(found) != len(wanted):
            return False
        for at, (mine, its) in enumerate(zip(found, wanted, strict=True)):
            possible = {1} if _equal(mine, its) else set()
            if mine.dtype.kind in "if" and _equal(-mine, its):
                possible.add(-1)
            signs[at] = signs.get(at, {1, -1}) & possible
    return all(signs.values())


def _seen(answer: Callable, calls: list[Call]) -> dict[str, object]:
    """What there is to see of the first call that went wrong."""
    for given, result in calls:
        right = _result(answer, given)
        if _same(result, right):
            continue
        seen: dict[str, object] = {}
        named = list(zip(inspect.signature(answer).parameters, given, strict=False))
        data = [(name, one) for name, one in named if not callable(one)]
        if data and sum(np.size(one) for _, one in data) <= _MOST_GIVEN:
            seen["given"] = "\n".join(_assigned(name, one) for name, one in data)
        if result is None or isinstance(result, BaseException):
            return seen
        mine, its = _both(result, right)
        for number, (one, other) in enumerate(zip(mine, its, strict=False), 1):
            comparable = one.shape == other.shape and one.dtype.kind in "iufb" and one.ndim <= 2
            if comparable and one.size <= _MOST_SHOWN and not _equal(one, other):
                part = {"part": number} if len(its) > 1 else {}
                return seen | part | {"table": _table(one, other)}
        return seen
    return {}


def _assigned(name: str, value: object) -> str:
    """`name = value`, as Python prints it, whole numbers without a point."""
    if not isinstance(value, np.ndarray | float):
        return f"{name} = {value}"
    array = np.asarray(value)
    if array.dtype.kind == "f" and np.array_equal(array, np.trunc(array)) and np.all(np.abs(array) < 1e15):
        array = array.astype(int)
    return f"{name} = {np.array2string(array, prefix=f'{name} = ', precision=4, suppress_small=True)}"


def _table(mine: np.ndarray, right: np.ndarray) -> list[list[list[str]]]:
    rows = zip(np.atleast_2d(mine), np.atleast_2d(right), strict=True)
    return [[_entry(float(a), float(b)) for a, b in zip(*row, strict=True)] for row in rows]


def _entry(mine: float, right: float) -> list[str]:
    """An entry alone, or, if it is wrong, before the right one, with as many digits as tell them apart."""
    if _equal(np.asarray(mine), np.asarray(right)):
        return [_digits(mine, 3)]
    return next(([a, b] for n in (3, 6, 17) if (a := _digits(mine, n)) != (b := _digits(right, n))), [str(mine), "…"])


def _digits(value: float, count: int) -> str:
    whole = value == int(value) if np.isfinite(value) and abs(value) < 1e6 else False
    return (str(int(value)) if whole else f"{value:.{count}g}").replace("-", "−")
