"""The notebooks of one language, from its built pages: `notebooks/<slug>.ipynb` for each whose code runs anywhere.

Pictures are PNG in the Markdown itself: Colab shows neither an attachment nor an SVG. The bytes depend on nothing but
the book.
"""

import base64
import os
import tempfile
from functools import partial
from pathlib import Path

import nbformat
import typst
from nbformat import v4

from book.checks.answers import known
from book.checks.sight import printed
from book.ground.faults import BookError
from book.ground.tree import article
from book.notebooks.markdown import Piece, Writer
from book.print import figures, fonts
from book.source import exercises
from book.source.alone import Program
from book.source.book import Book
from book.source.samples import portable

FOLDER = "notebooks"
_WIDTH, _SHARPNESS = "480pt", 144  # of a picture: 640 CSS pixels, at one and a half dots each
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def write(book: Book, language: str, site: Path) -> None:
    """Writes the notebooks of a language beside its built pages in `site`.

    Raises BookError for what cannot be shown.
    """
    folder = site / FOLDER
    folder.mkdir()
    root = os.environ.get("SITE_URL", "").rstrip("/")
    base = f"{root}/{language}/" if root else "../"
    pages = [page for page in map(partial(book.page, language), book.order) if portable(book.snippets, page)]
    names = tuple(figure.value for page in pages for figure in page.figures())
    pictures = _pictures(book, language, names)
    for page in pages:
        ran = printed(book, page.slug)
        writer = Writer(page.slug, language, base, pictures.__getitem__, ran, *_judges(book, page.slug))
        pieces = writer.pieces(article(site / f"{page.slug}.html"))
        (folder / f"{page.slug}.ipynb").write_text(notebook(page.slug, pieces), encoding="utf-8")


_IS_RIGHT = """


def is_right(judge, function):
    errors = []

    def tried(*given):
        try:
            return function(*given)
        except Exception as error:
            errors.append(error)
            raise

    try:
        right = bool(judge(tried))
    except Exception:
        right = False
    if errors:
        raise errors[0]
    return right"""


def _judges(book: Book, slug: str) -> tuple[dict[str, str], str]:
    """The exercises that ask for a function, each with the name of its judge, and the code of these judges."""
    places = {name: one.judge.split(".") for name, one in known(book, slug)[0].items() if one.judge}
    package = exercises.file(book.snippets, slug).parent.name
    imports = [f"from snippets.{package}.{module} import {judge}" for module, judge in places.values()]
    judging = Program(["\n".join(imports)], book.snippets).helpers + _IS_RIGHT if places else ""
    return {name: judge for name, (_, judge) in places.items()}, judging


def notebook(slug: str, pieces: list[Piece]) -> str:
    """The file of a notebook: each heading begins a cell, and each piece of code is one."""
    cells: list[dict] = []
    text: list[str] = []
    for piece in [*pieces, None]:
        if text and (not isinstance(piece, str) or piece.startswith("#")):
            cells.append(v4.new_markdown_cell("\n\n".join(text)))
            text = []
        if isinstance(piece, str):
            text.append(piece)
        elif piece is not None:
            outputs = [v4.new_output("stream", name="stdout", text=piece.output)] if piece.output else []
            metadata = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]} if piece.helper else {}
            cells.append(v4.new_code_cell(piece.source, outputs=outputs, metadata=metadata))
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"{slug}-{number}"
    made = v4.new_notebook(cells=cells, metadata=_METADATA)
    nbformat.validate(made)
    return nbformat.writes(made) + "\n"


def _pictures(book: Book, language: str, names: tuple[str, ...]) -> dict[str, str]:
    """The address of each figure's picture, which is the picture itself."""
    if not names:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        files = [figures.write(book, name, language, Path(folder))[0] for name in names]
        pages = "".join(f'#page(image("{file}", width: {_WIDTH}))\n' for file in files)
        main = Path(folder, "pictures.typ")
        main.write_text(f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}", encoding="utf-8")
        places = {"font_paths": [str(fonts.gather(book))], "ignore_system_fonts": True}
        try:
            made = typst.compile(str(main), format="png", ppi=_SHARPNESS, **places)
        except typst.TypstError as fault:
            raise BookError("book/figures", None, str(fault), "mend the figure, or what it draws") from None
    images = made if isinstance(made, list) else [made]
    coded = (base64.b64encode(image).decode() for image in images)
    return {name: f"data:image/png;base64,{text}" for name, text in zip(names, coded, strict=True)}
