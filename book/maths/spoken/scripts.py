"""Indices, powers and the bounds of sums, said by a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from book.maths.spoken import kinds
from book.maths.spoken.parts import Part, Row

if TYPE_CHECKING:
    from book.maths.spoken.voice import Voice

_ENTRIES = set("ABCDEFGHIJKLMNOPQRSTUVWXYZδ")  # letters whose index of two digits is two indices
_NAMED = {"2": "squared", "3": "cubed", "′": "prime", "″": "second"}


def say(voice: Voice, part: Part) -> str:
    """What has something below or above it: an index, a power, the bounds of a sum."""
    base, below, above = part.rows
    if kinds.is_large(part):
        return _large(voice, base[0], below, above)
    if base and base[0].text == "ℝ" and not below:
        return _space(voice, above)
    if base and base[0].text in {"‖‖", "∥∥"} and voice.row(below) == "F":
        inner = base[0].rows[0]
        alone = inner == (Part("sign", "⋅"),)
        norm = voice.phrases["frobenius"]
        return _raised(voice, norm if alone else voice.of(norm, inner), base, above)
    # The name of a gradient is one thing, also in brackets.
    unit = base[0].rows[0] if len(base) == 1 and base[0].kind == "bracket" and base[0].text == "()" else ()
    said = voice.row(unit if len(unit) == 1 and unit[0].kind == "unit" else base)
    return _raised(voice, _lowered(voice, said, base, below) if below else said, base, above)


def _lowered(voice: Voice, said: str, base: Row, below: Row) -> str:
    colon = Part("sign", ":")
    if len(below) > 1 and below[-1] == colon:
        return voice.phrase("row", x=said, n=voice.row(below[:-1]))
    if len(below) > 1 and below[0] == colon:
        return voice.phrase("column", x=said, n=voice.row(below[1:]))
    long = "" if all(part.kind != "sign" for part in below) else "-long"
    index = voice.row(below)
    index = " ".join(index) if index.isdecimal() and base[0].text in _ENTRIES else index
    return voice.phrase(f"sub{long}", x=said, n=index)


def _raised(voice: Voice, said: str, base: Row, above: Row) -> str:
    signs = [part.text for part in above if not part.rows]
    matrix = base[-1].kind == "bracket" or "𝐀" <= base[-1].text[:1] <= "𝐙"
    negative = signs[:1] == ["−"]
    if signs in (["⊤"], ["−", "⊤"]) or (signs == ["−", "1"] and matrix):
        inverse = voice.phrase("inverse", x=said) if negative else said
        return voice.phrase("transposed", x=inverse) if "⊤" in signs else inverse
    if len(above) == 1 and signs and signs[0] in _NAMED:
        return voice.phrase(_NAMED[signs[0]], x=said)
    if not above:
        return said
    if len(above) == 3 and above[1] == Part("sign", "/"):  # an exponent is a number: said as a fraction, not divided
        above = (Part("fraction", "", (above[:1], above[2:])),)
    long = "" if kinds.short(above) or (negative and kinds.short(above[1:])) else "-long"
    return voice.phrase(f"power{long}", x=said, n=voice.row(above))


def _space(voice: Voice, size: Row) -> str:
    """The real matrices or vectors of a size."""
    times = [place for place, part in enumerate(size) if part.text == "×"]
    if len(times) == 1:
        return voice.phrase("matrices", m=voice.row(size[: times[0]]), n=voice.row(size[times[0] + 1 :]))
    return voice.phrase("space", n=voice.row(size))


def _large(voice: Voice, sign: Part, below: Row, above: Row) -> str:
    """A sum, product, limit or maximum, with what stands below and above it."""
    what = voice.word(sign.text)
    to = next((place for place, part in enumerate(below) if part.text in {"=", "→"}), None)
    if to is not None and (above or below[to].text == "→"):
        i, low = voice.row(below[:to]), voice.row(below[to + 1 :])
        if above:
            return voice.phrase("from-to", what=what, i=i, low=low, high=voice.row(above))
        return voice.phrase("towards", what=what, i=i, low=low)
    key = "largest" if sign.text in {"max", "min"} else "over"
    return voice.phrase(key, what=what, i=voice.all([voice.row(item) for item in kinds.listed(below)]))
