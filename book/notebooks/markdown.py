"""One built page → Markdown and cells of code. An element that the writer does not know stops the build.

Jupyter, Colab and VS Code each read Markdown in their own way; what is written here is what all three show. Formulas
stand in one line, so that a list or a quotation does not cut them. Answers, which may have code to run, go to the end.
"""

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from book.ground.faults import BookError
from book.ground.strings import strings
from book.ground.tree import Element
from book.print.text import spaced
from book.source.alone import clean

_INLINE = {"a", "br", "code", "em", "math", "small", "span", "strong"}
_UNSEEN = {"chapter", "pdf-link", "moved"}  # paragraphs that belong to the site
_START = re.compile(r"^(\d*)([.)]\s|[-+#>])")  # text that would begin a list, a heading or a quotation


@dataclass
class Code:
    """A cell to run, and what it prints."""

    source: str
    output: str = ""
    helper: bool = False  # written out from samples of other chapters


Piece = str | Code  # a block of Markdown, or a cell


class Writer:
    """Writes one page. `base` is put before links to other pages; `picture` gives the address of a figure's picture.

    `printed` is what each block of code prints: below several, the page shows it together. `judges` are the exercises
    that ask for a function, each with the name of its judge, and `judging` is the code of the judges.
    """

    def __init__(
        self,
        slug: str,
        language: str,
        base: str,
        picture: Callable[[str], str],
        printed: Iterable[str],
        judges: Mapping[str, str],
        judging: str,
    ) -> None:
        self._slug, self._language, self._base, self._picture = slug, language, base, picture
        self._printed = iter(printed)
        self._judges, self._judging = judges, judging
        self._words = strings(language)
        self._answers: list[Piece] = []
        self._exercise = ""  # the heading of the last exercise
        self._asked: list[Piece] = []  # the cells of a question whose text has not ended
        self._marked: list[str] = []  # the lines of the last sample that its notes are about

    def pieces(self, article: Element) -> list[Piece]:
        """The whole page. Raises BookError for what no notebook of the book can show."""
        chapter = article.find("p", "chapter")
        place = f"[{self._words['title']}]({self._base}index.html)"
        place += f" · [{chapter.text}]({self._base}{self._slug}.html)" if chapter else ""
        title, *rest = self._blocks(article, runs=True)
        found = [title, place, *rest]
        found += [f"## {self._words['answers']}", *self._answers] if self._answers else []
        found.append(f"---\n\n{self._words['licence']}")
        above = article.find("template")
        if above is not None:
            first = next(at for at, piece in enumerate(found) if isinstance(piece, Code))
            found[first:first] = [f"*{self._words['notebook_helpers']}*", Code(above.text.strip("\n"), helper=True)]
        return [piece for piece in found if isinstance(piece, str) or piece.source]

    def _refuse(self, node: Element, problem: str) -> BookError:
        css = f" class={node.attributes['class']}" if node.classes else ""
        place = f"{self._language}/{self._slug}.html"
        remedy = "teach book/notebooks/markdown.py this element"
        return BookError(place, node.line, f"<{node.tag}{css}> {problem}", remedy)

    # Blocks

    def _blocks(self, node: Element, runs: bool = False) -> list[Piece]:
        """What a container holds, block by block; `runs`: cells may stand here."""
        found: list[Piece] = []
        line: list[Element | str] = []
        for child in [*node.children, None]:
            if isinstance(child, str) or (child is not None and child.tag in _INLINE):
                line.append(child)
                continue
            if text := self._line(line):
                found.append(_START.sub(r"\1\\\2", text))
            line = []
            if child is None:
                continue
            if "highlight" in child.classes:
                found += self._sample(child, runs)
            elif "notes" in child.classes:
                found.append(self._notes(child))
            else:
                found += self._block(child)
        return found

    def _sample(self, node: Element, runs: bool) -> list[Piece]:
        """A cell for a sample; its output stands below the cells that print it."""
        if not runs:
            raise self._refuse(node, "stands where a notebook has no cells")
        if "output" in node.classes:
            return []
        code, self._marked = _code(node)
        self._marked = [line if line in code else "" for line in self._marked]
        return [Code(code, next(self._printed))]

    def _notes(self, node: Element) -> str:
        lines = [f"`{line}`<br>" if line else "" for line in self._marked]
        return listed("1. ", [line + self._item(li) for line, li in zip(lines, node.elements, strict=True)])

    def _text(self, node: Element) -> str:
        """What a container without cells holds."""
        return "\n\n".join(map(str, self._blocks(node)))

    def _block(self, node: Element) -> list[Piece]:
        handler = getattr(self, f"_{node.tag}", None)
        if handler is None:
            raise self._refuse(node, "is unknown")
        made = handler(node)
        return made if isinstance(made, list) else [made]

    def _template(self, node: Element) -> list[Piece]:
        return []

    def _p(self, node: Element) -> list[Piece]:
        return [] if node.classes & _UNSEEN else self._blocks(Element("", {}, node.children))

    def _heading(self, node: Element) -> str:
        title = f"{'#' * int(node.tag[1])} {self._line(node.children)}"
        self._exercise = title if node.tag == "h3" else ""
        if node.attributes.get("data-kind") == "code":  # a section may be called as an exercise is
            self._asked = self._cells(node.attributes["data-start"], self._judges[node.id.removeprefix("exercise-")])
        return title

    def _cells(self, start: str, judge: str) -> list[Piece]:
        """Where a function is written and judged; before the first, the judges."""
        name = start.removeprefix("def ").partition("(")[0]
        cells: list[Piece] = [Code(f"{start}\n    ...\n\n\nprint(is_right({judge}, {name}))", "False\n")]
        if self._judging:
            cells[:0] = [f"*{self._words['notebook_judges']}*", Code(self._judging, helper=True)]
            self._judging = ""
        return cells

    _h1 = _h2 = _h3 = _h4 = _heading

    def _div(self, node: Element) -> str:
        css = node.classes
        if "equation" in css or "maths" in css:
            return self._equation(node)
        if css & {"wrong", "choices"}:
            return self._text(node)
        if "result" in css:
            return quoted(self._text(node))
        title = node.find("p", "admonition-title")
        if title is None:
            raise self._refuse(node, "is unknown")
        inside = Element("", {}, [child for child in node.children if child is not title])
        words = self._weighed(self._line(title.children), "**", "strong")
        return quoted(f"{words}\n\n{self._text(inside)}")

    def _details(self, node: Element) -> list[Piece]:
        """A hint is folded; an answer goes to the end, under the heading of its exercise. Either ends the question."""
        cells, self._asked = self._asked, []
        summary = node.find("summary")
        inside = Element("", {}, [child for child in node.children if child is not summary])
        if "answer" in node.classes and self._exercise:
            self._answers += [self._exercise, *self._blocks(inside, runs=True)]
            return cells
        words = self._line(summary.children) if summary else ""
        return [*cells, f"<details>\n<summary>{words}</summary>\n\n{self._text(inside)}\n\n</details>"]

    def _equation(self, node: Element) -> str:
        formula, tag = node.find("math"), node.find("span", "maths-tag")
        if formula is None:
            raise self._refuse(node, "has no formula")
        number = rf" \tag{{{tag.text.strip('()')}}}" if tag else ""
        return f"$${_tex(formula)}{number}$$"

    def _figure(self, node: Element) -> str:
        caption = node.find("figcaption")
        if caption is None:
            raise self._refuse(node, "is no figure of the book")
        said = ": ".join(node.find(part).text for part in ("title", "desc"))
        said = re.sub(r"[\[\]\\`*_$<]", "", " ".join(said.split()))
        return f"![{said}]({self._picture(node.id)})\n\n{self._text(caption)}"

    def _list(self, node: Element) -> str:
        return listed("1. " if node.tag == "ol" else "- ", map(self._item, node.elements))

    _ul = _ol = _list

    def _item(self, node: Element) -> str:
        return self._text(node)

    def _table(self, node: Element) -> str:
        rows = [[self._cell(cell) for cell in row.elements] for row in node.walk() if row.tag == "tr"]
        if node.find("th") is None:
            rows.insert(0, [""] * len(rows[0]))
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _cell(self, node: Element) -> str:
        return self._line(node.children).replace("|", r"\|")

    # Lines of text

    def _line(self, children: Iterable[Element | str]) -> str:
        return spaced("".join(map(self._inline, children)), self._language).strip()

    def _inline(self, node: Element | str) -> str:
        if isinstance(node, str):
            return re.sub(r"([\\`*_$])", r"\\\1", unescape(node)).replace("<", "&lt;")
        if node.tag == "math":
            return f"${_tex(node)}$"
        if node.tag == "code":
            ticks = "``" if "`" in node.text else "`"
            return f"{ticks}{node.text}{ticks}"
        inside = "".join(map(self._inline, node.children))
        match node.tag:
            case "br":
                return "<br>"
            case "strong":
                return self._weighed(inside, "**", "strong")
            case "em":
                return self._weighed(inside, "*", "em")
            case "a":
                return self._link(node, inside)
            case "span" | "small":
                return f" {inside}" if "grade" in node.classes else inside
        raise self._refuse(node, "in a line of text is unknown")

    def _weighed(self, inside: str, mark: str, tag: str) -> str:
        """Strong or emphasised text: in Japanese and Korean by a tag, which VS Code lets enclose no formula.

        There Markdown does not see the end of `**` between a bracket and a letter.
        """
        if self._language == "en":
            return f"{mark}{inside}{mark}"
        parts = re.split(r"(\$[^$]+\$)", inside)
        return "".join(part if part[:1] in ("", "$") else f"<{tag}>{part}</{tag}>" for part in parts)

    def _link(self, node: Element, inside: str) -> str:
        """A link that leads out of the page; terms, and what stands in the notebook itself, are text."""
        target = node.attributes.get("href", "")
        if "headerlink" in node.classes:
            return ""
        if "term" in node.classes or target.startswith("#"):
            return inside
        return f"[{inside}]({target if re.match('[a-z]+:', target) else self._base + target})"


_NAMED = {"<": r"\lt ", r"\|": r"\Vert ", "|": r"\vert "}


def _tex(formula: Element) -> str:
    """The TeX that a formula carries, without signs that would begin a tag or end the cell of a table."""
    tex = " ".join(formula.find("annotation").text.split())  # see book/maths/mathml.py, finish
    return re.sub(r"(<|\\\||\|) *", lambda sign: _NAMED[sign[1]], tex).strip()


def listed(sign: str, items: Iterable[str]) -> str:
    """A list in Markdown, each item behind its sign."""
    items = list(items)
    signs = [f"{number}. " if sign == "1. " else sign for number in range(1, len(items) + 1)]
    gap = "\n\n" if any("\n\n" in item for item in items) else "\n"
    return gap.join(s + re.sub(r"\n(?=.)", "\n" + " " * len(s), item) for s, item in zip(signs, items, strict=True))


def quoted(text: str) -> str:
    """A quotation in Markdown."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _shown(node: Element) -> str:
    """The code in an element, with a NUL for each mark that leads to a note."""
    if node.tag == "code" or "highlight" not in node.classes:
        parts = (unescape(child) if isinstance(child, str) else _shown(child) for child in node.children)
        return "\0" if "note-mark" in node.classes else "".join(parts)
    return _shown(node.find("code") or node)


def _code(node: Element) -> tuple[str, list[str]]:
    """A sample without its marks and without what it imports from others, and the lines that were marked."""
    shown = _shown(node)
    marked = [line.replace("\0", "").strip() for line in shown.split("\n") for _ in range(line.count("\0"))]
    code = clean(shown.replace("\0", ""))
    lines = code.split("\n")
    for one in reversed(ast.parse(code).body):
        if isinstance(one, ast.ImportFrom) and (one.module or "").split(".")[0] == "snippets":
            del lines[one.lineno - 1 : one.end_lineno]
    return clean("\n".join(lines)), marked
