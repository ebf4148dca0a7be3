"""One formula → the statements in it: rows of an aligned block, claims side by side, reasons in parentheses."""

from collections.abc import Sequence
from typing import NamedTuple

from ..faults import Unreadable
from .layout import AFTER, BEFORE, guard, spoken
from .lexer import RELATIONS, Token, lex

_OPEN = {"{", "(", "[", r"\{", r"\langle"}
_CLOSE = {"}", ")", "]", r"\}", r"\rangle"}
_HARD = {r"\quad", r"\text", ";", r"\iff", r"\implies"}
_BETWEEN = _HARD | {"&", r"\\", ",", ".", "(", ")", r"\because", r"\begin{aligned}", r"\end{aligned}"}
_CONTINUES = RELATIONS | {"+", "-", r"\cdot", r"\times"}


class Statement(NamedTuple):
    """The tokens of one chain of relations, or of something that claims nothing."""

    tokens: list[Token]
    claim: bool
    reason: bool
    """Whether it stands in parentheses after \\because."""
    condition: bool = False
    """Whether a word such as “if” says that others hold under it."""


def split(stream: Sequence[Token]) -> list[Statement]:
    """The statements of a formula, in order.

    Raises Unreadable for rows that are not laid out as rows, and for words or relations that nothing would read.
    """
    guard(stream)
    found: list[Statement] = []
    for row, continues in _rows(list(stream)):
        pieces = _pieces(row)
        if found and pieces and continues:
            last = max(n for n, s in enumerate(found) if not s.reason)
            if found[last].condition:
                raise Unreadable("a chain goes on behind a condition: begin the row with its left side", row[0].at)
            joined = found[last].tokens + pieces.pop(0).tokens
            found[last] = Statement(joined, has_relation(joined), False)
        for piece in pieces:
            found += _statements(piece)
    lost = set(stream) - {token for statement in found for token in statement.tokens}
    for token in sorted(lost, key=lambda t: t.at):
        if token.text not in _BETWEEN:
            raise Unreadable(f"{token.text} was not read", token.at)
    return found


def claims(tex: str) -> bool:
    """Whether the formula says something that can be true or false."""
    return has_relation(lex(tex))


def has_relation(stream: Sequence[Token]) -> bool:
    """Whether a relation stands outside every brace, parenthesis and matrix."""
    return any(token.text in RELATIONS - {r"\to"} for token, depth in _depths(stream) if depth == 0)


def conditioned(statements: Sequence[Statement]) -> list[tuple[Statement, list[Statement]]]:
    """Each statement that is no condition, with the conditions under which it holds.

    A condition belongs to what stands before it, back to the condition before; to what follows where it stands first.
    """
    if all(s.condition or not s.claim for s in statements):
        return [(s, []) for s in statements]  # nothing holds under them: each claims something itself
    out: list[tuple[Statement, list[Statement]]] = []
    leads = bool(statements) and statements[0].condition
    group: list[Statement] = []
    before = 0
    for statement, after in zip(statements, [*statements[1:], None], strict=True):
        if not statement.condition:
            out.append((statement, list(group) if leads else []))
            group = group if leads else []
            if leads and after and after.condition:
                group = []
            continue
        group.append(statement)
        if not leads and not (after and after.condition):
            out[before:] = [(one, [*group]) for one, _ in out[before:]]
            before, group = len(out), []
    return out


def _statements(piece: "_Piece") -> list[Statement]:
    tokens = piece.tokens
    if len(tokens) > 2 and tokens[1].text == r"\because" and tokens[-1].text == ")":
        inner = [s for p in _pieces(tokens[2:-1]) for s in _statements(p)]
        return [s._replace(reason=True) for s in inner]
    claims = has_relation(tokens)
    return [Statement(tokens, claims, False, piece.condition and claims)] if tokens else []


class _Piece(NamedTuple):
    tokens: list[Token]
    condition: bool


def _depths(stream: Sequence[Token]) -> list[tuple[Token, int]]:
    """Each token with the number of brackets around it."""
    depth, out, bar = 0, [], False
    for token in stream:
        closes = token.text in _CLOSE or token.text.startswith(r"\end") or (token.text in ("|", r"\|") and bar)
        opens = token.text in _OPEN or token.text.startswith(r"\begin") or (token.text in ("|", r"\|") and not bar)
        depth -= closes
        out.append((token, depth))
        depth += opens
        if token.text in ("|", r"\|"):
            bar = not bar
        if depth < 0:
            raise Unreadable(f"{token.text} closes nothing", token.at)
    if depth:
        raise Unreadable("a bracket is not closed", stream[0].at)
    return out


def _rows(stream: list[Token]) -> list[tuple[list[Token], bool]]:
    """The rows of `aligned`, without the marks of alignment, and whether each goes on with the one before.

    `&= b` and `& + b` go on; `-a &= b` begins something new; a second `&` begins another column, and a statement
    of its own. Anything but aligned is one row.
    """
    if not stream or stream[0].text != r"\begin{aligned}":
        for token, depth in _depths(stream):
            if depth == 0 and token.text in (r"\\", "&"):
                raise Unreadable(f"a stray {token.text}: several lines stand in aligned", token.at)
        return [(stream, False)]
    if stream[-1].text != r"\end{aligned}":
        raise Unreadable("something stands behind \\end{aligned}", stream[-1].at)
    rows: list[list[Token]] = [[]]
    for token, depth in _depths(stream[1:-1]):
        if depth == 0 and token.text == r"\\":
            rows.append([])
        else:
            rows[-1].append(token)
    for row in rows:
        if not any(t.text == "&" and depth == 0 for t, depth in _depths(row)):
            where = row[0].at if row else stream[-1].at
            raise Unreadable("a row of aligned without & (or a stray \\\\)", where)
    out: list[tuple[list[Token], bool]] = []
    for row in rows:
        bare = _columns(row)
        words = [t.text for t in bare if t.text != r"\quad"]
        goes_on = bool(words) and (words[0] in RELATIONS or (row[0].text == "&" and words[0] in _CONTINUES))
        out.append((bare, goes_on))
    return out


def _columns(row: list[Token]) -> list[Token]:
    """The row with a wide space at each second `&`, where TeX leaves one, and without the others."""
    out, aligned = [], False
    for token, depth in _depths(row):
        if depth or token.text != "&":
            out.append(token)
            continue
        if aligned:
            out.append(Token(r"\quad", token.at))
        aligned = not aligned
    return out


def _pieces(row: Sequence[Token]) -> list[_Piece]:
    """The row cut at wide spaces, words and arrows, and at those commas that do not stand in a list."""
    chunks: list[list[list[Token]]] = [[[]]]
    commas: list[list[Token]] = [[]]
    words = [""]  # what stands before each chunk
    for n, (token, depth) in enumerate(_depths(row)):
        joins = depth == 0 and token.text in (r"\iff", r"\implies")
        if joins and not (has_relation(row[:n]) and has_relation(row[n + 1 :])):
            raise Unreadable(f"{token.text} stands between two claims", token.at)
        if depth == 0 and token.text in _HARD:
            chunks.append([[]])
            commas.append([])
            words.append(spoken(token.words))
        elif depth == 0 and token.text == ",":
            chunks[-1].append([])
            commas[-1].append(token)
        else:
            chunks[-1][-1].append(token)
    out: list[_Piece] = []
    for parts, between, before, after in zip(chunks, commas, words, [*words[1:], ""], strict=True):
        if parts[-1] and parts[-1][-1].text == ".":  # the full stop of the sentence
            parts[-1].pop()
        condition = before in BEFORE or after in AFTER
        out += [_Piece(piece, condition) for piece in _gather(parts, between)]
    return [piece for piece in out if piece.tokens]


def _ranges(parts: list[list[Token]], between: list[Token]) -> tuple[list[list[Token]], list[Token]]:
    """`1 \\le i, j \\le n` is one part: the letters between the two bounds are one list."""
    texts = [[token.text for token in part] for part in parts]
    for n, begins in enumerate(texts):
        ends = n + 1
        while ends < len(texts) and len(texts[ends]) == 1:
            ends += 1
        if begins[:2] == ["1", r"\le"] and len(begins) == 3 and ends < len(texts) and texts[ends][1:2] == [r"\le"]:
            joined = list(parts[n])
            for comma, part in zip(between[n:ends], parts[n + 1 : ends + 1], strict=True):
                joined += [comma, *part]
            return [*parts[:n], joined, *parts[ends + 1 :]], [*between[:n], *between[ends:]]
    return parts, between


def _gather(parts: list[list[Token]], between: list[Token]) -> list[list[Token]]:
    """`A, B \\in S` and `i = 1, \\dots, m` are one statement each; `a = b, c = d` are two."""
    parts, between = _ranges(parts, between)
    out: list[list[Token]] = [parts[0]]
    for n, part in enumerate(parts[1:], 1):
        later = any(has_relation(p) for p in parts[n:])
        if not part:
            continue
        if out[-1] and (not has_relation(out[-1]) or not later):
            out[-1] = [*out[-1], between[n - 1], *part]
        else:
            out.append(part)
    return out
