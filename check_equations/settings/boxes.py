"""Reads setting boxes: what `\\in` declares and what `=` defines."""

from collections.abc import Sequence
from dataclasses import replace

from ..faults import TOO_DEEP, Fault, Unreadable
from ..tex.commands import SIGNS
from ..tex.lexer import lex
from ..tex.parser import BUILTINS, parse
from ..tex.statements import Statement, conditioned, split
from ..tex.tree import Node, show
from . import demands, naming
from .binding import resolved
from .indices import letters_of
from .scope import LOSS, UPSTREAM, Scope, Shape, Symbol, bold, letters_in, numeric_shape, plain, size_of


def within(outer: Scope, box: Sequence[str], numbers: bool = True) -> Scope:
    """The scope of a box that stands in another scope; it replaces what was said there of a name.

    Without `numbers`, a matrix of numbers for a symbol that an outer box declares in general gives it its
    shape only.
    """
    scope = outer.copy()
    _Box(scope, numbers).read(box)
    return scope


def names(outer: Scope, box: Sequence[str]) -> list[str]:
    """What a box that stands in another scope says something of, in order."""
    reader = _Box(outer.copy(), True)
    reader.read(box)
    return list(reader.names)


class _Box:
    """Reads one box into a scope: first what is declared, then what is defined."""

    def __init__(self, scope: Scope, numbers: bool) -> None:
        self.scope, self.numbers = scope, numbers
        self.outer = {name: symbol for name, symbol in scope.symbols.items() if name != LOSS}
        self.declared: set[str] = set()
        self.defined: set[str] = set()
        self.names: dict[str, None] = {}
        """All that the box says something of, in order."""
        self.sources: dict[str, str] = {}
        """The formula that defines each name."""
        self.given: dict[str, int | str] = {}

    def read(self, box: Sequence[str]) -> None:
        """Functions are found first, because whether `f(x)` is a call decides how everything else is read."""
        self.functions = set(self.scope.functions)
        streams = []
        for tex in box:
            try:
                statements = conditioned([s for s in split(lex(tex)) if s.claim])
                streams.append((tex, statements))
                self.functions |= {f for s, _ in statements if (f := naming.called(s.tokens))}
            except RecursionError:
                self.scope.faults[tex] = Unreadable(TOO_DEEP)
            except Fault as fault:
                self.scope.faults[tex] = fault
        for step in (self.declare, self.define):
            for tex, statements in streams:
                for statement, under in statements:
                    before = set(self.defined)
                    try:
                        node = self.parsed(statement, last=step == self.define)
                        conditions = [c for one in under if (c := self.parsed(one, last=True))]
                        for ranging in filter(naming.is_range, conditions):
                            step(ranging)
                        if all(map(naming.is_range, conditions)) and node:
                            step(node)
                        elif step == self.define and node:
                            demands.demand_where(self.scope, node, [c for c in conditions if not naming.is_range(c)])
                    except Fault as fault:
                        self.scope.faults.setdefault(tex, fault)
                    except RecursionError:
                        self.scope.faults.setdefault(tex, Unreadable(TOO_DEEP))
                    self.sources |= dict.fromkeys(self.defined - before, tex)
        self.resolve()

    def parsed(self, statement: Statement, last: bool) -> Node | None:
        """The tree of a statement; None if it may be read once more of the box is: whether α(x + y) is a product."""
        scope = self.scope
        try:
            return parse(statement.tokens, self.functions, scope.composites, scope.numbers - self.functions)
        except Fault:
            if last:
                raise
            return None

    def resolve(self) -> None:
        """Says what the sums of this box run over, and which letters of its definitions are one fixed place."""
        scope = self.scope
        for name, tex in self.sources.items():
            symbol = scope.symbols.get(name)
            if symbol is None or symbol.definition is None:
                continue
            try:
                definition = resolved(symbol.definition, scope, symbol.parameters)
                scope.symbols[name] = replace(symbol, definition=definition)
                scope.fixed |= {*letters_of(definition, scope)} & scope.ranges.keys() - {*symbol.parameters}
            except Fault as fault:
                scope.faults.setdefault(tex, fault)

    # --- declarations ---------------------------------------------------------------------------------------

    def declare(self, node: Node) -> None:
        """`\\in`, `\\colon` and index ranges; leaves `=` alone."""
        first, marks = node.args[0], node.marks
        if marks == (r"\colon", r"\to"):
            function = Symbol(naming.sized(node.args[2]), domain=naming.domain(node.args[1]), kind="arbitrary")
            self.put(first.name, function, self.declared, node.at)
        elif naming.is_range(node):
            self.ranges(node)
        elif marks == (r"\in",) and node.args[1].name == r"\mathbb{N}":
            self.scope.sizes |= {item.name: self.scope.sizes.get(item.name) for item in naming.items(first)}
            self.names |= dict.fromkeys(item.name for item in naming.items(first))
        elif marks == (r"\in",) and (shape := demands.set_shape(node.args[1])) is not None:
            for item in naming.items(first):
                if item.op == "sym":  # of y_j \in \{0, 1\} the vector is declared by itself
                    self.member(item, shape)
        elif marks == (r"\in",):
            for item in naming.items(first):
                self.member(item, naming.sized(node.args[1]))

    def member(self, item: Node, shape: Shape) -> None:
        if item.op == "grad":
            self.upstream(item, shape, None)
        elif (
            item.op == "index"
            and all(slot.op == "sym" for slot in item.args[1:])
            and not naming.is_label(self.scope, item)
        ):
            family = tuple(self.scope.ranges.get(slot.name, ("?",))[0] for slot in item.args[1:])
            if "?" in family:
                raise Unreadable("declare the ranges of these indices first, 1 \\le i \\le m, or use a capital letter "
                                 "or a number as a part of the name", item.at)  # fmt: skip
            self.put(item.args[0].name, Symbol(shape, family), self.declared, item.at)
        elif item.op in ("sym", "change", "index"):
            name = "".join(show(replace(item, marks=(item.name,)) if item.op == "sym" else item))
            known = self.scope.symbols.get(name)
            if known and known.definition is None and known.kind == "value" and all(isinstance(s, int) for s in shape):
                self.unify(known.shape, shape, item.at)
            self.put(name, Symbol(shape), self.declared, item.at)
        else:
            raise Unreadable("only a symbol can be declared: a letter, \\Delta x, \\mathrm dx or x_i", item.at)

    def ranges(self, node: Node) -> None:
        between = node.marks == (r"\le", r"\le")
        indices = node.args[1] if between else node.args[0]
        last = node.args[-1].args[0] if node.args[-1].op == "group" else node.args[-1]
        end = last.args[-1] if last.op == "list" else last
        if not (end.op == "sym" or end.name.isdigit()):
            raise Unreadable("an index runs from 1 to a whole number or a size: 1 \\le i \\le n", end.at)
        size = int(end.name) if end.op == "num" else end.name
        if isinstance(size, str):
            self.scope.sizes.setdefault(size, None)
        for item in naming.items(indices):
            self.scope.ranges[item.name] = (size,)
            self.names[item.name] = None
            if node.marks == (r"\in",):
                self.scope.fixed.add(item.name)

    # --- definitions ----------------------------------------------------------------------------------------

    def define(self, node: Node) -> None:
        """`=` gives a name its meaning; a further part of the chain is a claim, checked with the others."""
        left, marks = node.args[0], node.marks
        if naming.is_range(node) or marks == (r"\colon", r"\to"):
            return
        if marks == (r"\in",):
            demands.restrict(self.scope, naming.items(left), node.args[1])
        elif (sign := demands.sign(node)) and naming.refines(self.scope, sign[0]):
            self.refine(sign[0], **{sign[1]: True})
        elif marks == (r"\approx",) and node.args[1].name == "0":
            self.refine(left, small=True)
        elif marks == ("=",) and naming.squares(self.scope, left):
            self.equate(left.args[0], Node("root", (node.args[1],), at=node.at), node)
        elif layout := demands.layout(node):
            self.scope.layout = layout
        elif marks[0] == "=" and not demands.of_declared(self.scope, node):
            self.equate(left, node.args[1], node)
        else:
            demands.demand(self.scope, node)

    def refine(self, left: Node, **what: bool) -> None:
        for item in naming.items(left):
            found = self.scope.find((item.args[0] if item.op == "index" else item).name, component=item.op == "index")
            if found is None:
                raise Unreadable(f"declare {item.name} first", item.at)
            self.scope.symbols[found[0]] = replace(found[1], **what)

    def equate(self, left: Node, right: Node, node: Node) -> None:
        name = "".join(show(replace(left, marks=(left.name,)) if left.op == "sym" else left))
        if left.op == "sym" and name in self.scope.sizes:
            self.scope.sizes[name] = size_of(right)
        elif left.op == "grad":
            if numeric_shape(right) is None:
                raise Unreadable("a gradient is built in; only its numbers can be given in a box", node.at)
            if not self.numbers and LOSS in self.scope.symbols:
                return
            self.upstream(left, numeric_shape(right) or (), right)
        elif left.op == "call" and left.args[0].name not in BUILTINS:
            if any(argument.op != "sym" for argument in left.args[1:]):
                raise Unreadable("a function is defined for letters: f(x) = …", node.at)
            letters = naming.names(left.args[1:])
            function = Symbol(definition=right, parameters=letters, kind="function")
            self.put(left.args[0].name, function, self.defined, node.at)
        elif left.op == "index" and left.args[0].op == "sym" and any(s.op == "sym" for s in left.args[1:]):
            self.components(left, right)
        else:
            if left.op == "index" and bold(left.args[0].name) in self.scope.symbols and not naming.is_start(name):
                raise Unreadable("a component of something declared cannot be defined: define the whole", node.at)
            self.value(name, right)

    def components(self, left: Node, right: Node) -> None:
        """`P_{ij} = …` defines the matrix P, `\\mathbf h_t = …` every vector of a family."""
        letters = naming.names(left.args[1:])
        if any(slot.op != "sym" for slot in left.args[1:]) or len(set(letters)) < len(letters):
            raise Unreadable("this defines some components only: different letters stand for all of them, and "
                             "cases say which are which", left.at)  # fmt: skip
        base = left.args[0].name
        family = "mathbf" in base
        name = base if family else bold(base)
        known = self.scope.symbols.get(name)
        shape = known.shape if known and name in self.declared and known.kind == "value" and not family else ()
        if shape and len(shape) - (shape[-1:] == (1,)) != len(letters):
            raise Unreadable(f"{name} is declared with another number of indices", left.at)
        kind = "family" if family else "indexed"
        self.put(name, Symbol(shape, definition=right, parameters=letters, kind=kind), self.defined, left.at)

    def value(self, name: str, right: Node) -> None:
        shape, known = numeric_shape(right), self.scope.symbols.get(name)
        if shape and known and known.kind == "value":
            self.unify(known.shape, shape, right.at)
            if not self.numbers and known.definition is None:
                return
            shape = known.shape or shape
        elif shape is None and known and name in self.declared:
            shape = known.shape
        if any(n.op == "sym" and n.name == name for n in right.walk()):
            raise Unreadable(f"{name} is defined by itself", right.at)
        if name == LOSS:
            self.scope.symbols = {k: s for k, s in self.scope.symbols.items() if not k.startswith(UPSTREAM)}
        self.put(name, Symbol(shape or (), definition=right), self.defined, right.at)

    def upstream(self, gradient: Node, shape: Shape, numbers: Node | None) -> None:
        """A given upstream gradient makes the loss the linear function that has this gradient."""
        name = gradient.args[0].name
        if numbers is None and LOSS in self.scope.symbols:
            return  # with a loss, the shape of a gradient is a claim
        constant = UPSTREAM + name
        if name not in self.scope.symbols:
            raise Unreadable(f"declare {name} before its gradient", gradient.at)
        self.put(constant, Symbol(shape, definition=numbers), set(), gradient.at)
        loss = Node("inner", (Node("sym", (), (constant,)), gradient.args[0]))
        self.put(LOSS, Symbol(definition=loss), set(), gradient.at)
        del self.names[LOSS]  # of the loss the box says nothing itself

    # --- shapes ---------------------------------------------------------------------------------------------

    def put(self, name: str, symbol: Symbol, said: set[str], at: int) -> None:
        """Says what a name means; `said` are the names of which this box has said the same."""
        if not name:
            raise Unreadable("one letter is declared or defined at a time: f\\colon \\mathbb R \\to \\mathbb R", at)
        if name in SIGNS:
            raise Unreadable(f"{name} is a sign: a letter can be declared", at)
        if name in said:
            how = "defined" if said is self.defined else "declared"
            raise Unreadable(f"{name} is {how} twice in one box: give the second one a name of its own", at)
        letter = name.partition("_{")[0]
        whole = bold(letter) if letter != name else ""
        parts = [n for n in self.scope.symbols if n.partition("_{")[0] == plain(name) != n and not naming.is_start(n)]
        if (whole in self.scope.symbols and not naming.is_start(name)) or (
            parts and name != plain(name) and not naming.recursive(name, symbol)
        ):
            raise Unreadable(f"{name} and {whole or parts[0]} in one place: is the one a component of the other? "
                             "give it a name of its own", at)  # fmt: skip
        outer = self.outer.get(name)
        if outer and (
            naming.is_function(outer) != naming.is_function(symbol) or 0 < naming.axes(outer) != naming.axes(symbol) > 0
        ):
            raise Unreadable(f"{name} is something else in an outer box: give it a name of its own here", at)
        if outer and outer.definition and symbol.definition and not self.another_scene(outer, symbol):
            raise Unreadable(f"{name} is defined otherwise in an outer box: give it a name of its own here, or declare "
                             "here too what it is made of", at)  # fmt: skip
        for size in letters_in((*symbol.shape, *symbol.family, *(s for shape in symbol.domain for s in shape))):
            self.scope.sizes.setdefault(size, None)
        said.add(name)
        self.names[name] = None
        self.scope.symbols[name] = symbol
        if outer and symbol.definition and (mark := ">" * outer.positive or r"\ge" * outer.nonnegative):
            zero = Node("rel", (Node("sym", (), (name,), at), Node("num", (), ("0",), at)), (mark,), at)
            self.scope.constraints.append(zero)  # what it is said to be here must be what an outer box allows

    def another_scene(self, outer: Symbol, symbol: Symbol) -> bool:
        """Whether a box may define a name anew: it says the same, or declares what it rests on."""
        leaves = [n.name for n in symbol.definition.walk() if n.op == "sym"]  # type: ignore[union-attr]
        found = {known[0] for leaf in leaves if (known := self.scope.find(leaf, component=True))}
        own = self.declared | self.defined
        return (
            outer.definition == symbol.definition or numeric_shape(symbol.definition) is not None or bool(found & own)
        )

    def unify(self, names: Shape, numbers: Shape, at: int) -> None:
        """Numbers for a declared matrix give its sizes their values."""
        if len(names) == len(numbers):
            for name, number in zip(names, numbers, strict=True):
                if isinstance(name, str):
                    if self.given.setdefault(name, number) != number:
                        raise Unreadable(f"{name} is {self.given[name]} and {number} in the matrices of one box", at)
                    self.scope.sizes[name] = number  # type: ignore[assignment]
