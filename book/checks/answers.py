"""The values of the answers that exercises name, right and wrong, computed once for all that need them."""

import json
import math
import os
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from book.checks.sandbox import SECONDS
from book.ground.faults import BookError
from book.ground.imports import closure
from book.ground.stamps import digest, keep, kept
from book.source import exercises
from book.source.book import Book, once
from book.source.exercises import Exercise

_SCRIPT = Path(__file__).with_name("judged.py")
_OURS = Path(__file__).resolve().parents[2]
Value = int | float | str | bool | list  # a number (a fraction as text), what a judge says, or a list of such


class Computed(NamedTuple):
    """What the names of an exercise stand for: values by `answer`, `wrong.forgotten`, or why there is none."""

    values: dict[str, Value]
    problems: dict[str, str]

    @property
    def wrong(self) -> dict[str, Value]:
        """The wrong values by their names."""
        return {key.removeprefix("wrong."): value for key, value in self.values.items() if key.startswith("wrong.")}


@once
def known(book: Book, slug: str) -> tuple[dict[str, Exercise], list[BookError]]:
    """The data of a page's exercises, and what is wrong with them."""
    return exercises.data(exercises.file(book.snippets, slug))


@once
def values(book: Book) -> dict[str, dict[str, Computed]]:
    """Slug → exercise → what its names stand for. Raises BookError if they cannot be computed."""
    file, asked = book.build / "stamps" / "answers.json", {slug: known(book, slug)[0] for slug in book.slugs}
    done = kept(file)
    marks = {slug: _digest(book, slug) for slug, own in asked.items() if own}
    stale = [slug for slug in marks if done.get(slug, {}).get("digest") != marks[slug]]
    if stale:
        wanted = {slug: {name: {"kind": e.kind, "names": e.names} for name, e in asked[slug].items()} for slug in stale}
        for slug, found in _computed(book, wanted).items():
            done[slug] = {"digest": marks[slug], "values": found}
        keep(file, {slug: done[slug] for slug in done.keys() & marks.keys()})
    return {slug: {n: Computed(**one) for n, one in done[slug]["values"].items()} for slug in marks}


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same answer, up to rounding."""
    if isinstance(one, list) or isinstance(other, list):
        return (
            isinstance(one, list) and isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
        )
    return math.isclose(Fraction(one), Fraction(other), rel_tol=1e-6, abs_tol=1e-9)


def _computed(book: Book, wanted: dict) -> dict:
    found_in = os.pathsep.join([str(book.root), str(_OURS)])  # the samples of the book, and this module's own house
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": found_in}
    remedy = "import each of them yourself: one ends Python, or does not end"
    with tempfile.TemporaryDirectory() as place:
        try:
            run = subprocess.run(
                [sys.executable, "-m", "book.checks.judged", str(book.root)],
                cwd=place, env=environment, input=json.dumps(wanted), capture_output=True, text=True, timeout=SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            problem = f"the answers of {', '.join(wanted)} are not computed within {SECONDS} s"
            raise BookError(book.snippets, None, problem, remedy) from None
    if run.returncode:
        reason = (run.stderr.strip().splitlines() or [f"exit code {run.returncode}"])[-1]
        raise BookError(book.snippets, None, f"the answers of {', '.join(wanted)} fail: {reason}", remedy)
    return json.loads(run.stdout)


def _digest(book: Book, slug: str) -> str:
    """A digest of all that decides the values of a page's answers."""
    table = exercises.file(book.snippets, slug)
    return digest(*sorted(closure(book.root, *table.parent.glob("*.py"))), table, _SCRIPT, extra=[sys.version])
