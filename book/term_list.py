"""The list of all terms, made of docs/glossary.toml: what stands on a page in place of the line `/// glossary`."""

import unicodedata
from html import escape

from book.errors import BookError
from book.glossary import PATH, glossary
from book.languages import LANGUAGES


def order(language: str) -> list[str]:
    """The keys as a native reader looks them up: Japanese by reading, Korean by syllable, English by letter.

    Raises BookError for a term without a sentence in one of the languages, or without its reading.
    """
    table = glossary()
    for key, term in table.items():
        says = term.get("says", {})
        if missing := [code for code in LANGUAGES if not says.get(code)]:
            raise BookError(PATH, None, f"[{key}] says nothing in {', '.join(missing)}", "add says.… = one sentence")
        if not term.get("kana"):
            raise BookError(PATH, None, f"[{key}] has no reading", "add kana = its reading in hiragana")
    field = "kana" if language == "ja" else language
    return sorted(table, key=lambda key: (_plain(table[key][field]), key))


def _plain(word: str) -> str:
    """A word without voicing marks and case. Hangul is put together again: syllables stand in dictionary order."""
    letters = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(letter for letter in letters if letter not in "\u3099\u309a")
    return unicodedata.normalize("NFC", bare.replace("ー", ""))


def html(language: str) -> str:
    """The list as one line of HTML. Each term has the anchor `term-<key>`, the same in every language."""
    items = []
    for key in order(language):
        term = glossary()[key]
        others = [f'<span lang="{code}">{escape(term[code])}</span>' for code in LANGUAGES if code != language]
        words = [word for word in term.get("also", []) if _written_in(word, language)]
        also = f"<br><small>{escape(('、' if language == 'ja' else ', ').join(words))}</small>" if words else ""
        items.append(
            f'<dt id="term-{key}"><strong>{escape(term[language])}</strong> · {" · ".join(others)}</dt>'
            f"<dd>{escape(term['says'][language])}{also}</dd>"
        )
    return f'<dl class="glossary">{"".join(items)}</dl>'


def _written_in(word: str, language: str) -> bool:
    """Whether readers of the language write the word: Latin words belong to all."""
    names = {unicodedata.name(letter, "").split()[0] for letter in word if letter.isalpha()}
    own = {"ja": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}, "ko": {"HANGUL"}, "en": set()}[language]
    return names <= own | {"LATIN"}
