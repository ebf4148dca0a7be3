"""The MathML of a built page as an e-book has it: without its TeX, and with the words that read it aloud.

Readers that know no MathML show, or say, these words.
"""

from html import escape, unescape

from book.ebook.xhtml import MATHML
from book.ground.faults import BookError
from book.ground.tree import Element
from book.maths import spoken


def formula(node: Element, language: str) -> str:
    """A `<math>`. Raises BookError for one that has no formula, or cannot be said."""
    semantics = node.find("semantics")
    shown = [child for child in semantics.elements if child.tag != "annotation"] if semantics else []
    if len(shown) != 1:
        raise BookError("page", node.line, "<math> without its formula", "see book/maths/mathml.py, finish")
    given = {"xmlns": MATHML, **node.attributes, "alttext": spoken.words(node, language)}
    return _written(Element("math", given, shown))


def _written(node: Element | str) -> str:
    if isinstance(node, str):
        return escape(unescape(node), quote=False)
    given = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    inside = "".join(map(_written, node.children))
    return f"<{node.tag}{given}>{inside}</{node.tag}>" if inside else f"<{node.tag}{given}/>"
