"""The values that exercises name, in a process of their own: `python -m book.checks.judged ROOT`.

Standard input is JSON: slug → exercise → `kind`, and `names` by where they stand. Standard output is the same with
`values`, the names' values as JSON, and `problems`, why one has none. Of functions it says what their judge says.
"""

import contextlib
import importlib
import io
import json
import math
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from book.checks.sandbox import protect


class Problem(Exception):
    """Why a name has no value of its kind."""


def number(value: object) -> int | float | str:
    """A number as JSON; a fraction as text."""
    value = (
        value.item() if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and not value.ndim) else value
    )
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not math.isfinite(value):
        raise Problem(f"is {value!r:.60}, no number")
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def matrix(value: object) -> list:
    """The rows of a matrix, or the entries of a vector."""
    if (
        not isinstance(value, np.ndarray)
        or value.ndim not in (1, 2)
        or value.dtype.kind not in "iufO"
        or not value.size
    ):
        raise Problem(f"is {value!r:.60}, no array of one or two axes")
    return [matrix(row) if value.ndim == 2 else number(row) for row in value]


def whole(value: object) -> int:
    """An integer."""
    found = number(value)
    if not isinstance(found, int) or isinstance(value, float | np.floating):
        raise Problem(f"is {value!r:.60}, no integer")
    return found


def wholes(value: object) -> list[int]:
    """A tuple or list of integers."""
    if not isinstance(value, tuple | list):
        raise Problem(f"is {value!r:.60}, no tuple of integers")
    return list(map(whole, value))


KINDS: dict[str, Callable[[object], object]] = {
    "number": number,
    "matrix": matrix,
    "shape": wholes,
    "choice": whole,
    "order": wholes,
}


def named(package: str, name: str) -> object:
    """The value of a name like `answers.two_ones`."""
    module, _, attribute = name.partition(".")
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return getattr(importlib.import_module(f"{package}.{module}"), attribute)
    except ModuleNotFoundError as error:
        raise Problem(f"names {name}, but there is no module {error.name}") from None
    except AttributeError:
        raise Problem(f"names {name}, which {module}.py does not have") from None
    except BaseException as error:
        raise Problem(f"names {name}, but {module}.py fails: {type(error).__name__}: {error}") from None


def verdict(judge: Callable, candidate: object) -> bool:
    """What a judge says of a function; one that it cannot even call is wrong."""
    if not callable(candidate):
        raise Problem(f"is {candidate!r:.60}, no function")
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            said = judge(candidate)
    except Exception:
        return False
    if not isinstance(said, bool | np.bool_):
        raise Problem(f"is judged {said!r:.60}, neither true nor false")
    return bool(said)


def judged(package: str, kind: str, names: dict[str, str]) -> dict[str, dict]:
    """The values of an exercise's names, and the problems of those that have none."""
    values, problems = {}, {}
    judge = None
    for key in sorted(names, key=lambda key: key != "judge"):  # the judge first
        try:
            value = named(package, names[key])
            if key == "judge":
                if not callable(judge := value):
                    raise Problem(f"is {value!r:.60}, no function")
            elif kind != "code":
                values[key] = KINDS[kind](value)
            elif callable(judge):
                values[key] = verdict(judge, value)
        except Problem as problem:
            problems[key] = str(problem)
    return {"values": values, "problems": problems}


def main() -> None:
    """Answers the request on standard input."""
    wanted = json.load(sys.stdin)
    protect(sys.argv[1])
    found = {
        slug: {
            name: judged(f"snippets.{slug.replace('-', '_')}", one["kind"], one["names"]) for name, one in own.items()
        }
        for slug, own in wanted.items()
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
