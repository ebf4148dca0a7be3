"""Every sample runs, prints what is committed, and is included by names that exist. Faults are named."""

import ast
import contextlib
import importlib
import io
import re
import shutil
import sys
import tokenize

import markdown
import pytest
from the_book import BOOK

from book.ground.faults import BookError
from book.source import samples as snippets
from book.source.samples import MARK, WIDTH, check, narrow, run_all, samples, section, sections, write

PATHS = samples()
IDS = [str(path.relative_to(BOOK.snippets)) for path in PATHS]
every_sample = pytest.mark.parametrize("path", PATHS, ids=IDS)


@pytest.fixture
def folder(tmp_path):
    """A small private `snippets/` that a test may break."""
    copy = tmp_path / "snippets"
    (copy / "picture").mkdir(parents=True)
    for name in "__init__.py", "fixture.py", "fixture.out", "picture/__init__.py":
        shutil.copy(BOOK.snippets / name, copy / name)
    for name in "influence_x.py", "influence_x.out":
        shutil.copy(BOOK.snippets / "picture" / name, copy / "picture" / name)
    assert run_all(copy) == (2, [])
    return copy


def the_fault(folder):
    """The one fault of a broken folder."""
    _, [fault] = run_all(folder)
    return str(fault)


def test_every_page_of_samples_is_found():
    assert {path.parent.name for path in PATHS} >= {
        "snippets", "index", "notation", "components", "picture", "derivation", "mnemonics",
    }  # fmt: skip


@every_sample
def test_output_is_what_is_committed(path):
    check(path)


@every_sample
def test_no_line_is_wider_than_the_code_column(path):
    narrow(path)


@every_sample
def test_import(path):
    module = ".".join(("snippets", *path.relative_to(BOOK.snippets).with_suffix("").parts))
    with contextlib.redirect_stdout(io.StringIO()):
        importlib.reload(importlib.import_module(module))


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
    assert sections(path), "a sample without sections cannot be shown in parts"
    for spec in [name, *(f"{name}:{part}" for part in sections(path))]:
        shown = markdown.Markdown(
            extensions=["pymdownx.snippets"],
            extension_configs={"pymdownx.snippets": {"base_path": [str(BOOK.snippets)], "check_paths": True}},
        )
        got = shown.preprocessors["snippet"].run([f'--8<-- "{spec}"'])
        assert "\n".join(got).rstrip() == "\n".join(section(spec, "page.md", 1)).rstrip()


def test_a_tampered_output_is_red(folder):
    out = folder / "picture/influence_x.out"
    lines = out.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("3", "4")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    message = the_fault(folder)
    assert "influence_x.out:2: the file says '[[ 1  4  0 -2]', the sample prints '[[ 1  3  0 -2]'" in message
    assert "make outputs" in message


def test_one_blank_too_many_is_red(folder):
    out = folder / "picture/influence_x.out"
    out.write_bytes(out.read_bytes() + b"\n")
    assert "the sample prints nothing more" in the_fault(folder)


def test_a_changed_number_in_the_fixture_is_red_where_it_is_printed(folder):
    fixture = folder / "fixture.py"
    fixture.write_text(fixture.read_text().replace("[1, 3, 0, -2]", "[1, 3, 0, 7]"))
    executed, faults = run_all(folder)
    assert executed == 0
    assert [fault.file.name for fault in faults] == ["fixture.out", "influence_x.out"]


def test_a_missing_output_and_an_output_without_a_sample_are_red(folder):
    (folder / "picture/influence_x.out").rename(folder / "picture/old.out")
    _, faults = run_all(folder)
    assert "old.out: an output without a sample" in str(faults[0])
    assert "influence_x.out: no committed output of influence_x.py" in str(faults[1])


def test_a_failing_sample_is_red_with_its_line(folder):
    path = folder / "picture/influence_x.py"
    path.write_text(path.read_text().replace("moved @ Y", "Y @ moved"))
    line = path.read_text().splitlines().index("change = Y @ moved - X @ Y") + 1
    message = the_fault(folder)
    assert f"influence_x.py:{line}: the sample fails: ValueError: matmul" in message
    assert "python -m snippets.picture.influence_x" in message


def test_a_line_too_long_is_red_in_the_code_and_in_the_output(folder):
    path = folder / "picture/influence_x.py"
    kept = path.read_text()
    number = kept.count("\n") + 1
    path.write_text(kept + f"row = '{'x' * (WIDTH - 8)}'\n")
    assert run_all(folder) == (2, [])
    path.write_text(kept + f"row = '{'x' * (WIDTH - 7)}'\n")
    assert f"influence_x.py:{number}: 69 characters, the page shows 68" in the_fault(folder)
    path.write_text(kept + f"print({WIDTH + 1} * 'x')\n")
    write(path, folder)
    assert "influence_x.out:6: 69 characters" in the_fault(folder)
    assert "print less on a line" in the_fault(folder)


def test_write_mends_a_tampered_output(folder):
    out = folder / "picture/influence_x.out"
    out.write_text("nonsense\n")
    write(folder / "picture/influence_x.py", folder)
    assert run_all(folder) == (2, [])


def test_the_command_counts_only_what_ran(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(snippets, "BOOK.root", tmp_path)
    monkeypatch.setattr(snippets, "BOOK.snippets", folder)
    monkeypatch.setattr(snippets, "COUNT", tmp_path / "build/samples.json")
    assert snippets.main([]) == 0
    assert snippets.COUNT.read_text() == '{"samples": 2}\n'
    assert "2 samples executed" in capsys.readouterr().out
    (folder / "picture/influence_x.out").write_text("nonsense\n")
    assert snippets.main([]) == 1
    assert not snippets.COUNT.exists()
    assert "influence_x.out:1" in capsys.readouterr().err
    assert snippets.main(["--write"]) == 0
    assert snippets.main(["--wirte"]) == 2


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
        section(spec, "docs/ja/picture.md", 41)
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
def test_broken_marks_are_red_with_their_line(folder, text, line, problem):
    path = folder / "picture/influence_x.py"
    path.write_text(text)
    message = the_fault(folder)
    assert f"influence_x.py:{line}: " in message and problem in message
