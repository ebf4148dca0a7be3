"""Formulas in words: what each is called in the three languages, and that nothing unknown is passed over."""

import re
import tomllib
from pathlib import Path

import pytest
from the_book import BOOK

from book.ground import korean, tree
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.maths.spoken import words
from book.maths.temml import converter

CASES: list[dict] = tomllib.loads((Path(__file__).parent / "spoken.toml").read_text(encoding="utf-8"))["case"]
SOURCE = re.compile(r"[\\^_~{}|$]|/")  # signs of TeX, and marks of the tables that should be gone


def formula(tex: str, display: bool = True) -> tree.Element:
    return tree.parse(converter(BOOK).render(tex, display, "spoken.toml")).find("math")


def source(case: dict, language: str) -> str:
    tex = case["tex"]
    return tex[language] if isinstance(tex, dict) else tex


@pytest.mark.parametrize("case", CASES, ids=[source(case, "en") for case in CASES])
def test_words(case: dict) -> None:
    for language in LANGUAGES:
        for display in (False, True):  # set in a line, sums and limits are other elements
            assert words(formula(source(case, language), display), language) == case[language]


def test_no_words_hold_a_sign_of_the_source() -> None:
    assert not [case for case in CASES for language in LANGUAGES if SOURCE.search(case[language])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_name_is_refused(language: str) -> None:
    for html, named in {
        "<mi>x</mi><mo>☂</mo>": "“☂”",
        "<mi>ξ</mi>": "“ξ”",
        "<maction></maction>": "<maction>",
        "<mrow><menclose><mi>x</mi></menclose></mrow>": "<menclose>",
    }.items():
        with pytest.raises(BookError, match=f"{named} in a formula"):
            words(tree.parse(f"<math>{html}</math>").find("math"), language)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("l은/는", "l은"),
        ("k은/는", "k는"),
        ("10이/가", "10이"),
        ("2을/를", "2를"),
        ("R으로/로", "R로"),
        ("실벡터으로/로", "실벡터로"),
        ("3으로/로", "3으로"),
        ("합과/와", "합과"),
    ],
)
def test_a_particle_fits_the_sound_before_it(text: str, said: str) -> None:
    assert korean.agree(text) == said
