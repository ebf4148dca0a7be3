"""The book's mark as the pictures that browsers, phones and desktops ask for, from docs/assets/mark.svg."""

import io
import json
import shutil
import tempfile
from pathlib import Path

import typst
from PIL import Image

from book.ground.faults import BookError
from book.ground.strings import strings
from book.source.book import Book, once

PAPER = {"light": "#fbf9f4", "dark": "#191a1c"}  # of docs/assets/css/book.css: what the bars around a page take
TOUCH, TAB, MANIFEST = "apple-touch-icon.png", "favicon.ico", "manifest.webmanifest"
_ON_PAPER = {TOUCH: 180, "icon-192.png": 192, "icon-512.png": 512}
_IN_TAB = (16, 32, 48)
_MARGIN = 0.2  # of a picture on paper: systems cut a circle out of it


@once
def icons(book: Book) -> dict[str, bytes]:
    """Every picture by its file name. Raises BookError for a mark that cannot be drawn."""
    mark = book.docs / "assets" / "mark.svg"
    sizes = [*_IN_TAB, *_ON_PAPER.values()]
    pages = [
        f"#page(width: {size}pt, height: {size}pt, fill: {fill}, "
        f'place(center + horizon, image("mark.svg", width: {share:.0%})))'
        for size, fill, share in [
            *((size, "none", 1) for size in _IN_TAB),
            *((size, f'rgb("{PAPER["light"]}")', 1 - 2 * _MARGIN) for size in _ON_PAPER.values()),
        ]
    ]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(mark, folder)  # of whose colours Typst takes those of the light theme
        main = Path(folder, "icons.typ")
        main.write_text("\n".join(["#set page(margin: 0pt)", *pages]), encoding="utf-8")
        try:
            drawn = typst.compile(str(main), format="png", ppi=72, ignore_system_fonts=True)
        except typst.TypstError as fault:
            raise BookError(mark, None, str(fault), "mend the drawing") from None
    assert [Image.open(io.BytesIO(one)).width for one in drawn] == sizes
    return {TAB: _ico(drawn[: len(_IN_TAB)])} | dict(zip(_ON_PAPER, drawn[len(_IN_TAB) :], strict=True))


def _ico(drawn: list[bytes]) -> bytes:
    images, packed = [Image.open(io.BytesIO(one)) for one in drawn], io.BytesIO()
    sizes = [image.size for image in images]
    images[-1].save(packed, "ICO", sizes=sizes, append_images=images[:-1], bitmap_format="png")
    return packed.getvalue()


def write(book: Book, folder: Path) -> None:
    """Writes them into a folder. Raises BookError as `icons` does."""
    for name, data in icons(book).items():
        (folder / name).write_bytes(data)


def manifest(language: str) -> str:
    """What a phone is told that puts the book on its first screen."""
    title = strings(language)["title"]
    pictures = [
        {"src": f"assets/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size in _ON_PAPER.items()
        if name != TOUCH
        for purpose in ("any", "maskable")
    ]
    said = {
        "name": title,
        "lang": language,
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": PAPER["light"],
        "theme_color": PAPER["light"],
        "icons": pictures,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
