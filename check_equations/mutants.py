"""Small changes to a formula: to ask whether a wrong one would be seen, and to hint at the right one."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .faults import Fault
from .settings.indices import LETTERS
from .tex.lexer import Token, closing, lex
from .tex.statements import split

_MATRIX = re.compile(r"\\mathbf\{[A-Z]\}")


class Mutant(NamedTuple):
    """A changed formula and what was changed, in words."""

    tex: str
    what: str
    kind: str


def mutations(tex: str) -> Iterator[Mutant]:
    """Every formula one small change away: an index, a transpose, a sign, an order, a number, a symbol, a sum."""
    try:
        silent = {token.at for s in split(lex(tex)) if not s.claim for token in s.tokens}
        stream = [token for token in lex(tex) if token.at not in silent]
    except Fault:
        return
    seen = {_text(stream)}
    for maker in (_transposes, _indices, _signs, _orders, _numbers, _symbols, _sums, _relations, _factors):
        for changed, what in maker(stream):
            text = _text(changed)
            if text not in seen:
                seen.add(text)
                yield Mutant(text, what, maker.__name__.strip("_"))


def repairs(tex: str) -> Iterator[Mutant]:
    """The changes worth a hint: a transposed factor, another index, a sign, another order."""
    return (m for m in mutations(tex) if m.kind in ("transposes", "indices", "signs", "orders"))


Changes = Iterator[tuple[list[Token], str]]


def _text(stream: list[Token]) -> str:
    return " ".join(t.text + "{}" * (t.text == r"\text") for t in stream)


def _put(stream: list[Token], start: int, stop: int, *texts: str) -> list[Token]:
    return [*stream[:start], *(Token(text, stream[min(start, len(stream) - 1)].at) for text in texts), *stream[stop:]]


def _is_top(stream: list[Token], n: int) -> bool:
    return [t.text for t in stream[n : n + 4]] == ["^", "{", r"\top", "}"]


def _transposes(stream: list[Token]) -> Changes:
    for n, token in enumerate(stream):
        if _is_top(stream, n):
            yield _put(stream, n, n + 4), "without the transpose"
        elif _MATRIX.fullmatch(token.text) and not _is_top(stream, n + 1):
            if n and stream[n - 1].text in (r"\mathrm{d}", r"\Delta"):
                yield _put(stream, n - 1, n + 1, "(", stream[n - 1].text, token.text, ")", "^", "{", r"\top", "}"), (
                    f"with the transpose of {stream[n - 1].text}{token.text}")  # fmt: skip
            else:
                yield _put(stream, n + 1, n + 1, "^", "{", r"\top", "}"), f"with the transpose of {token.text}"


def _subscripts(stream: list[Token]) -> Iterator[tuple[int, int]]:
    """The places between the braces of each subscript that holds nothing but indices."""
    for n, token in enumerate(stream[:-1]):
        if token.text == "_" and n and stream[n - 1].text not in (r"\sum", "}"):
            end = closing(stream, n + 1)
            if all(t.text.isalnum() or t.text == "," for t in stream[n + 2 : end]):
                yield n + 2, end


def _indices(stream: list[Token]) -> Changes:
    used = dict.fromkeys(t.text for start, end in _subscripts(stream) for t in stream[start:end] if t.text.isalpha())
    others = [*used, *(x for x in LETTERS if x not in used)][: len(used) + 1]
    for start, end in _subscripts(stream):
        inner = [t.text for t in stream[start:end]]
        if len(inner) == 2 and inner[0] != inner[1] and stream[start - 3].text != r"\delta":  # δ is symmetric
            swapped = f"{inner[1]}{inner[0]}"
            yield _put(stream, start, end, *inner[::-1]), f"with the indices {swapped} for {''.join(inner)}"
        for n in range(start, end):
            text = stream[n].text
            choices = others if text.isalpha() else [str(int(text) + 1)] if text.isdigit() else []
            for other in choices:
                if other != text:
                    yield _put(stream, n, n + 1, other), f"with the index {other} for {text}"


def _signs(stream: list[Token]) -> Changes:
    for n, token in enumerate(stream):
        if token.text in "+-":
            yield _put(stream, n, n + 1, "-" if token.text == "+" else "+"), "with the other sign"
        elif token.text == "=" and n + 1 < len(stream) and stream[n + 1].text not in "+-" and n and _outside(stream, n):
            yield _put(stream, n + 1, n + 1, "-"), "with a minus sign"


def _outside(stream: list[Token], n: int) -> bool:
    depth = 0
    for token in stream[:n]:
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
    return depth == 0


def _units(stream: list[Token]) -> list[tuple[int, int]]:
    """Where each matrix stands, with its d or Δ before it and its transpose or indices behind it."""
    out, n = [], 0
    while n < len(stream):
        start = n
        if stream[n].text in (r"\mathrm{d}", r"\Delta") and n + 1 < len(stream):
            n += 1
        if _MATRIX.fullmatch(stream[n].text) or (n > start):
            stop = n + 1
            while stop + 1 < len(stream) and stream[stop].text in "^_":
                stop = closing(stream, stop + 1) + 1
            out.append((start, stop))
            n = stop
        else:
            n = start + 1
    return out


def _orders(stream: list[Token]) -> Changes:
    units = _units(stream)
    for (a, b), (c, d) in pairwise(units):
        if b == c:
            yield [*stream[:a], *stream[c:d], *stream[a:b], *stream[d:]], "with the factors in the other order"


def _numbers(stream: list[Token]) -> Changes:
    inside = {n for start, end in _subscripts(stream) for n in range(start, end)}
    for n, token in enumerate(stream):
        if token.text.isdigit() and n not in inside:
            yield _put(stream, n, n + 1, str(int(token.text) + 1)), f"with {int(token.text) + 1} for {token.text}"


def _symbols(stream: list[Token]) -> Changes:
    matrices = list(dict.fromkeys(t.text for t in stream if _MATRIX.fullmatch(t.text)))
    plain = list(dict.fromkeys(t.text for n, t in enumerate(stream[:-1]) if len(t.text) == 1 and t.text.isalpha()
                               and stream[n + 1].text == "_"))  # fmt: skip
    for n, token in enumerate(stream):
        group = matrices if token.text in matrices else plain if token.text in plain and stream[n + 1 : n + 2] and (
            stream[n + 1].text == "_") else []  # fmt: skip
        for other in group:
            if other != token.text:
                yield _put(stream, n, n + 1, other), f"with {other} for {token.text}"
        if token.text == r"\mathrm{d}":
            yield _put(stream, n, n + 1), "without the d"


def _sums(stream: list[Token]) -> Changes:
    for n, token in enumerate(stream):
        if token.text == r"\sum":
            stop = closing(stream, n + 2) + 1
            if stop < len(stream) and stream[stop].text == "^":
                stop = closing(stream, stop + 1) + 1
            yield _put(stream, n, stop), "without the sum"


def _relations(stream: list[Token]) -> Changes:
    other = {"=": r"\ne", r"\ne": "=", "<": ">", ">": "<", r"\le": ">", r"\ge": "<"}
    for n, token in enumerate(stream):
        inside = n > 2 and stream[n - 1].text.isalpha() and stream[n - 3].text == "_"  # the bounds of a sum
        if token.text in other and not inside:
            yield _put(stream, n, n + 1, other[token.text]), f"with {other[token.text]} for {token.text}"
        elif token.text == r"\times":
            sizes = stream[n + 1].text, r"\times", stream[n - 1].text
            yield _put(stream, n - 1, n + 2, *sizes), "with the sizes exchanged"


def _factors(stream: list[Token]) -> Changes:
    for start, stop in _units(stream):
        yield _put(stream, start, stop), f"without {''.join(t.text for t in stream[start:stop])}"
    for start, end in _subscripts(stream):
        first = start - 3
        if stream[first].text not in (")", "}"):
            lead = first - 1 if first and stream[first - 1].text in (r"\mathrm{d}", r"\Delta", r"\partial") else first
            if stream[lead].text != r"\partial":
                yield _put(stream, lead, end + 1), f"without {''.join(t.text for t in stream[lead : end + 1])}"
