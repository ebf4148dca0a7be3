"""MathML of the built page → native Typst maths, so that the PDF's formulas are text in the page's own maths font.

Only what this module knows is converted; anything else raises, so that no formula loses a part without a word.
The tests compare the characters of every formula with those of its MathML, and pictures with the website's.
"""

import re

from book.ground.faults import BookError
from book.ground.tree import Element
from book.maths.mathml import ACCENTS
from book.maths.spacing import INVISIBLE
from book.print.typst import quote

# Signs whose kind Typst does not know, or takes for another than TeX does; the page's spacing tells it.
_AMBIGUOUS = set("∵∴|∣‖∥/:")
_ACCENTS = {"ˆ": "hat", "^": "hat", "~": "tilde", "˜": "tilde", "˙": "dot", "→": "arrow", "⃗": "arrow"}
_ACCENTS |= {"‾": "macron", "¯": "macron", "ˉ": "macron", "ˇ": "caron"}
_SLANTS = re.compile("[A-Za-z\u0391-\u03c9ϑϕϖϱϵ∂]")
_BRACES = {"⏟": "underbrace", "⏞": "overbrace"}
# What the attributes say is either converted, or about spacing, which Typst knows itself, or heard, as each formula is.
_ATTRIBUTES = {
    *("class", "mathvariant", "fence", "form", "lspace", "rspace", "stretchy", "symmetric", "movablelimits"),
    *("separator", "minsize", "maxsize", "width", "height", "depth", "displaystyle", "scriptlevel"),
    *("linethickness", "accent", "accentunder", "display", "xmlns", "aria-label"),
}
_LONG = 6  # lines of a derivation that may go on overleaf (layout.typ)
_TALL = {"∑", "∏", "∫", "⋃", "⋂"}
_GROUPS = {"mrow", "mstyle", "math", "semantics", "mtd", "mpadded"}
_TABLES = {
    "aligned": "align: #left",
    "cases": "align: #left, column-gap: #1em, row-gap: #.55em",
    "matrix": "column-gap: #1em, row-gap: #.55em",
    "stack": "row-gap: #.2em",
}


def tex(formula: Element) -> str:
    """The TeX that a formula carries as its annotation."""
    annotation = formula.find("annotation")
    if annotation is None or not annotation.text.strip():
        raise BookError("page", formula.line, "a formula without its TeX", "see book/maths/mathml.py, finish")
    return " ".join(annotation.text.split())


def is_display(formula: Element) -> bool:
    return formula.attributes.get("display") == "block"


def may_break(formula: Element) -> bool:
    """Whether a formula in a line of text is long enough to be broken."""
    return "breaks" in formula.classes


def convert(formula: Element) -> str:
    """The Typst maths of a `<math>` element. Raises BookError for MathML that this module does not know."""
    return Converter(formula.line, is_display(formula)).node(formula)


def unparted(formula: Element) -> list[str]:
    """The Typst maths of what is on one line in any case: of a long formula each part, up to a relation."""
    inner = formula.find("mrow") if may_break(formula) else None
    return [
        Converter(formula.line, is_display(formula)).node(part) for part in (inner.elements if inner else [formula])
    ]


class Converter:
    """One conversion; `line` is the line of the built page, for messages."""

    def __init__(self, line: int, display: bool) -> None:
        self._line, self._display = line, display

    def _refuse(self, node: Element, problem: str) -> BookError:
        return BookError("page", self._line, f"<{node.tag}>: {problem}", "teach book/print/formulas.py this MathML")

    def node(self, node: Element) -> str:
        """Typst maths of one node, coloured as the page colours it."""
        handler = getattr(self, f"_{node.tag}", None)
        if unknown := node.attributes.keys() - _ATTRIBUTES:
            raise self._refuse(node, f"unknown attribute {', '.join(sorted(unknown))}")
        if "back" in node.classes:
            result = "#h(-.1667em)"  # \\!
        elif node.tag in _GROUPS:
            result = self._row(node)
        elif handler:
            result = handler(node)
        else:
            raise self._refuse(node, "unknown element")
        if node.tag != "mtable":
            style = node.attributes.get("displaystyle")
            result = f"{'display' if style == 'true' else 'inline'}({result})" if style else result
            small = node.attributes.get("scriptlevel", "0")
            result = f"{'script' if small == '1' else 'sscript'}({result})" if small in {"1", "2"} else result
        for flow in ("fwd", "bwd"):
            if flow in node.classes:
                result = f"{flow}({result})"
        return result

    def _children(self, node: Element) -> list[Element]:
        return [child for child in node.elements if child.tag != "annotation"]

    def _row(self, node: Element) -> str:
        children = self._children(node)
        if len(children) == 1 and children[0].tag == "mtable" and children[0].classes & {"aligned"}:
            return self._aligned(children[0])
        joined, before = "", None
        for child in children:
            if part := self.node(child):
                if before is not None:
                    joined += _gap(before, child)
                    if before.tag == "mi" and len(before.text) > 1 and _opens(child):
                        joined += "#h(0pt) "
                joined, before = joined + part, child
        if not any(_stretches(child) for child in children):
            return joined
        if node.tag == "mrow" and _stretches(children[0]):
            return f"lr({joined})" + ("" if self._display else self._strut(node))
        raise self._refuse(node, "a stretched delimiter outside of its group")

    def _strut(self, node: Element) -> str:
        """Keeps the lines above and below off a matrix in a line of text: Typst lets them reach into it."""
        rows = max((len(child.elements) for child in node.elements if child.tag == "mtable"), default=0)
        return f' class("closing", #strut({rows}))' if rows > 1 else ""

    def _aligned(self, table: Element) -> str:
        rows = [[self.node(cell) for cell in row.elements] for row in table.elements]
        if len(rows) >= _LONG and all(len(row) == 2 and not row[0].strip() for row in rows[-2:]):
            # One part of two lines: a page may end between any others, but leaves no line alone.
            last = "; ".join(f"display({row[1]})" for row in rows[-2:])
            rows[-2:] = [["", f"mat({last}, delim: #none, align: #left, row-gap: #leading)"]]
        return " \\ ".join(" & ".join(row) for row in rows)

    def _mi(self, node: Element) -> str:
        letter = node.text
        if len(letter) > 1:
            return f"op({quote(letter)})"
        upright = node.attributes.get("mathvariant") == "normal" or "mathcal" in node.classes
        letter = _escape(letter)
        if not _SLANTS.fullmatch(node.text):
            return f'class("normal", {letter})' if node.text in _AMBIGUOUS else letter
        return f"upright({letter})" if upright else f"italic({letter})"

    def _mn(self, node: Element) -> str:
        return node.text if re.fullmatch(r"[0-9.]*[0-9]", node.text) else f"#{quote(node.text)}"

    def _mo(self, node: Element) -> str:
        sign, attributes = node.text, node.attributes
        if sign in {INVISIBLE, ""}:
            return ""
        size = attributes.get("minsize")
        if size:
            return f"lr({_escape(sign)}, size: #{size})"
        if sign == ":" and attributes.get("lspace") == ".1111em":  # \colon
            return '#h(.1111em) class("normal", \\:) #h(.3333em)'
        if sign in _AMBIGUOUS and not _stretches(node):
            return f'class("{_class(attributes)}", {_escape(sign)})'
        return _escape(sign)

    def _mtext(self, node: Element) -> str:
        text = node.text.replace("\u00a0", " ")
        if not text.strip():
            return f"#h({0.25 * len(text):g}em)"
        # Typst sets a full stop as wide as half a letter where its text ends.
        after = " #h(.5em)" if text.strip()[-1] in "、。，" else ""
        return f'class("normal", #prose({quote(text.strip())}))' + after

    def _mspace(self, node: Element) -> str:
        width = node.attributes.get("width", "0")
        if width.startswith("0pt") or width == "0":
            return ""
        return f"#h({width})"

    def _mfrac(self, node: Element) -> str:
        over, under = map(self.node, node.elements)
        if node.attributes.get("linethickness", "").startswith("0"):
            return f"mat({over}; {under}, delim: #none)"
        return f"frac({over}, {under})"

    def _msqrt(self, node: Element) -> str:
        return f"sqrt({self._row(node)})"

    def _mroot(self, node: Element) -> str:
        radicand, index = map(self.node, node.elements)
        return f"root({index}, {radicand})"

    def _msub(self, node: Element) -> str:
        return self._attach(node, "scripts", "b")

    def _msup(self, node: Element) -> str:
        return self._attach(node, "scripts", "t")

    def _msubsup(self, node: Element) -> str:
        return self._attach(node, "scripts", "b", "t")

    def _munder(self, node: Element) -> str:
        return self._brace(node) or self._attach(node, "limits", "b")

    def _mover(self, node: Element) -> str:
        base, over = node.elements
        if over.text in ACCENTS or over.text in _ACCENTS:
            if over.text not in _ACCENTS:
                raise self._refuse(node, f"unknown accent {over.text}")
            return f"accent({self.node(base)}, {_ACCENTS[over.text]})"
        return self._brace(node) or self._attach(node, "limits", "t")

    def _brace(self, node: Element) -> str:
        """A brace under or over something, with the words at it; nothing where there is no brace."""
        base, mark = node.elements
        if mark.text in _BRACES:
            return f"{_BRACES[mark.text]}({self.node(base)})"
        if base.tag == node.tag and base.elements[1].text in _BRACES:
            return f"{_BRACES[base.elements[1].text]}({self.node(base.elements[0])}, {self.node(mark)})"
        return ""

    def _munderover(self, node: Element) -> str:
        return self._attach(node, "limits", "b", "t")

    def _attach(self, node: Element, how: str, *places: str) -> str:
        base, *scripts = map(self.node, node.elements)
        if len(scripts) != len(places):
            raise self._refuse(node, f"{len(scripts)} scripts where {len(places)} belong")
        # Only operators need to be told where their scripts stand.
        first = node.elements[0]
        operator = first.tag == "mo" or (first.tag == "mi" and len(first.text) > 1) or how == "limits"
        held = f"{how}({base})" if operator else base
        listed = ", ".join(f"{place}: {script}" for place, script in zip(places, scripts, strict=True))
        tall = not self._display and first.text in _TALL
        return f"attach({held}, {listed})" + (' class("closing", #strut(1.3)) #h(.1667em)' if tall else "")

    def _mtable(self, node: Element) -> str:
        kind = next((name for name in _TABLES if name in node.classes), None)
        if kind is None:
            raise self._refuse(node, f"table of the unknown kind {node.attributes.get('class', '')}")
        # As in TeX, cells are in text style; Typst would set them as small as the parts of a fraction.
        # A case is an expression of its own, and its fractions are as large as its numbers.
        large = node.attributes.get("displaystyle") == "true" or (kind == "cases" and node.find("mfrac"))
        style = "display" if large else "inline"
        style = "script" if kind == "stack" else style
        rows = "; ".join(", ".join(f"{style}({self.node(cell)})" for cell in row.elements) for row in node.elements)
        return f"mat({rows}, delim: #none, {_TABLES[kind]}{self._lines(node)})"

    def _lines(self, table: Element) -> str:
        """The lines between columns and rows of a table, as Typst's option for them."""
        found: dict[str, set[int]] = {"below": set(), "right": set()}
        for down, row in enumerate(table.elements, start=1):
            for across, cell in enumerate(row.elements, start=1):
                for side in found:
                    if f"line-{side}" in cell.classes:
                        found[side].add(down if side == "below" else across)
        if not any(found.values()):
            return ""
        listed = {name: "".join(f"{place}, " for place in sorted(found[name])) for name in found}
        return f", augment: #(hline: ({listed['below']}), vline: ({listed['right']}), stroke: .5pt)"


def _class(attributes: dict[str, str]) -> str:
    """The kind of an ambiguous sign, from the form and the spaces that the page gives it."""
    if attributes.get("fence") == "true":
        return {"prefix": "opening", "postfix": "closing"}.get(attributes.get("form", ""), "normal")
    spaces = {attributes.get("lspace"), attributes.get("rspace")}
    return "relation" if ".2778em" in spaces else "binary" if ".2222em" in spaces else "normal"


def _opens(node: Element) -> bool:
    """Whether a group begins with a delimiter, before which a function's name keeps no distance."""
    first = next((leaf for leaf in node.walk() if leaf.tag in {"mi", "mn", "mo", "mtext"}), None)
    return node.tag != "mo" and first is not None and first.attributes.get("form") == "prefix" and first.text in "([{"


def _gap(before: Element | None, after: Element) -> str:
    """What stands between two parts in the source: Typst shows a space beside words, and a comment shows nothing."""
    for node, end in ((before, -1), (after, 0)):
        if node is not None and node.tag == "mtext" and node.text.strip() and not node.text[end].isspace():
            return "/**/"
    return " "


def _stretches(node: Element) -> bool:
    attributes = node.attributes
    return node.tag == "mo" and attributes.get("fence") == "true" and attributes.get("stretchy") == "true"


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c.isascii() and not c.isalnum() else c for c in text)
