"""Tokens → tree, by recursive descent. What a careful reader could take in two ways is refused here."""

from collections.abc import Callable, Collection, Sequence

from ..faults import Ambiguous, Unreadable
from . import operators
from .commands import is_symbol
from .cursor import Cursor
from .lexer import DOTS, RELATIONS, Token
from .tree import Node, show

_NAMED = ("tr", "diag", "vec", "rowsum", "colsum", "sum", "mean", "sign", "sgn", "abs")
BUILTINS = {
    r"\exp", r"\log", r"\ln", r"\sin", r"\cos", r"\tan", r"\sinh", r"\cosh", r"\tanh", r"\arctan", r"\arcsin",
    r"\arccos", r"\max", r"\min", r"\det", *(rf"\operatorname{{{name}}}" for name in _NAMED),
}  # fmt: skip
"""The functions that need no box."""
_OPENERS = {"(": ")", "[": "]", r"\{": r"\}", "|": "|"}
_OPERATORS = {r"\cdot", r"\times", r"\odot", r"\otimes", "/"}
_STOPS = RELATIONS | {"+", "-", ",", ")", "]", "}", r"\}", r"\rangle", "&", r"\\", ";", ".", "^", "_", "'", ":"}
_STOPS |= {r"\quad", r"\text", r"\iff", r"\implies", r"\because", r"\otimes"}


def parse(tokens: Sequence[Token], functions: Collection[str] = (), names: Collection[str] = (),
          numbers: Collection[str] = ()) -> Node:  # fmt: skip
    """The tree of one expression or chain of relations, with the printed-back guard applied.

    `functions` are the names that may be called, `names` the declared names that contain an index (`W_1`), `numbers`
    those of numbers and sizes, which cannot be called: `n (n + 1)` is a product.
    Raises Unreadable or Ambiguous, with the offset.
    """
    tokens = _unpunctuated(tokens)
    parser = _Parser(tokens, functions, names, numbers)
    node = parser.relation()
    if parser.peek:
        raise Unreadable(f"cannot read on at {parser.peek}", parser.at)
    if show(node) != [token.text for token in tokens if token.text != r"\text"]:
        raise Unreadable("what was read does not print back as what is written", tokens[0].at)
    return node


def _unpunctuated(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the commas and full stops with which the rows of cases, and what is in them, may end."""
    out, inside = [], 0
    for token, after in zip(tokens, [*(t.text for t in tokens[1:]), ""], strict=True):
        inside += (token.text == r"\begin{cases}") - (token.text == r"\end{cases}")
        if not (inside and token.text in (",", ".", ";") and after in ("&", r"\\", r"\end{cases}")):
            out.append(token)
    return out


class _Parser(Cursor):
    # --- chains, sums, products -----------------------------------------------------------------------------

    def relation(self) -> Node:
        at, sides, marks = self.at, [self.listed()], []
        while self.peek in RELATIONS:
            marks.append(self.take())
            sides.append(self.listed())
        return Node("rel", tuple(sides), tuple(marks), at) if marks else sides[0]

    def listed(self) -> Node:
        at, items = self.at, [self.expression()]
        while self.peek == ",":
            self.take()
            items.append(self.expression())
        return Node("list", tuple(items), at=at) if len(items) > 1 else items[0]

    def expression(self) -> Node:
        at = self.at
        marks = [self.take() if self.peek in ("+", "-") else ""]
        terms = [self.term()]
        while self.peek in ("+", "-"):
            last = terms[-1].args[-1] if terms[-1].op == "mul" else terms[-1]
            if _open_ended(last):
                raise Ambiguous("how far does the derivative reach? put parentheses around its operand", self.at)
            marks.append(self.take())
            terms.append(self.term())
        return Node("add", tuple(terms), tuple(marks), at) if marks != [""] else terms[0]

    def term(self) -> Node:
        at, factors, marks = self.at, [self.factor()], []
        while self.peek in _OPERATORS or self.begins_factor():
            mark = self.take() if self.peek in _OPERATORS else ""
            if "/" in marks:
                raise Ambiguous("what does the slash divide by? write \\frac, or parentheses", self.at)
            if mark == "/" and self.peek == r"\sum":
                raise Ambiguous("does the slash divide by the whole sum? write \\frac", self.at)
            if _open_ended(factors[-1]):
                raise Ambiguous("how far does the derivative reach? put parentheses around its operand", self.at)
            if not mark and (self.peek[0].isdigit() or (factors[-1].op == "num" and self.peek == r"\frac")):
                raise Ambiguous("two numbers side by side: write \\cdot between them", self.at)
            marks.append(mark)
            factors.append(self.factor())
        return Node("mul", tuple(factors), tuple(marks), at) if marks else factors[0]

    def begins_factor(self) -> bool:
        return bool(self.peek) and not (
            self.peek in _STOPS or self.peek == self.fences[-1] or self.peek.startswith(r"\end")
        )

    # --- factors --------------------------------------------------------------------------------------------

    def factor(self) -> Node:
        if operators.begins_sum(self):
            return operators.sum_like(self)
        if any(self.ahead(r"\frac", "{", d) for d in (r"\partial", r"\mathrm{d}")):
            node = operators.derivative(self)
            return node if node.marks[0].startswith("operator") else self.postfix(node)
        if self.peek == r"\partial":
            return operators.slashed_derivative(self)
        return self.postfix(self.atom())

    def postfix(self, node: Node) -> Node:
        while self.peek in ("_", "^"):
            at = self.at
            if self.take() == "_":
                if node.op in ("top", "pow"):
                    raise Ambiguous("an index after a superscript: write (\\mathbf X^\\top)_{ij}", at)
                node = self.subscript(node, at)
            elif self.ahead("{", r"\top", "}"):
                self.position += 3
                if node.op == "call" and "operatorname" not in node.args[0].name:
                    raise Ambiguous("is the argument transposed or the value? put parentheses", at)
                node = Node("top", (node,), at=at)
            elif self.ahead("{", "-", r"\top", "}"):
                self.position += 4
                if node.op == "call":
                    raise Ambiguous("is the argument inverted or the value? put parentheses", at)
                node = Node("inverse_top", (node,), at=at)
            elif self.ahead("{", "+", "}") or self.ahead("{", "-", "}"):
                self.position += 3
                node = Node("side", (node,), (self.tokens[self.position - 2].text,), at)
            elif self.ahead("{", "T", "}") and node.name != r"\mathbb{R}":
                raise Ambiguous("^T could be a power of T: the transpose is written ^\\top", at)
            else:
                inner = node.args[0] if node.op == "index" else node
                if node.op in ("pow", "call", "top") or inner.op in ("grad", "change"):
                    raise Ambiguous("what is raised to the power? put parentheses", at)
                node = Node("pow", (node, self.braced(self.expression)), at=at)
        if (
            node.op == "sym"
            and self.peek in ("(", "[")
            and "mathbf" not in node.name
            and not self.multiplies(node.name)
        ):
            raise Ambiguous(f"a call of {node.name}, or a product? write \\cdot for a product", self.at)
        return node

    def multiplies(self, name: str) -> bool:
        """Whether `n (n + 1)` is a product: n is a declared number, and in parentheses stands more than one name."""
        closes = self.position + 2 < len(self.tokens) and self.tokens[self.position + 2].text == ")"
        return self.peek == "(" and name in self.numbers and name not in self.functions and not closes

    def subscript(self, node: Node, at: int) -> Node:
        slots, comma = operators.slots(self)
        if not slots:
            raise Unreadable("an empty index", at)
        if all(slot.op in ("num", "sym") for slot in slots):
            whole = ("_", "{", *(slot.name for slot in slots), "}")
            of = node.args[0] if node.op in ("grad", "change") else node
            if of.op == "sym" and "".join((of.name, *whole)) in self.names:
                named = Node("sym", (), (*of.marks, *whole), of.at)
                return named if of is node else Node(node.op, (named,), node.marks, node.at)
        return Node("index", (node, *slots), (comma,), at)

    def braced(self, inner: Callable[[], Node]) -> Node:
        self.take("{")
        self.fences.append("}")
        node = inner()
        self.fences.pop()
        self.take("}")
        return node

    # --- atoms ----------------------------------------------------------------------------------------------

    def atom(self) -> Node:
        at, text = self.at, self.peek
        if text == "{":
            raise Unreadable("braces that group nothing: is a ^ or a command missing? write parentheses", at)
        if not self.begins_factor():
            raise Unreadable(f"something is missing before {text or 'the end'}", at)
        self.take()
        if text[0].isdigit():
            return Node("num", (), (text,), at)
        if text in DOTS:
            return Node("dots", (), (text,), at)
        if text in (r"\mathrm{d}", r"\Delta"):
            of = self.atom()
            if of.op != "sym":
                raise Unreadable(f"{text} must stand before a symbol", at)
            return Node("grad" if text == r"\mathrm{d}" else "change", (of,), (text,), at)
        if text == r"\frac":
            node = Node("frac", (self.braced(self.expression), self.braced(self.expression)), at=at)
            if all(_begins_with_d(part) for part in node.args):
                raise Ambiguous("is this a derivative? write \\mathrm d for it", at)
            return node
        if text == r"\sqrt":
            return Node("root", (self.braced(self.expression),), at=at)
        if text == r"\|":
            inner = self.fenced(r"\|", self.expression)
            kinds = (("_", "{", kind, "}") for kind in ("F", "1", "2", r"\infty"))
            marks = next((kind for kind in kinds if self.ahead(*kind)), ())
            self.position += len(marks)
            return Node("norm", (inner,), marks, at)
        if text == r"\langle":
            left = self.fenced(",", self.expression)
            return Node("inner", (left, self.fenced(r"\rangle", self.expression)), at=at)
        if text == r"\underbrace":
            inner = self.braced(self.expression)
            self.take("_")
            return Node("under", (inner, self.braced(self.entry)), at=at)
        if text.startswith(r"\begin"):
            return self.table(text[7:-1], at)
        if text in _OPENERS:
            return Node("group", (self.fenced(_OPENERS[text], self.relation),), (text, _OPENERS[text]), at)
        return self.symbol(text, at)

    def symbol(self, text: str, at: int) -> Node:
        marks = [text]
        while self.peek == "'":
            marks.append(self.take())
        node = Node("sym", (), tuple(marks), at)
        if text in BUILTINS | {r"\mathbb{1}"} or text in self.functions:
            if self.peek in ("(", "["):
                opener = self.take()
                inner = self.fenced(_OPENERS[opener], self.relation)
                given = inner.args if inner.op == "list" else (inner,)
                return Node("call", (node, *given), (opener, _OPENERS[opener]), at)
            if text in BUILTINS and text not in self.functions:
                raise Ambiguous(f"how far does {text} reach? put parentheses around its argument", at)
        elif not is_symbol(text):
            raise Unreadable(f"{text} has no meaning here", at)
        return node

    def fenced(self, end: str, inner: Callable[[], Node]) -> Node:
        self.fences.append(end)
        node = inner()
        self.fences.pop()
        self.take(end)
        return node

    def table(self, kind: str, at: int) -> Node:
        if kind not in ("pmatrix", "bmatrix", "cases"):
            raise Unreadable(f"the environment {kind} is not read here", at)
        self.fences.append("")
        rows: list[Node] = []
        while not rows or self.peek == r"\\":
            if rows:
                self.take()
            entries = [self.entry()]
            while self.peek == "&":
                self.take()
                entries.append(self.entry())
            rows.append(Node("row", tuple(entries)))
        self.fences.pop()
        self.take(rf"\end{{{kind}}}")
        return Node("table", tuple(rows), (kind,), at)

    def entry(self) -> Node:
        """An entry of a table or a label, words around it passed over; it may hold nothing else."""
        self.words()
        empty = self.peek in ("&", r"\\", "}") or self.peek.startswith(r"\end")
        node = Node("nothing") if empty else self.relation()
        self.words()
        return node

    def words(self) -> None:
        while self.peek == r"\text":
            self.position += 1


def _open_ended(node: Node) -> bool:
    """A derivative operator before something that is not in parentheses: it could reach further."""
    return node.op == "derivative" and node.marks[0] == "operator" and node.args[0].op != "group"


def _begins_with_d(node: Node) -> bool:
    """`d x`, or a mere `d`, which many write for a derivative."""
    first = node.args[0] if node.op == "mul" else node
    return first.op == "sym" and first.name == "d"
