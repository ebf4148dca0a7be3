"""LaTeX → tokens with offsets. Spacing and labels go, fonts stay part of a name, arguments get braces."""

import re
from typing import NamedTuple

from .faults import Unreadable


class Token(NamedTuple):
    """One token in its canonical spelling, and where it begins in the formula."""

    text: str
    at: int


RELATIONS = {"=", r"\ne", r"\approx", "<", ">", r"\le", r"\ge", r"\in", r"\colon", r"\to"}
DOTS = {r"\dots", r"\cdots", r"\vdots", r"\ddots"}
_LEXEME = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\{,\}\d{3})*(?:\.\d+)?|\S", re.S)
_SPACING = {
    "~", "\\ ", r"\,", r"\;", r"\:", r"\!", r"\left", r"\right", r"\big", r"\Big", r"\bigl", r"\bigr", r"\Bigl",
    r"\Bigr", r"\displaystyle", r"\limits", r"\notag",
}  # fmt: skip
_FONTS = {
    r"\mathbf", r"\mathrm", r"\mathcal", r"\mathbb", r"\boldsymbol", r"\hat", r"\bar", r"\tilde", r"\operatorname",
}  # fmt: skip
_ALIASES = {
    r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\lVert": r"\|", r"\rVert": r"\|", r"\lvert": "|",
    r"\rvert": "|", r"\ldots": r"\dots", r"\qquad": r"\quad", r"\tfrac": r"\frac", r"\dfrac": r"\frac",
    r"\rightarrow": r"\to", r"\Rightarrow": r"\implies", r"\Longrightarrow": r"\implies",
    r"\Longleftrightarrow": r"\iff",
}  # fmt: skip
_ARGUMENTS = {"^": 1, "_": 1, r"\frac": 2, r"\sqrt": 1, r"\underbrace": 1}


def lex(tex: str) -> list[Token]:
    """The formula's tokens. Raises Unreadable for braces that do not match or a font over several letters."""
    out: list[Token] = []
    at = 0
    while match := re.compile(r"\s*").match(tex, at):
        if (at := match.end()) == len(tex):
            break
        word = _LEXEME.match(tex, at).group()  # type: ignore[union-attr]  # \S or \\. matches whatever is left
        if word == "\\":
            raise Unreadable("a single backslash", at)
        end = at + len(word)
        if word in (r"\text", r"\label", r"\tag", r"\begin", r"\end"):
            inner, end = _braced(tex, end)
            if word in (r"\begin", r"\end"):
                out.append(Token(f"{word}{{{inner}}}", at))
            elif word == r"\text":
                if inner[-1:].isascii() and inner[-1:].isalnum() and tex[end : end + 1] not in {"", *"\\&,;)} \n."}:
                    raise Unreadable("a word glued to a formula: a function's name stands in \\operatorname", at)
                out.append(Token(word, at))
        elif word in _FONTS:
            name, end = _letter(tex, word, end)
            out.append(Token(name, at))
        elif word not in _SPACING:
            out.append(Token(_ALIASES.get(word, word), at))
        at = end
    return _split_digits(_brace_arguments(out))


def tokens(tex: str) -> list[str]:
    """The token stream that must be the same in every language: all but what stands in \\text."""
    return [token.text for token in lex(tex) if token.text != r"\text"]


def closing(stream: list[Token], start: int) -> int:
    """The position of the brace that closes the one at `start`."""
    depth = 0
    for position in range(start, len(stream)):
        depth += {"{": 1, "}": -1}.get(stream[position].text, 0)
        if depth == 0:
            return position
    raise Unreadable("this brace is never closed", stream[start].at)


def _braced(tex: str, at: int) -> tuple[str, int]:
    """The text between the brace at `at` (or after spaces) and its partner, and the offset after it."""
    start = at + len(tex[at:]) - len(tex[at:].lstrip())
    if not tex[start:].startswith("{"):
        raise Unreadable("a brace is missing here", at)
    depth = 0
    for end in range(start, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[end], 0)
        if depth == 0:
            return tex[start + 1 : end], end + 1
    raise Unreadable("this brace is never closed", start)


def _letter(tex: str, font: str, at: int) -> tuple[str, int]:
    r"""One symbol in a font: `\mathbf X` and `\mathbf{X}` are both the name `\mathbf{X}`."""
    start = at + len(tex[at:]) - len(tex[at:].lstrip())
    if tex[start:].startswith("{"):
        inner, end = _braced(tex, at)
    elif match := _LEXEME.match(tex, start):
        inner, end = match.group(), match.end()
        if inner in _FONTS:
            inner, end = _letter(tex, inner, end)
    else:
        raise Unreadable(f"{font} has nothing to stand on", at)
    letters = [token.text for token in lex(inner)]
    if len(letters) != 1 and not (font in (r"\operatorname", r"\mathrm") and inner.isalpha()):
        raise Unreadable(f"{font} over more than one letter: give each symbol its own font", at)
    return f"{font}{{{''.join(letters)}}}", end


def _brace_arguments(stream: list[Token]) -> list[Token]:
    """Every argument in braces, so that `x^ab` and `x^{ab}` cannot be taken for each other."""
    out: list[Token] = []
    wanted = 0
    position = 0
    while position < len(stream):
        token = stream[position]
        end = closing(stream, position) + 1 if token.text == "{" else position + 1
        if wanted and token.text != "{":
            out += [Token("{", token.at), token, Token("}", token.at)]
            wanted -= 1
        elif token.text == "{":
            out += [token, *_brace_arguments(stream[position + 1 : end - 1]), stream[end - 1]]
            wanted = max(0, wanted - 1)
        elif token.text == "}":
            raise Unreadable("this brace was never opened", token.at)
        else:
            out.append(token)
            wanted = _ARGUMENTS.get(token.text, 0)
        position = end
    return out


def _split_digits(stream: list[Token]) -> list[Token]:
    """`X_{11}` has the indices 1 and 1; `X_{1,11}` has the indices 1 and 11."""
    out: list[Token] = []
    stop = 0
    for position, token in enumerate(stream):
        if token.text == "_":
            end = closing(stream, position + 1)
            inner = [t.text for t in stream[position + 2 : end]]
            stop = end if all(t.isalnum() or t == ":" for t in inner) else 0
        if position < stop and token.text.isdigit():
            out += [Token(digit, token.at + i) for i, digit in enumerate(token.text)]
        else:
            out.append(token)
    return out
