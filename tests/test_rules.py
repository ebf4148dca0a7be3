"""Each rule of the book lets the tiny book pass, and is red on a fault planted for it."""

import pytest
from planted import FAULTS, plant
from promises import ELSEWHERE, FILE, name, promise, table

from book.checks import rules
from book.ground.faults import BookError
from book.source.book import Book

BY_NAME = {name(rule): rule for rule in rules.RULES}


def test_the_tiny_book_has_no_fault(tiny_book: Book) -> None:
    assert rules.faults(tiny_book) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['rule']}: {fault['says']}")
def test_the_rule_sees_its_fault(fault: dict, tiny) -> None:
    place = plant(tiny, fault)
    first, *others = rules.faults(Book(tiny), [BY_NAME[fault["rule"]]])
    assert str(first).startswith(f"{place}: ") and fault["says"] in first.problem and first.remedy
    assert not others or not fault.get("alone", True)


def test_every_rule_has_a_planted_fault_and_a_promise() -> None:
    assert {fault["rule"] for fault in FAULTS} == BY_NAME.keys() - ELSEWHERE
    assert all(promise(rule).endswith(".") for rule in rules.RULES)


def test_the_table_of_promises_is_made_of_the_rules() -> None:
    assert FILE.read_text(encoding="utf-8") == table(), "python tests/promises.py"


def test_all_faults_come_at_once_and_in_order(tiny) -> None:
    some = [
        fault for fault in FAULTS if fault["rule"] in ("boxes.titles", "search.named", "ways.onward", "samples.orphans")
    ]
    for fault in some:
        plant(tiny, fault)
    found = rules.faults(Book(tiny))
    places = [(str(one.file), one.line or 0) for one in found]
    assert places == sorted(places) and len(found) >= len(some)


def test_a_page_can_be_checked_alone(tiny) -> None:
    plant(tiny, next(fault for fault in FAULTS if fault["rule"] == "ways.onward"))
    assert rules.faults(Book(tiny), slugs=["alpha"]) == []
    assert len(rules.faults(Book(tiny), slugs=["index"])) > 0


def test_what_a_rule_cannot_read_is_a_fault_and_no_traceback(tiny) -> None:
    (tiny / "docs/en/alpha.md").write_bytes(b"---\n\xff\n")
    (tiny / "docs/glossary.toml").write_text("[gradient\n")
    found = rules.faults(Book(tiny))
    assert all(isinstance(one, BookError) for one in found)
    assert {"docs/en/alpha.md", "docs/glossary.toml"} <= {str(one.file) for one in found}
