"""A formula as one line of Unicode text, for the search index, titles and descriptions."""

import re
import unicodedata
from html import unescape
from xml.etree.ElementTree import Element

from book.maths.mathml import ACCENTS, tree
from book.maths.spacing import INVISIBLE, SCRIPTS, core, kind

_TIGHT_AFTER, _TIGHT_BEFORE = {"d", "∂", "Δ", "/", "|", "‖"}, {"/", "|", "‖", "′"}
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_PLAIN = str.maketrans("∑∏\u00a0", "ΣΠ ")


def plain(mathml: str) -> str:
    """The formula as one line of Unicode, letters in their ordinary shape."""
    return re.sub(r"\s+", " ", _text(tree(mathml))).strip()


def _text(node: Element) -> str:
    if node.tag in {"mi", "mn", "mo", "mtext"}:
        return _fold(unescape(node.text or "").replace(INVISIBLE, ""))
    parts = [_text(child) for child in node]
    if node.tag == "mspace":
        return " "
    if node.tag == "mfrac":
        return f"{_group(parts[0])}/{_group(parts[1])}"
    if node.tag in {"msqrt", "mroot"}:
        return "√" + _group(parts[0] if node.tag == "mroot" else _join(node))
    if node.tag in SCRIPTS:
        return _scripts(node, parts)
    if node.tag == "mtr":
        return (", " if node.get("class") == "matrix" else " ").join(part for part in parts if part)
    if node.tag == "mtable":
        rows = [[_text(cell) for cell in row] for row in node]
        if node.get("class") == "aligned":
            return " ".join(" ".join(row) for row in rows)
        return "; ".join(" ".join(row) for row in rows)
    return _join(node)


def _scripts(node: Element, parts: list[str]) -> str:
    base, *scripts = parts
    if node.tag == "mover" and node[1].text in ACCENTS:
        return base + {"ˆ": "\u0302", "^": "\u0302", "~": "\u0303", "˜": "\u0303"}.get(node[1].text, "\u0304")
    if scripts[-1] in {"⏟", "⏞"}:
        return base
    low = scripts[0] if "sub" in node.tag or "under" in node.tag else ""
    high = scripts[-1] if "sup" in node.tag or "over" in node.tag else ""
    if high == "⊤":
        high = "ᵀ"
    elif high and high not in {"′", "″"}:
        raised = high.translate(_RAISED)
        high = raised if not set(high) & set(raised) else f"^{_group(high)}"
    return base + (f"_{_group(low)}" if low else "") + high


def _join(row: Element) -> str:
    """Parts of a row with a space where the eye needs one."""
    result, last = "", None
    for child in row:
        text = _text(child)
        if not text:
            continue
        if text.isspace() or last is None:
            result, last = result + text, last if text.isspace() else child
            continue
        result += _gap(last, child) + text
        last = child
    return result


def _gap(left: Element, right: Element) -> str:
    kinds = _edge(left, -1), _edge(right, 0)
    if "rel" in kinds or "bin" in kinds:
        sign = kinds[0] == "bin" and core(left) is not None and core(left).get("form") == "prefix"
        return "" if sign or (kinds[0] == "open") else " "
    if kinds[0] in {"punct", "op"}:
        return " "
    if kinds[1] == "op":
        return " "
    if left.tag == "mn" and right.tag != "mn":
        return ""
    tight = kinds[0] == "open" or kinds[1] in {"close", "punct", "open"}
    unit = left.text in _TIGHT_AFTER or _base(right).text in _TIGHT_BEFORE
    return "" if tight or unit else " "


def _base(node: Element) -> Element:
    while node.tag in SCRIPTS:
        node = node[0]
    return node


def _edge(node: Element, end: int) -> str:
    """The kind of the first (0) or last (-1) atom of a part."""
    while node.tag == "mrow" and len(node):
        node = node[end]
    return kind(node)


def _group(text: str) -> str:
    tight = text.replace(" ", "")
    return tight if re.fullmatch(r"∂?[\w√]+ᵀ?", tight) else f"({tight})"


def _fold(text: str) -> str:
    """Mathematical letters as ordinary ones; ℓ, ℝ and other signs stay what they are."""
    text = re.sub("[\U0001d400-\U0001d7ffℒℋℱ]", lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return text.translate(_PLAIN)
