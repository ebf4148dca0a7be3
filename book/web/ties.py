"""The fine print of lines: what must stay on one with a formula, Japanese quarter spaces, and Korean particles.

Browsers break a line on either side of a formula, whatever U+2060 says, and their automatic spacing between scripts
stops at formulas. They break a Korean word after a bracket or a quotation mark inside it, too, whatever `keep-all`
says: a line would begin with a particle. All this is set right here, in the finished page.
"""

import re
from collections.abc import Iterator

from book.ground.tree import Element

# Among its brothers an element is one letter: a formula or a reference to one, or anything else.
_ATOM, _OTHER = "\ue000", "\ue001"
# What a formula may not be torn from: opening brackets before it, and after it what the language writes without a
# space: closing punctuation and counters in Japanese (第 … 行, … 個), the particle in Korean, a hyphen or full stop in
# English. What says that a number is that of a formula stays on its line, too.
_BEFORE = {"ja": r"[(（「『“‘\[第式]*", "ko": r"(?:(?<![가-힣])식 )?[(（“‘\[]*", "en": r"[(“‘\[]*"}
_WORD = rf"[^\s&{_ATOM}{_OTHER}]*"
_AFTER = {"ja": r"(?:[行列番個回層倍次乗本]目?)?[、。，．,.)）」』!?！？：;]*", "ko": _WORD, "en": _WORD}
_TIED = {language: re.compile(f"({_BEFORE[language]}){_ATOM}({_AFTER[language]})") for language in _BEFORE}
_LETTER = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々]")
# A Korean word goes on after any sign but these, through these elements, of some of which only the last sign matters.
_GOES_ON, _GLUE = re.compile(r"(?<=[^\w\s.,:;!?/·~–—\-(\[{“‘])(?=[가-힣])"), "\u2060"
_SIGN = re.compile(r"(-&gt;|[\d.]+e-\d+|(?<![\w)\]])-[A-Za-z(])")
_SHORT = 16  # letters of code in the text that stay on one line
_INLINE, _WHOLE = {"a", "abbr", "b", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup"}, {"code", "kbd"}


def tie(root: Element, language: str) -> None:
    """Ties every inline formula and equation reference of a page to what belongs to it, and signs in code."""
    pressed = {id(code) for part in root.walk() if part.tag in {"pre", "td", "th"} for code in part.walk()}
    for node in list(root.walk()):
        if "filename" in node.classes:
            first, *others = re.split(r"(?<=/)", node.text)
            node.children = [first, *(part for other in others for part in (Element("wbr", {}), other))]
        elif node.tag == "code":
            for inner in list(node.walk()):
                inner.children = [part for child in inner.children for part in _signed(child)]
            if id(node) not in pressed and " " in node.text and len(node.text) <= _SHORT:
                node.set("class", "glued")
        if any(map(_is_atom, node.elements)):
            node.children = list(_tied(node.children, language))
    if language == "ko":
        _hold(root)


def _signed(child: Element | str) -> Iterator[Element | str]:
    """A piece of code, arrows and minus signs held to what follows: browsers break a line behind any hyphen."""
    for at, part in enumerate(_SIGN.split(child) if isinstance(child, str) else [child]):
        if part:
            yield Element("span", {"class": "glued"}, [part]) if at % 2 else part


def _hold(node: Element, before: str = "") -> str:
    """Holds Korean words together inside an element, the sign `before` it given; returns the last sign."""
    for at, child in enumerate(node.children):
        if isinstance(child, str):
            held = _GOES_ON.sub(_GLUE, before + child)
            node.children[at], before = held[len(before) :], child[-1:] or before
        elif _is_atom(child):  # tied already
            before = ""
        elif child.tag in _WHOLE:
            before = child.text[-1:]
        elif child.tag in _INLINE:
            before = _hold(child, before)
        elif child.tag not in {"pre", "script", "style"}:
            before = ""
            _hold(child)
    return before


def _is_atom(node: Element) -> bool:
    return bool(node.classes & {"arithmatex", "symbol"}) if node.tag == "span" else "eqref" in node.classes


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
