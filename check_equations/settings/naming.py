"""What a line of a box says: which names it speaks of, and of what kind they are."""

from collections.abc import Sequence

from ..faults import Unreadable
from ..tex.lexer import Token
from ..tex.tree import Node, factors
from .scope import Scope, Shape, Symbol, plain, shape_of


def is_label(scope: Scope, item: Node) -> bool:
    """Whether the index is part of a name: \\mathbf W_Q, with a capital letter that is no size."""
    labels = [slot.name for slot in item.args[1:]]
    return len(labels) == 1 and labels[0].isupper() and labels[0] not in scope.sizes


def is_range(node: Node) -> bool:
    """`1 \\le i \\le m`, `i = 1, \\dots, m`, `i \\in \\{1, \\dots, m\\}`."""
    last = node.args[-1]
    dotted = last.args[0] if last.op == "group" and last.marks[0] == r"\{" else last
    listed = dotted.op == "list" and any(item.op == "dots" for item in dotted.args)
    between = node.marks == (r"\le", r"\le") and node.args[0].name == "1"
    return between or (listed and len(node.args) == 2)


def squares(scope: Scope, left: Node) -> bool:
    r"""Whether this is the square of something new, as in `\sigma^2 = …`: the root is meant, not negative."""
    base = left.args[0] if left.op == "pow" and left.args[1].name == "2" else left
    name = base.args[0] if base.op == "index" else base
    return base is not left and name.op == "sym" and scope.find(name.name, base.op == "index") is None


def refines(scope: Scope, left: Node) -> bool:
    """Whether something said of these is said of every entry of what is drawn: of x or A_ij, not of x_1 or A_ii."""
    for item in items(left):
        slots = names(item.args[1:]) if item.op == "index" else ()
        known = scope.find((item.args[0] if slots else item).name, component=bool(slots))
        one = any(slot.isdigit() or slot in scope.ranges for slot in slots) or len(set(slots)) < len(slots)
        if item.op not in ("sym", "index") or one or (known and known[1].definition is not None):
            return False
    return True


def sized(node: Node) -> Shape:
    shape = shape_of(node)
    if shape is None:
        raise Unreadable("the right side must be a set such as \\mathbb R^{m\\times n}", node.at)
    return shape


def domain(node: Node) -> tuple[Shape, ...]:
    return tuple(sized(part) for part in factors(node, r"\times"))


def is_function(symbol: Symbol) -> bool:
    return symbol.kind in ("function", "arbitrary")


def axes(symbol: Symbol) -> int:
    """How many indices something declared or defined by components has; 0 if that is not said here."""
    given = len([size for size in (*symbol.family, *symbol.shape) if size != 1])
    return len(symbol.parameters) if symbol.kind in ("indexed", "family") else given


def is_start(name: str) -> bool:
    """Whether this is what stands before the first component, and no component: h_0."""
    return name.endswith("_{0}")


def recursive(name: str, symbol: Symbol) -> bool:
    """Whether members rest on each other, so that the first ones stand apart: `\\mathbf h_0`."""
    of = symbol.definition.walk() if symbol.definition and symbol.parameters else ()
    return any(node.op == "index" and node.args[0].name in (name, plain(name)) for node in of)


def called(tokens: Sequence[Token]) -> str | None:
    """The name that `f\\colon …` or `f(x) = …` makes a function."""
    texts = [token.text for token in tokens]
    if len(texts) > 1 and texts[1] == r"\colon":
        return texts[0]
    if len(texts) > 4 and texts[1] == "(" and "=" in texts and texts[texts.index("=") - 1] == ")":
        inner = texts[2 : texts.index("=") - 1]
        plain = all(t == "," or t[0].isalpha() or t.startswith("\\") for t in inner)
        return texts[0] if plain and texts[0][0] not in "(-0123456789" else None
    return None


def items(node: Node) -> tuple[Node, ...]:
    return node.args if node.op == "list" else (node,)


def names(nodes: Sequence[Node]) -> tuple[str, ...]:
    return tuple(node.name for node in nodes)
