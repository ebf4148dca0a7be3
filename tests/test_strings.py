"""The build's own words: a table that cannot be used, and a word that it does not have, are named."""

from pathlib import Path

import pytest

from book.ground import strings as ground
from book.ground.faults import BookError

TEXT = '[note]\nja = "注 {number}"\nko = "주 {number}"\nen = "Note {number}"\n'


def given(text: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> ground.Texts:
    """The English texts of a table with this text."""
    table = folder / "strings.toml"
    table.write_text(text, encoding="utf-8")
    monkeypatch.setattr(ground, "TABLE", table)
    return ground.strings.__wrapped__("en")


def test_a_text_is_filled_in(monkeypatch, tmp_path) -> None:
    assert given(TEXT, monkeypatch, tmp_path)["note"].format(number=3) == "Note 3"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('ko = "주 {number}"\n', "", 1, "[note] lacks ko"),
        ('"주 {number}"', "3", 1, "[note] lacks ko"),
        ("[note]\n", "", None, "[ja] lacks ja"),
        ('Note {number}"', "Note {number}", 4, "this is not TOML"),
        ("Note {number}", "Note {numbre}", 1, "“Note {numbre}” cannot be filled in"),
        ("[note]", "[notes]", None, "no text is called “note”"),
    ],
)
def test_a_table_that_cannot_be_used_is_red(monkeypatch, tmp_path, old: str, new: str, line: int | None, says) -> None:
    with pytest.raises(BookError) as fault:
        given(TEXT.replace(old, new), monkeypatch, tmp_path)["note"].format(number=3)
    assert says in fault.value.problem and fault.value.line == line and fault.value.file.name == "strings.toml"
