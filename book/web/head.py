"""What a page says of itself in its head: to people who see its title in a tab, to programs that find or share it."""

import re

from book.figures.kit import gallery
from book.ground.faults import read
from book.ground.languages import LANGUAGES
from book.ground.strings import strings, width
from book.ground.tables import read_yaml
from book.maths.temml import converter
from book.source.book import Book, once
from book.source.dates import page_dates
from book.source.pages import Page

CARDS, CARD = "cards", (1200, 630)  # the folder of the pictures that go with a shared link; their size in pixels
_LOCALES = {"ja": "ja_JP", "ko": "ko_KR", "en": "en_GB"}
_SHOWN = 65  # letters of a title that search engines and tabs show; wide ones count twice
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_FORMULA = re.compile(r"\$(.+?)\$")
_MARKS = re.compile(r"[`*]")


def name(book: Book, page: Page) -> str:
    """A page's heading as one line of text; of the home page the book's title."""
    if page.slug == book.order[0]:
        return strings(page.language)["title"]
    text = _FORMULA.sub(lambda found: converter(book).plain(found[1], page.path), page.title)
    return _MARKS.sub("", text)


def title(book: Book, page: Page) -> str:
    """What stands in the tab: the page's name and, where there is room for both, the book's."""
    own, whole = name(book, page), strings(page.language)["title"]
    both = f"{own} – {whole}"
    return own if own == whole or width(both) > _SHOWN else both


@once
def authors(book: Book) -> list[dict[str, str]]:
    """Who wrote the book, as CITATION.cff says. Raises BookError for a file that is not there or is none."""
    file = book.root / "CITATION.cff"
    return [{"@type": "Organization", "name": one["name"]} for one in read_yaml(file, read(file))["authors"]]


def pictured(book: Book, page: Page) -> str:
    """The title of the page's first figure, or nothing."""
    figures = page.figures()
    return gallery.drawing(book, figures[0].value, page.language).title if figures else ""


def shared(book: Book, page: Page, root: str, card: bool) -> list[tuple[str, str, str]]:
    """Kind, name and text of each `<meta>` that says how a link to the page is shown; `root` is the site's address."""
    own, language = name(book, page), page.language
    home = page.slug == book.order[0]
    found = [
        ("property", "og:type", "website" if home else "article"),
        ("property", "og:site_name", strings(language)["title"]),
        ("property", "og:title", own),
        ("property", "og:description", page.meta["description"]),
        ("property", "og:url", address(root, language, page.slug)),
        ("property", "og:locale", _LOCALES[language]),
        *(("property", "og:locale:alternate", _LOCALES[code]) for code in LANGUAGES if code != language),
    ]
    if not home:
        found.append(("property", "article:modified_time", page_dates(book)[language, page.slug].isoformat()))
    if card:
        width, height = CARD
        said = ": ".join(filter(None, [own, pictured(book, page)]))
        found += [
            ("property", "og:image", f"{root}/{language}/{CARDS}/{page.slug}.png"),
            ("property", "og:image:type", "image/png"),
            ("property", "og:image:width", str(width)),
            ("property", "og:image:height", str(height)),
            ("property", "og:image:alt", said),
            ("name", "twitter:card", "summary_large_image"),
            ("name", "twitter:image:alt", said),
        ]
    return found


def address(root: str, language: str, slug: str) -> str:
    """Where a page stands on the site whose address is `root`."""
    return f"{root}/{language}/{slug}.html"


def described(book: Book, page: Page, root: str, card: bool) -> dict:
    """The page as a learning resource in the words of schema.org."""
    language, number = page.language, book.chapters.get(page.slug, "")
    own = address(root, language, page.slug)
    home = address(root, language, book.order[0])
    shared = {
        "inLanguage": language,
        "license": _LICENCE,
        "isAccessibleForFree": True,
        "author": authors(book),
    }
    whole = {"@type": "Book", "@id": home, "url": home, "name": strings(language)["title"]} | shared
    found = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": own,
        "url": own,
        "name": name(book, page),
        "description": page.meta["description"],
        "learningResourceType": _kind(page, number),
        "teaches": [book.glossary[key][language] for key in page.meta["terms"]],
        "dateModified": page_dates(book)[language, page.slug].date().isoformat(),
        **shared,
    }
    if card:
        found["image"] = f"{root}/{language}/{CARDS}/{page.slug}.png"
    if not number:
        return found | {"@type": ["Book", "LearningResource"]}
    return found | {"position": number, "isPartOf": whole}


def _kind(page: Page, number: str) -> str:
    """What sort of resource a page is: English words, as programs read them."""
    if not number:
        return "textbook"
    if page.meta.get("layout") == "puzzles":
        return "exercises"
    return "reference" if number.isalpha() else "textbook chapter"
