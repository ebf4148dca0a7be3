"""The checker stands alone: its commands, its manual, its README, its plugin in a site that is not this book."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import get_plugins
from the_book import BOOK

from check_equations import check_pages, check_text
from check_equations.__main__ import main
from check_equations.manual import manual

LIBRARY = BOOK.root / "check_equations"
FOREIGN = Path(__file__).resolve().parent / "foreign"
TRUE, FALSE = "$x \\in \\mathbb R$\n\n$x + x = 2 x$\n", "!!! setting\n    $x \\in \\mathbb R$\n\n$x + x = x$\n"
TRUE = "!!! setting\n    " + TRUE


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in {"docs/a.md": TRUE, "docs/deep/b.md": TRUE, "other.md": FALSE}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("places", "code", "says"),
    [
        ([], 0, "equations executed: 2 of 2"),
        (["docs"], 0, "equations executed: 2 of 2"),
        (["docs/a.md"], 0, "equations executed: 1 of 1"),
        (["docs", "other.md"], 1, "$: false: left is"),
        ([".", "docs/a.md"], 1, "equations executed: 3 of 4"),
    ],
)
def test_files_and_folders_can_be_named(places, code, says, folder, capsys):
    assert main(places) == code
    assert says in capsys.readouterr().out


@pytest.mark.parametrize("place", ["nowhere.md", "nowhere", "empty"])
def test_place_without_pages_is_an_error(place, folder, capsys):
    (folder / "empty").mkdir()
    with pytest.raises(SystemExit) as stopped:
        main([place])
    assert stopped.value.code == 2
    assert f"{place}: no pages: name Markdown files, or a folder that holds some" in capsys.readouterr().err


def test_report_names_each_result(folder):
    last = check_pages("docs")[-1]
    assert (last.id, last.file, last.line, last.kind) == ("deep/b#inline-2", "docs/deep/b.md", 4, "inline")


def test_survivors_are_those_of_the_page(folder, capsys):
    assert main(["docs/a.md", "--mutants"]) == 0
    assert "of 1 formulas" in capsys.readouterr().out


def test_settings_name_pages_and_survivors(folder, capsys):
    (folder / "pyproject.toml").write_text('[tool.check_equations]\npages = ["other.md"]\nsurvivors = "s.toml"\n')
    assert main([]) == 1
    (folder / "pyproject.toml").write_text('[tool.check_equations]\npages = ["docs"]\nsurvivors = "s.toml"\n')
    assert main(["--mutants"]) in (0, 1)
    assert "mutation score" in capsys.readouterr().out


def test_manual_is_made_of_the_grammar():
    assert (LIBRARY / "GRAMMAR.md").read_text(encoding="utf-8") == manual(), (
        "python -m check_equations --manual > check_equations/GRAMMAR.md"
    )


def test_manual_names_whatever_may_be_written(capsys):
    assert main(["--manual"]) == 0
    said = capsys.readouterr().out
    assert all(f"`{word}`" in said for word in (r"\sum", r"\ell", r"\hat", "aligned", r"\text")) and "それ以外" in said


def test_readme_shows_what_the_program_prints(tmp_path, monkeypatch, capsys):
    readme = (LIBRARY / "README.md").read_text(encoding="utf-8")
    page = re.search(r"````markdown\n(.*?)````", readme, re.S)[1]
    command, printed = re.search(r"```\n\$ python -m check_equations (\S+)\n(.*?)```", readme, re.S).groups()
    monkeypatch.chdir(tmp_path)
    Path(command).write_text(page, encoding="utf-8")
    assert main([command]) == 1
    sizes = re.compile(r"\(with .*?\)")  # as they are drawn
    assert sizes.sub("", capsys.readouterr().out) == sizes.sub("", printed)


def test_readme_of_the_library_is_checked_too():
    """Its own formulas are mentions: nothing in it is declared."""
    assert not check_text((LIBRARY / "README.md").read_text(encoding="utf-8"), "README.md").red


def test_library_needs_numpy_only(tmp_path):
    shutil.copytree(LIBRARY, tmp_path / "check_equations")
    (tmp_path / "page.md").write_text(FALSE, encoding="utf-8")
    numpy = Path(sys.modules["numpy"].__file__).parents[1]
    (tmp_path / "only").mkdir()
    for name in ("numpy", "numpy.libs"):
        if (numpy / name).exists():
            (tmp_path / "only" / name).symlink_to(numpy / name)
    run = subprocess.run(
        [sys.executable, "-S", "-m", "check_equations", "page.md"], cwd=tmp_path, text=True, capture_output=True,
        env={"PYTHONPATH": str(tmp_path / "only"), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert run.returncode == 1 and "page.md:4: inline-2 $" in run.stdout, run.stderr


# --- the plugin ---------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path):
    """The foreign site, and the library as if `pip install` had been run: its plugin is found by its entry point."""
    shutil.copytree(FOREIGN, tmp_path / "site")
    project = tomllib.loads((LIBRARY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = tmp_path / "installed" / "check_equations-2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    entries = [f"[{group}]\n{name} = {place}\n" for group, table in project["entry-points"].items()
               for name, place in table.items()]  # fmt: skip
    (info / "entry_points.txt").write_text("".join(entries))
    (tmp_path / "installed" / "check_equations").symlink_to(LIBRARY)
    return tmp_path / "site"


@pytest.fixture
def build(site, monkeypatch, caplog):
    """Builds the foreign site strictly, in this process; returns what is said, and whether it stopped."""
    monkeypatch.chdir(site)
    monkeypatch.syspath_prepend(site.parent / "installed")
    monkeypatch.setattr(MkDocsConfig.plugins, "installed_plugins", get_plugins())  # MkDocs looks only once
    caplog.set_level("INFO", "mkdocs")

    def built() -> tuple[str, bool]:
        try:
            config = load_config(strict=True)
            mkdocs(config)
        except (Abort, MkDocsException) as error:
            return f"{caplog.text}\n{error}", True
        return caplog.text, False

    return built


def test_true_site_is_built(site):
    settings = {"PYTHONPATH": str(site.parent / "installed"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    run = subprocess.run(
        command, cwd=site, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | settings
    )
    assert run.returncode == 0, run.stdout
    assert "equations executed: 3 of 3" in run.stdout and (site / "site/lengths/index.html").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("lengths.md", "= 4", "= 2", "docs/lengths.md:15: display-1: false"),
        ("lengths.md", r"+ \|\mathbf b", r"- \|\mathbf b", "docs/lengths.md:13: inline-2 $"),
        ("symbols.md", "mathbf a$.", "mathbf b$.", "docs/symbols.md:6: inline-2 $"),
        ("index.md", "only", "$5,", "docs/index.md:3: line-3: unreadable: $ begins or ends no formula"),
        ("index.md", "Nothing", "<b>Nothing</b>", "docs/index.md:3: line-3: unreadable: <b> is HTML"),
        ("lengths.md", "setting: symbols", "setting: signs", "there is no page signs.md beside this one"),
        ("../mkdocs.yml", "  - attr_list\n", "", "add attr_list to markdown_extensions"),
        ("../mkdocs.yml", "  - admonition\n", "", "add admonition to markdown_extensions"),
        ("../mkdocs.yml", "generic: true", "generic: false", "the option `generic: true`"),
        ("../mkdocs.yml", "  - tables\n", "", "equations executed: 3 of 3"),
        ("../mkdocs.yml", "generic: true", "generic: true, inline_syntax: [round]", "is read: write formulas"),
        (
            "../mkdocs.yml",
            "  - pymdownx.arithmatex: { generic: true }",
            "",
            "add pymdownx.arithmatex to",
        ),
    ],
)
def test_false_page_stops_the_build(file, old, new, says, site, build):
    path = site / "docs" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    said, stopped = build()
    assert says in said
    assert stopped == ("of 3" not in says) == (not (site / "site").exists())


def test_excluded_page_is_not_checked(site, build):
    for file, old, new in (
        ("docs/lengths.md", "= 4", "= 2"),
        ("mkdocs.yml", "[check_equations]", "\n  - check_equations: { exclude: ['len*'] }"),
    ):
        text = (site / file).read_text(encoding="utf-8")
        (site / file).write_text(text.replace(old, new), encoding="utf-8")
    said, stopped = build()
    assert not stopped and "equations executed: 1 of 1" in said


# --- bad input ----------------------------------------------------------------------------------------------


def test_what_is_no_text_is_named_and_the_other_pages_are_read(folder, capsys):
    (folder / "docs/b.md").write_bytes(b"# Page\n\nna\xefve\n")
    assert main(["docs", "other.md"]) == 1
    said = capsys.readouterr().out
    assert "docs/b.md:3: line-3: unreadable: this is no UTF-8 text" in said and "other.md:4" in said


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_ends_of_lines_do_not_matter(ends):
    report = check_text(FALSE.replace("\n", ends), "page.md")
    assert [(r.line, r.status) for r in report] == [(r.line, r.status) for r in check_text(FALSE, "page.md")]


def test_messages_stand_in_the_order_of_lines_and_quote_what_stands_in_one():
    page = "# P {#p}\n\nHere $2 + 2 = 5$.\n\n$$\n1 = 2\n$$\n\nAnd $1 + 1 = 3$.\n"
    found = [result.message for result in check_text(page, "page.md").red]
    assert [message.split(": ")[0] for message in found] == ["page.md:3", "page.md:6", "page.md:9"]
    assert "inline-1 $2 + 2 = 5$: false" in found[0] and "display-1: false" in found[1]
