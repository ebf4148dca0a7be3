"""Where the words of the glossary stand in a text.

Where a word begins and ends depends on its script. A Latin word does not touch other Latin letters and may be a
plural. A katakana word is a whole run of katakana, and a single kanji is a word only away from other kanji and from
the hiragana of a verb: 行, not 行う. A Korean word begins where a run of Hangul begins and may carry particles. The
longest word that fits at a place counts, so the terms and the exceptions of the glossary protect the shorter words
in them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from book.source.book import Book, once
from book.source.pages import Page

_NOT_PROSE = re.compile(
    r"\$\$.*?\$\$|\$[^$]*\$"  # formulas
    r"|(?<=\])\([^)\s]*\)|\[(?:eq|res):[\w-]+\]"  # addresses, references
    r"|\{\s*[#.:][^}\n]*\}|\{\{[^}\n]*\}\}"  # ids, counts
    r"|</?[A-Za-z][^>]*>|(?m:^[ ]*///[^\n]*)",  # tags, the name of a figure
    re.S,
)
_READABLE = re.compile("[^\ufffc]+")
_LATIN, _KATAKANA, _KANJI, _HANGUL = "A-Za-z0-9", "ァ-ヺー", "一-鿿々", "가-힣"
_PLURAL = {"": "s?", "y": "(?:y|ies)", "ix": "(?:ix|ices)", "ex": "(?:ex|ices)"}  # and es after s and ch
_PARTICLES = (
    "들|은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|도|만|까지|부터|마다|끼리|보다|처럼|뿐|대로|나|이나|란|이란|라"
    "|이라|라고|이라고|라는|이라는|이고|이며|이면|이므로|이지만|이든|인|인지|일|이다|입니다|입니까|이었습니다|였습니다"
)
# What stands directly before or after a term where it is a part of a longer word, which may mean something else.
_GROWN = {
    "en": (re.compile("[-–]"), re.compile("[-–]")),
    "ja": (re.compile(f"[{_KANJI}{_KATAKANA}]"), re.compile(f"[{_KANJI}{_KATAKANA}]")),
    "ko": (re.compile("-"), re.compile(f"-|(?!(?:{_PARTICLES})*(?![{_HANGUL}]))")),
}


@dataclass(frozen=True)
class Word:
    """A word of the glossary: how it is written, what for (`term`, `first`, `also`, `except`), and of which terms."""

    text: str
    kind: str
    keys: tuple[str, ...]


def prose(page: Page) -> str:
    """The words of a page on the lines where they stand; what is not prose is blank or a run of U+FFFC."""
    lines = [""] * len(page.lines)
    for number, line in page.prose():
        lines[number - 1] = line
    return masked("\n".join(lines))


def masked(text: str) -> str:
    """A text in which formulas, addresses and names are runs of U+FFFC."""
    return _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", "\ufffc", match[0]), text)


def _pattern(text: str) -> str:
    """What finds the word and nothing inside another word. Where it has a space, a line may end."""
    before = after = ""
    body = r"(?: |\n\s*)".join(map(re.escape, text.split(" ")))
    if re.match(f"[{_LATIN}]", text):
        before = f"(?<![{_LATIN}])"
    elif re.match(f"[{_HANGUL}]", text):
        before = f"(?<![{_HANGUL}])"
    elif re.match(f"[{_KATAKANA}]", text):
        before = f"(?<![{_KATAKANA}])"
    if re.search(f"[{_LATIN}]$", text):
        body = re.sub("(?:[ei]x|y|s|ch|)$", lambda end: _PLURAL.get(end[0], f"{end[0]}(?:es)?"), body, count=1)
        after = f"(?![{_LATIN}])"
    elif re.search(f"[{_KATAKANA}]$", text):
        after = f"(?![{_KATAKANA}])"
    if re.fullmatch(f"[{_KANJI}]", text):
        before, after = f"(?<![{_KANJI}])", f"(?![{_KANJI}いうえきくけわっ])"
    return before + body + after


@once
def _words(book: Book, language: str) -> tuple[re.Pattern, tuple[Word, ...]]:
    """One pattern with a group a word; of those that begin alike, the longest first."""
    found: dict[str, tuple[str, list[str]]] = {}

    def add(text: str, kind: str, key: str) -> None:
        kept, keys = found.setdefault(text, (kind, []))
        if kept == kind:
            keys.append(key)

    table = book.glossary
    for key, term in table.items():
        for allowed in term.get("except", []):
            add(allowed["text"], "except", key)
    for key, term in table.items():
        if language in term.get("first", {}):
            add(term["first"][language], "first", key)
        add(term[language], "term", key)
    for key, term in table.items():
        for text in term.get("also", []):
            add(text, "also", key)
    words = [Word(text, kind, tuple(keys)) for text, (kind, keys) in found.items()]
    words.sort(key=lambda word: (word.text[0].lower(), -len(word.text)))
    # Words are tried by their first letters: most places of a text are passed at one look.
    every = [
        f"(?={re.escape(letter)})(?:{'|'.join(f'({_pattern(word.text)})' for word in group)})"
        for letter, group in groupby(words, lambda word: word.text[0].lower())
    ]
    initials = re.escape("".join({word.text[0] for word in words}))
    return re.compile(f"(?=[{initials}])(?:{'|'.join(every)})", re.I), tuple(words)


def uses(book: Book, text: str, language: str) -> Iterator[tuple[int, int, Word]]:
    """Every word of the glossary in a text, from where to where it stands there, in order."""
    pattern, words = _words(book, language)
    for stretch in _READABLE.finditer(text):
        for match in pattern.finditer(text, *stretch.span()):
            yield *match.span(), words[match.lastindex - 1]


def alone(book: Book, text: str, language: str) -> Iterator[tuple[int, int, Word]]:
    """The uses of terms that are no part of a longer word: of 行列 in 行列です, but not in 単位行列."""
    before, after = _GROWN[language]
    for start, end, word in uses(book, text, language):
        if word.kind in {"term", "first"} and not before.match(text[start - 1 : start]) and not after.match(text, end):
            yield start, end, word
