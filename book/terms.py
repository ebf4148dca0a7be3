"""Holds the prose of the pages to docs/glossary.toml: one term per concept, introduced in its `first` form.

Where a word begins and ends depends on its script. A Latin word does not touch other Latin letters and may be a
plural. A katakana word is a whole run of katakana, and a single kanji is a word only away from other kanji and from
the hiragana of a verb: 行, not 行う. A Korean word begins where a run of Hangul begins and may carry particles. The
longest word that fits at a place counts, so the terms and the exceptions of the glossary protect the shorter words
in them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from book.errors import BookError
from book.glossary import PATH, glossary
from book.languages import LANGUAGES
from book.pages import Page

_NOT_PROSE = re.compile(
    r"\$\$.*?\$\$|\$[^$]*\$"  # formulas
    r"|(?<=\])\([^)\s]*\)|\[eq:[\w-]+\]|\{\s*[#.:][^}\n]*\}|\{\{[^}\n]*\}\}"  # addresses, references, ids, counts
    r"|</?[A-Za-z][^>]*>|(?m:^[ ]*///[^\n]*)",  # tags, the name of a figure
    re.S,
)
_TITLE = re.compile(r"(?m:^#{1,6} [^\n]*)|\[[^\[\]]*\](?=\ufffc)")
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
    return _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", "\ufffc", match[0]), "\n".join(lines))


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


@cache
def _words(language: str) -> tuple[re.Pattern, tuple[Word, ...]]:
    """One pattern with a group a word, the longest words first. BookError for a useless or unexplained exception."""
    found: dict[str, tuple[str, list[str]]] = {}

    def add(text: str, kind: str, key: str) -> None:
        kept, keys = found.setdefault(text, (kind, []))
        if kept == kind:
            keys.append(key)

    table = glossary()
    for key, term in table.items():
        held = [*term.get("also", []), *(term[name] for name in LANGUAGES)]
        for allowed in term.get("except", []):
            if not allowed.get("reason") or not any(word in allowed.get("text", "") for word in held):
                raise BookError(
                    PATH, None, f"[{key}] has an exception without a reason, or without a word of its own: {allowed}",
                    'write { text = "…", reason = "…" }',
                )  # fmt: skip
            add(allowed["text"], "except", key)
    for key, term in table.items():
        if language in term.get("first", {}):
            add(term["first"][language], "first", key)
        add(term[language], "term", key)
    for key, term in table.items():
        for text in term.get("also", []):
            add(text, "also", key)
    words = [Word(text, kind, tuple(keys)) for text, (kind, keys) in found.items()]
    words.sort(key=lambda word: -len(word.text))
    # No word begins with another letter than these: most places of a text are passed at one look.
    initials = re.escape("".join(sorted({word.text[0] for word in words})))
    every = "|".join(f"({_pattern(word.text)})" for word in words)
    return re.compile(f"(?=[{initials}])(?:{every})", re.I), tuple(words)


def uses(text: str, language: str) -> Iterator[tuple[int, int, Word]]:
    """Every word of the glossary in a text, from where to where it stands there, in order."""
    pattern, words = _words(language)
    for stretch in _READABLE.finditer(text):
        for match in pattern.finditer(text, *stretch.span()):
            yield *match.span(), words[match.lastindex - 1]


def alone(text: str, language: str) -> Iterator[tuple[int, int, Word]]:
    """The uses of terms that are no part of a longer word: of 行列 in 行列です, but not in 単位行列."""
    before, after = _GROWN[language]
    for start, end, word in uses(text, language):
        if word.kind in {"term", "first"} and not before.match(text[start - 1 : start]) and not after.match(text, end):
            yield start, end, word


def faults(page: Page) -> Iterator[BookError]:
    """Every word that stands in place of a term, and every term whose first use is not in its `first` form.

    Headings and the texts of links are no first use: they are titles, and have no room. Where two terms share a
    word, a page means those it names under `terms:`.
    """
    text = prose(page)
    titles = [match.span() for match in _TITLE.finditer(text)]
    introduced: set[str] = set()
    for place, _, word in uses(text, page.language):
        line = text.count("\n", 0, place) + 1
        if word.kind == "also":
            terms = " or ".join(f"“{glossary()[key][page.language]}”" for key in word.keys)
            yield BookError(
                page.path, line, f"“{word.text}” is a word readers search for, not a term of the book",
                f"write {terms}, or allow it under `except` in docs/glossary.toml with a reason",
            )  # fmt: skip
        elif word.kind == "first":
            introduced.update(word.keys)
        elif word.kind == "term" and not any(start <= place < end for start, end in titles):
            for key in word.keys:
                first = glossary()[key].get("first", {}).get(page.language)
                meant = len(word.keys) == 1 or key in page.meta["terms"]
                if first and meant and key not in introduced:
                    yield BookError(
                        page.path, line, f"the page's first “{word.text}” stands without its explanation",
                        f"write “{first}” here, or allow another meaning under `except` in docs/glossary.toml",
                    )  # fmt: skip
                introduced.add(key)
