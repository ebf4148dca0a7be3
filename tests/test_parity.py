"""One book in three languages: equal structure, reviewed translations, no language left behind."""

from planted import Copy

from book import parity
from book.glossary import glossary
from book.strings import strings


def test_structure_is_equal_in_all_languages() -> None:
    faults = list(parity.faults())
    assert not faults, "\n".join(map(str, faults))


def test_no_translation_is_stale() -> None:
    stale = [f"{slug}#{section}: changed in {', '.join(changed)}" for slug, section, changed, _ in parity.stale()]
    assert not stale, "read them side by side, then make reviewed PAGE=…:\n" + "\n".join(stale)


def test_an_edit_in_one_language_names_the_others(copy: Copy) -> None:
    page = copy.root / "docs/ja/picture.md"
    text = page.read_text(encoding="utf-8")
    start = text.index("{#touch}")
    full_stop = text.index("。", start)
    page.write_text(text[:full_stop] + "ね" + text[full_stop:], encoding="utf-8")

    run = copy.run("book.parity")
    assert run.returncode == 1
    assert "picture#touch: changed in ja; has not followed: ko, en" in run.stdout

    assert copy.run("book.parity", "--reviewed", "picture#touch").returncode == 0
    assert copy.run("book.parity").returncode == 0


def test_reviewing_what_does_not_exist_is_refused(copy: Copy) -> None:
    before = (copy.root / "docs/reviewed.json").read_text()
    run = copy.run("book.parity", "--reviewed", "picture#nowhere")
    assert run.returncode == 2 and "picture#nowhere" in run.stdout and "remedy" in run.stdout
    assert (copy.root / "docs/reviewed.json").read_text() == before


def test_every_term_and_string_has_every_language() -> None:
    assert glossary() and all(strings(language) for language in ("ja", "ko", "en"))
