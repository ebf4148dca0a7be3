"""Every sample runs, prints what is committed, and is included by names that exist. Faults are named."""

import ast
import contextlib
import io
import re
import runpy
import sys
import tokenize

import markdown
import pytest
from planted import replace
from the_book import BOOK

from book.checks import samples as check
from book.checks.rules import faults
from book.checks.samples import write
from book.ground.faults import BookError
from book.source.book import Book
from book.source.samples import MARK, samples, section, sections

PATHS = samples(BOOK.snippets)
IDS = [str(path.relative_to(BOOK.snippets)) for path in PATHS]
every_sample = pytest.mark.parametrize("path", PATHS, ids=IDS)


def test_every_page_of_samples_is_found():
    assert {path.parent.name for path in PATHS} >= {
        "snippets", "index", "notation", "components", "picture", "derivation", "mnemonics",
    }  # fmt: skip


@every_sample
def test_import(path):
    with contextlib.redirect_stdout(io.StringIO()):
        runpy.run_path(str(path), run_name="imported")


@every_sample
def test_imports_only_numpy_and_samples(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.split(".")[0])
    assert names <= {"numpy", "snippets"} | sys.stdlib_module_names


@every_sample
def test_comments_are_numbered_marks(path):
    with path.open("rb") as file:
        comments = [t.string for t in tokenize.tokenize(file.readline) if t.type == tokenize.COMMENT]
    assert [c for c in comments if not MARK.match(c) and not re.fullmatch(r"# \(\d+\)!", c)] == []
    for name, lines in sections(path).items():
        marks = [int(number) for number in re.findall(r"# \((\d+)\)!", "\n".join(lines))]
        assert marks == list(range(1, len(marks) + 1)), f"the marks of {name} must count from 1"


@every_sample
def test_sections_are_what_the_pages_show(path):
    name = str(path.relative_to(BOOK.snippets))
    judged = path.name in ("answers.py", "judge.py")  # exercises are judged by them, shown or not
    assert judged or sections(path), "a sample without sections cannot be shown in parts"
    for spec in [name, *(f"{name}:{part}" for part in sections(path))]:
        shown = markdown.Markdown(
            extensions=["pymdownx.snippets"],
            extension_configs={"pymdownx.snippets": {"base_path": [str(BOOK.snippets)], "check_paths": True}},
        )
        got = shown.preprocessors["snippet"].run([f'--8<-- "{spec}"'])
        assert "\n".join(got).rstrip() == "\n".join(section(BOOK.snippets, spec, "page.md", 1)).rstrip()


def ran(book: Book, paths=None) -> list[str]:
    """The samples that a check of their outputs runs now."""
    seen: list[str] = []
    run = check.run

    def noted(book, paths, **settings):
        seen.extend(path.name for path in paths if not settings)  # not the runs that look whether it prints the same
        return run(book, paths, **settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "run", noted)
        faults(book, [check.outputs])
    return seen


def test_only_what_changed_is_run_again(tiny) -> None:
    (tiny / "snippets/alpha/treble.py").write_text("from snippets.alpha.double import x\n\nprint(3 * x)\n")
    (tiny / "snippets/alpha/alone.py").write_text("print(1)\n")
    assert write(Book(tiny), lambda line: None) == []
    assert ran(Book(tiny)) == []
    replace(tiny, "snippets/alpha/double.py", "x = 3", "x = 4")
    assert ran(Book(tiny)) == ["double.py", "treble.py"]  # the one that imports it, too; they are red
    assert ran(Book(tiny)) == ["double.py", "treble.py"]
    assert write(Book(tiny), lambda line: None) == []
    assert (tiny / "snippets/alpha/treble.out").read_text() == "8\n12\n"
    assert faults(Book(tiny), [check.outputs]) == [] and ran(Book(tiny)) == []
    (tiny / "snippets/alpha/treble.out").write_text("nonsense\n")
    assert ran(Book(tiny)) == ["treble.py"]
    (tiny / "requirements.txt").write_text("numpy==0\n")
    assert ran(Book(tiny)) == [path.name for path in samples(tiny / "snippets")]


def test_a_sample_without_an_output_is_red(tiny) -> None:
    (tiny / "snippets/alpha/double.out").unlink()
    [fault] = faults(Book(tiny), [check.outputs])
    assert "double.out: no committed output of double.py" in str(fault) and "make outputs" in fault.remedy


def test_a_sample_that_never_ends_is_red(tiny, monkeypatch) -> None:
    sandbox = tiny / "sandbox.py"
    sandbox.write_text(check.SANDBOX.read_text().replace("SECONDS = 120", "SECONDS = 1"))
    monkeypatch.setattr(check, "SANDBOX", sandbox)
    replace(tiny, "snippets/alpha/double.py", "x = 3", "while True: pass")
    [fault] = faults(Book(tiny), [check.outputs])
    assert "double.py:2: the sample did not end within" in str(fault) and fault.remedy == "make it smaller"


def test_a_failing_sample_keeps_no_output(tiny) -> None:
    replace(tiny, "snippets/alpha/double.py", "x = 3", "x = 1 / 0")
    [fault] = write(Book(tiny), lambda line: None)
    assert "double.py:2: the sample fails: ZeroDivisionError" in str(fault)
    assert (tiny / "snippets/alpha/double.out").read_text() == "6\n"


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        ("picture/row_meets_row.py:dott", ["'picture/row_meets_row.py' has no section 'dott'", "dot, all"]),
        ("picture/row_meets_column.py:dot", ["no sample 'picture/row_meets_column.py'", "row_meets_row.py"]),
        ("pictures/row_meets_row.py", ["no sample", "no such folder"]),
        ("picture/../../README.md", ["no sample"]),
        ("picture/row_meets_row.out:dot", ["has no section 'dot'", "include the whole file"]),
    ],
)
def test_an_unknown_section_is_red_with_the_line_of_the_page(spec, parts):
    with pytest.raises(BookError) as fault:
        section(BOOK.snippets, spec, "docs/ja/picture.md", 41)
    message = str(fault.value)
    assert message.startswith("docs/ja/picture.md:41: ")
    assert all(part in message for part in parts)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("# --8<-- [start:a]\nx = 1\n", 1, "never ends"),
        ("# --8<-- [start:a]\n# --8<-- [start:b]\n", 2, "starts inside 'a'"),
        ("x = 1\n# --8<-- [end:a]\n", 2, "not open"),
        ("# --8<-- [start:a]\n# --8<-- [end:a]\n# --8<-- [start:a]\n", 3, "a second 'a'"),
        ("x = 1\n# --8<-- [strat:a]\n", 2, "not a section mark"),
    ],
)
def test_broken_marks_are_red_with_their_line(tmp_path, text, line, problem):
    path = tmp_path / "influence_x.py"
    path.write_text(text)
    with pytest.raises(BookError) as fault:
        sections(path)
    assert f"influence_x.py:{line}: " in str(fault.value) and problem in fault.value.problem
