"""TeX's own spacing: the kinds of atoms, and the space between two of them by The TeXbook, chapter 18.

Browsers space operators by a dictionary that knows neither TeX's pairs (`= ∑`, `( −`) nor that its scripts
are set tight. So every operator gets its spaces here.
"""

import xml.etree.ElementTree as ET

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
KIND = {character: kind for kind, characters in _CHARACTERS.items() for character in characters}
SCRIPTS = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
INVISIBLE = "\u2061"  # Temml writes it after names of functions
_ROWS = {"math", "mrow", "mtd", "msqrt", "mstyle"}


def kind(node: Element) -> str:
    """What TeX calls the kind of an atom: one of `_KINDS`."""
    operator = core(node)
    if operator is None:
        return "ord"
    if operator.get("fence") == "true":
        return {"prefix": "open", "postfix": "close"}.get(operator.get("form", ""), "ord")
    return KIND.get((operator.text or "")[:1], "ord")


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
        elif child.tag != "mspace" and child.text != INVISIBLE:
            found.append(child)
    return found


def space(node: Element, parent: Element | None, script: bool, display: bool) -> None:
    """Gives every operator below the node the spaces that it carries."""
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
        space(child, node, small, larger)


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
