"""XHTML as text: elements written from parts that are XHTML already, and text that is escaped once."""

from html import escape

from book.ground.tree import VOID

MATHML, OPS, XHTML = (
    "http://www.w3.org/1998/Math/MathML",
    "http://www.idpf.org/2007/ops",
    "http://www.w3.org/1999/xhtml",
)


def text(words: str) -> str:
    """Words as XHTML."""
    return escape(words, quote=False)


def tag(name: str, *parts: str, **attributes: str) -> str:
    """An element; attributes without a value are left out, `epub_type` is `epub:type` and `class_` is `class`."""
    named = {key.rstrip("_").replace("epub_", "epub:").replace("_", "-"): value for key, value in attributes.items()}
    given = "".join(f' {key}="{escape(value)}"' for key, value in named.items() if value)
    return f"<{name}{given}/>" if name in VOID else f"<{name}{given}>{''.join(parts)}</{name}>"


def document(language: str, title: str, body: str, kind: str = "") -> str:
    """A whole file of the e-book."""
    head = f'<meta charset="utf-8"/><title>{text(title)}</title><link rel="stylesheet" href="style.css"/>'
    given = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{language}" xml:lang="{language}">\n'
        f"<head>{head}</head>\n<body{given}>\n{body}\n</body>\n</html>\n"
    )
