"""The fine print around inline formulas: what must stay on one line with them, and Japanese quarter spaces.

Browsers break a line on either side of a formula, whatever U+2060 says, and their automatic spacing between scripts
stops at formulas. Both are set right here, in the finished page.
"""

import re
from collections.abc import Iterator

from book.ground.tree import Element

# Among its brothers an element is one letter: a formula or a reference to one, or anything else.
_ATOM, _OTHER = "\ue000", "\ue001"
# What a formula may not be torn from: opening brackets before it, and after it what the language writes without a
# space: closing punctuation in Japanese (and 第 … 行), the particle in Korean, a hyphen or full stop in English.
_BEFORE = {"ja": r"[(（「『“‘\[第]*", "ko": r"[(（“‘\[]*", "en": r"[(“‘\[]*"}
_WORD = rf"[^\s&{_ATOM}{_OTHER}]*"
_AFTER = {"ja": r"(?:[行列番]目?)?[、。，．,.)）」』!?！？：;]*", "ko": _WORD, "en": _WORD}
_TIED = {language: re.compile(f"({_BEFORE[language]}){_ATOM}({_AFTER[language]})") for language in _BEFORE}
_LETTER = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々]")


def tie(root: Element, language: str) -> None:
    """Ties every inline formula and equation reference of a page to what belongs to it."""
    for node in list(root.walk()):
        if any(map(_is_atom, node.elements)):
            node.children = list(_tied(node.children, language))


def _is_atom(node: Element) -> bool:
    return (node.tag == "span" and "arithmatex" in node.classes) or (node.tag == "a" and "eqref" in node.classes)


def _tied(children: list[Element | str], language: str) -> Iterator[Element | str]:
    row = "".join(c if isinstance(c, str) else _ATOM if _is_atom(c) else _OTHER for c in children)
    elements = iter([child for child in children if isinstance(child, Element)])

    def piece(start: int, end: int) -> Iterator[Element | str]:
        for part in re.split(f"([{_ATOM}{_OTHER}])", row[start:end]):
            if part:
                yield next(elements) if part in (_ATOM, _OTHER) else part

    done = 0
    for match in _TIED[language].finditer(row):
        before, after = match.groups()
        classes = ["glued"] if before or after else []
        if language == "ja":
            classes += ["lead"] if _LETTER.match(row[: match.end(1)][-1:]) else []
            classes += ["trail"] if _LETTER.match(row, match.start(2)) else []
        if classes:
            yield from piece(done, match.start())
            yield Element("span", {"class": " ".join(classes)}, list(piece(*match.span())))
            done = match.end()
    yield from piece(done, len(row))
