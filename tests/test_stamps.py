"""A step is skipped when it may be, and never when its inputs or its results are not what they were."""

from pathlib import Path

import pytest
from planted import Copy

from book.figures.kit.registry import topics
from book.ground.imports import code, with_data
from book.ground.stamps import Step, digest, replace
from book.print import volume
from book.source.book import Book
from book.web import hooks, vendor
from book.web import site as web


def made(folder: Path, inputs: str = "a") -> Step:
    """A step that has made a folder of two files."""
    result = folder / "result"
    result.mkdir()
    (result / "one").write_text("1")
    (result / "two").write_text("2")
    step = Step(folder / "stamps", "step", inputs, (result,))
    step.record()
    return step


def test_a_step_is_done_while_nothing_has_changed(tmp_path: Path) -> None:
    step = made(tmp_path)
    assert step.done()
    step.withdraw()
    assert not step.done()
    step.record()
    assert step.done() and not Step(step.folder, step.name, "b", step.results).done()


@pytest.mark.parametrize("damage", ["cut", "lost", "more", "renamed", "gone"])
def test_a_damaged_result_is_made_again(damage: str, tmp_path: Path) -> None:
    step = made(tmp_path)
    one = step.results[0] / "one"
    match damage:
        case "cut":
            one.write_text("")
        case "lost":
            one.unlink()
        case "more":
            (step.results[0] / "three").write_text("3")
        case "renamed":
            one.rename(one.with_name("other"))
        case "gone":
            step.results[0].rename(tmp_path / "elsewhere")
    assert not step.done()


def test_what_is_missing_is_another_input_than_what_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "file"
    missing = digest(file)
    file.write_text("")
    assert digest(file) != missing and digest(file, extra=["x"]) != digest(file, extra=["y"])


def test_the_cache_of_a_tool_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets/one.py").write_text("")
    before = digest(tmp_path / "snippets"), with_data([tmp_path / "snippets/one.py"])
    for cache in (".ruff_cache", "__pycache__"):
        (tmp_path / "snippets" / cache).mkdir()
        (tmp_path / "snippets" / cache / "file").write_text("")
    assert (digest(tmp_path / "snippets"), with_data([tmp_path / "snippets/one.py"])) == before


def test_a_result_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    (tmp_path / "new.old").mkdir()  # left by a run that was killed
    replace(tmp_path / "new", tmp_path / "old")
    assert [path.name for path in tmp_path.rglob("*")] == ["old", "new"]


# --- the inputs of the book's steps ---------------------------------------------------------------------------


SETTINGS = ("mkdocs.yml", "package-lock.json", "requirements.txt", "docs/errors.tsv", "docs/glossary.toml")
SETTINGS += ("docs/changes.toml", "CITATION.cff")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy of the project for all: each test puts back what it changed."""
    return Copy(tmp_path_factory.mktemp("project"))


@pytest.mark.parametrize(
    "file",
    [*SETTINGS, "docs/en/picture.md", "docs/assets/css/book.css", "snippets/picture/new.py", "overrides/main.html"],
)
def test_what_a_page_is_made_of_makes_it_again(file: str, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    before = web.step(Book(copy.root), "en").inputs
    path = copy.root / file
    text = path.read_text("utf-8") if path.exists() else None
    path.write_text((text or "") + "\n", encoding="utf-8")
    assert web.step(Book(copy.root), "en").inputs != before
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    assert web.step(Book(copy.root), "en").inputs == before


@pytest.mark.parametrize("setting", [*web.SETTINGS, "SOURCE_DATE_EPOCH"])
def test_a_setting_makes_the_pages_again(setting: str, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    before = web.step(Book(copy.root), "en").inputs
    monkeypatch.setenv(setting, "99999999")
    assert web.step(Book(copy.root), "en").inputs != before


def test_another_language_or_a_readme_makes_nothing_again(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    before = web.step(Book(copy.root), "en").inputs
    copy.replace("docs/ko/picture.md", "\n## ", "\n\n## ")
    (copy.root / "README.md").write_text("More.\n")
    assert web.step(Book(copy.root), "en").inputs == before


def names(files: list[Path]) -> set[str]:
    return {"/".join(file.parts[file.parts.index("book") :]) for file in files if "book" in file.parts}


def test_the_code_of_a_step_is_what_it_imports_and_what_lies_beside_it() -> None:
    pages = names(code(web.__file__, hooks.__file__, *topics()))
    books = names(code(volume.__file__, *topics()))
    assert {
        "book/ground/strings.toml",
        "book/maths/temml.mjs",
        "book/figures/words/trace.toml",
        "book/figures/trace.py",
    } <= pages & books
    assert {"book/checks/rules.py", "book/web/ties.py"} <= pages - books
    assert {"book/print/look/layout.typ", "book/print/chapter.py"} <= books - pages
    assert not {name for name in pages if name.startswith("book/print/")}, "a look of the printed book is no page"
    assert "book/serve.py" not in pages | books
    assert "book/maths/font.py" in names(code(vendor.__file__))
