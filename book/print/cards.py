"""The pictures that go with a shared link, one a page: its heading and its first figure, in the book's own type.

Made only for a site that knows its address, since whoever shows them wants a whole one. The bytes depend on nothing
but the book.
"""

import io
import json
import os
import shutil
import tempfile
from pathlib import Path

import typst
from PIL import Image

from book.ground.faults import BookError
from book.ground.strings import strings
from book.print import figures, fonts, volume
from book.source.book import Book
from book.web import head

_COLOURS = 96  # of a picture: figures are flat, and letters need few greys
_LOOK = Path(__file__).with_name("look") / "cards.typ"


def write(book: Book, language: str, site: Path) -> None:
    """Writes `cards/<slug>.png` for every page, if SITE_URL is set. Raises BookError for what cannot be drawn."""
    if not os.environ.get("SITE_URL"):
        return
    (site / head.CARDS).mkdir()
    slugs = book.order
    for slug, picture in zip(slugs, _drawn(book, language, slugs), strict=True):
        few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLOURS, Image.Quantize.MEDIANCUT)
        few.save(site / head.CARDS / f"{slug}.png", optimize=True)


def _drawn(book: Book, language: str, slugs: list[str]) -> list[bytes]:
    words = strings(language)
    with tempfile.TemporaryDirectory() as folder:
        main = Path(volume.look(book, language, Path(folder)), "cards.typ")
        shutil.copy(book.docs / "assets" / "mark.svg", folder)
        cards = []
        for page in (book.page(language, slug) for slug in slugs):
            number = book.chapters.get(page.slug, "")
            above = words["appendix" if number.isalpha() else "chapter"].format(number=number) if number else ""
            drawn = ""
            if of_page := page.figures():
                drawn = figures.write(book, of_page[0].value, language, Path(folder, "figures"))[0]
            cards.append({"above": above, "title": head.name(book, page), "figure": drawn and f"figures/{drawn}"})
        Path(folder, "cards.json").write_text(json.dumps([head.CARD, cards], ensure_ascii=False), encoding="utf-8")
        places = {"font_paths": [str(fonts.gather(book))], "ignore_system_fonts": True}
        try:
            return typst.compile(str(main), format="png", ppi=72, **places)
        except typst.TypstError as fault:
            raise BookError(_LOOK, None, str(fault), "mend the page's heading, its figure, or how cards look") from None
