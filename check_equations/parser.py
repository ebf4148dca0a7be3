"""Tokens → tree, by recursive descent. What a careful reader could take in two ways is refused here."""

from collections.abc import Callable, Collection, Sequence

from .faults import Ambiguous, Unreadable
from .lexer import DOTS, RELATIONS, Token
from .tree import Node, show

BUILTINS = {r"\exp", r"\log", r"\ln", r"\tanh", r"\sin", r"\cos", r"\max", r"\min", r"\operatorname{tr}"}
_OPENERS = {"(": ")", "[": "]", r"\{": r"\}", "|": "|"}
_OPERATORS = {r"\cdot", r"\times", r"\odot", "/"}
_STOPS = RELATIONS | {"+", "-", ",", ")", "]", "}", r"\}", r"\rangle", "&", r"\\", ";", ".", "^", "_", "'", ":"}
_STOPS |= {r"\quad", r"\text", r"\iff", r"\implies", r"\because"}


def parse(tokens: Sequence[Token], functions: Collection[str] = (), names: Collection[str] = ()) -> Node:
    """The tree of one expression or chain of relations, with the printed-back guard applied.

    `functions` are the names that may be called, `names` the declared names that contain an index (`W_1`).
    Raises Unreadable or Ambiguous, with the offset.
    """
    parser = _Parser(list(tokens), functions, names)
    node = parser.relation()
    if parser.peek:
        raise Unreadable(f"cannot read on at {parser.peek}", parser.at)
    if show(node) != [token.text for token in tokens if token.text != r"\text"]:
        raise Unreadable("what was read does not print back as what is written", tokens[0].at)
    return node


class _Parser:
    def __init__(self, tokens: list[Token], functions: Collection[str], names: Collection[str]) -> None:
        self.tokens, self.position = tokens, 0
        self.functions, self.names, self.fences = functions, names, [""]

    @property
    def peek(self) -> str:
        return self.tokens[self.position].text if self.position < len(self.tokens) else ""

    @property
    def at(self) -> int:
        return self.tokens[min(self.position, len(self.tokens) - 1)].at if self.tokens else 0

    def ahead(self, *texts: str) -> bool:
        """Whether these tokens come next."""
        here = self.tokens[self.position : self.position + len(texts)]
        return [t.text for t in here] == list(texts)

    def take(self, wanted: str = "") -> str:
        text = self.peek
        if not text or (wanted and text != wanted):
            raise Unreadable(f"expected {wanted or 'more'}, found {text or 'the end'}", self.at)
        self.position += 1
        return text

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
        if self.peek in (r"\sum", r"\lim"):
            return self.sum()
        at = self.at
        if any(self.ahead(r"\frac", "{", d) for d in (r"\partial", r"\mathrm{d}")):
            node = self.derivative()
            return node if node is not None and node.marks[0] == "operator" else self.postfix(node)
        if self.peek == r"\partial":
            d = self.take()
            top = self.postfix(self.atom())
            self.take("/")
            self.take(d)
            return Node("derivative", (top, self.postfix(self.atom())), ("/", d), at)
        return self.postfix(self.atom())

    def sum(self) -> Node:
        """A sum, or a limit, which is written the same way but for the upper bound."""
        at, sign = self.at, self.take()
        self.take("_")
        lower = self.braced(self.relation)
        if sign == r"\lim":
            return Node("limit", (lower, self.term()), at=at)
        upper = self.braced(self.expression) if self.peek == "^" and self.take() else Node("nothing")
        return Node("sum", (lower, upper, self.term()), at=at)

    def derivative(self) -> Node:
        """`\\frac{\\partial A}{\\partial B}`, or the operator `\\frac{\\partial}{\\partial B}` with its operand."""
        at = self.at
        self.take()
        self.take("{")
        d = self.take()
        above = None if self.peek == "}" else self.postfix(self.atom())
        if self.peek != "}":
            raise Ambiguous("what is differentiated? put parentheses around it", self.at)
        self.take()
        self.take("{")
        if self.peek != d:
            raise Unreadable(f"{d} above, but {self.peek} below", self.at)
        self.take()
        below = self.postfix(self.atom())
        self.take("}")
        if above is not None:
            return Node("derivative", (above, below), ("whole", d), at)
        return Node("derivative", (self.factor(), below), ("operator", d), at)

    def postfix(self, node: Node) -> Node:
        while self.peek in ("_", "^"):
            at = self.at
            if self.take() == "_":
                if node.op in ("top", "pow"):
                    raise Ambiguous("an index after a superscript: write (\\mathbf X^\\top)_{ij}", at)
                node = self.subscript(node, at)
            elif self.ahead("{", r"\top", "}"):
                self.position += 3
                if node.op == "call":
                    raise Ambiguous("is the argument transposed or the value? put parentheses", at)
                node = Node("top", (node,), at=at)
            elif self.ahead("{", "T", "}"):
                raise Ambiguous("^T could be a power of T: the transpose is written ^\\top", at)
            else:
                inner = node.args[0] if node.op == "index" else node
                if node.op in ("pow", "call", "top") or inner.op in ("grad", "change"):
                    raise Ambiguous("what is raised to the power? put parentheses", at)
                node = Node("pow", (node, self.braced(self.expression)), at=at)
        if node.op == "sym" and self.peek in ("(", "[") and "mathbf" not in node.name:
            raise Ambiguous(f"a call of {node.name}, or a product? write \\cdot for a product", self.at)
        return node

    def subscript(self, node: Node, at: int) -> Node:
        self.take("{")
        slots, commas = [], ""
        while self.peek != "}":
            if self.peek == "," and slots:
                commas = self.take()
            slot = self.take()
            if not (slot.isdigit() or (len(slot) == 1 and slot.isalpha()) or slot in (":", r"\cdot")):
                raise Unreadable(f"{slot} is no index: an index is a letter or a number", self.at)
            slots.append(Node("num" if slot.isdigit() else "sym", (), (slot,), self.at))
        self.take("}")
        if not slots:
            raise Unreadable("an empty index", at)
        whole = ("_", "{", *(s.name for s in slots), "}")
        if node.op == "sym" and "".join((*node.marks, *whole)) in self.names:
            return Node("sym", (), (*node.marks, *whole), node.at)
        return Node("index", (node, *slots), (commas,), at)

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
            return Node("frac", (self.braced(self.expression), self.braced(self.expression)), at=at)
        if text == r"\sqrt":
            return Node("root", (self.braced(self.expression),), at=at)
        if text == r"\|":
            inner = self.fenced(r"\|", self.expression)
            marks = ("_", "{", "F", "}") if self.ahead("_", "{", "F", "}") else ()
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
            if text in BUILTINS:
                raise Ambiguous(f"how far does {text} reach? put parentheses around its argument", at)
        elif not (text[0] == "\\" or (text.isascii() and text.isalpha())) or text in (r"\partial", r"\\", r"\sum"):
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
