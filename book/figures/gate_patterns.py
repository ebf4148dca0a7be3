"""One circuit with the three gates that occur most: add, max, multiply."""

from book.figures.kit.circuit import Circuit
from book.figures.kit.drawing import Canvas
from book.figures.kit.registry import figure, interactive
from book.figures.kit.wires import Style, draw
from book.figures.kit.words import Words


def three_gates_circuit(x: float = 3, y: float = -4, z: float = 2, w: float = -1) -> Circuit:
    """2 (x y + max(z, w))."""
    circuit = Circuit()
    x, y, z, w = (circuit.input(*given) for given in zip("xyzw", (x, y, z, w), strict=True))
    total = circuit.gate("add", circuit.gate("multiply", x, y), circuit.gate("max", z, w))
    circuit.gate("double", total)
    return circuit


@interactive(
    "circuit",
    three_gates_circuit().opens("2 * (x * y + max(z, w))"),
    goal={"dx": 0, "dz": 1, "dw": 1},
)
@figure
def three_gates(say: Words, narrow: bool) -> Canvas:
    """Multiply swaps, max routes, add copies."""
    return draw(three_gates_circuit(), say, narrow, Style(92, 80) if narrow else Style(150, 84))
