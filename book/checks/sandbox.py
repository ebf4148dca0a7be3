"""Runs samples one after the other, each in a process of its own: `python sandbox.py OUT MODULE…`, from the root.

The processes are forked from this one, which has loaded NumPy and nothing else: a hundred samples then take a
second or two, not a minute. OUT/MODULE.out and .err get what a sample prints, OUT/MODULE.code how it ended.

In the place of a module may stand NAME.cells: OUT/NAME.cells then holds blocks of code (JSON), which run in one
namespace as the cells of a notebook do. Of each, a line of OUT/NAME.cells.ends says where in the output it ended.
"""

import faulthandler
import json
import os
import resource
import runpy
import signal
import sys
import tempfile
import traceback
import types
from errno import EACCES
from pathlib import Path

import numpy  # noqa: F401  loaded before the fork

SECONDS = 120
BYTES = 1_000_000  # of what a sample may print


_CHANGES = {f"os.{name}" for name in ("remove", "rename", "rmdir", "mkdir", "link", "symlink", "truncate", "chmod")}


def protect(root: str) -> None:
    """From here on this process cannot change a file below `root` by mistake, wherever it stands."""

    def watch(event: str, arguments: tuple) -> None:
        if event == "open":
            written = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            names = arguments[:1] if written else ()
        else:
            names = arguments[:2] if event in _CHANGES else ()
        for name in names:
            if isinstance(name, str | os.PathLike) and os.path.realpath(name).startswith(root + os.sep):
                raise PermissionError(EACCES, "a sample may not change the book", os.fspath(name))

    sys.addaudithook(watch)


def child(module: str, out: Path, root: str) -> None:
    """Becomes the sample. An empty folder is its place, so that nothing of the book lies under its hands."""
    for stream, kind in (1, "out"), (2, "err"):
        os.dup2(os.open(out / f"{module}.{kind}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, BYTES))
    faulthandler.register(signal.SIGALRM, chain=True)  # says where it was
    signal.alarm(SECONDS)
    place = tempfile.mkdtemp(dir=out)
    os.chdir(place)
    sys.path[0], sys.argv = root, [module]
    code = 1
    protect(root)
    try:
        if module.endswith(".cells"):
            cells(out / module)
        else:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    try:
        sys.stdout.flush()
        sys.stderr.flush()
        if left := os.listdir(place):
            os.write(2, f"the sample wrote a file: {', '.join(sorted(left))}\n".encode())
            code = code or 3
    finally:
        os._exit(code)


def cells(file: Path) -> None:
    """Runs blocks of code in one namespace. One that fails is noted, and the next one runs."""
    given = json.loads(file.read_text(encoding="utf-8"))
    sys.modules |= dict.fromkeys(given["without"])  # cannot be imported
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    with file.with_name(f"{file.name}.ends").open("w", encoding="utf-8") as ends:
        for number, text in enumerate(given["blocks"]):
            error = None
            try:
                exec(compile(text, f"block {number}", "exec", dont_inherit=True), vars(main))
            except Exception as fault:
                frames = traceback.extract_tb(fault.__traceback__)
                places = [frame.lineno for frame in frames if frame.filename == f"block {number}"]
                line = places[-1] if places else getattr(fault, "lineno", None)
                name = fault.name if isinstance(fault, NameError) else None
                error = {"says": f"{type(fault).__name__}: {fault}", "line": line, "name": name}
            sys.stdout.flush()
            print(json.dumps({"end": os.lseek(1, 0, os.SEEK_CUR), "error": error}), file=ends, flush=True)


def main(out: Path, modules: list[str]) -> None:
    root = os.getcwd()
    for module in modules:
        sys.stdout.flush()
        if (process := os.fork()) == 0:
            child(module, out, root)
        _, status = os.waitpid(process, 0)
        (out / f"{module}.code").write_text(str(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2:])
