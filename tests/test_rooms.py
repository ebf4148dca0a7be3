"""The house: every module has its room, imports run only downwards, and each room says what belongs in it."""

import ast
from pathlib import Path

import pytest
from the_book import BOOK

from book.ground.imports import closure, imported, with_data

HOUSE = BOOK.root / "book"
# From the ground up: a room imports only rooms named before it. `figures/kit` lies below the topics in `figures`.
ROOMS = ("ground", "source", "maths", "maths/spoken", "run", "figures/kit", "figures", "checks", "web", "print")
ROOMS += ("ebook", "notebooks", "new", ".")
LIBRARIES = ("check_equations", "snippets")  # stand beside the house and know nothing of it
# The library's own rooms; `faults` and `values` lie below them, its other modules without a room above them.
FLOORS = ("markdown", "tex", "settings", "worlds", "evaluate", "verdict")


def floor_of(file: Path) -> int:
    """How high a module of the library stands."""
    if file.parent.name in FLOORS:
        return FLOORS.index(file.parent.name)
    return -1 if file.stem in ("faults", "values") else len(FLOORS)


def room(file: Path) -> str:
    """The room of a module of ours."""
    return file.parent.relative_to(HOUSE).as_posix()


def wrong(root: Path) -> list[str]:
    """Every import that runs up, or out of the house into what must not be used."""
    found = []
    for file in sorted(root.rglob("*.py")):
        here = file.relative_to(root).parts[0]
        if here not in ("book", *LIBRARIES):
            continue
        for other in imported(root, file):
            if other.name == "__init__.py" and not imported(root, other):
                continue  # a package that only says what belongs in it
            there = other.relative_to(root).parts[0]
            if here in LIBRARIES:
                bad = there != here and not (here == "snippets" and there == "check_equations")
                within = here == there == "check_equations" and "__init__" not in (file.stem, other.stem)
                bad |= within and floor_of(other) > floor_of(file)
            elif there in LIBRARIES:
                bad = False
            else:
                floor = {name: number for number, name in enumerate(ROOMS)}
                house = root / "book"
                mine, its = (path.parent.relative_to(house).as_posix() for path in (file, other))
                bad = its != "." and floor[its] > floor[mine]
                bad |= its == "." and other.name != "__init__.py" and mine != "."
            if bad:
                found.append(f"{file.relative_to(root)} imports {other.relative_to(root)}")
    return found


def test_imports_run_only_downwards() -> None:
    assert wrong(BOOK.root) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("book/ground/faults.py", "from book.source import book"),
        ("book/source/pages.py", "import book.checks.rules"),
        ("book/web/ties.py", "from book.print import volume"),
        ("book/figures/kit/drawing.py", "from book.figures import picture"),
        ("book/print/text.py", "from book import site"),
        ("check_equations/tex/parser.py", "from book.ground import faults"),
        ("check_equations/tex/parser.py", "from ..settings import scope"),
        ("check_equations/worlds/world.py", "from ..verdict.proof import prove"),
        ("check_equations/evaluate/sums.py", "from .. import checker"),
        ("snippets/fixture.py", "from book.ground import faults"),
    ],
)
def test_an_import_that_runs_up_is_seen(file: str, line: str, tmp_path: Path) -> None:
    for name in ("book", *LIBRARIES):
        for source in (BOOK.root / name).rglob("*.py"):
            target = tmp_path / source.relative_to(BOOK.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    assert wrong(tmp_path) == []
    target = tmp_path / file
    target.write_text(f"{target.read_text('utf-8')}\n{line}\n", encoding="utf-8")
    assert [fault.partition(" ")[0] for fault in wrong(tmp_path)][:1] == [file]


def test_every_room_says_what_belongs_in_it() -> None:
    for name in ROOMS:
        said = ast.get_docstring(ast.parse((HOUSE / name / "__init__.py").read_text("utf-8")))
        assert said and len(said) > 40, name
    assert {room(file) for file in HOUSE.rglob("*.py")} == set(ROOMS)


def test_no_module_is_long() -> None:
    long = {
        str(file.relative_to(HOUSE)): lines
        for file in HOUSE.rglob("*.py")
        if (lines := file.read_text("utf-8").count("\n")) > 300
    }
    assert long == {}


def test_a_module_stands_on_all_that_it_imports(tmp_path: Path) -> None:
    files = {
        "book/__init__.py": "",
        "book/a.py": "from .b import c\nimport book.deep.d",
        "book/b.py": "c = 1",
        "book/deep/__init__.py": "",
        "book/deep/d.py": "from snippets import e",
        "book/deep/table.toml": "",
        "book/deep/look/style.typ": "",
        "book/other.py": "",
        "snippets/__init__.py": "",
        "snippets/e.py": 'run([python, "-m", "check_equations"])',
        "check_equations/__init__.py": "",
        "check_equations/__main__.py": "from .deep import f",
        "check_equations/deep.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = {path.relative_to(tmp_path).as_posix() for path in with_data(closure(tmp_path, tmp_path / "book/a.py"))}
    assert found == files.keys() - {"book/other.py"}
