"""MathML as speech takes it apart: rows of few kinds of parts, brackets paired, functions with their arguments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from book.ground.faults import BookError
from book.ground.tree import Element
from book.maths.mathml import ACCENTS
from book.maths.spacing import INVISIBLE

# A thin space, in em, says nothing; a wide one is a pause.
_PAUSE = 0.9
_GROUPS = {"math", "semantics", "mrow", "mstyle", "mpadded"}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
_CLOSING = set(_BRACKETS.values())
_BARS = {"|", "∣", "‖", "∥"}  # open and close with the same sign
_BRACES = {"⏟", "⏞"}
_FUNCTIONS = set("fgℓσ")  # letters that the book uses for functions and for nothing else
_PLACES = {
    "msub": ("below",),
    "munder": ("below",),
    "msup": ("above",),
    "mover": ("above",),
    "msubsup": ("below", "above"),
    "munderover": ("below", "above"),
}


@dataclass(frozen=True)
class Part:
    """A part of a formula: `kind` says what the rows in it are.

    letter, name, number, sign, text, pause: nothing but their text.
    unit: a d or Δ and what it belongs to. bracket: what stands between its two signs (its text). script: base, below,
    above. accent: its base. brace: base and words. fraction, choose: over, under. root: radicand, index. applied: a
    function, its argument. table: its lines. line: its cells.
    """

    kind: str
    text: str = ""
    rows: tuple[Row, ...] = ()


Row = tuple[Part, ...]


def row(elements: Iterable[Element]) -> Row:
    """What these elements show, one beside the other. Raises BookError for an element that is not known."""
    return _joined(_paired(_flat(elements)))


def _flat(elements: Iterable[Element]) -> Iterator[Part]:
    for element in elements:
        if element.tag in _GROUPS:
            first = element.elements[0] if element.elements else None
            if len(element.elements) == 2 and first.text == "d" and first.attributes.get("mathvariant") == "normal":
                yield Part("unit", "d", (row(element.elements[1:]),))
            else:
                yield from _flat(child for child in element.elements if child.tag != "annotation")
        elif (part := _part(element)) is not None:
            yield part


def _part(element: Element) -> Part | None:
    tag, text = element.tag, element.text
    if tag == "mspace":
        width = re.match(r"[\d.]*", element.attributes.get("width", ""))[0]
        return Part("pause") if float(width or 0) > _PAUSE else None
    if tag == "mtext":
        words = text.replace("\u00a0", " ")
        return Part("text", words) if words.strip() else None
    if tag in {"mi", "mo", "mn"}:
        if not text.strip(INVISIBLE):
            return None
        if tag == "mn":
            return Part("number", text)
        return Part("sign" if not text.isalpha() else "letter" if len(text) == 1 else "name", text)
    if tag in _PLACES:
        return _script(element)
    if tag == "mtable":
        lines = (Part("line", "", tuple(row(td.elements) for td in tr.elements)) for tr in element.elements)
        return Part("table", next(iter(element.classes), ""), (tuple(lines),))
    rows = tuple(row([child]) for child in element.elements) if tag in {"mfrac", "mroot"} else ()
    if tag == "mfrac":
        bare = element.attributes.get("linethickness", "").startswith("0")
        return Part("choose" if bare else "fraction", "", rows)
    if tag == "msqrt":
        return Part("root", "", (row(element.elements), ()))
    if tag == "mroot":
        return Part("root", "", rows)
    raise BookError("page", element.line, f"<{tag}> in a formula", "teach book/maths/spoken/parts.py to say it")


def _script(element: Element) -> Part:
    base, *scripts = element.elements
    if element.tag == "mover" and scripts[0].text in ACCENTS:
        return Part("accent", scripts[0].text, (row([base]),))
    if scripts[0].text in _BRACES:
        return Part("brace", "", (row([base]), ()))
    if base.tag == element.tag and base.elements[-1].text in _BRACES:
        return Part("brace", "", (row(base.elements[:1]), row(scripts)))
    found = dict(zip(_PLACES[element.tag], map(row, ([script] for script in scripts)), strict=True))
    return Part("script", "", (row([base]), found.get("below", ()), found.get("above", ())))


def _paired(parts: Iterable[Part]) -> Row:
    """The parts with what stands between two brackets as one part; a bracket without its other stays a sign."""
    rows: list[list[Part]] = [[]]
    opened: list[str] = []
    for part in parts:
        # A script behind a bracket that is no group of its own stands at its second sign.
        last = part.rows[0][-1] if part.kind == "script" and part.rows[0] else part
        sign = last.text if last.kind == "sign" else ""
        bar = sign in _BARS
        if sign in _BRACKETS or (bar and sign not in opened):
            opened.append(sign)
            rows.append([])
        elif (sign in _CLOSING and opened) or (bar and opened[-1] == sign):
            bracket = Part("bracket", opened.pop() + sign, (_joined(rows.pop()),))
            rows[-1].append(Part("script", "", ((bracket,), *part.rows[1:])) if part is not last else bracket)
            continue
        else:
            rows[-1].append(part)
    while opened:
        inner, sign = rows.pop(), opened.pop()
        alone = sign == "{" and any(part.kind == "table" for part in inner)  # cases have no second sign
        rows[-1] += [Part("bracket", "{", (_joined(inner),))] if alone else [Part("sign", sign), *inner]
    return tuple(rows[0])


def _joined(parts: Sequence[Part]) -> Row:
    """The parts, with primes at their letters, a Δ at what changes, and functions at their arguments."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if part.text == "′" and before is not None:
            # Two primes are raised together; one stands behind its letter.
            found[-1] = Part("sign", "″") if before == part else Part("script", "", ((before,), (), (part,)))
        elif before == Part("letter", "Δ") and part.kind not in {"sign", "pause", "text", "bracket"}:
            found[-1] = Part("unit", "Δ", ((part,),))
        elif part.kind == "bracket" and part.text == "()" and before is not None and _applies(before):
            found[-1] = Part("applied", "", ((before,), part.rows[0]))
        else:
            found.append(part)
    return tuple(found)


def _applies(part: Part) -> bool:
    """Whether a part is a function, so that brackets behind it hold its argument."""
    if part.kind == "script":
        return len(part.rows[0]) == 1 and _applies(part.rows[0][0])
    return part.kind == "name" or (part.kind == "letter" and part.text in _FUNCTIONS)
