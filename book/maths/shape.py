"""What a formula shows, without its spacing and the size of its brackets: two sources that show the same are alike."""

import re
import xml.etree.ElementTree as ET

_LAYOUT = {
    *("accent", "accentunder", "class", "columnalign", "depth", "display", "displaystyle", "fence", "form", "height"),
    *("largeop", "lspace", "maxsize", "minsize", "movablelimits", "rspace", "scriptlevel", "separator", "stretchy"),
    *("symmetric", "width"),
}
_STYLE = re.compile(r"(?:padding|margin|width|text-align|display|min-|max-)[\w-]*:[^;]*;?")
_ROWS = {"math", "mrow", "mstyle", "mtd"}
_PLACES = {"munder": "msub", "munderover": "msubsup"}  # limits stand below or beside, as there is room
_SCRIPTED = {"msub", "msup", "msubsup"}  # behind a bracket or what it closes, a script stands in the same place
_SAME = str.maketrans({"⋯": "…", "⟹": "⇒", "⟺": "⇔"})
Shape = tuple


def shape(mathml: str) -> Shape:
    """The signs a formula shows and how they stand to each other."""
    return tuple(_shapes(ET.fromstring(mathml)))


def _shapes(node: ET.Element) -> list[Shape]:
    """A node's shape, or the shapes in it where it is only a row; nothing where it only leaves room."""
    text = " ".join((node.text or "").replace("\u2061", "").split()).translate(_SAME)
    if node.tag == "mspace" or (node.tag in ("mo", "mtext") and not text and not len(node)):
        return []
    kept = tuple(sorted((name, _seen(name, value)) for name, value in node.attrib.items() if _seen(name, value)))
    parts = [_shapes(child) for child in node]
    if node.tag in _ROWS and not kept:
        row = [shape for part in parts for shape in part]
        return [("mtd", *row)] if node.tag == "mtd" else row
    if node.tag in ("mi", "mo", "mn"):
        return [("sign", text, kept)]
    before: list[Shape] = []
    if node.tag in _SCRIPTED:
        *before, last = parts[0] or [()]
        parts[0] = [last]
    return [*before, (_PLACES.get(node.tag, node.tag), text, kept, *map(tuple, parts))]


def _seen(name: str, value: str) -> str:
    """What an attribute changes in the signs themselves, such as their colour."""
    return "" if name in _LAYOUT else _STYLE.sub("", value).strip() if name == "style" else value
