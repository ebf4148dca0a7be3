"""One formula in one scope: is it true, and does it say anything?"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np

from . import mutants
from .faults import TOO_DEEP, Fault, Unreadable, Untrue, Vacuous
from .settings.binding import resolved
from .settings.boxes import within
from .settings.indices import LETTERS, bare_indices, fulfilled, is_index
from .settings.scope import Scope, shape_of
from .tex.lexer import Token, lex
from .tex.statements import Statement, conditioned, split
from .tex.tree import Node, show
from .values import COMPARE
from .verdict.proof import Proof, define, prove

DIGITS, DEEPEST = 12, 40
_OPENS, _CLOSES = {"{", "(", "[", r"\{"}, {"}", ")", "]", r"\}"}

Boxes = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a formula. `status` is executed, definition, condition, mention or red."""

    status: str
    steps: int = 0
    shapes: tuple[str, ...] = ()
    fault: Fault | None = None
    hint: str = ""


@lru_cache(maxsize=4096)
def scope_of(boxes: Boxes, numbers: bool = True) -> Scope:
    """The scope of these boxes, the outermost first. Boxes that say the same in other words have one scope."""
    scope = within(scope_of(boxes[:-1], numbers), boxes[-1], numbers) if boxes else Scope()
    return scope if scope.faults else _SCOPES.setdefault(scope.said, scope)


_SCOPES: dict[Hashable, Scope] = {}


def _proved(node: Node, scope: Scope, general: Scope | None, conditions: Sequence[Node] = ()) -> Proof:
    """What `prove` says, once for a chain that is the same in several languages."""
    key = (node, general is None or id(general), tuple(conditions))
    if key not in scope.proofs:
        scope.proofs[key] = prove(node, scope, general, conditions)
    return scope.proofs[key]


@lru_cache(maxsize=65536)
def check(tex: str, boxes: Boxes, display: bool = True, setting: bool = False, hints: bool = True) -> Outcome:
    """Executes one formula. `setting` says that it stands in the innermost of the boxes."""
    try:
        scope = scope_of(boxes)
        if setting and tex in scope.faults:
            raise scope.faults[tex]
        with np.errstate(all="ignore"):  # what is not finite is reported with its place
            numbers = any(r"\begin" in line for box in boxes for line in box)
            return _check(tex, scope, scope_of(boxes, False) if numbers else scope, display, setting)
    except RecursionError:
        return Outcome("red", fault=Unreadable(TOO_DEEP, 0))
    except MemoryError:
        return Outcome("red", fault=Unreadable("this takes more memory than there is: sum over fewer indices", 0))
    except Fault as fault:
        hint = _hint(tex, boxes, display) if hints and isinstance(fault, Untrue) and not setting else ""
        return Outcome("red", fault=fault, hint=hint)


@dataclass
class _Tally:
    statuses: list[str] = field(default_factory=list)
    steps: int = 0
    shapes: list[str] = field(default_factory=list)

    def add(self, status: str, proof: Proof | None = None) -> None:
        self.statuses.append(status)
        if proof:
            self.steps += proof.steps
            self.shapes += [shape for shape in proof.shapes if shape not in self.shapes]


def _check(tex: str, scope: Scope, general: Scope, display: bool, setting: bool) -> Outcome:
    tally, loose, stream = _Tally(), [], lex(tex)
    readable(stream)
    for statement, under in conditioned(split(stream)):
        if not statement.claim:
            loose.append(statement)
            continue
        node = resolved(scope.parse(statement.tokens), scope)
        conditions = [] if setting else [*_conditions(under, scope)]
        if setting:
            tail = _claims_after_definition(node)
            define(node, scope)
            tally.add("definition", _proved(tail, scope, None) if tail else None)
        elif _is_condition(node, scope):
            if display and not statement.reason:
                raise Unreadable("a condition on indices alone claims nothing", node.at)
            tally.add("condition")
        elif _restates(node, scope):
            tally.add("definition")
        else:
            vacuous(node)
            _assumed(node, conditions)
            tally.add("executed", _proved(node, scope, general, conditions))
    for statement in loose:
        if not display and len(statement.tokens) == 1:
            continue  # a sign or a letter that the text speaks of
        named = scope.parse(statement.tokens)
        if display and not (setting or statement.reason or bare_indices(scope, named)):
            raise Unreadable("an expression that claims nothing", named.at)
    if not tally.statuses:
        if display:
            raise Unreadable("a display that claims nothing", 0)
        return Outcome("mention")
    status = next(s for s in ("executed", "definition", "condition") if s in tally.statuses)
    return Outcome(status, tally.steps, tuple(tally.shapes))


def readable(stream: Sequence[Token]) -> None:
    """Raises Unreadable for numbers of more digits than are computed with, and for what is nested too deep."""
    depth = 0
    for token in stream:
        digits = token.text.replace("{,}", "").replace(".", "").strip("0")
        if digits.isdigit() and len(digits) > DIGITS:
            raise Unreadable(f"a number of more than {DIGITS} digits: that is more than can be told apart", token.at)
        depth += (token.text in _OPENS) - (token.text in _CLOSES)
        if depth > DEEPEST:
            raise Unreadable(TOO_DEEP, token.at)


def _claims_after_definition(node: Node) -> Node | None:
    """A box may go on after what it defines: `Z = XY \\in …`. What follows is a claim."""
    if node.marks[0] != "=" or len(node.marks) == 1 or node.args[0].op == "list":
        return None
    return Node("rel", node.args[1:], node.marks[1:], node.at)


def _is_condition(node: Node, scope: Scope) -> bool:
    """`i = j`, `1 \\le s \\le m`: it says which indices are meant, and can be neither true nor false.

    Each of its relations has an index on one side: `1 = 2 = i` compares two numbers, and is compared.
    """
    if node.marks[0] == r"\colon":
        return False

    def leaves(side: Node) -> list[Node]:
        inner = side.args[0] if side.op == "group" else side
        return list(inner.args) if inner.op == "list" else [inner]

    def named(side: Node) -> bool:
        return any(is_index(scope, x) and (x.name in LETTERS or x.name in scope.ranges) for x in leaves(side))

    def plain(leaf: Node) -> bool:
        size = leaf.op == "sym" and leaf.name in scope.sizes
        return leaf.op in ("num", "dots") or size or named(leaf)

    condition = all(plain(leaf) for side in node.args for leaf in leaves(side)) and all(
        (named(a) or named(b)) and a != b for a, b in pairwise(node.args)
    )
    if condition and not fulfilled(node, scope):
        raise Untrue("no value of the indices fulfils this", node.at)
    return condition


def _conditions(statements: Sequence[Statement], scope: Scope) -> Iterator[Node]:
    """The conditions that hold here and not there: `j > i`. What else stands there must be so: `x \\in \\mathbb R`."""
    for statement in statements:
        node = resolved(scope.parse(statement.tokens), scope)
        vacuous(node)
        if set(node.marks) <= set(COMPARE) and all(side.op != "list" for side in node.args):
            yield node
        elif not (_is_condition(node, scope) or _restates(node, scope)):
            prove(node, scope, None)


def _restates(node: Node, scope: Scope) -> bool:
    """Whether the page only repeats what a setting box says, in either direction."""
    left, right = node.args[0], node.args[1]
    if node.marks == (r"\colon", r"\to"):
        known = scope.symbols.get(left.name)
        return bool(known and known.kind == "arbitrary" and known.domain == (shape_of(right),)
                    and known.shape == shape_of(node.args[2]))  # fmt: skip
    if node.marks == (r"\in",):
        items = left.args if left.op == "list" else (left,)
        if right.name == r"\mathbb{N}" and all(item.name in scope.sizes for item in items):
            return True
        known = [scope.symbols.get("".join(show(item))) for item in items]
        return all(s and s.definition is None and not s.family and s.shape == shape_of(right) for s in known)
    return node in scope.constraints or (
        set(node.marks) == {"="} and all(_defines(a, b, scope) or _defines(b, a, scope) for a, b in pairwise(node.args))
    )


def _defines(left: Node, right: Node, scope: Scope) -> bool:
    """Whether a box says `left = right`, but for parentheses around a side."""
    base = left.args[0] if left.op in ("index", "call") else left
    found = scope.find(base.name, component=left.op == "index")
    if found is None or found[1].definition is None or _bare(found[1].definition) != _bare(right):
        return False
    return tuple(a.name for a in left.args[1:]) == found[1].parameters


def _assumed(node: Node, conditions: Sequence[Node]) -> None:
    """Raises Vacuous for a claim that only repeats one of its conditions."""
    for condition in conditions:
        sides = [*map(_bare, condition.args)]
        if node.marks == condition.marks and [*map(_bare, node.args)] in (sides, sides[::-1]):
            raise Vacuous("this only says what its condition says", node.at)


def vacuous(node: Node) -> None:
    """Raises Vacuous for what is true whatever the symbols are: `a = a`, `0 a`, `a - a`, `a + 0`, `a / a`."""
    for inner in node.walk():
        if inner.op == "rel" and any(_bare(a) == _bare(b) for a, b in pairwise(inner.args)):
            raise Vacuous("something is compared with itself", inner.at)
        if inner.op in ("add", "mul", "frac", "pow") and any(n.op == "sym" for n in inner.walk()):
            _idle(inner)


def _idle(node: Node) -> None:
    """Raises Vacuous if an operation with symbols in it does nothing."""
    numbers = [float(arg.name.replace("{,}", "")) if arg.op == "num" else None for arg in node.args]
    if node.op == "add":
        terms = [(mark == "-", _bare(term)) for mark, term in zip(node.marks, node.args, strict=True)]
        if any((not minus, term) in terms for minus, term in terms):
            raise Vacuous("two terms cancel each other", node.at)
        if 0 in numbers:
            raise Vacuous("a term 0 adds nothing", node.at)
    elif node.op == "mul" and (0 in numbers or 1 in (numbers[1:] if node.marks[0] == "/" else numbers)):
        raise Vacuous("a factor 0 or 1 says nothing", node.at)
    elif node.op == "frac" and (numbers[1] == 1 or numbers[0] == 0 or _bare(node.args[0]) == _bare(node.args[1])):
        raise Vacuous("a fraction of equals, or with 0 above or 1 below", node.at)
    elif node.op == "pow" and numbers[1] in (0, 1):
        raise Vacuous("a power with the exponent 0 or 1", node.at)


def _bare(node: Node) -> list[str]:
    while (node.op == "group" and node.args[0].op not in ("list", "rel") and node.marks[0] != "|") or node.marks == (
        "+",
    ):
        node = node.args[0]
    return show(node)


def _hint(tex: str, boxes: Boxes, display: bool) -> str:
    """The smallest change that makes a false formula true, if there is one."""
    for mutant in mutants.repairs(tex):
        if check(mutant.tex, boxes, display, hints=False).status == "executed":
            return mutant.what
    return ""
