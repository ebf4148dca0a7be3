"""The book's figures, drawn from the fixture as SVG, in a wide and a narrow layout.

`svg` gives what a page shows: both layouts in one box, of which CSS shows the one that fits. `standalone`
gives one layout as a file of its own, with the colours of the light theme filled in.
"""

import re
from difflib import get_close_matches
from functools import cache
from html import escape, unescape
from pathlib import Path

from book.errors import BookError
from book.figures.labels import TABLE, Labels, load
from book.figures.registry import Draw, figures
from book.figures.typeset import MATHS_FONT
from book.languages import LANGUAGES

LAYOUTS = {"wide": False, "narrow": True}
VARIABLE = re.compile(r"var\(--[\w-]+, ([^()]+)\)")
IN_MATHS_FONT = re.compile(rf'font-family="{re.escape(MATHS_FONT)}"[^>]*>([^<]*)')
FONTS = {"ja": "'Noto Sans CJK JP'", "ko": "'Noto Sans CJK KR'", "en": "'Noto Sans'"}


def names() -> list[str]:
    """The names of all figures, sorted."""
    return list(figures())


def svg(name: str, language: str) -> str:
    """Both layouts of a figure as one HTML fragment.

    Raises BookError for an unknown figure, and for a missing or unused label.
    """
    labels = _labels(name, language)
    layouts = "".join(_render(name, layout, labels) for layout in LAYOUTS)
    labels.refuse_unused()
    return f'<div class="fig" data-figure="{name}">{layouts}</div>'


def standalone(name: str, language: str, layout: str = "wide") -> str:
    """One layout as an SVG file: no variables, fonts named."""
    drawn = _render(name, layout, _labels(name, language))
    root = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONTS[language]}, sans-serif"'
    return VARIABLE.sub(r"\1", drawn.replace("<svg", root, 1)) + "\n"


def characters() -> set[str]:
    """Every character that some figure sets in the maths font, for cutting that font to what is used."""
    drawn = "".join(svg(name, language) for name in names() for language in LANGUAGES)
    return {character for text in IN_MATHS_FONT.findall(drawn) for character in unescape(text)}


def _labels(name: str, language: str) -> Labels:
    _find(name)
    if language not in LANGUAGES:
        remedy = f"use one of {', '.join(LANGUAGES)}"
        raise BookError(TABLE, None, f"no figure labels in the language “{language}”", remedy)
    return Labels(name, language, _table(TABLE, TABLE.stat().st_mtime_ns)[name], TABLE)


@cache
def _table(file: Path, _changed: int) -> dict[str, dict[str, dict[str, str]]]:
    """The label table, read again when the file has changed (while the book is being served)."""
    return load(names(), file)


def _find(name: str) -> Draw:
    known = figures()
    if name not in known:
        near = get_close_matches(name, known, 1)
        remedy = f"did you mean {near[0]}? " if near else ""
        raise BookError(
            TABLE.parent, None, f"no figure is called “{name}”", f"{remedy}The figures are {', '.join(known)}"
        )
    return known[name]


def _render(name: str, layout: str, labels: Labels) -> str:
    """One layout as an `<svg>` element with title and description."""
    canvas = _find(name)(labels, LAYOUTS[layout])
    key = f"fig-{name}-{layout}"
    size = f'viewBox="0 0 {canvas.width:g} {canvas.height:g}" width="{canvas.width:g}"'
    title, description = escape(labels("title")), escape(canvas.description)
    return (
        f'<svg class="fig-{layout}" {size} '
        f'height="{canvas.height:g}" role="img" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{title}</title><desc id="{key}-desc">{description}</desc>'
        f"{''.join(canvas.parts)}</svg>"
    )
