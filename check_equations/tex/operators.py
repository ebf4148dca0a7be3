r"""Reads what stands before its operand, `\sum`, `\max_j`, `\frac{\partial}{\partial x}`, and what is in an index."""

from collections.abc import Callable
from typing import Protocol

from ..faults import Ambiguous, Unreadable
from .lexer import Token, closing
from .tree import Node, bound

_SIGNS = {r"\sum", r"\prod", r"\lim", r"\arg"}
_ALSO_CALLS = {r"\max", r"\min", r"\mathbb{E}"}
_NAMED = {r"\operatorname{argmax}", r"\operatorname{argmin}"}


class Reader(Protocol):
    """What is needed of the parser."""

    at: int
    peek: str
    tokens: list[Token]
    position: int

    def ahead(self, *texts: str) -> bool: ...
    def take(self, wanted: str = "") -> str: ...
    def atom(self) -> Node: ...
    def term(self) -> Node: ...
    def factor(self) -> Node: ...
    def postfix(self, node: Node) -> Node: ...
    def relation(self) -> Node: ...
    def expression(self) -> Node: ...
    def braced(self, inner: Callable[[], Node]) -> Node: ...


def begins_sum(parser: Reader) -> bool:
    """Whether a sum, a limit or their like comes next."""
    return parser.peek in _SIGNS | _NAMED or any(parser.ahead(sign, "_") for sign in _ALSO_CALLS)


def sum_like(parser: Reader) -> Node:
    """A sum, a product, a maximum over an index, a mean; or a limit, which is written the same way."""
    at = parser.at
    marks = (parser.take(),)
    if marks == (r"\arg",):
        if parser.peek not in (r"\max", r"\min"):
            raise Unreadable("after \\arg stands \\max or \\min", parser.at)
        marks = (r"\arg", parser.take())
    if parser.peek != "_":
        raise Unreadable(f"{''.join(marks)} needs an index under it: {''.join(marks)}_i", parser.at)
    parser.take("_")
    lower = parser.braced(parser.relation)
    if marks == (r"\lim",):
        return Node("limit", (lower, parser.term()), at=at)
    upper = Node("nothing")
    if parser.peek == "^":
        parser.take()
        upper = parser.braced(parser.expression)
    if marks == (r"\mathbb{E}",) and parser.peek not in ("[", "("):
        raise Ambiguous("how far does the mean reach? write \\mathbb E_i[x_i]", parser.at)
    body = parser.factor() if marks == (r"\mathbb{E}",) else parser.term()
    node = Node("sum", (lower, upper, body), marks, at)
    if marks not in ((r"\sum",), (r"\mathbb{E}",)) and body.op == "mul":
        for letter in bound(node):
            if any(all(leaf.name != letter for leaf in factor.walk()) for factor in body.args):
                raise Ambiguous(f"how far does {''.join(marks)} reach? put parentheses around its operand", body.at)
    return node


def slashed_derivative(parser: Reader) -> Node:
    r"""`\partial a / \partial b`."""
    at, d = parser.at, parser.take()
    top = parser.postfix(parser.atom())
    parser.take("/")
    parser.take(d)
    return Node("derivative", (top, parser.postfix(parser.atom())), ("/", d), at)


def derivative(parser: Reader) -> Node:
    r"""`\frac{\partial A}{\partial B}`, or `\frac{\partial}{\partial B}` and its operand; the second derivative too."""
    at = parser.at
    parser.take()
    parser.take("{")
    d = parser.take()
    twice = parser.ahead("^", "{")
    if twice:
        parser.take()
        order = parser.braced(parser.expression)
        if order.name != "2":
            raise Unreadable("only first and second derivatives are read", at)
    above = None if parser.peek == "}" else parser.postfix(parser.atom())
    if parser.peek != "}":
        raise Ambiguous("what is differentiated? put parentheses around it", parser.at)
    parser.take("}")
    parser.take("{")
    if parser.peek != d:
        raise Unreadable(f"{d} above, but {parser.peek} below", parser.at)
    parser.take()
    below = parser.postfix(parser.atom())
    if twice:
        return _second(parser, d, above, below, at)
    parser.take("}")
    if above is not None:
        return Node("derivative", (above, below), ("whole", d), at)
    return Node("derivative", (parser.factor(), below), ("operator", d), at)


def _second(parser: Reader, d: str, above: Node | None, below: Node, at: int) -> Node:
    mixed = parser.peek == d
    if mixed:
        parser.take()
        then = parser.postfix(parser.atom())
    elif below.op == "pow" and below.args[1].name == "2":
        below = then = below.args[0]
    else:
        raise Unreadable(f"a second derivative is taken by two symbols, {d} x {d} y, or by one squared, {d} x^2", at)
    parser.take("}")
    form = ("whole" if above is not None else "operator") + (" mixed" if mixed else "")
    return Node("second", (above if above is not None else parser.factor(), below, then), (form, d), at)


def slots(parser: Reader) -> tuple[list[Node], str]:
    """What stands in an index, and the comma that separates it, if it is separated by commas."""
    parser.take("{")
    found: list[Node] = []
    comma = ""
    end = closing(parser.tokens, parser.position - 1)
    commas = any(token.text == "," for token in parser.tokens[parser.position : end])
    while parser.peek != "}":
        if found and parser.peek == ",":
            comma = parser.take()
        elif found and comma:
            raise Unreadable("indices stand side by side, or have commas between all of them", parser.at)
        multiple = commas and parser.peek.isdigit() and parser.tokens[parser.position + 1].text.isalpha()
        found.append(_arithmetic(parser) if multiple or _calculates(parser) else _slot(parser))
    parser.take("}")
    return found, comma


def _calculates(parser: Reader) -> bool:
    """Whether a plus or a minus comes before the next comma."""
    for token in parser.tokens[parser.position :]:
        if token.text in (",", "}"):
            return False
        if token.text in ("+", "-"):
            return True
    return False


def _arithmetic(parser: Reader) -> Node:
    """`i + l - 1`, where a number may stand before a letter: `2i - 1`."""
    node = parser.expression()
    for part in node.walk():
        letters = [arg for arg in part.args if arg.op == "sym"]
        if part.op not in ("add", "mul", "num", "sym", "group") or (
            part.op == "mul" and len(letters) > 1 and "" in part.marks
        ):
            raise Unreadable("an index is a letter, a number, or a sum of these", node.at)
    return node


def _slot(parser: Reader) -> Node:
    at = parser.at
    text = parser.take()
    if not (text.isdigit() or (len(text) == 1 and text.isalpha()) or text in (":", r"\cdot")):
        raise Unreadable(f"{text} is no index: an index is a letter, a number, or a sum of these", at)
    return Node("num" if text.isdigit() else "sym", (), (text,), at)
