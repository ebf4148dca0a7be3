"""No language is left behind: what changed is named until somebody has read it side by side."""

import pytest
from planted import replace

from book.checks.reviews import review, reviews
from book.checks.rules import faults
from book.checks.structure import structure
from book.ground.faults import BookError
from book.source.book import Book


def test_an_edit_in_one_language_names_the_others_until_it_is_reviewed(tiny) -> None:
    replace(tiny, "docs/ja/alpha.md", "2です。\n\n$$", "まさに2です。\n\n$$")
    [fault] = faults(Book(tiny), [reviews])
    assert "alpha#twice: changed in ja; has not followed: ko, en" in str(fault)
    assert review(Book(tiny), ["alpha#twice"], []) == 1
    assert faults(Book(tiny), [reviews]) == []


def test_what_one_language_s_readers_type_is_no_edit_that_others_follow(tiny) -> None:
    replace(
        tiny, "docs/en/alpha.md", "also: {exercises: [problems]}", "also:\n  exercises: [problems, tasks]\n  # more"
    )
    assert faults(Book(tiny), [reviews]) == []
    replace(tiny, "docs/en/alpha.md", "summary: Doubling.", "summary: Doubling it.")
    assert len(faults(Book(tiny), [reviews])) == 1


def test_reviewing_what_does_not_exist_is_refused(tiny) -> None:
    before = (tiny / "docs/reviewed.json").read_text()
    for name in ("alpha#nowhere", "gamma"):
        with pytest.raises(BookError, match=name) as fault:
            review(Book(tiny), [name], [])
        assert "alpha" in fault.value.remedy
    assert (tiny / "docs/reviewed.json").read_text() == before


def test_a_page_whose_languages_differ_in_structure_was_not_read_side_by_side(tiny) -> None:
    before = (tiny / "docs/reviewed.json").read_text()
    replace(tiny, "docs/ja/alpha.md", "1.  2倍です。\n", "")
    book = Book(tiny)
    with pytest.raises(BookError, match="notes and list items differ"):
        review(book, ["alpha"], faults(book, [structure]))
    assert (tiny / "docs/reviewed.json").read_text() == before
