"""Running text as a printer sets it: white space as HTML shows it, and a printer's quotation marks."""

import re

_WIDE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_BROKEN_LINE = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
# Letters of Japanese, beside which a formula gets the quarter space that Typst gives Latin words.
LETTER = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]")


def spaced(text: str, language: str) -> str:
    """White space as one space; between two Japanese characters the end of a source line is none."""
    return re.sub(r"\s+", " ", _BROKEN_LINE.sub("", text) if language == "ja" else text)


def curled(text: str, after_space: bool) -> str:
    """Straight quotation marks as curled ones; `after_space` says what stands before the text."""
    start = r'(?<![^\s(\[“‘])"' if after_space else r'(?<=[\s(\[])"'
    text = re.sub(start, "“", text)
    text = re.sub(r"(?<=[\s(\[“])'", "‘", text)
    return text.replace('"', "”").replace("'", "’")
