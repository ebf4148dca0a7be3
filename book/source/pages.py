"""What a page is made of, read from its Markdown with line numbers.

Everything that looks at a page's source (the rules, the website, the tests) looks through here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from book.ground.faults import BookError, read
from book.ground.tables import read_yaml

RESULTS = ("theorem", "definition", "example")  # blocks that are numbered together, chapter by chapter
BLOCKS = ("figure", "glossary", "path", "symbols", "wrong", "choices", *RESULTS)  # of BookMarkdown
_FILLED = ("figure", "wrong", "choices", *RESULTS)
LAYOUTS = ("sheet", "catalogue", "puzzles")  # what the front matter may say, and the style sheets know
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{\s*#([^\s}]+)[^}]*\})?\s*$")
BLOCK = re.compile(r"^\s*///+\s*([\w-]+)\s*(?:\|\s*(.*?)\s*)?$")  # of Markdown's own parser
INCLUDE = re.compile(r'--8<--\s+"([^"]+)"')
LABEL = re.compile(r"\s*\\label\{([^}]*)\}")
REFERENCE = re.compile(r"\[((?:eq|res):[\w-]+)\]")
COUNT = re.compile(r"\{\{ (\w+) \}\}")
LINK = re.compile(r"\]\(<?([^)>\s]*)>?(?:\s+\"[^\"\n]*\")?\)")  # its words may begin on the line before
BOX = re.compile(r'^(\s*)(?:!!!|\?\?\?\+?)\s+([\w-]+)(?:\s+"(.*)")?\s*$')
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


# What the front matter may say: whether it is right, what it is, how it is written.
_META: dict[str, tuple[Callable[[object], bool], str, str]] = {
    "description": (_text, "text", "one sentence, quoted if it has a colon"),
    "terms": (_texts, "list of terms", "[one, two]"),
    "summary": (_text, "text", "one sentence for the home page"),
    "part": (_text, "text", "the name of the part that begins here"),
    "setting": (_text, "text", "the page whose declarations hold here too"),
    "appendix": (lambda value: value is True, "true", "true"),
    "layout": (LAYOUTS.__contains__, " or ".join(LAYOUTS), LAYOUTS[0]),
    "also": (
        lambda value: isinstance(value, dict) and all(map(_texts, value.values())),
        "table of headings and other names",
        "{heading-id: [one, two]}",
    ),
    "moved": (
        lambda value: isinstance(value, dict) and all(map(_text, value.values())),
        "table of ids that stood here and where each is now",
        '{old-id: page.md#new-id, other-id: "#id-here"}',
    ),
    "search": (lambda value: isinstance(value, dict), "table", "{exclude: true}"),
}


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
        return read_yaml(self.path, "\n".join(self.lines[1:end]), above=1), end + 1

    def faults(self) -> Iterator[BookError]:
        """What keeps the page from being read: front matter that is not complete, headings without their ids."""
        yield from self._meta_faults()
        yield from self._left_open()
        for number, line in self.prose():
            match = _HEADING.match(line)
            if match and not match[3]:
                yield BookError(
                    self.path, number, f"heading “{match[2]}” has no id", "add {#id}, the same in every language"
                )
            elif re.match(r"#+[^#\s]", line):
                yield BookError(self.path, number, f"“{line[:30]}” is no heading", "write a space after the last #")
        headings = self.headings()
        seen = {figure.value for figure in self.figures()}
        for heading in sorted([*headings, *self.results()], key=lambda item: item.line):
            if heading.value in seen:
                problem, remedy = f"the id “{heading.value}” is given twice on this page", "give each heading its own"
                yield BookError(self.path, heading.line, problem, remedy)
            seen.add(heading.value)
        if not headings or headings[0].value != self.slug:
            problem, remedy = "the first heading's id is not the slug", f"write {{#{self.slug}}}"
            yield BookError(self.path, headings[0].line if headings else self._body + 1, problem, remedy)
        first = headings[0].line if headings else len(self.lines)
        for number in range(self._body + 1, first):
            if self.lines[number - 1].strip():
                yield BookError(self.path, number, "text above the first heading", "move it below the # heading")
                return

    def _meta_faults(self) -> Iterator[BookError]:
        for key in ("description", "terms"):
            if not self.meta.get(key):
                remedy = "see CONTRIBUTING.md, what a page is made of"
                yield BookError(self.path, 1, f"front matter lacks `{key}`", remedy)
        for key, value in self.meta.items():
            line = self.line_of(f"{key}:")
            if key not in _META:
                yield BookError(self.path, line, f"no page says `{key}`", f"use {', '.join(_META)}")
            elif value and not _META[key][0](value):
                _, kind, example = _META[key]
                yield BookError(self.path, line, f"`{key}` is no {kind}", f"write {key}: {example}")

    def _left_open(self) -> Iterator[BookError]:
        """Code, displays and blocks that are not closed: all that follows would be read as something else."""
        code = display = block = 0
        for number, line, kind in [*self.kinds(), (len(self.lines), "", "page's end")]:
            text = line.strip()
            if display and (kind != "prose" or not text or text.startswith("#")):
                problem = "this $$ has no other: a display is not closed, or was not opened"
                remedy = "write $$ on a line of its own before and after it, and no empty line inside"
                yield BookError(self.path, display, problem, remedy)
                display = 0
            if text == "$$" and kind == "prose":
                display = 0 if display else number
            if (
                code
                and (text or kind == "page's end")
                and not (kind == "end" or (kind == "code" and INCLUDE.fullmatch(text)))
            ):
                problem = f"in the block of code begun on line {code} stands what is no sample: “{text[:60]}”"
                remedy = 'include a sample, --8<-- "folder/name.py:section", and close the block with ```'
                yield BookError(self.path, number, problem, remedy)
                code = 0
            elif kind == "prose" and INCLUDE.search(line):
                remedy = "open a block above it with ```"
                yield BookError(self.path, number, "a sample outside of a block of code", remedy)
            code = number if kind == "fence" else 0 if kind == "end" else code
            if kind == "prose" and text.startswith("///"):
                begun = BLOCK.match(line)
                if text.strip("/") and not (begun and begun[1] in BLOCKS):
                    remedy = f"a block begins with /// and one of {', '.join(BLOCKS)}; a figure's name follows after |"
                    yield BookError(self.path, number, f"“{text}” begins no block", remedy)
                if block and text.strip("/"):
                    yield BookError(self.path, block, "the block is not closed", "end it with a line ///")
                elif block and block == number - 1 and (kind := BLOCK.match(self.lines[block - 1])[1]) in _FILLED:
                    problem = f"the {kind} has no words"
                    yield BookError(self.path, block, problem, "write what it shows or says before the ///")
                if not block and not text.strip("/"):
                    yield BookError(self.path, number, "nothing is open here", "a block begins with /// name")
                block = number if text.strip("/") else 0
        if block:
            yield BookError(self.path, block, "the block is not closed", "end it with a line ///")

    def line_of(self, start: str) -> int:
        """The first line that begins so, or 1."""
        return next((number for number, text in enumerate(self.lines, 1) if text.startswith(start)), 1)

    def prose(self) -> Iterator[tuple[int, str]]:
        """Lines outside code fences with code spans blanked, each with its number, counted from 1."""
        return iter(self._prose)

    @cached_property
    def _prose(self) -> list[tuple[int, str]]:
        lines = [(number, line) for number, line, kind in self.kinds() if kind == "prose"]
        return [(number, _CODE_SPAN.sub(lambda m: " " * len(m[0]), line)) for number, line in lines]

    def fences(self) -> list[int]:
        """The lines on which blocks of code begin."""
        return [number for number, _, kind in self.kinds() if kind == "fence"]

    def kinds(self) -> Iterator[tuple[int, str, str]]:
        """Each line below the front matter, and whether it is prose, a fence, the code in it, or its end."""
        fence = ""
        for number, line in enumerate(self.lines[self._body :], start=self._body + 1):
            mark = _FENCE.match(line)
            if fence:
                end = mark and mark[1].startswith(fence) and not line.strip().strip(mark[1][0])
                yield number, line, "end" if end else "code"
                fence = "" if end else fence
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
        return self.titled(self.slug)

    def titled(self, anchor: str) -> str:
        """The words of the heading with this id, in Markdown; of the first one if there is none."""
        headings = self.headings()
        found = next((heading for heading in headings if heading.value == anchor), headings[0])
        return _HEADING.match(self.lines[found.line - 1])[2]

    def figures(self) -> list[Item]:
        blocks = ((number, BLOCK.match(line)) for number, line in self.prose())
        return [Item("figure", match[2] or "", n) for n, match in blocks if match and match[1] == "figure"]

    def results(self) -> list[Item]:
        """The theorems, definitions and examples: each kind is one of RESULTS."""
        blocks = ((number, BLOCK.match(line)) for number, line in self.prose())
        return [Item(match[1], match[2] or "", n) for n, match in blocks if match and match[1] in RESULTS]

    def includes(self) -> list[Item]:
        return [Item("include", m[1], n) for n, line in enumerate(self.lines, 1) if (m := INCLUDE.search(line))]

    def boxes(self) -> list[Item]:
        return [Item("box", m[2], n) for n, line in self.prose() if (m := BOX.match(line))]

    def _find(self, kind: str, pattern: re.Pattern) -> list[Item]:
        return [Item(kind, m[1], n) for n, line in self.prose() for m in pattern.finditer(line)]

    def labels(self) -> list[Item]:
        return self._find("label", LABEL)

    def references(self) -> list[Item]:
        return self._find("reference", REFERENCE)

    def links(self) -> list[Item]:
        return self._find("link", LINK)

    def anchors(self) -> set[str]:
        """What a link may lead to on this page."""
        return {item.value for item in [*self.headings(), *self.figures(), *self.results()]}
