"""Runs a page's blocks of code in one namespace, in the reader's browser: the worker makes a `Cells` and calls it.

It stands alone: the browser's Python has the standard library, NumPy and the book's samples, and nothing else of ours.
"""

import ast
import builtins
import io
import json
import linecache
import runpy
import subprocess
import sys
import traceback
import types
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout


class _Stream(io.TextIOBase):
    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._tell(text)
        return len(text)


class Cells:
    """One namespace in which the blocks of a page run; what they print goes to `tell`."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._stream = _Stream(tell)
        self.forget()

    def forget(self) -> None:
        """Begins again with an empty namespace."""
        sys.modules["__main__"] = self._main = types.ModuleType("__main__")
        for name in [name for name in sys.modules if name.partition(".")[0] == "snippets"]:
            del sys.modules[name]  # a block may have changed their arrays in place
        self._defined: set[str] = set()  # names that blocks define, and not import

    @property
    def names(self) -> dict[str, object]:
        """The namespace."""
        return vars(self._main)

    def run(self, number: int, code: str) -> str:
        """Runs a block; returns JSON: null, or what `shown` says of its error."""
        name = _name(number)
        linecache.cache[name] = len(code), None, code.splitlines(keepends=True), name
        with redirect_stdout(self._stream), redirect_stderr(self._stream):
            try:
                for part in self._parts(ast.parse(code, name), name):
                    exec(part, self.names)
            except BaseException as error:
                return json.dumps(shown(error))
        return "null"

    def _parts(self, tree: ast.Module, name: str) -> list[types.CodeType]:
        """The statements of a block; a last one that is an expression shows its value, as notebooks do.

        What a block above defines is not imported over it from the sample that it shows: a reader may have changed it.
        """
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("snippets."):
                node.names = [one for one in node.names if (one.asname or one.name) not in self._defined]
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                self._defined.add(node.name)
            elif isinstance(node, ast.Assign):
                self._defined |= {
                    one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)
                }
        tree.body = [node for node in tree.body if not isinstance(node, ast.ImportFrom) or node.names]
        last = [tree.body.pop()] if tree.body and isinstance(tree.body[-1], ast.Expr) else []
        return [
            compile(tree, name, "exec", dont_inherit=True),
            *(compile(ast.Interactive([part]), name, "single", dont_inherit=True) for part in last),
        ]


def _name(number: int) -> str:
    return f"<block {number + 1}>"


OURS = ("<block ", "<answer>")  # what readers run: the blocks of a page, and a function that is judged


def shown(error: BaseException) -> dict[str, object]:
    """An error as Python shows it, without the frames that are ours: `text`, and the `block` and `line` it is in."""
    report = traceback.TracebackException.from_exception(error)
    part: traceback.TracebackException | None = report
    while part:
        ours = [frame.filename.startswith(OURS) for frame in part.stack]
        part.stack = traceback.StackSummary.from_list(part.stack[ours.index(True) if any(ours) else len(ours) :])
        part = part.__cause__ or part.__context__
    places = [(frame.filename, frame.lineno) for frame in report.stack if frame.filename.startswith(OURS)]
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(OURS):
        places.append((error.filename, error.lineno))
    file, line = places[-1] if places else ("", None)
    block = int(file.removeprefix("<block ").rstrip(">")) - 1 if file.startswith("<block") else None
    return {"text": "".join(report.format()), "block": block, "line": line}


def run_module(command: Sequence[str], *, input: str = "", **_: object) -> subprocess.CompletedProcess[str]:
    """`subprocess.run` of `python -m module` where there is no second process: the module runs in this one."""
    if command[1:2] != ["-m"]:
        raise OSError(f"a browser starts no processes: {command[0]}")
    out, err, before = io.StringIO(), io.StringIO(), (sys.argv, sys.stdin)
    sys.argv, sys.stdin = list(command[2:]), io.StringIO(input)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            runpy.run_module(command[2], run_name="__main__", alter_sys=True)
        code: object = 0
    except SystemExit as end:
        code = end.code
    finally:
        sys.argv, sys.stdin = before
    number = code if isinstance(code, int) else int(code is not None)
    return subprocess.CompletedProcess(list(command), number, out.getvalue(), err.getvalue())


def no_input(*_: object) -> str:
    """`input` where nobody can be asked."""
    raise RuntimeError("a page cannot ask for input: write the value into the code")


if sys.platform == "emscripten":
    subprocess.run = run_module
    builtins.input = no_input
