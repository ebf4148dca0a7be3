"""What a formula may be written with. Whatever stands in no list here is refused by name, with what to write."""

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches

RELATIONS = {"=", r"\ne", r"\approx", "<", ">", r"\le", r"\ge", r"\in", r"\colon", r"\to"}
DOTS = {r"\dots", r"\cdots", r"\vdots", r"\ddots"}
_GREEK = """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma
tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"""
GREEK = {f"\\{name}" for name in _GREEK.split()}
SYMBOLS = GREEK | {r"\ell"}
"""The commands that can stand for something, as a letter does."""
SIGNS = {r"\infty", r"\cdot"}
"""What stands in the place of a value, and can never be declared."""
FUNCTIONS = {
    r"\exp", r"\log", r"\ln", r"\sin", r"\cos", r"\tan", r"\sinh", r"\cosh", r"\tanh", r"\arcsin", r"\arccos",
    r"\arctan", r"\max", r"\min", r"\arg", r"\det", r"\lim", r"\sum", r"\prod",
}  # fmt: skip
SPACING = {
    "~",
    "\\ ",
    "\\\n",
    r"\,",
    r"\;",
    r"\:",
    r"\!",
    r"\displaystyle",
    r"\textstyle",
    r"\limits",
    r"\notag",
    r"\nonumber",
}
SIZES = {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
SIZES |= {r"\left", r"\right"}
DELIMITERS = {
    "(", ")", "[", "]", "|", r"\{", r"\}", r"\|", r"\langle", r"\rangle", r"\lVert", r"\rVert", r"\lvert", r"\rvert",
    r"\lbrace", r"\rbrace",
}  # fmt: skip
ALIASES = {
    r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\lVert": r"\|", r"\rVert": r"\|", r"\lvert": "|",
    r"\rvert": "|", r"\lbrace": r"\{", r"\rbrace": r"\}", r"\ldots": r"\dots", r"\qquad": r"\quad",
    r"\tfrac": r"\frac", r"\dfrac": r"\frac", r"\rightarrow": r"\to", r"\Rightarrow": r"\implies",
    r"\Longrightarrow": r"\implies", r"\Longleftrightarrow": r"\iff", r"\Leftrightarrow": r"\iff",
}  # fmt: skip
ARGUMENTS = {"^": 1, "_": 1, r"\frac": 2, r"\sqrt": 1, r"\underbrace": 1}
MARKS = (*"①②③④⑤⑥⑦⑧⑨",)
"""Each alone in a `\\text` numbers a row of aligned."""
ENVIRONMENTS = ("aligned", "pmatrix", "bmatrix", "cases")
OTHERS = {
    r"\partial", r"\infty", r"\top", r"\cdot", r"\times", r"\odot", r"\otimes", r"\implies", r"\iff", r"\because",
    r"\quad", r"\frac", r"\sqrt", r"\underbrace", r"\\",
}  # fmt: skip
_CHARACTERS = set("+-*/=<>()[]|,.;:'&^_{}")

ALPHABETS = {
    r"\mathbf": "[A-Za-z01]", r"\mathrm": "[A-Za-z]", r"\mathcal": "[A-Z]", r"\mathbb": "[A-Z1]",
    r"\boldsymbol": r"[A-Za-z]|\\[A-Za-z]+",
}  # fmt: skip
ACCENTS = {r"\hat", r"\bar", r"\tilde"}
FONTS = {*ALPHABETS, *ACCENTS, r"\operatorname"}

_LABEL, _TAG = re.compile(r"[\w:.-]+", re.ASCII), re.compile(r"[A-Za-z0-9.'-]+")


def _environment(name: str) -> str:
    return "" if name in ENVIRONMENTS else f"no such environment is read here: write one of {', '.join(ENVIRONMENTS)}"


_WORDS_ONLY = "only words and the punctuation of sentences: numbers, signs and symbols belong to the formula"
NAMED: dict[str, Callable[[str], str]] = {
    r"\label": lambda name: "" if _LABEL.fullmatch(name) else "a label is made of letters, digits and - : . _",
    r"\tag": lambda name: "" if _TAG.fullmatch(name) else "a tag is made of letters, digits and . - '",
    r"\begin": _environment,
    r"\end": _environment,
    r"\text": lambda words: "" if plain(words) == words else _WORDS_ONLY,
}
OPTION = {
    r"\\": "a bracket or star after \\\\ is a length in TeX, and is not shown: begin the row with \\left[",
    r"\sqrt": "\\sqrt is the square root only: write another one as a power, x^{1/3}",
}
_COMMANDS = {
    *SYMBOLS, *FUNCTIONS, *SPACING, *SIZES, *DELIMITERS, *ALIASES, *FONTS, *NAMED, *OTHERS,
    *RELATIONS, *DOTS,
}  # fmt: skip
_INSTEAD = {
    "%": "TeX reads no further on this line: take it out",
    "$": "a formula inside a formula: close the first one",
    "#": "TeX has no meaning for it here",
    r"\%": "write a fraction",
    r"\nabla": r"write \frac{\partial …}{\partial …} or \mathrm d…",
    r"\mathsf": r"the transpose is ^\top, a matrix \mathbf X",
    r"\intercal": r"the transpose is ^\top",
    r"\vert": "write |", r"\mid": "write |", r"\Vert": r"write \|",
    r"\forall": r"write \text{for all }", r"\vec": r"write \mathbf", r"\dot": "write a letter of its own",
    r"\mathit": "write the letter alone", r"\bm": r"write \mathbf or \boldsymbol",
    r"\overline": r"write \bar over one letter", r"\widehat": r"write \hat over one letter",
    r"\limsup": r"write \lim", r"\cfrac": r"write \frac", r"\textbf": r"write \mathbf",
    r"\mathop": r"write \operatorname{…}", r"\mbox": r"write \text{…}", r"\textrm": r"write \text{…}",
    r"\slash": "write /", r"\div": r"write / or \frac", r"\ast": r"write \cdot", r"\circ": r"write f(g(x)) or \odot",
}  # fmt: skip
_LOOKS = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "×": r"\times", "·": r"\cdot", "⋅": r"\cdot", "∗": r"\cdot", "≤": r"\le",
    "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "∈": r"\in", "→": r"\to", "⊤": r"\top", "∂": r"\partial", "∑": r"\sum",
    "√": r"\sqrt", "∞": r"\infty", "′": "'", "’": "'", "⊙": r"\odot", "⊗": r"\otimes", "ℒ": r"\mathcal L", "ℓ": r"\ell",
    "∥": r"\|", "‖": r"\|", "²": "^2", "³": "^3", "¹": "^1", "…": r"\dots", "⋯": r"\cdots", "÷": "/", "∕": "/",
}  # fmt: skip
_LETTER = r"[^\W\d_]"
_SENTENCE = re.compile(rf"\s*(?:[,;、]\s)?\s*(?:{_LETTER}++(?:[-'’]{_LETTER}++)*(?:[,.;:](?=\s|$)|[、。，])?\s*)*")


def refused(word: str) -> str:
    """What is wrong with a word of TeX: nothing, or its name and what to write."""
    if word[0] == "\\" and len(word) > 1:
        if word in _COMMANDS:
            return ""
        close = get_close_matches(word, sorted(_COMMANDS), 3, 0.75)
        instead = _INSTEAD.get(word) or (f"write one of {', '.join(close)}?" if close else "")
        return f"the command {word} is not read: {instead or 'write it in the commands of the manual, or leave it out'}"
    if word == "\\":
        return "a single backslash: a command is missing behind it"
    if re.match("[A-Za-z0-9]", word, re.ASCII) or word in _CHARACTERS or word == "~":
        return ""
    if word in _INSTEAD:
        return f"{word} in a formula: {_INSTEAD[word]}"
    return _foreign(word)


def is_symbol(text: str) -> bool:
    """Whether a token can stand where a symbol does: a letter, one in a font, a listed command, a sign for a value."""
    return text in SYMBOLS | SIGNS or text.partition("{")[0] in FONTS or (len(text) == 1 and text.isalpha())


def _foreign(sign: str) -> str:
    """A sign that TeX shows, or hides, but that only looks like what it is taken for."""
    code = f"U+{ord(sign):04X}"
    name = unicodedata.name(sign, code)
    plain_sign = _LOOKS.get(sign) or unicodedata.normalize("NFKC", sign).strip()
    if not plain_sign or not plain_sign.isascii():
        greek = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (\w+)", name)
        command = "\\" + (greek[2].lower() if greek[1] == "SMALL" else greek[2].capitalize()) if greek else ""
        plain_sign = command if command in GREEK else ""
    what = f"write {plain_sign}" if plain_sign else "write it as TeX, or leave it out"
    return f"{sign if sign.isprintable() else ''} ({code}, {name}) is no sign of TeX: {what}".strip()


def not_in(font: str, letter: str) -> str:
    """What is wrong with a letter in a font: nothing, or what the font stands over."""
    if font == r"\operatorname":
        fits = re.fullmatch("[A-Za-z]{2,}", letter)
        return "" if fits else f"\\operatorname{{{letter}}}: a function's name is two letters or more, and nothing else"
    if font in ACCENTS:
        inner, _, rest = letter.partition("{")
        if (inner in ALPHABETS and rest) or re.fullmatch("[A-Za-z]", letter) or letter in SYMBOLS:
            return ""
    elif re.fullmatch(ALPHABETS[font], letter) and (letter[0] != "\\" or letter in SYMBOLS):
        return ""
    if letter in FONTS:
        return f"{font} over {letter}: write the accent first and use one font: \\hat{{\\mathbf y}}"
    if len(letter) > 1 and letter[0] != "\\":
        return f"{font} over more than one letter: give each symbol its own font"
    instead = r": write \boldsymbol" if font == r"\mathbf" and letter in GREEK else ""
    return f"{font} over {letter or 'nothing'}: it stands over one letter{instead}"


def plain(words: str) -> str:
    """The words as they may stand in a `\\text`: without whatever could be taken for a part of the formula."""
    if words in MARKS:
        return words
    if _SENTENCE.fullmatch(words) and all(c in " \n,.;:-'’、。，" or _is_letter(c) for c in words):
        return words
    return "".join(c for c in words if c == " " or _is_letter(c))


def _is_letter(sign: str) -> bool:
    """A letter of a script that is its own plain form; ー and 々 count, ² and ｘ do not."""
    common = unicodedata.category(sign) in ("Lu", "Ll", "Lo") or sign in "ー々"
    return common and unicodedata.normalize("NFKC", sign) == sign
