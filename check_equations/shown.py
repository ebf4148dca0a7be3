"""What Python-Markdown makes of a page, held against what is read: the two are one list, or the page is refused.

The library stands without Markdown: then `pages.py` alone says what a page shows, and refuses what it does not know.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import zip_longest
from typing import NamedTuple

from .pages import Formula, Page

EXTENSIONS = (
    *("admonition", "attr_list", "md_in_html", "tables"),
    *("pymdownx.arithmatex", "pymdownx.details", "pymdownx.superfences"),
)
"""What a site of formulas has; what else it has neither makes formulas nor hides them."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Seen(NamedTuple):
    """A heading (its level, no TeX) or a formula, as a page shows it."""

    level: int
    tex: str
    display: bool
    declares: bool

    @property
    def name(self) -> str:
        """In words, for a message."""
        if self.level:
            return f"a heading of rank {self.level}"
        where = " that declares" if self.declares else ""
        return f"the {'display' if self.display else 'formula'} “{self.tex[:60]}”{where}"


def unlike(source: str, page: Page, html: str | None = None) -> list[tuple[int, str]]:
    """The first place where what is shown is not what is read, with its line; nothing without HTML or Markdown."""
    if html is not None:
        return differences(source, page, seen(html))
    if not (find_spec("markdown") and find_spec("pymdownx")):
        return []
    body = "\n".join(source.split("\n")[page.start :])
    return differences(source, page, seen(_markdown().reset().convert(body)))


def differences(source: str, page: Page, shown: Sequence[Seen]) -> list[tuple[int, str]]:
    """The first place where a page's HTML shows something else than what was read, with its line."""
    line = 1
    for read, there in zip_longest(page.outline, shown):
        here = _read(read) if read else None
        if here == there:
            line = read.line if isinstance(read, Formula) else read[1]
            continue
        if there:
            first = there.tex.strip().split("\n")[0]
            lines = source.split("\n")[line - 1 :]
            line += next((n for n, text in enumerate(lines) if first and first in text), 0)
        else:
            line = read.line if isinstance(read, Formula) else read[1]
        shows, reads = (part.name if part else "nothing more" for part in (there, here))
        remedy = "write formulas as $…$, a display as $$ … $$ between empty lines, headings as ## …"
        return [(line, f"the page shows {shows}, where {reads} is read: {remedy}")]
    return []


def seen(html: str) -> list[Seen]:
    """The headings and formulas of a page's HTML, in order."""
    parser = _Reader()
    parser.feed(html)
    parser.close()
    return parser.found


def _read(item: tuple) -> Seen:
    if isinstance(item, Formula):
        return Seen(0, _spaced(item.tex), item.display, bool(item.box))
    return Seen(item[0], "", False, False)


def _spaced(tex: str) -> str:
    return re.sub(r"[ \t\n]+", " ", tex).strip(" ")


@lru_cache(maxsize=1)
def _markdown():  # there may be no Markdown to name
    configs = {
        "pymdownx.arithmatex": {"generic": True, "smart_dollar": True},
        "pymdownx.superfences": {"custom_fences": [{"name": "*", "class": "", "format": _no_code, "validator": _any}]},
    }
    return converter(EXTENSIONS, configs)


def _no_code(*_: object, **__: object) -> str:
    """Instead of a block of code, whose colours take a quarter of the time: it shows no formula in any."""
    return "<pre></pre>"


def _any(language: str, inputs: Mapping, options: dict, attrs: dict, md: object) -> bool:
    return True


def converter(extensions: Sequence, configs: Mapping):
    """A `markdown.Markdown` with these extensions. Raises ImportError if it is not installed."""
    from markdown import Markdown

    return Markdown(extensions=list(extensions), extension_configs=dict(configs))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Seen] = []
        self.open: list[tuple[str, bool, bool]] = []  # tag, declares, is a formula
        self.tex: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        formula = "arithmatex" in classes or tag == "math" or (dict(attrs).get("type") or "").startswith("math/")
        inside = any(formula for _, _, formula in self.open)
        if re.fullmatch("h[1-6]", tag):
            self.found.append(Seen(int(tag[1]), "", False, False))
        if tag not in _VOID:
            declares = "setting" in classes or bool(self.open and self.open[-1][1])
            self.open.append((tag, declares, formula and not inside))
        if formula:
            self.tex = []  # a preview before the script says the same

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in [name for name, _, _ in self.open]:
            name, declares, formula = self.open.pop()
            if formula:
                tex = "".join(self.tex).strip()
                bare = tex[2:-2] if tex.startswith(("\\(", "\\[")) else tex
                self.found.append(Seen(0, _spaced(bare), name == "div", declares))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        self.tex.append(data)
