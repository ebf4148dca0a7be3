"""The code samples as text: which there are, their named sections, and what an include on a page names."""

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from book.ground.faults import BookError, read
from book.source.pages import INCLUDE, Page

MARK = re.compile(r"^\s*# --8<-- \[(start|end):([\w-]+)\]\s*$")


def samples(folder: Path) -> list[Path]:
    """Every runnable sample under `folder`, in a stable order."""
    return sorted(path for path in folder.rglob("*.py") if path.name != "__init__.py")


def sections(path: Path) -> dict[str, list[str]]:
    """The named sections of a file and their lines, without the marks. BookError on unpaired marks."""
    found: dict[str, list[str]] = {}
    name, start = None, 0
    for number, line in enumerate(read(path).splitlines(), 1):
        mark = MARK.match(line)
        if mark is None:
            if "--8<--" in line:
                raise BookError(path, number, f"not a section mark: {line.strip()}", "# --8<-- [start:name]")
            if name:
                found[name].append(line)
        elif mark[1] == "start":
            if name or mark[2] in found:
                problem = f"section {mark[2]!r} starts inside {name!r}" if name else f"a second {mark[2]!r}"
                raise BookError(path, number, problem, "sections stand one after another, one name each")
            name, start = mark[2], number
            found[name] = []
        elif mark[2] != name:
            raise BookError(path, number, f"end of {mark[2]!r}, which is not open", f"the open one: {name}")
        else:
            name = None
    if name:
        raise BookError(path, start, f"section {name!r} never ends", f"# --8<-- [end:{name}]")
    return found


def section(folder: Path, spec: str, file: str | Path, line: int | None) -> list[str]:
    """The lines that the include `spec` names below `folder`: `picture/influence_x.py`, `…:nudge` for a section.

    `file` and `line` say where in the pages the include stands; BookError names them and what exists.
    """
    name, _, wanted = spec.partition(":")
    path = folder / name
    if not path.is_file() or path.suffix not in (".py", ".out") or ".." in Path(name).parts:
        near = sorted(p.name for p in path.parent.glob("*" + path.suffix)) if path.parent.is_dir() else []
        there = f"{Path(name).parent} holds: {', '.join(near)}" if near else "there is no such folder"
        raise BookError(file, line, f"no sample {name!r}", f"{there}; or run make outputs")
    if not wanted:
        lines = read(path).splitlines()
        return [text for text in lines if path.suffix == ".out" or not MARK.match(text)]
    found = sections(path)
    if wanted not in found:
        there = ", ".join(found) or "none; include the whole file"
        raise BookError(file, line, f"{name!r} has no section {wanted!r}", f"its sections: {there}")
    return found[wanted]


@dataclass(frozen=True)
class Block:
    """A block of code or of output as a page shows it: the line where it begins, what it includes, its text."""

    line: int
    specs: tuple[str, ...]
    text: str

    @property
    def output(self) -> bool:
        return all(spec.endswith(".out") for spec in self.specs)


def blocks(folder: Path, page: Page) -> list[Block]:
    """The blocks of a page in order, from the samples below `folder`. BookError for an include that names nothing."""
    found: list[Block] = []
    begun, specs, shown = 0, [], []
    for number, line, kind in page.kinds():
        if kind == "fence":
            begun, specs, shown = number, [], []
        elif kind == "code" and (include := INCLUDE.search(line)):
            specs.append(include[1])
            text = "\n".join([*section(folder, include[1], page.path, number), ""])
            shown.append(dedent(text) if ":" in include[1] else text)
        elif kind == "end" and specs:
            found.append(Block(begun, tuple(specs), "".join(shown)))
    return found


def portable(folder: Path, page: Page) -> bool:
    """Whether a page shows code, and all of it runs with Python, NumPy and samples, without the book's own program."""
    code = [block.text for block in blocks(folder, page) if not block.output]
    return bool(code) and not any("check_equations" in text for text in code)
