"""The glossary page: every term, one sentence each in every language, in the order of that language."""

import re

import pytest
from the_book import BOOK

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source.terms import uses
from book.web import term_list


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_anchor_and_its_sentence(language):
    html = term_list.html(language)
    assert set(re.findall(r'<dt id="term-([\w-]+)">', html)) == set(BOOK.glossary)
    assert html.count("<dd>") == len(BOOK.glossary) and "\n" not in html
    for key, term in BOOK.glossary.items():
        sentence = term["says"][language]
        assert sentence[-1] == ("。" if language == "ja" else "."), key
        assert not [word.text for *_, word in uses(sentence, language) if word.kind == "also"], key


def test_the_order_is_that_of_the_language():
    assert [BOOK.glossary[key]["en"].casefold() for key in term_list.order("en")] == sorted(
        term["en"].casefold() for term in BOOK.glossary.values()
    )
    assert all(re.fullmatch("[ぁ-ゖー]+", term["kana"]) for term in BOOK.glossary.values())
    ja = term_list.order("ja")
    assert ja.index("outer-product") < ja.index("learning-rate") < ja.index("forward-pass") < ja.index("tensor")
    ko = term_list.order("ko")
    assert ko.index("gradient") < ko.index("matrix") < ko.index("matrix-product")


@pytest.mark.parametrize("lost", ["says", "kana"])
def test_a_term_without_its_sentence_or_reading_is_red(monkeypatch, lost):
    table = {key: dict(term) for key, term in BOOK.glossary.items()}
    del table["trace"][lost]
    monkeypatch.setattr(term_list, "glossary", lambda: table)
    with pytest.raises(BookError, match=r"glossary\.toml.*\[trace\]"):
        term_list.html("ko")


def test_words_of_another_script_are_left_out():
    assert "バックプロップ" in term_list.html("ja") and "バックプロップ" not in term_list.html("ko")
    assert "backprop<" in term_list.html("en")
