"""A built page as plain Markdown, for programs that read: all its text, samples, outputs and answers, in their order.

Formulas are TeX, figures the words that describe them. Headings keep their ids, so that links have where to lead.
"""

from pathlib import Path

from book.ground.strings import strings
from book.ground.tree import Element, article
from book.notebooks.markdown import Piece, Writer, listed, quoted
from book.source.book import Book


def write(book: Book, language: str, site: Path) -> None:
    """Writes `<slug>.md` beside each built page in `site`. Raises BookError for what Markdown cannot show."""
    pages = {slug: article(site / f"{slug}.html") for slug in book.order}
    ids = {slug: {node.id for node in page.walk() if node.tag[:1] == "h"} for slug, page in pages.items()}
    for slug, page in pages.items():
        text = Text(slug, language, ids).written(page)
        (site / f"{slug}.md").write_text(text, encoding="utf-8")


class Text(Writer):
    """Writes one page; `ids` are the headings of each, which links may lead to."""

    def __init__(self, slug: str, language: str, ids: dict[str, set[str]]) -> None:
        super().__init__(slug, language, "", str, (), {}, "")
        self._ids = ids

    def written(self, page: Element) -> str:
        """The whole page. Raises BookError for an element that is unknown."""
        title, *rest = map(str, self._blocks(page, runs=True))
        chapter = page.find("p", "chapter")
        above = [f"[{self._words['title']}](index.md)" + (f" · {chapter.text}" if chapter else "")]
        return "\n\n".join([title, *above, *filter(None, rest), "---", strings(self._language)["licence"]]) + "\n"

    def _sample(self, node: Element, runs: bool) -> list[Piece]:
        name, code = node.find("span", "filename"), node.find("code")
        for mark in (one for one in code.walk() if "note-mark" in one.classes):
            mark.children = [f"# ({mark.text})"]
        kind = "text" if "output" in node.classes else "python"
        above = f"`{name.text}`:" if name and kind == "python" else f"{self._words['output']}:"
        return [f"{above}\n\n```{kind}\n{code.text.rstrip()}\n```"]

    def _notes(self, node: Element) -> str:
        return listed("1. ", map(self._item, node.elements))

    def _heading(self, node: Element) -> str:
        return f"{super()._heading(Element(node.tag, {}, node.children))} {{#{node.id}}}"

    _h1 = _h2 = _h3 = _h4 = _heading

    def _details(self, node: Element) -> list[Piece]:
        summary = node.find("summary")
        inside = Element("", {}, [child for child in node.children if child is not summary])
        title = self._weighed(self._line(summary.children), "**", "strong") if summary else ""
        return [title, self._text(inside)]

    def _text(self, node: Element) -> str:
        return "\n\n".join(map(str, self._blocks(node, runs=True)))

    def _figure(self, node: Element) -> str:
        title, said = (" ".join(self._line(node.find(part).children).split()) for part in ("title", "desc"))
        return quoted(f"**{title}** {said}\n\n{self._text(node.find('figcaption'))}")

    def _dl(self, node: Element) -> str:
        entries = [self._line(child.children) for child in node.elements]
        return listed("- ", (f"{term}<br>{says}" for term, says in zip(entries[::2], entries[1::2], strict=True)))

    def _link(self, node: Element, inside: str) -> str:
        """Of what stands on this page only headings can be led to; what leads to a term is text."""
        target = node.attributes.get("href", "")
        page, _, anchor = target.partition("#")
        slug = page.removesuffix(".html") or self._slug
        if slug not in self._ids or node.classes & {"headerlink", "term"}:
            return super()._link(node, inside)
        place = (f"{slug}.md" if page else "") + (f"#{anchor}" if anchor in self._ids[slug] else "")
        return f"[{inside}]({place})" if place else inside
