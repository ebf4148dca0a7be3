"""Circuits: small computational graphs that compute themselves forward and backward.

A circuit is built gate by gate, from the inputs to the output; every gate computes its value at once. The
gradients are those of the output, the node built last. Values and gradients are numbers, so a figure shows
what was computed. `layers.py` finds the places of the nodes, `wires.py` draws them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp, isfinite
from pathlib import Path
from typing import NamedTuple

from book.ground.faults import BookError


class Gate(NamedTuple):
    """A kind of gate: its label, as in words/; its value for given inputs; its derivatives for each of them."""

    label: str
    value: Callable[..., float]
    local: Callable[..., tuple[float, ...]]


def _upright(word: str) -> str:
    """A label in the maths font, which every reader has: in a wide face of the page it would leave its circle."""
    return "$" + "".join(rf"\mathrm {letter}" for letter in word) + "$"


def _sigmoid(a: float) -> float:
    return 1 / (1 + exp(-a))


def _larger(a: float, b: float) -> tuple[float, float]:
    """The book's tie rule: equal inputs share."""
    return (0.5, 0.5) if a == b else (float(a > b), float(b > a))


GATES = {
    "add": Gate("$+$", lambda a, b: a + b, lambda a, b: (1, 1)),
    "multiply": Gate(r"$\times$", lambda a, b: a * b, lambda a, b: (b, a)),
    "max": Gate(_upright("max"), max, _larger),
    "double": Gate(_upright("×2"), lambda a: 2 * a, lambda a: (2,)),
    "negate": Gate(_upright("×−1"), lambda a: -a, lambda a: (-1,)),
    "exp": Gate(_upright("exp"), exp, lambda a: (exp(a),)),
    "increment": Gate(_upright("+1"), lambda a: 1 + a, lambda a: (1,)),
    "invert": Gate("$1/a$", lambda a: 1 / a, lambda a: (-1 / a**2,)),
    "square": Gate("$a^2$", lambda a: a**2, lambda a: (2 * a,)),
    "sigmoid": Gate(r"$\sigma$", _sigmoid, lambda a: ((1 - _sigmoid(a)) * _sigmoid(a),)),
}


@dataclass(frozen=True)
class Node:
    """An input (without a gate) or a gate with its inputs, as places in the circuit's list of nodes."""

    label: str
    value: float
    gate: str = ""
    inputs: tuple[int, ...] = ()
    name: str = ""


@dataclass
class Circuit:
    """Nodes in the order in which they were built: every node stands behind its inputs."""

    nodes: list[Node] = field(default_factory=list)

    def input(self, label: str, value: float) -> int:
        """A new input, called by a formula; gives its place."""
        self.nodes.append(Node(f"${label}$", value))
        return len(self.nodes) - 1

    def gate(self, kind: str, *inputs: int, name: str = "") -> int:
        """A new gate on the nodes `inputs`; gives its place. `name` is shown with its value.

        Raises BookError for an unknown kind, for inputs that do not exist or are too many or too few, and for
        a value that is not finite.
        """
        if kind not in GATES:
            raise _fault(f"no gate is called “{kind}”", f"use one of {', '.join(GATES)}, or add it to GATES")
        if not all(0 <= place < len(self.nodes) for place in inputs):
            raise _fault(f"the gate “{kind}” has an input that is not built yet", "build the inputs first")
        given = [self.nodes[place].value for place in inputs]
        try:
            value = GATES[kind].value(*given)
        except (TypeError, ArithmeticError) as error:
            raise _fault(f"the gate “{kind}” cannot take {given}: {error}", "give it other inputs") from error
        if not isfinite(value):
            raise _fault(f"the gate “{kind}” has no finite value for {given}", "give it other inputs")
        self.nodes.append(Node(GATES[kind].label, value, kind, inputs, name))
        return len(self.nodes) - 1

    def backward(self) -> tuple[list[float], dict[tuple[int, int], float]]:
        """The gradient of every node, and what each wire (gate, number of its input) carried back to it."""
        gradients, carried = [0.0] * len(self.nodes), {}
        gradients[-1] = 1.0
        for place in reversed(range(len(self.nodes))):
            node = self.nodes[place]
            if node.gate:
                local = GATES[node.gate].local(*(self.nodes[source].value for source in node.inputs))
                for slot, (source, slope) in enumerate(zip(node.inputs, local, strict=True)):
                    carried[place, slot] = slope * gradients[place]
                    gradients[source] += carried[place, slot]
        return gradients, carried

    def opens(self, formula: str) -> dict[str, object]:
        """What a figure of the kind `circuit` opens with: the formula of this circuit, and its inputs."""
        return {"of": formula, "values": {node.label.strip("$"): node.value for node in self.nodes if not node.gate}}

    def consumers(self, place: int) -> list[int]:
        """The gates that use a node, one entry for each use."""
        return [gate for gate, node in enumerate(self.nodes) for source in node.inputs if source == place]


def _fault(problem: str, remedy: str) -> BookError:
    return BookError(Path(__file__), None, problem, remedy)
