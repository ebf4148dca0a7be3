"""Which files a module stands on, read from its imports: the inputs of a build step, of a sample, of a room."""

import ast
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

OURS = ("book", "check_equations", "snippets")


def imported(root: Path, file: Path) -> set[Path]:
    """The files below `root` that a module imports itself, or runs with `-m`; none if it is not Python."""
    return _imported(root, file, file.stat().st_mtime_ns)


@cache
def _imported(root: Path, file: Path, _changed: int) -> set[Path]:
    modules = [root.joinpath(*parts) for parts in _names(file.read_bytes(), file.parent.relative_to(root).parts)]
    return {path for place in modules for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()}


@cache
def _names(source: bytes, package: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The packages and names of ours that a module in this package imports, as paths."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
        elif isinstance(node, (ast.List, ast.Tuple)):  # a command: [sys.executable, "-m", "package"]
            words = [part.value if isinstance(part, ast.Constant) else None for part in node.elts]
            names |= {f"{name}.__main__" for m, name in pairwise(words) if m == "-m" and isinstance(name, str)}
    paths = [tuple(name.split(".")) for name in names]
    return {path[:end] for path in paths if path[0] in OURS for end in range(1, len(path) + 1)}


def closure(root: Path, *files: Path) -> set[Path]:
    """The files and all that they stand on."""
    found: set[Path] = set()
    new = set(files)
    while new:
        found |= new
        new = {other for file in new for other in imported(root, file)} - found
    return found


def code(*files: str | Path) -> list[Path]:
    """All that modules of ours stand on, and the data beside it. They need not lie in the folder of a book."""
    return with_data(closure(Path(__file__).resolve().parents[2], *map(Path, files)))


def with_data(files: Iterable[Path]) -> list[Path]:
    """The files and what lies beside them and is no Python: tables, scripts and styles in folders of their own."""
    found = set(files)
    for folder in {file.parent for file in found}:
        for path in folder.iterdir():
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                found.add(path)
            elif path.is_dir() and path.name[0] not in "._" and not any(path.rglob("*.py")):  # no cache of some tool
                found |= {file for file in path.rglob("*") if file.is_file()}
    return sorted(found)
