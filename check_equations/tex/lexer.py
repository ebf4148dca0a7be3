"""LaTeX → tokens with offsets, read as TeX reads it. What `commands` does not list is refused.

Spacing and labels go, fonts stay part of a name, every argument gets its braces.
"""

import re
from typing import NamedTuple

from ..faults import Unreadable
from . import commands
from .commands import DOTS, RELATIONS

__all__ = ["DOTS", "RELATIONS", "Token", "closing", "lex", "printed", "tokens"]


class Token(NamedTuple):
    """One token in its canonical spelling, and where it begins in the formula."""

    text: str
    at: int
    words: str = ""
    r"""What stands in a `\text`."""


_LEXEME = re.compile(r"\\(?:[A-Za-z]+|.)|[0-9]+(?:\{,\}[0-9]{3})*(?:\.[0-9]+)?|.", re.S)
# What TeX takes as an argument without braces: one digit of a number.
_SINGLE = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.S)
_GOES_ON = re.compile(r"\.?[0-9]|\{,\}[0-9]")
_DEEPEST = 40  # braces within braces
_BLANK = re.compile(r"[ \t\n]*")
_OVERLAID = re.compile(r"\\![ \t\n]*\\!")
_NAMED = re.compile(r"\{([^{}]*)\}")
_OPERATOR = re.compile(r"\*?[ \n]*\{([^{}]*)\}")


def lex(tex: str) -> list[Token]:
    """The formula's tokens. Raises Unreadable for what is not listed, and for braces that do not match."""
    if found := _OVERLAID.search(tex):
        raise Unreadable("two \\! in a row lay one sign over another: take one out", found.start())
    lexer = _Lexer(tex)
    lexer.until("")
    return _split_digits(lexer.out)


def tokens(tex: str) -> list[str]:
    """The token stream that must be the same in every language: all but words in \\text."""
    shown = [token.words if token.words in commands.MARKS else token.text for token in lex(tex)]
    return [text for text in shown if text != r"\text"]


def printed(tex: str) -> str:
    """The formula as it was read, in TeX: what it shows must be what the source shows, but for spacing and sizes.

    Every statement's tree prints back as its tokens, and every token is in a statement or is layout (`parse`
    and `split` see to both), so the tokens are all that was read. Of a `\\text` only the words are printed.
    """
    words = (t.text + (f"{{{commands.plain(t.words)}}}" if t.text == r"\text" else "") for t in lex(tex))
    return " ".join(words).replace("' '", "''").replace("' '", "''")  # primes are one superscript


def closing(stream: list[Token], start: int) -> int:
    """The position of the brace that closes the one at `start`."""
    depth = 0
    for position in range(start, len(stream)):
        depth += {"{": 1, "}": -1}.get(stream[position].text, 0)
        if depth == 0:
            return position
    raise Unreadable("this brace is never closed", stream[start].at)


class _Lexer:
    """Reads a formula from left to right; `out` is what has been read."""

    def __init__(self, tex: str) -> None:
        self.tex, self.at, self.out, self.depth = tex, 0, [], 0

    def word(self, pattern: re.Pattern = _LEXEME) -> str:
        """The next word, which stays where it is; nothing at the end."""
        self.at = _skip(self.tex, self.at)
        found = pattern.match(self.tex, self.at)
        return found[0] if found else ""

    def until(self, end: str) -> None:
        """Everything up to this brace, or to the end."""
        start = self.at
        while (word := self.word()) != end:
            if not word:
                raise Unreadable("this brace is never closed", start - 1)
            self.item(word)

    def item(self, word: str) -> None:
        """One word with its arguments."""
        start = self.at
        if problem := commands.refused(word):
            raise Unreadable(problem, start)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unreadable("braces within braces, too deep to be read: give a part a name in a setting box", start)
        self.at += len(word)
        if word == "{":
            self.group(start)
        elif word == "}":
            raise Unreadable("this brace was never opened", start)
        elif word in commands.FONTS:
            name, self.at = _name(self.tex, word, self.at)
            self.out.append(Token(name, start))
        elif word in commands.NAMED:
            self.named(word, start)
        elif word in commands.SIZES:
            if self.word() not in commands.DELIMITERS:
                raise Unreadable(f"{word} stands before a bracket that is shown", start)
        elif word not in commands.SPACING:
            self.command(word, start)
        self.depth -= 1

    def group(self, start: int) -> None:
        self.out.append(Token("{", start))
        self.until("}")
        self.out.append(Token("}", self.at))
        self.at += 1

    def command(self, word: str, start: int) -> None:
        text = commands.ALIASES.get(word, word)
        self.out.append(Token(text, start))
        if word in commands.OPTION and self.word()[:1] in ("[", "*"):
            raise Unreadable(commands.OPTION[word], self.at)
        for number in range(count := commands.ARGUMENTS.get(text, 0)):
            self.argument(word, last=number == count - 1)

    def argument(self, command: str, last: bool) -> None:
        """As TeX takes it: what stands in braces, or the next digit, letter or command."""
        word = self.word(_SINGLE)
        start = self.at
        if word == "{":
            self.at += 1
            self.group(start)
            return
        if word in ("", "}", "^", "_", "&", r"\\"):
            raise Unreadable(f"{command} has nothing to stand on", start)
        self.out.append(Token("{", start))
        self.item(word)
        self.out.append(Token("}", self.at))
        if last and word.isdigit() and _GOES_ON.match(self.tex, self.at):
            whole = _LEXEME.match(self.tex, start)[0]  # type: ignore[index]  # a digit stands there
            raise Unreadable(f"of {whole}, TeX takes only the {word} for {command}: write {{{whole}}}", start)

    def named(self, word: str, start: int) -> None:
        r"""`\text`, `\label`, `\tag`, `\begin`, `\end`: what stands in their braces is no formula."""
        found = _NAMED.match(self.tex, self.at if word in (r"\label", r"\tag") else _skip(self.tex, self.at))
        if not found:
            raise Unreadable(f"write {word}{{…}}, with no brace or formula inside", start)
        inner, self.at = found[1], found.end()
        if problem := commands.NAMED[word](inner):
            raise Unreadable(f"{word}{{{inner}}}: {problem}", start)
        if word == r"\text":
            after = self.tex[self.at : self.at + 1]
            if inner[-1:].isascii() and inner[-1:].isalnum() and after not in {"", *"\\&,;)} \n."}:
                raise Unreadable("a word glued to a formula: a function's name stands in \\operatorname", start)
            self.out.append(Token(word, start, inner))
        elif word in (r"\begin", r"\end"):
            self.out.append(Token(f"{word}{{{inner}}}", start))
            if word == r"\begin" and self.word() == "[":
                raise Unreadable(f"a bracket after {word}{{{inner}}} is an option in TeX: write \\left[", self.at)


def _name(tex: str, font: str, at: int) -> tuple[str, int]:
    r"""One symbol in a font and the offset behind it: `\mathbf X` and `\mathbf{X}` are both `\mathbf{X}`."""
    if font == r"\operatorname":
        found = _OPERATOR.match(tex, at)
        inner, end = (found[1], found.end()) if found else ("", at)
    else:
        braced = tex.startswith("{", at := _skip(tex, at))
        start = _skip(tex, at + braced)
        inner = _SINGLE.match(tex, start)[0] if start < len(tex) else ""  # type: ignore[index]
        end = start + len(inner)
        if font in commands.ACCENTS and inner in commands.ALPHABETS:
            inner, end = _name(tex, inner, end)
        if braced:
            end = _skip(tex, end)
            if inner and inner != "}" and not tex.startswith("}", end):
                raise Unreadable(
                    f"{font} over more than one letter: give each symbol its own font; "
                    "the name of a function stands in \\operatorname",
                    at,
                )
            end += 1
    if problem := commands.not_in(font, inner):
        raise Unreadable(problem, at)
    return f"{font}{{{inner}}}", end


def _skip(tex: str, at: int) -> int:
    return _BLANK.match(tex, at).end()  # type: ignore[union-attr]  # it matches anywhere


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
