"""What a page is made of, read from its Markdown with line numbers.

Everything that looks at a page's source (the rules, the website, the tests) looks through here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from book.ground.faults import BookError, read

BLOCKS = ("figure", "glossary", "path")  # of BookMarkdown
LAYOUTS = ("sheet", "catalogue")  # what the front matter may say, and the style sheets know
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{\s*#([^\s}]+)[^}]*\})?\s*$")
BLOCK = re.compile(r"^\s*///+\s*([\w-]+)\s*(?:\|\s*(.*?)\s*)?$")  # of Markdown's own parser
_INCLUDE = re.compile(r'--8<--\s+"([^"]+)"')
LABEL = re.compile(r"\s*\\label\{([^}]*)\}")
REFERENCE = re.compile(r"\[(eq:[\w-]+)\]")
COUNT = re.compile(r"\{\{ (\w+) \}\}")
_LINK = re.compile(r"(?<!!)\[[^\]\[]*\]\(([^)\s]+)\)")
BOX = re.compile(r'^(\s*)(?:!!!|\?\?\?\+?)\s+([\w-]+)(?:\s+"(.*)")?\s*$')
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Item:
    """One structural piece of a page: its kind, what it names, and the line it stands on."""

    kind: str
    value: str
    line: int


@dataclass
class Section:
    """A heading and everything up to the next one; the front matter is the section `front-matter`."""

    id: str
    level: int
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines).strip()


class Page:
    """One page in one language. Raises BookError if it is no text or has no front matter."""

    def __init__(self, path: Path, source: str | None = None) -> None:
        """The page at `path`, or what it would be with another `source`."""
        self.path = path
        self.language, self.slug = path.parent.name, path.stem
        self.source = read(path) if source is None else source
        self.lines = self.source.split("\n")
        self.meta, self._body = self._front_matter()

    def _front_matter(self) -> tuple[dict, int]:
        if self.lines[0] != "---" or "---" not in self.lines[1:]:
            raise BookError(self.path, 1, "no front matter", "begin the page with --- description: … terms: […] ---")
        end = self.lines.index("---", 1)
        try:
            meta = yaml.safe_load("\n".join(self.lines[1:end])) or {}
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 2 if error.problem_mark else 1
            raise BookError(
                self.path, line, f"the front matter is not YAML: {error.problem}", "quote a text that has a colon in it"
            ) from None
        if not isinstance(meta, dict):
            raise BookError(self.path, 2, "the front matter is no list of `key: value`", "write description: …")
        return meta, end + 1

    def faults(self) -> Iterator[BookError]:
        """What keeps the page from being read: front matter that is not complete, headings without their ids."""
        for key, kind in ("description", str), ("terms", list):
            if not self.meta.get(key):
                remedy = "see CONTRIBUTING.md, what a page is made of"
                yield BookError(self.path, 1, f"front matter lacks `{key}`", remedy)
            elif not isinstance(self.meta[key], kind):
                wanted = {str: "description: one sentence, quoted if it has a colon", list: "terms: [one, two]"}[kind]
                yield BookError(self.path, self.line_of(f"{key}:"), f"`{key}` is no {kind.__name__}", f"write {wanted}")
        if (layout := self.meta.get("layout", LAYOUTS[0])) not in LAYOUTS:
            line, remedy = self.line_of("layout:"), f"use one of: {', '.join(LAYOUTS)}"
            yield BookError(self.path, line, f"no layout is called “{layout}”", remedy)
        for number, line in self.prose():
            match = _HEADING.match(line)
            if match and not match[3]:
                yield BookError(
                    self.path, number, f"heading “{match[2]}” has no id", "add {#id}, the same in every language"
                )
        headings = self.headings()
        if not headings or headings[0].value != self.slug:
            problem, remedy = "the first heading's id is not the slug", f"write {{#{self.slug}}}"
            yield BookError(self.path, headings[0].line if headings else self._body + 1, problem, remedy)
        first = headings[0].line if headings else len(self.lines)
        for number in range(self._body + 1, first):
            if self.lines[number - 1].strip():
                yield BookError(self.path, number, "text above the first heading", "move it below the # heading")
                return

    def line_of(self, start: str) -> int:
        """The first line that begins so, or 1."""
        return next((number for number, text in enumerate(self.lines, 1) if text.startswith(start)), 1)

    def prose(self) -> Iterator[tuple[int, str]]:
        """Lines outside code fences with code spans blanked, each with its number, counted from 1."""
        return iter(self._prose)

    @cached_property
    def _prose(self) -> list[tuple[int, str]]:
        lines = [(number, line) for number, line, kind in self._kinds() if kind == "prose"]
        return [(number, _CODE_SPAN.sub(lambda m: " " * len(m[0]), line)) for number, line in lines]

    def fences(self) -> list[int]:
        """The lines on which blocks of code begin."""
        return [number for number, _, kind in self._kinds() if kind == "fence"]

    def _kinds(self) -> Iterator[tuple[int, str, str]]:
        """Each line below the front matter, and whether it is prose, opens a fence or belongs to one."""
        fence = ""
        for number, line in enumerate(self.lines[self._body :], start=self._body + 1):
            mark = _FENCE.match(line)
            if fence:
                yield number, line, "code"
                if mark and mark[1].startswith(fence) and not line.strip().strip(mark[1][0]):
                    fence = ""
            else:
                yield number, line, "fence" if mark else "prose"
                fence = mark[1] if mark else ""

    @cached_property
    def sections(self) -> list[Section]:
        found = [Section("front-matter", 0, 1, self.lines[: self._body])]
        headings = {item.line: item for item in self.headings()}
        for number, line in enumerate(self.lines[self._body :], start=self._body + 1):
            if number in headings:
                found.append(Section(headings[number].value, len(line) - len(line.lstrip("#")), number))
            found[-1].lines.append(line)
        return found

    def headings(self) -> list[Item]:
        return self._headings

    @cached_property
    def _headings(self) -> list[Item]:
        found = ((number, _HEADING.match(line)) for number, line in self.prose())
        return [Item("heading", match[3], number) for number, match in found if match and match[3]]

    @property
    def title(self) -> str:
        """The words of the first heading, in Markdown."""
        return _HEADING.match(self.lines[self.headings()[0].line - 1])[2]

    def figures(self) -> list[Item]:
        blocks = ((number, BLOCK.match(line)) for number, line in self.prose())
        return [Item("figure", match[2] or "", n) for n, match in blocks if match and match[1] == "figure"]

    def includes(self) -> list[Item]:
        return [Item("include", m[1], n) for n, line in enumerate(self.lines, 1) if (m := _INCLUDE.search(line))]

    def boxes(self) -> list[Item]:
        return [Item("box", m[2], n) for n, line in self.prose() if (m := BOX.match(line))]

    def _find(self, kind: str, pattern: re.Pattern) -> list[Item]:
        return [Item(kind, m[1], n) for n, line in self.prose() for m in pattern.finditer(line)]

    def labels(self) -> list[Item]:
        return self._find("label", LABEL)

    def references(self) -> list[Item]:
        return self._find("reference", REFERENCE)

    def links(self) -> list[Item]:
        return self._find("link", _LINK)
