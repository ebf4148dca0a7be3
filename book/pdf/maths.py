"""MathML of the built page → native Typst maths, so that the PDF's formulas are text in the page's own maths font.

Only what this module knows is converted; anything else raises, so that no formula loses a part without a word.
The tests compare the characters of every formula with those of its MathML, and pictures with the website's.
"""

import re

from book.errors import BookError
from book.mathml import ACCENTS, INVISIBLE
from book.pdf.dom import Element
from book.pdf.typst_code import quote

# Classes that Typst gives otherwise than TeX does.
_CLASSES = {"∵": "relation", "∴": "relation", "|": "normal", "/": "normal", "∣": "relation"}
_ACCENTS = {"ˆ": "hat", "^": "hat", "~": "tilde", "˜": "tilde", "˜": "tilde", "˙": "dot", "→": "arrow", "⃗": "arrow"}
_ACCENTS |= {"‾": "macron", "¯": "macron", "ˉ": "macron", "ˇ": "caron"}
_SLANTS = re.compile("[A-Za-z\u0391-\u03c9ϑϕϖϱϵ∂]")
_BRACES = {"⏟": "underbrace", "⏞": "overbrace"}
_GROUPS = {"mrow", "mstyle", "math", "semantics", "mtd", "mpadded"}
_TABLES = {
    "aligned": "align: #left",
    "cases": "align: #left, column-gap: #1em, row-gap: #.55em",
    "matrix": "column-gap: #1em, row-gap: #.55em",
    "stack": "row-gap: #.2em",
}


def tex(formula: Element) -> str:
    """The TeX that a formula carries as its annotation: the PDF's alternative text."""
    annotation = formula.find("annotation")
    if annotation is None or not annotation.text.strip():
        raise BookError("page", formula.line, "a formula without its TeX", "see book/mathml.py, finish")
    return " ".join(annotation.text.split())


def is_display(formula: Element) -> bool:
    return formula.attributes.get("display") == "block"


def may_break(formula: Element) -> bool:
    """Whether a formula in a line of text is long enough to be broken."""
    return "breaks" in formula.classes


def convert(formula: Element) -> str:
    """The Typst maths of a `<math>` element. Raises BookError for MathML that this module does not know."""
    return Converter(formula.line, is_display(formula)).node(formula)


class Converter:
    """One conversion; `line` is the line of the built page, for messages."""

    def __init__(self, line: int, display: bool) -> None:
        self._line, self._display = line, display

    def _refuse(self, node: Element, problem: str) -> BookError:
        return BookError("page", self._line, f"<{node.tag}>: {problem}", "teach book/pdf/maths.py this MathML")

    def node(self, node: Element) -> str:
        """Typst maths of one node, coloured as the page colours it."""
        handler = getattr(self, f"_{node.tag}", None)
        if node.tag in _GROUPS:
            result = self._row(node)
        elif handler:
            result = handler(node)
        else:
            raise self._refuse(node, "unknown element")
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
        parts = [part for part in map(self.node, children) if part]
        if not any(_stretches(child) for child in children):
            return " ".join(parts)
        if node.tag == "mrow" and _stretches(children[0]):
            return f"lr({' '.join(parts)})" + ("" if self._display else self._strut(node))
        raise self._refuse(node, "a stretched delimiter outside of its group")

    def _strut(self, node: Element) -> str:
        """Keeps the lines above and below off a matrix in a line of text: Typst lets them reach into it."""
        rows = max((len(child.elements) for child in node.elements if child.tag == "mtable"), default=0)
        return f' class("closing", #strut({rows}))' if rows > 1 else ""

    def _aligned(self, table: Element) -> str:
        return " \\ ".join(" & ".join(map(self.node, row.elements)) for row in table.elements)

    def _mi(self, node: Element) -> str:
        letter = node.text
        if len(letter) > 1:
            return f"op({quote(letter)})"
        upright = node.attributes.get("mathvariant") == "normal" or "mathcal" in node.classes
        letter = _escape(letter)
        if not _SLANTS.fullmatch(node.text):
            return letter
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
        if sign in _CLASSES and attributes.get("fence") != "true":
            return f'class("{_CLASSES[sign]}", {_escape(sign)})'
        return _escape(sign)

    def _mtext(self, node: Element) -> str:
        text = node.text.replace("\u00a0", " ")
        return f"#prose({quote(text)})" if text.strip() else f"#h({0.25 * len(text):g}em)"

    def _mspace(self, node: Element) -> str:
        width = node.attributes.get("width", "0")
        if width.startswith("0pt") or width == "0":
            return ""
        return f"#h({width})"

    def _mphantom(self, node: Element) -> str:
        return f"#hide[${self._row(node)}$]"

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
        base, under = node.elements
        if under.text in _BRACES:
            return f"{_BRACES[under.text]}({self.node(base)})"
        if base.tag == "munder" and base.elements[1].text in _BRACES:
            return f"{_BRACES[base.elements[1].text]}({self.node(base.elements[0])}, {self.node(under)})"
        return self._attach(node, "limits", "b")

    def _mover(self, node: Element) -> str:
        base, over = node.elements
        if over.text in ACCENTS or over.text in _ACCENTS:
            if over.text not in _ACCENTS:
                raise self._refuse(node, f"unknown accent {over.text}")
            return f"accent({self.node(base)}, {_ACCENTS[over.text]})"
        if over.text in _BRACES:
            return f"{_BRACES[over.text]}({self.node(base)})"
        if base.tag == "mover" and base.elements[1].text in _BRACES:
            return f"{_BRACES[base.elements[1].text]}({self.node(base.elements[0])}, {self.node(over)})"
        return self._attach(node, "limits", "t")

    def _munderover(self, node: Element) -> str:
        return self._attach(node, "limits", "b", "t")

    def _attach(self, node: Element, how: str, *places: str) -> str:
        base, *scripts = map(self.node, node.elements)
        # Only operators need to be told where their scripts stand.
        first = node.elements[0]
        operator = first.tag == "mo" or (first.tag == "mi" and len(first.text) > 1) or how == "limits"
        held = f"{how}({base})" if operator else base
        listed = ", ".join(f"{place}: {script}" for place, script in zip(places, scripts, strict=True))
        return f"attach({held}, {listed})"

    def _mtable(self, node: Element) -> str:
        kind = next((name for name in _TABLES if name in node.classes), None)
        if kind is None:
            raise self._refuse(node, f"table of the unknown kind {node.attributes.get('class', '')}")
        # As in TeX, cells are in text style; Typst would set them as small as the parts of a fraction.
        style = "display" if node.attributes.get("displaystyle") == "true" else "inline"
        rows = "; ".join(", ".join(f"{style}({self.node(cell)})" for cell in row.elements) for row in node.elements)
        return f"mat({rows}, delim: #none, {_TABLES[kind]})"


def _stretches(node: Element) -> bool:
    attributes = node.attributes
    return node.tag == "mo" and attributes.get("fence") == "true" and attributes.get("stretchy") == "true"


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c.isascii() and not c.isalnum() else c for c in text)
