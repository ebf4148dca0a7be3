"""The figures of the book as SVG, each in a wide and a narrow layout.

`svg` gives what a page shows: both layouts in one box, of which CSS shows the one that fits. `standalone`
gives one layout as a file of its own, with the colours of the light theme filled in.
"""

import re
import traceback
from difflib import get_close_matches
from html import escape, unescape
from pathlib import Path

from book.figures.kit.drawing import Canvas
from book.figures.kit.registry import Draw, figures, file_of
from book.figures.kit.typeset import MATHS_FONT
from book.figures.kit.words import FOLDER, Words, load
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source.book import Book, once

LAYOUTS = {"wide": False, "narrow": True}
VARIABLE = re.compile(r"var\(--[\w-]+, ([^()]+)\)")
IN_MATHS_FONT = re.compile(rf'font-family="{re.escape(MATHS_FONT)}"[^>]*>([^<]*)')
FONTS = {"ja": "'Noto Sans CJK JP'", "ko": "'Noto Sans CJK KR'", "en": "'Noto Sans'"}


def names() -> list[str]:
    """The names of all figures, sorted."""
    return list(figures())


@once
def svg(book: Book, name: str, language: str) -> str:
    """Both layouts of a figure as one HTML fragment.

    Raises BookError for an unknown figure, one that cannot be drawn, and for a missing or unused word.
    """
    words = _words(book, name, language)
    layouts = "".join(_render(name, layout, words) for layout in LAYOUTS)
    words.refuse_unused()
    return f'<div class="fig" data-figure="{name}">{layouts}</div>'


def standalone(book: Book, name: str, language: str, layout: str = "wide") -> str:
    """One layout as an SVG file: no variables, fonts named."""
    drawn = _render(name, layout, _words(book, name, language))
    root = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONTS[language]}, sans-serif"'
    return VARIABLE.sub(r"\1", drawn.replace("<svg", root, 1)) + "\n"


def characters(book: Book) -> set[str]:
    """Every character that some figure sets in the maths font, for cutting that font to what is used."""
    drawn = "".join(svg(book, name, language) for name in names() for language in LANGUAGES)
    return {character for text in IN_MATHS_FONT.findall(drawn) for character in unescape(text)}


def write(book: Book) -> Path:
    """Writes every figure in every language and layout into build/figures; returns that folder."""
    target = book.build / "figures"
    for language in LANGUAGES:
        folder = target / language
        folder.mkdir(parents=True, exist_ok=True)
        for name in names():
            for layout in LAYOUTS:
                suffix = "" if layout == "wide" else f"-{layout}"
                drawn = standalone(book, name, language, layout)
                (folder / f"{name}{suffix}.svg").write_text(drawn, encoding="utf-8")
    return target


def _words(book: Book, name: str, language: str) -> Words:
    draw = _find(name)
    if language not in LANGUAGES:
        raise BookError(
            file_of(draw), None, f"no words in the language “{language}”", f"use one of {', '.join(LANGUAGES)}"
        )
    topic = file_of(draw)
    file = FOLDER / f"{topic.stem.replace('_', '-')}.toml"
    if not file.exists():
        raise BookError(file, None, f"the figures of {topic.name} have no words", f"add [{name}.title] and so on")
    of_topic = tuple(other for other, drawn in figures().items() if file_of(drawn) == topic)
    return Words(book, name, language, load(file, of_topic, file.stat().st_mtime_ns)[name], file)


def _find(name: str) -> Draw:
    known = figures()
    if name not in known:
        near = get_close_matches(name, known, 1)
        remedy = f"did you mean {near[0]}? " if near else ""
        raise BookError(
            "book/figures", None, f"no figure is called “{name}”", f"{remedy}The figures are {', '.join(known)}"
        )
    return known[name]


def _render(name: str, layout: str, words: Words) -> str:
    """One layout as an `<svg>` element with title and description."""
    canvas = _drawn(name, layout, words)
    key = f"fig-{name}-{layout}"
    size = f'viewBox="0 0 {canvas.width:g} {canvas.height:g}" width="{canvas.width:g}"'
    title, description = escape(words("title")), escape(canvas.description)
    return (
        f'<svg class="fig-{layout}" {size} '
        f'height="{canvas.height:g}" role="img" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{title}</title><desc id="{key}-desc">{description}</desc>'
        f"{''.join(canvas.parts)}</svg>"
    )


def _drawn(name: str, layout: str, words: Words) -> Canvas:
    """The figure on its canvas. Raises BookError, with the line, where its function raises anything else."""
    draw = _find(name)
    file = file_of(draw)
    try:
        canvas = draw(words, LAYOUTS[layout])
    except BookError:
        raise
    except Exception as error:
        places = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
        problem = f"the figure {name} ({layout}, {words.language}) raises {type(error).__name__}: {error}"
        raise BookError(file, places[-1] if places else None, problem, "mend the figure, or what it draws") from error
    if not isinstance(canvas, Canvas):
        raise BookError(file, draw.__code__.co_firstlineno, f"the figure {name} returns no Canvas", "return canvas")
    return canvas
