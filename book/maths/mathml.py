"""From Temml's MathML to the book's: TeX's own spacing, places to break, and the colours of the two flows."""

import re
import unicodedata
import xml.etree.ElementTree as ET
from html import escape

from book.maths.breaks import breakable, foldable, row_of
from book.maths.spacing import INVISIBLE, space

Element = ET.Element

# The letters and signs (∂, ∇) that browsers slant where they stand alone, each with its slanted form.
_SLANTED = {
    chr(int(unicodedata.decomposition(c).split()[1], 16)): c
    for c in map(chr, (*range(0x1D434, 0x1D455), *range(0x1D456, 0x1D468), 0x1D6A4, 0x1D6A5, *range(0x1D6E2, 0x1D71C)))
} | {"h": "ℎ"}
_UPSTREAM = "𝐆"  # the book calls the upstream gradient of a layer G
_BOLD_IDENTITY = "𝐈"
ACCENTS = set("ˆ^~˜¯‾˙→⃗ˇ")
# Looks that Temml writes as styles, and the class of each: a page's policy refuses a style in an attribute. What it
# says of a cell that is not there says nothing.
_LOOKS = {
    "line-below": re.compile(r"border-bottom:[^;]*solid;?"),
    "line-right": re.compile(r"border-right:[^;]*solid;?"),
    "back": re.compile(r"margin-left:-0\.1667em;?"),  # \!
    "": re.compile(r"^level:.*"),
}


def finish(mathml: str, tex: str, display: bool) -> str:
    """The formula as it goes into the page; its TeX is an annotation, so that it can be copied out again.

    Screen readers read the MathML itself, which says more than an `alttext` in its place would.
    """
    root = tree(mathml)
    space(root, None, script=False, display=display)
    _colour(root)
    for node in root.iter():
        _dress(node)
    row = root[0] if len(root) == 1 and root[0].tag == "mrow" and not root[0].attrib else row_of(list(root))
    attribute = foldable(row) if display else breakable(row)
    body = ET.tostring(row, encoding="unicode", short_empty_elements=False)
    annotation = f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'
    return f"<math{attribute}><semantics>{body}{annotation}</semantics></math>"


def _dress(node: Element) -> None:
    """Turns a style that is known into a class; another stays, and is refused where the page is whole."""
    style, classes = node.attrib.pop("style", ""), node.get("class", "").split()
    for name, look in _LOOKS.items():
        if look.search(style):
            style = look.sub("", style)
            classes += [name] if name else []
    if style:
        node.set("style", style)
    if classes:
        node.set("class", " ".join(classes))


def characters(mathml: str) -> set[str]:
    """Every character the formula shows, a letter that browsers slant of themselves as the slanted one.

    A radical is drawn with the root sign, though no element holds that character.
    """
    found: set[str] = set()
    for node in tree(mathml).iter():
        text = "√" if node.tag in {"msqrt", "mroot"} else node.text or ""
        slanted = node.tag == "mi" and len(text) == 1 and not node.get("mathvariant")
        found |= {_SLANTED.get(text, text)} if slanted else set(text)
    return found - {INVISIBLE}


def tree(mathml: str) -> Element:
    """Temml's formula without what says nothing."""
    root = ET.fromstring(mathml)
    _simplify(root)
    return root


def _simplify(node: Element) -> None:
    """Takes out what says nothing, ties a gradient's d to its letter, names the kinds of tables."""
    for child in node:
        _simplify(child)
    children, result = list(node), []
    while children:
        child = children.pop(0)
        empty = child.tag == "mspace" and not child.attrib
        if empty or (child.tag == "mo" and child.text is None and not len(child)):
            continue
        if child.tag == "mrow" and len(child) == 1 and not child.attrib:
            child = child[0]
        if child.tag == "msup" and child[1].get("class", "").startswith("tml-prime"):
            # Fonts have the prime raised and small already: as a superscript it would be both twice.
            result.append(child[0])
            child = child[1]
            child.attrib.clear()
        letter = next((c for c in children if c.tag != "mspace" or c.attrib), None)
        if _is_upright(child, "d") and letter is not None and letter.tag not in {"mo", "mspace"}:
            unit = ET.Element("mrow", {"class": "bwd"})
            unit.extend([child, letter])
            del children[: children.index(letter) + 1]
            child = unit
        result.append(child)
    node[:] = result
    if node.tag == "mtable":
        _table(node)


def _is_upright(node: Element, letter: str) -> bool:
    return node.tag == "mi" and node.text == letter and node.get("mathvariant") == "normal"


def _table(table: Element) -> None:
    """Widths of gaps belong to the style sheet, so a table only says what it is."""
    sides = {cell.get("class") for cell in table.iter("mtd")}
    named = {"tml-jot": "aligned", "tml-small": "stack"}.get(table.get("class", ""))
    table.set("class", named or ("cases" if sides == {"tml-left"} else "matrix"))
    for cell in table.iter("mtd"):
        style = re.sub(r"padding-(left|right):[^;]*;", "", cell.attrib.pop("style", ""))
        if style:
            cell.set("style", style)
        for gap in cell.iter("mspace"):
            gap.attrib.pop("height", None)  # Temml's strut under ⋮, which pushes rows apart


# Colours


def _colour(node: Element) -> None:
    """Marks gradients `bwd` and values of the forward pass `fwd`, each as large a part as is wholly one."""
    if node.get("class") == "bwd":
        return
    brackets = node.tag == "mrow" and any(child.get("fence") == "true" for child in node)
    if (role := _role(node)) and not brackets:
        node.set("class", f"{node.get('class', '')} {role}".strip())
        return
    children = list(node)
    for i, child in enumerate(children):
        _colour(child)
        if i and _is_upright(children[i - 1], "Δ") and "fwd" in child.get("class", ""):
            children[i - 1].set("class", "fwd")  # a perturbation goes forward


def _role(node: Element) -> str | None:
    if node.tag == "mi":
        if node.text == _UPSTREAM:
            return "bwd"
        return "fwd" if _is_bold(node.text or "") else None
    if node.tag == "mrow":
        if node.get("class") == "bwd":
            return "bwd"
        inner = [child for child in node if child.tag != "mspace" and child.get("fence") != "true"]
        roles = {_role(child) for child in inner} or {None}
        return roles.pop() if len(roles) == 1 else None
    if node.tag in {"msub", "msup", "msubsup"} or (node.tag == "mover" and node[1].text in ACCENTS):
        if node.tag in {"msub", "msubsup"} and _is_component(node[0]):
            return "bwd" if node[0].text == "G" else "fwd"
        return _role(node[0])
    return None


def _is_bold(text: str) -> bool:
    return text != _BOLD_IDENTITY and all("𝐀" <= c <= "𝐳" for c in text) and bool(text)


def _is_component(base: Element) -> bool:
    return base.tag == "mi" and bool(re.fullmatch("[A-Za-z]", base.text or ""))
