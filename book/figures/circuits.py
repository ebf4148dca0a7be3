"""Circuits with their values and gradients: two gates, a neuron, a fork, a function in stages."""

from book.figures.kit.circuit import Circuit
from book.figures.kit.drawing import Canvas
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import number
from book.figures.kit.wires import Style, draw
from book.figures.kit.words import Words


def product_circuit(x: float = -2, y: float = 5, z: float = -4) -> Circuit:
    """(x + y) z."""
    circuit = Circuit()
    x, y, z = (circuit.input(*given) for given in zip("xyz", (x, y, z), strict=True))
    circuit.gate("multiply", circuit.gate("add", x, y, name="q"), z)
    return circuit


def neuron_circuit(w: tuple[float, ...] = (2, -3, -3), x: tuple[float, ...] = (-1, -2)) -> Circuit:
    """σ(w₁x₁ + w₂x₂ + w₃) with the sigmoid taken apart."""
    circuit = Circuit()
    products = []
    for order in range(2):
        weight = circuit.input(f"w_{order + 1}", w[order])
        products.append(circuit.gate("multiply", weight, circuit.input(f"x_{order + 1}", x[order])))
    end = circuit.gate("add", circuit.gate("add", *products), circuit.input("w_3", w[2]))
    for kind in "negate", "exp", "increment", "invert":
        end = circuit.gate(kind, end)
    return circuit


def fork_circuit(x: float = 3, y: float = -4) -> Circuit:
    """(x + y) x: x goes two ways."""
    circuit = Circuit()
    y, x = circuit.input("y", y), circuit.input("x", x)
    circuit.gate("multiply", circuit.gate("add", y, x), x)
    return circuit


def staged_circuit(x: float = 3, y: float = -4) -> Circuit:
    """(x + σ(y)) / (σ(x) + (x + y)²)."""
    circuit = Circuit()
    x, y = circuit.input("x", x), circuit.input("y", y)
    above = circuit.gate("add", x, circuit.gate("sigmoid", y))
    square = circuit.gate("square", circuit.gate("add", x, y))
    below = circuit.gate("add", circuit.gate("sigmoid", x), square)
    circuit.gate("multiply", above, circuit.gate("invert", below))
    return circuit


@figure
def product(say: Words, narrow: bool) -> Canvas:
    """(x + y) z, forward and backward."""
    return draw(product_circuit(), say, narrow, Style(92, 100) if narrow else Style(180, 84))


@figure
def neuron(say: Words, narrow: bool) -> Canvas:
    """A neuron with a sigmoid made of four gates."""
    style = Style(74, 80, size=12.5, radius=14) if narrow else Style(77, 80, size=13.5)
    return draw(neuron_circuit(), say, narrow, style)


def _wrong_way() -> tuple[int, list[float]]:
    """The only x for which the second gradient alone has another sign than both together; and the two gradients."""
    found = []
    for x in range(-99, 100):
        gradients, carried = fork_circuit(x).backward()
        if carried[2, 1] * gradients[1] < 0:
            found.append((x, [carried[3, 1], carried[2, 1]]))
    ((x, parts),) = found
    return x, parts


WRONG_AT, PARTS = _wrong_way()


@interactive(
    "circuit",
    fork_circuit().opens("(x + y) * x"),
    goal={"rule": "=", "x": WRONG_AT, "y": fork_circuit().nodes[0].value},
    x=WRONG_AT,
    first=number(PARTS[0]),
    second=number(PARTS[1]),
    sum=number(sum(PARTS)),
)
@figure
def fork(say: Words, narrow: bool) -> Canvas:
    """A number used twice receives two gradients, which add up."""
    return draw(fork_circuit(), say, narrow, Style(110, 112, shares=True) if narrow else Style(190, 96, shares=True))


@figure
def staged(say: Words, narrow: bool) -> Canvas:
    """A function nobody wants to differentiate by hand, in stages."""
    style = Style(88, 76, 12.5, radius=14, decimals=3) if narrow else Style(104, 84, 14, decimals=3)
    return draw(staged_circuit(), say, narrow, style)
