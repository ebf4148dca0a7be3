"""Where a formula may break: in a line of text after its relations, in a display where a narrow screen folds it.

The parts become rows of their own, which the style sheet (docs/assets/css/maths.css) lets stand on several lines.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable

from book.maths.spacing import kind

Element = ET.Element
_LONG = 16  # elements of a formula from which on it may break across lines


def row_of(children: list[Element], name: str = "") -> Element:
    """A group of the elements, with a class if it needs one."""
    row = ET.Element("mrow", {"class": name} if name else {})
    row.extend(children)
    return row


def breakable(row: Element) -> str:
    """Cuts a long formula after each relation, where a line of text may break; the attribute that says so."""
    segments: list[list[Element]] = [[]]
    for child in row:
        segments[-1].append(child)
        if kind(child) == "rel":
            segments.append([])
    segments = [segment for segment in segments if segment]
    if len(segments) == 1 or len(list(row.iter())) < _LONG:
        return ""
    row[:] = [row_of(segment) for segment in segments]
    return ' class="breaks"'


def foldable(row: Element) -> str:
    """Cuts a long display where a narrow screen may fold it: before relations and reasons, and within, before signs.

    The lines of `aligned` are cut each for itself. Returns the attributes that say so.
    """
    if len(list(row.iter())) < _LONG:
        return ' display="block"'
    tables = [table for table in row.iter("mtable") if table.get("class") == "aligned"]
    for cell in [cells[-1] for table in tables for cells in table]:
        if not (len(cell) == 1 and cell[0].tag == "mrow" and not cell[0].attrib):
            cell[:] = [row_of(list(cell))]
    for line in [cells[-1][0] for table in tables for cells in table] or [row]:
        steps = [_cut(step, _opens_term) for step in _cut(list(line), _opens_step)]
        line[:] = [row_of([row_of(term) for term in terms], "step") for terms in steps]
    return ' display="block" class="folds"'


def _cut(atoms: list[Element], opens: Callable[[list[Element], int], bool]) -> list[list[Element]]:
    """The row in pieces, cut before every atom that opens one. Brackets are rows of their own, and stay whole."""
    pieces: list[list[Element]] = [[]]
    for i, atom in enumerate(atoms):
        if pieces[-1] and opens(atoms, i):
            pieces.append([])
        pieces[-1].append(atom)
    return pieces


def _opens_step(atoms: list[Element], i: int) -> bool:
    """A relation after something else, or the space before a reason."""
    if atoms[i].tag == "mspace":
        return "∵" in "".join("".join(atom.itertext()) for atom in atoms[i + 1 : i + 4])
    return kind(atoms[i]) == "rel" and any(kind(atom) != "rel" for atom in atoms[:i])


def _opens_term(atoms: list[Element], i: int) -> bool:
    """A plus or minus between two operands."""
    return atoms[i].tag == "mo" and (atoms[i].text or "") in "+−" and atoms[i].get("lspace") not in (None, "0")
