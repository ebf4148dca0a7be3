"""The figures of the book as SVG, each in a wide and a narrow layout.

`shown` gives what a page has: both layouts in one box, of which CSS shows the one that fits. `standalone`
gives one layout as a file of its own, with the colours of the light theme filled in.
"""

import json
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from pathlib import Path

from book.figures.kit.drawing import Canvas, Text
from book.figures.kit.registry import Draw, figures, file_of, touched
from book.figures.kit.typeset import MATHS_FONT
from book.figures.kit.words import FOLDER, Words, load
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source.book import Book, once

MATHS = "m"  # the class of what stands in the maths font, in a page
_IN_MATHS = re.compile(f' font-family="{re.escape(MATHS_FONT)}"( font-weight="400")?')
LAYOUTS = {"wide": False, "narrow": True}
VARIABLE = re.compile(r"var\((--[\w-]+), ([^()]+)\)")
FONTS = {"ja": "'Noto Sans CJK JP'", "ko": "'Noto Sans CJK KR'", "en": "'Noto Sans'"}


def names() -> list[str]:
    """The names of all figures, sorted."""
    return list(figures())


@dataclass(frozen=True)
class Drawing:
    """One layout of a figure in one language, under its title."""

    name: str
    layout: str
    language: str
    title: str
    canvas: Canvas

    def svg(self, text: Callable[[Text], str] = Text.svg, root: str = "") -> str:
        """An `<svg>` element with title and description; `text` writes its texts, `root` are more attributes of it.

        The title names it and the description describes it, each once; its letters and numbers are not read one by one.
        """
        canvas, key = self.canvas, f"fig-{self.name}-{self.layout}"
        drawn = "".join(part if isinstance(part, str) else text(part) for part in canvas.parts)
        size = f'viewBox="0 0 {canvas.width:g} {canvas.height:g}" width="{canvas.width:g}" height="{canvas.height:g}"'
        said = f'role="img" aria-labelledby="{key}-title" aria-describedby="{key}-desc"'
        return (
            f'<svg{root} class="fig-{self.layout}" {size} {said}>'
            f'<title id="{key}-title">{escape(self.title)}</title>'
            f'<desc id="{key}-desc">{escape(canvas.description)}</desc>'
            f'<g aria-hidden="true">{drawn}</g></svg>'
        )

    def file(self, text: Callable[[Text], str] = Text.svg) -> str:
        """A file of its own: no variables, fonts named."""
        root = f' xmlns="http://www.w3.org/2000/svg" font-family="{FONTS[self.language]}, sans-serif"'
        return VARIABLE.sub(r"\2", self.svg(text, root))

    def in_page(self) -> str:
        """As a page has it, whose style sheet (figures.css) knows the colours and the maths font."""
        return VARIABLE.sub(r"var(\1)", _IN_MATHS.sub(f' class="{MATHS}"', self.svg()))


@once
def drawings(book: Book, name: str, language: str) -> list[Drawing]:
    """A figure in all its layouts.

    Raises BookError for an unknown figure, one that cannot be drawn, and for a missing or unused word.
    """
    words = _words(book, name, language)
    drawn = [_draw(name, layout, words) for layout in LAYOUTS]
    if one := touched(name):
        words("answered", **one.facts)
    words.refuse_unused()
    return drawn


def drawing(book: Book, name: str, language: str, layout: str = "wide") -> Drawing:
    """One layout, drawn anew. Raises BookError as `drawings` does, but an unused word may be of the other layout."""
    return _draw(name, layout, _words(book, name, language))


def svg(book: Book, name: str, language: str) -> str:
    """Both layouts of a figure as one HTML fragment. Raises BookError as `drawings` does."""
    layouts = "".join(drawing.in_page() for drawing in drawings(book, name, language))
    return f'<div class="fig" data-figure="{name}">{layouts}</div>'


def shown(book: Book, name: str, language: str) -> str:
    """A figure as a page has it: the drawing, inside an element for scripts if the figure can be touched."""
    drawn, one = svg(book, name, language), touched(name)
    if not one:
        return drawn
    words = _words(book, name, language)
    data = {"opens": one.opens, "goal": one.goal, "answered": words("answered", **one.facts), "named": words("title")}
    given = escape(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return f'<interactive-{one.kind} data-opens="{given}">{drawn}</interactive-{one.kind}>'


def standalone(book: Book, name: str, language: str, layout: str = "wide") -> str:
    """One layout as an SVG file."""
    return drawing(book, name, language, layout).file() + "\n"


def characters(book: Book) -> set[str]:
    """Every character that some figure sets in the maths font, for cutting that font to what is used."""
    every = (drawing for name in names() for language in LANGUAGES for drawing in drawings(book, name, language))
    texts = (part for drawing in every for part in drawing.canvas.parts if isinstance(part, Text))
    return {character for text in texts for span in text.spans if span.maths for character in span.text}


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


def _draw(name: str, layout: str, words: Words) -> Drawing:
    """Raises BookError, with the line, where the figure's function raises anything else."""
    draw = _find(name)
    file = file_of(draw)
    try:
        canvas = draw(words, LAYOUTS[layout])
    except (Exception, SystemExit) as error:
        places = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
        if isinstance(error, BookError):
            if error.file.suffix != ".py":
                raise
            raise BookError(file, places[-1] if places else None, error.problem, error.remedy) from None
        problem = f"the figure {name} ({layout}, {words.language}) raises {type(error).__name__}: {error}"
        raise BookError(file, places[-1] if places else None, problem, "mend the figure, or what it draws") from error
    if not isinstance(canvas, Canvas):
        raise BookError(file, draw.__code__.co_firstlineno, f"the figure {name} returns no Canvas", "return canvas")
    return Drawing(name, layout, words.language, words("title"), canvas)
