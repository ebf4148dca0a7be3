"""The parsed formula. It keeps what it read, so that it can be printed back, token for token."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from ..faults import Unreadable


@dataclass(frozen=True)
class Node:
    """An operation, its operands, the tokens it was written with, and where it stands (not compared)."""

    op: str
    args: tuple["Node", ...] = ()
    marks: tuple[str, ...] = ()
    at: int = field(default=0, compare=False)
    letters: tuple[str, ...] | None = field(default=None, compare=False)
    """What a sum under a condition runs over, once `binding` has found it."""

    @property
    def name(self) -> str:
        """The name of a symbol, a number or a mark, as one word; `\\boldsymbol\\gamma` is the bold γ."""
        return "".join(self.marks).replace(r"\boldsymbol{", r"\mathbf{")

    def walk(self) -> Iterator["Node"]:
        """This node and everything below it."""
        yield self
        for arg in self.args:
            yield from arg.walk()


def factors(node: Node, mark: str) -> list[Node]:
    """The factors of a product between the signs `mark`: m and 2n of `m\\times 2n`."""
    if node.op != "mul" or mark not in node.marks:
        return [node]
    runs = [([node.args[0]], [])]  # type: ignore[var-annotated]
    for sign, arg in zip(node.marks, node.args[1:], strict=True):
        if sign == mark:
            runs.append(([arg], []))
        else:
            runs[-1][0].append(arg)
            runs[-1][1].append(sign)
    return [args[0] if not marks else Node("mul", tuple(args), tuple(marks), args[0].at) for args, marks in runs]


def show(node: Node) -> list[str]:
    """The tokens of a node; parsing them gives the node again, and the guard compares them with the source."""
    parts = [show(arg) for arg in node.args]
    marks = node.marks
    match node.op:
        case "num" | "sym" | "dots":
            return list(marks)
        case "grad" | "change":
            return [*marks, *parts[0]]
        case "index":
            return [*parts[0], "_", "{", *_join(parts[1:], [m for m in marks if m]), "}"]
        case "inverse_top":
            return [*parts[0], "^", "{", "-", r"\top", "}"]
        case "top":
            return [*parts[0], "^", "{", r"\top", "}"]
        case "side":
            return [*parts[0], "^", "{", *marks, "}"]
        case "pow":
            return [*parts[0], "^", "{", *parts[1], "}"]
        case "group":
            return [marks[0], *parts[0], marks[1]]
        case "norm":
            return [r"\|", *parts[0], r"\|", *marks]
        case "list":
            return _join(parts, [","])
        case "call":
            return [*parts[0], marks[0], *_join(parts[1:], [","]), marks[1]]
        case "add" | "mul" | "rel":
            lead = [marks[0]] if node.op == "add" and marks[0] else []
            rest = marks[1:] if node.op == "add" else marks
            return lead + list(chain(*([*p, *([m] if m else [])] for p, m in zip_longest(parts, rest))))
        case "sum":
            upper = ["^", "{", *parts[1], "}"] if parts[1] else []
            return [*marks, "_", "{", *parts[0], "}", *upper, *parts[2]]
        case "limit":
            return [r"\lim", "_", "{", *parts[0], "}", *parts[1]]
        case "frac":
            return [r"\frac", "{", *parts[0], "}", "{", *parts[1], "}"]
        case "derivative":
            form, d = marks
            if form == "/":
                return [d, *parts[0], "/", d, *parts[1]]
            fraction = [r"\frac", "{", d, *(parts[0] if form == "whole" else []), "}", "{", d, *parts[1], "}"]
            return fraction + (parts[0] if form == "operator" else [])
        case "second":
            form, d = marks
            below = [d, *parts[1], *([d, *parts[2]] if form.endswith("mixed") else ["^", "{", "2", "}"])]
            whole = form.startswith("whole")
            fraction = [r"\frac", "{", d, "^", "{", "2", "}", *(parts[0] if whole else []), "}", "{", *below, "}"]
            return fraction if whole else fraction + parts[0]
        case "table":
            return [rf"\begin{{{marks[0]}}}", *_join(parts, [r"\\"]), rf"\end{{{marks[0]}}}"]
        case "row":
            return _join(parts, ["&"])
        case "under":
            return [r"\underbrace", "{", *parts[0], "}", "_", "{", *parts[1], "}"]
        case "inner":
            return [r"\langle", *parts[0], ",", *parts[1], r"\rangle"]
        case "root":
            return [r"\sqrt", "{", *parts[0], "}"]
        case "nothing":
            return []
    raise AssertionError(f"no printed form for {node.op}")


def _join(parts: list[list[str]], separator: list[str]) -> list[str]:
    out = list(parts[0]) if parts else []
    for part in parts[1:]:
        out += [*separator, *part]
    return out


def bound(node: Node) -> list[str]:
    """The letters that a sum binds. Raises Unreadable for anything that is not a list or a condition."""
    if node.letters is not None:
        return list(node.letters)
    lower = node.args[0]
    if lower.op == "rel" and lower.marks == (r"\le", r"\le"):
        lower = lower.args[1]
    elif lower.op == "rel":
        lower = lower.args[0]
    plain = lower.op == "list" or (lower.op == "mul" and not any(lower.marks))
    parts = lower.args if plain else (lower,)
    if any(part.op != "sym" or len(part.name) != 1 for part in parts):
        raise Unreadable("under a sum stand the letters it runs over: i, or i = 1, or i \\ne j", node.at)
    return [part.name for part in parts]
