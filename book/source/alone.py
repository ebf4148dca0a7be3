"""What a block of a page's code needs to run alone, in an empty Python with NumPy: the statements it stands on.

The program of a page is one text: first what its code imports from samples of ours, written out, then its blocks.
Each block gets the lines of that text which run alone and print what the block prints. A name belongs to the scope
that gave it, the page or a sample, so that nobody's X is taken for another's.
"""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from book.ground.faults import read
from book.source.names import meaning
from book.source.samples import MARK
from book.source.slices import Slices, Statement

Lines = tuple[int, int]  # the first and the last of some lines, counted from 1
_PAGE = ""  # the scope of what stands on the page itself
_NOTE = re.compile(r"[ \t]*# \(\d+\)!?[ \t]*$|[ \t]+$", re.M)


def clean(code: str) -> str:
    """Code as it is copied: without the marks of notes, the blanks at the ends of lines, and empty lines around it."""
    return _NOTE.sub("", code).strip("\n")


@dataclass
class _Placed(Statement):
    """A statement that stands in a block of the page, or above all of them: in a sample, or as an import's new name."""

    block: int | None = None
    above: bool = False
    order: int = 0  # among those of its block
    lines: Lines = (0, 0)  # of its block, then of the program


class Program:
    """All code of a page, in order. Raises SyntaxError for a block that is no Python."""

    def __init__(self, blocks: Iterable[str], samples: Path) -> None:
        """`blocks` as they are shown, with or without the marks of notes; `samples`: where `snippets` lies."""
        self.blocks = [clean(block) for block in blocks]
        self._samples, self._scopes = samples, {_PAGE}
        self._all: list[_Placed] = []
        for number, block in enumerate(self.blocks):
            self._add(_PAGE, number, block)
        slices = Slices(self._all)
        parts = [{at for at, one in enumerate(self._all) if one.block == n} for n in range(len(self.blocks))]
        self._kept = [_once([self._all[at] for at in slices.above(part)]) for part in parts]
        self.helpers = self._write_helpers()
        self._place()

    def lines(self, number: int) -> list[Lines]:
        """The lines of the program that run a block alone, stretch by stretch."""
        found: list[Lines] = []
        before = None
        for one in self._kept[number]:
            if before and before.order + 1 == one.order and (before.block, before.above) == (one.block, one.above):
                found[-1] = found[-1][0], one.lines[1]
            else:
                found.append(one.lines)
            before = one
        return found

    def alone(self, number: int) -> str:
        """What is copied for a block."""
        program = "\n".join(self._parts()).split("\n")
        return "\n\n".join("\n".join(program[first - 1 : last]) for first, last in self.lines(number)) + "\n"

    # Reading

    def _add(self, scope: str, block: int | None, text: str) -> None:
        """Adds the statements of a block or a sample; what they import from samples comes before them."""
        lines = text.split("\n")
        for order, node in enumerate(ast.parse(text).body):
            if isinstance(node, ast.ImportFrom) and self._import(node.module or ""):
                for one in node.names:
                    self._add_name(scope, block, (node.module, one.name), one.asname or one.name)
            elif scope == _PAGE or not isinstance(node, ast.If):  # `if __name__ == "__main__"` runs in no import
                first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
                own = "\n".join(lines[first - 1 : node.end_lineno])
                means = meaning(node, own)
                names = ({(scope, name) for name in some} for some in (means.gives, means.needs, means.later))
                where = (block, block is None, order, (first, node.end_lineno))
                self._all.append(_Placed(scope, own, means, *names, *where))

    def _add_name(self, scope: str, block: int | None, source: tuple[str, str], name: str) -> None:
        text = f"{name} = {source[1]}" if name != source[1] else ""
        means = meaning(ast.parse(text or "pass").body[0], text)
        self._all.append(_Placed(scope, text, means, {(scope, name)}, {source}, set(), block, True))

    def _import(self, module: str) -> bool:
        """Reads a sample of ours, if `module` names one."""
        path = self._samples.joinpath(*module.split(".")[1:]).with_suffix(".py")
        if module.split(".")[0] != "snippets" or not path.is_file():
            return False
        if module not in self._scopes:
            self._scopes.add(module)
            self._add(module, None, clean("\n".join(line for line in read(path).split("\n") if not MARK.match(line))))
        return True

    # Writing

    def _parts(self) -> list[str]:
        return [self.helpers, *self.blocks] if self.helpers else self.blocks

    def _write_helpers(self) -> str:
        """What stands above the blocks, one below the other; each statement learns its lines there."""
        used = {id(one) for kept in self._kept for one in kept}
        text = ""
        for order, one in enumerate(one for one in self._all if one.above and id(one) in used):
            long = "\n" in one.text or "\n" in text.rpartition("\n\n\n")[2]
            text += ("\n\n\n" if long else "\n") * bool(text) + one.text
            last = text.count("\n") + 1
            one.block, one.order, one.lines = None, order, (last - one.text.count("\n"), last)
        return text

    def _place(self) -> None:
        """Each statement of a block learns its lines in the program."""
        sizes = [part.count("\n") + 1 for part in self._parts()]
        above = list(accumulate(sizes, initial=0))[bool(self.helpers) :]
        for one in self._all:
            if not one.above:
                one.lines = one.lines[0] + above[one.block], one.lines[1] + above[one.block]


def _once(statements: list[_Placed]) -> list[_Placed]:
    """Without the imports that are there already, and without the names that an import leaves as they are."""
    found: dict[object, _Placed] = {}
    for number, one in enumerate(sorted(statements, key=lambda one: not one.above)):
        imports = one.text.startswith(("import ", "from "))
        if one.text:
            found.setdefault(one.text if imports else number, one)
    return list(found.values())
