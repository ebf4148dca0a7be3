"""Draws a circuit: values above and in the forward colour, gradients below and in the backward colour.

Wide, the flow runs from left to right; narrow, from top to bottom. Every wire has two lanes: the solid one
carries a value forward, the dashed one a gradient back.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import copysign, sqrt

from book.figures.kit.circuit import Circuit
from book.figures.kit.drawing import BACKWARD, FORWARD, INK, LINE, PAPER, Box, Canvas, Point, Tone
from book.figures.kit.layers import layout
from book.figures.kit.typeset import factor, number
from book.figures.kit.words import Words

LANE = 3.5
HEAD = 6.5
PLAIN, SCRIPTED = 11.8, 15.8  # the smallest labels that can still be read on a phone
SIGNS = {"$+$", r"$\times$", r"$\sigma$"}


@dataclass(frozen=True)
class Style:
    """How far apart layers and nodes stand, the size of the numbers and of the nodes, and the decimals shown.

    With `shares`, every wire that leaves a fork shows the gradient it brings back, and the fork shows their sum.
    """

    along: float
    across: float
    size: float = 15
    radius: float = 17
    decimals: int = 4
    shares: bool = False


def shown(value: float, style: Style) -> float:
    """A value as the figure prints it."""
    return round(value, style.decimals)


def draw(circuit: Circuit, say: Words, narrow: bool, style: Style) -> Canvas:
    """The circuit on a canvas of its own, with a legend; the labels description, value and gradient are used."""
    return _Drawing(circuit, say, narrow, style).canvas


class _Drawing:
    """One drawing. Points are (along the flow, across it) until they are put on the canvas."""

    def __init__(self, circuit: Circuit, say: Words, narrow: bool, style: Style) -> None:
        self.circuit, self.narrow, self.style = circuit, narrow, style
        self.plan = layout([node.inputs for node in circuit.nodes])
        self.gradients, self.carried = circuit.backward()
        last, highest = self.plan.size
        deep, high = last * style.along, highest * style.across
        if narrow:
            beside = 3.2 * style.size  # the numbers stand to the right of the nodes
            width, self.start = 328.0, (66 + style.radius, (328 - high - beside) / 2)
            height = self.start[0] + deep + style.radius + 10
        else:
            width, self.start = 640.0, ((640 - deep) / 2, 88.0)
            lowest = max(height for _, height in self.plan.places) * style.across
            height = self.start[1] + max(lowest + style.radius + 34, high + 20)
        values = {name: number(shown(value, style)) for name, value in self.facts().items()}
        self.canvas = Canvas(width, height, say("description", **values))
        self.legend(say)
        for wire in self.plan.wires:
            self.wire(*wire)
        for place in range(len(circuit.nodes)):
            self.node(place)

    def facts(self) -> dict[str, float]:
        """What a description may name: value_3 and gradient_3 of the node number 3, counted from 0."""
        values = {f"value_{n}": node.value for n, node in enumerate(self.circuit.nodes)}
        return values | {f"gradient_{n}": gradient for n, gradient in enumerate(self.gradients)}

    def at(self, along: float, across: float) -> Point:
        return (across, along) if self.narrow else (along, across)

    def place(self, layer: float, height: float) -> Point:
        return self.start[0] + layer * self.style.along, self.start[1] + height * self.style.across

    def legend(self, say: Words) -> None:
        (x, y), (u, v) = ((14, 18), (14, 40)) if self.narrow else ((24, 22), (230, 22))
        self.canvas.arrow((x, y), (x + 28, y))
        self.canvas.text((x + 36, y), say("value"), 14, "start", FORWARD.accent, 600)
        self.canvas.arrow((u + 28, v), (u, v), tone=BACKWARD)
        self.canvas.text((u + 36, v), say("gradient"), 14, "start", BACKWARD.accent, 600)

    # --- wires ------------------------------------------------------------------------------------------

    def ports(self, gate: int) -> dict[int, float]:
        """How far beside the middle of the gate each of its inputs arrives, in the order in which they come."""
        slots = range(len(self.circuit.nodes[gate].inputs))
        order = sorted(slots, key=lambda slot: (self.plan.wires[gate, slot][-2][1], slot))
        return {slot: (rank - (len(order) - 1) / 2) * self.style.radius for rank, slot in enumerate(order)}

    def wire(self, gate: int, slot: int) -> None:
        port = self.ports(gate)[slot]
        points = [self.place(*point) for point in self.plan.wires[gate, slot]]
        (first, height), (last, goal) = points[0], points[-1]
        for lane, tone in ((-LANE, FORWARD), (LANE, BACKWARD)):
            reach = sqrt(self.style.radius**2 - (port + lane) ** 2)
            ends = [(first + self.style.radius + 1, height + lane), (last - reach - 1, goal + port + lane)]
            bends = [(along, across + lane) for along, across in points[1:-1]]
            if tone is FORWARD:
                tip = ends[1]
                neck = (tip[0] - HEAD, tip[1])
                self.curve([ends[0], *bends, neck], lane, tone)
            else:
                tip = ends[0]
                neck = (tip[0] + HEAD, tip[1])
                self.curve([neck, *bends, ends[1]], lane, tone)
            self.canvas.arrow(self.at(*neck), self.at(*tip), tone=tone, head=HEAD, dashed=False)
        source = self.circuit.nodes[gate].inputs[slot]
        if self.style.shares and len(self.circuit.consumers(source)) > 1:
            self.share(points, port, self.carried[gate, slot])

    def curve(self, points: list[Point], lane: float, tone: Tone) -> None:
        """A line through the points that runs along the flow at each of them, and beside its other lane between."""
        d = ["M{:.1f} {:.1f}".format(*self.at(*points[0]))]
        for (a, b), (c, e) in pairwise(points):
            middle = (a + c) / 2 - (0 if e == b else copysign(lane, lane * (e - b)))
            corners = (self.at(middle, b), self.at(middle, e), self.at(c, e))
            d.append("C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in corners))
        dash = {"stroke_dasharray": "4.5 3"} if tone.backward else {}
        self.canvas.add("path", d="".join(d), fill="none", stroke=tone.accent, stroke_width=1.4, **dash)

    def share(self, points: list[Point], port: float, value: float) -> None:
        """What one branch of a fork brings back, on the middle of its first stretch."""
        (a, b), (c, e) = points[:2]
        end = e + (port if len(points) == 2 else 0)
        x, y = self.at((a + c) / 2, (b + end) / 2 + 2 * LANE)
        size = self.style.size - 1
        text = number(shown(value, self.style))
        half = 0.3 * size * len(text) + 4
        box = {"x": x - half, "y": y - size * 0.72, "width": 2 * half, "height": size * 1.44, "rx": 3}
        self.canvas.add("rect", **box, fill=PAPER, stroke=BACKWARD.accent, stroke_width=1)
        self.canvas.number((x, y), shown(value, self.style), size, BACKWARD.accent)

    # --- nodes ------------------------------------------------------------------------------------------

    def node(self, place: int) -> None:
        node, canvas = self.circuit.nodes[place], self.canvas
        x, y = self.at(*self.place(*self.plan.places[place]))
        if node.gate:
            canvas.add("circle", cx=x, cy=y, r=self.style.radius, fill=PAPER, stroke=INK, stroke_width=1.25)
        else:
            square = Box(x - self.style.radius, y - self.style.radius, 2 * self.style.radius, 2 * self.style.radius)
            canvas.add("rect", x=square.x, y=square.y, width=square.width, height=square.height, rx=5,
                       fill=FORWARD.soft, stroke=LINE, stroke_width=1.25)  # fmt: skip
        large = not node.gate or node.label in SIGNS
        scripted = "_" in node.label or "^" in node.label
        least = SCRIPTED if scripted else PLAIN
        canvas.text((x, y), node.label, max(least, self.style.radius * (1.05 if large else 0.8)))
        size, gap = self.style.size, self.style.radius + 11
        value = number(shown(node.value, self.style))
        above, below = ((x + gap - 7, y - 9), (x + gap - 7, y + 9)) if self.narrow else ((x, y - gap), (x, y + gap))
        anchor = "start" if self.narrow else "middle"
        canvas.maths(above, f"{node.name}={value}" if node.name else value, size, anchor=anchor, fill=FORWARD.accent)
        canvas.maths(below, self.total(place), size, anchor=anchor, fill=BACKWARD.accent)

    def total(self, place: int) -> str:
        """The gradient of a node; at a fork whose branches are shown, as their sum."""
        whole = number(shown(self.gradients[place], self.style))
        if not self.style.shares or len(self.circuit.consumers(place)) < 2:
            return whole
        parts = [
            shown(self.carried[gate, slot], self.style)
            for gate, node in enumerate(self.circuit.nodes)
            for slot, source in enumerate(node.inputs)
            if source == place
        ]
        return "+".join([number(parts[0]), *map(factor, parts[1:])]) + f"={whole}"
