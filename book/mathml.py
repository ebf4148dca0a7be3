"""From Temml's MathML to the book's: TeX's own spacing, and the colours of the two flows.

Browsers space operators by a dictionary that knows neither TeX's pairs (`= ∑`, `( −`) nor that its scripts
are set tight. So every operator gets its spaces here, by the table of The TeXbook, chapter 18.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET
from html import escape

Element = ET.Element

# Space between an atom (row) and the next (column), in 1/18 em; `*` means: not in scripts.
_KINDS = ("ord", "op", "bin", "rel", "open", "close", "punct", "inner")
_SPACES = {
    "ord": "0 3 4* 5* 0 0 0 3*",
    "op": "3 3 0 5* 0 0 0 3*",
    "bin": "4* 4* 0 0 4* 0 0 4*",
    "rel": "5* 5* 0 0 5* 0 0 5*",
    "open": "0 0 0 0 0 0 0 0",
    "close": "0 3 4* 5* 0 0 0 3*",
    "punct": "3* 3* 0 3* 3* 3* 3* 3*",
    "inner": "3* 3* 4* 5* 3* 0 3* 3*",
}
_SPACE = {(left, right): cell for left, row in _SPACES.items() for right, cell in zip(_KINDS, row.split(), strict=True)}
_WIDTHS = {"0": "0", "3": ".1667em", "4": ".2222em", "5": ".2778em"}
_NO_OPERAND_BEFORE = {None, "bin", "op", "rel", "open", "punct"}
_NO_OPERAND_AFTER = {None, "rel", "close", "punct"}
_CHARACTERS = {
    "rel": "=≠<>≤≥≪≫≈∼≃≅≡∝∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔⟹⟸⟺⟶⟵⟷↦⟼⊥∥∣∵∴≔≜≟:",
    "bin": "+−±∓×÷·⋅∗∘∙⊙⊗⊕⊖∖∩∪∧∨⋆",
    "op": "∑∏∐∫∬∮⋃⋂⋁⋀⨁⨂",
    "punct": ",;",
    "inner": "⋯…⋱",
}
_KIND = {character: kind for kind, characters in _CHARACTERS.items() for character in characters}
SCRIPTS = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
# The letters and signs (∂, ∇) that browsers slant where they stand alone, each with its slanted form.
_SLANTED = {
    chr(int(unicodedata.decomposition(c).split()[1], 16)): c
    for c in map(chr, (*range(0x1D434, 0x1D455), *range(0x1D456, 0x1D468), 0x1D6A4, 0x1D6A5, *range(0x1D6E2, 0x1D71C)))
} | {"h": "ℎ"}
_LONG = 16  # elements of an inline formula from which on it may break across lines
_ROWS = {"math", "mrow", "mtd", "msqrt", "mstyle", "mphantom", "menclose"}
_BLANK = {"mspace", "mphantom"}
INVISIBLE = "\u2061"  # Temml writes it after names of functions
_UPSTREAM = "𝐆"  # the book calls the upstream gradient of a layer G
_BOLD_IDENTITY = "𝐈"
ACCENTS = set("ˆ^~˜¯‾˙→⃗ˇ")


def finish(mathml: str, tex: str, display: bool) -> str:
    """The formula as it goes into the page; its TeX is an annotation, so that it can be copied out again.

    Screen readers read the MathML itself, which says more than an `alttext` in its place would.
    """
    root = tree(mathml)
    _space(root, None, script=False, display=display)
    _colour(root)
    row = root[0] if len(root) == 1 and root[0].tag == "mrow" and not root[0].attrib else _row(list(root))
    attribute = ' display="block"' if display else _breakable(row)
    body = ET.tostring(row, encoding="unicode", short_empty_elements=False)
    annotation = f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'
    return f"<math{attribute}><semantics>{body}{annotation}</semantics></math>"


def _row(children: list[Element]) -> Element:
    row = ET.Element("mrow")
    row.extend(children)
    return row


def _breakable(row: Element) -> str:
    """Cuts a long formula after each relation, where a line of text may break; the attribute that says so."""
    segments: list[list[Element]] = [[]]
    for child in row:
        segments[-1].append(child)
        if kind(child) == "rel":
            segments.append([])
    segments = [segment for segment in segments if segment]
    if len(segments) == 1 or len(list(row.iter())) < _LONG:
        return ""
    row[:] = [_row(segment) for segment in segments]
    return ' class="breaks"'


def characters(mathml: str) -> set[str]:
    """Every character the formula shows, a letter that browsers slant of themselves as the slanted one."""
    found: set[str] = set()
    for node in tree(mathml).iter():
        text = node.text or ""
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
        for space in cell.iter("mspace"):
            space.attrib.pop("height", None)  # Temml's strut under ⋮, which pushes rows apart


# Spacing


def kind(node: Element) -> str:
    """What TeX calls the kind of an atom: one of `_KINDS`."""
    operator = core(node)
    if operator is None:
        return "ord"
    if operator.get("fence") == "true":
        return {"prefix": "open", "postfix": "close"}.get(operator.get("form", ""), "ord")
    return _KIND.get((operator.text or "")[:1], "ord")


def core(node: Element) -> Element | None:
    """The operator that a node is, possibly with scripts."""
    while node.tag in SCRIPTS and len(node):
        node = node[0]
    return node if node.tag == "mo" and node.text != INVISIBLE else None


def _atoms(row: Element) -> list[Element]:
    """The row's parts in order, without spaces, looking into groups that are no boxes of their own."""
    found = []
    for child in row:
        if child.tag == "mrow":
            found += _atoms(child)
        elif child.tag not in _BLANK and child.text != INVISIBLE:
            found.append(child)
    return found


def _space(node: Element, parent: Element | None, script: bool, display: bool) -> None:
    # The parts of a group without a box of its own stand in the row around it.
    inner = node.tag == "mrow" and parent is not None and parent.tag in _ROWS
    if len(node) and node.tag in _ROWS and not inner:
        aligned = node.get("class") == "tml-left"  # what stands left of its & is an operand
        _space_row(_atoms(node), script, "ord" if aligned else None)
    for position, child in enumerate(node):
        small = script or (node.tag in SCRIPTS and position > 0) or (node.tag == "mfrac" and not display)
        small = (small or node.get("scriptlevel") == "1") and node.get("scriptlevel") != "0"
        # Cells and parts of a fraction are in text style, as in TeX, so that fractions in them are small.
        textual = node.tag == "mfrac" or (node.tag == "mtable" and node.get("displaystyle") != "true")
        larger = node.get("displaystyle", str(display and not textual and not small).lower()) == "true"
        _space(child, node, small, larger)


def _space_row(atoms: list[Element], script: bool, before: str | None) -> None:
    kinds = [kind(atom) for atom in atoms]
    for i, one in enumerate(kinds):  # a sign at an end, or next to another operator, is no binary operator
        left = kinds[i - 1] if i else before
        right = kinds[i + 1] if i + 1 < len(kinds) else None
        if one == "bin" and (left in _NO_OPERAND_BEFORE or right in _NO_OPERAND_AFTER):
            kinds[i] = "ord"
    for i, atom in enumerate(atoms):
        operator = core(atom)
        if operator is None:
            continue
        if operator.text == ":" and "lspace" in operator.attrib:  # \colon is a punctuation mark
            operator.attrib.update(lspace=".1111em", rspace=".3333em")
            continue
        left = kinds[i - 1] if i else before
        # One of two neighbours carries the space between them: the left one if it is an operator.
        carried = i > 0 and core(atoms[i - 1]) is not None
        operator.set("lspace", "0" if left is None or carried else _width(left, kinds[i], script))
        last = i + 1 == len(atoms)
        operator.set("rspace", "0" if last else _width(kinds[i], kinds[i + 1], script))


def _width(left: str, right: str, script: bool) -> str:
    cell = _SPACE[left, right]
    return _WIDTHS["0" if script and "*" in cell else cell[0]]


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
        inner = [child for child in node if child.tag not in _BLANK and child.get("fence") != "true"]
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
