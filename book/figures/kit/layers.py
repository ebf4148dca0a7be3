"""Places for the nodes of a small graph: in layers along the flow, without needless crossings or bends."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

ROUNDS = 24
Layers = list[list[Hashable]]


@dataclass(frozen=True)
class Layout:
    """Layer and height of every node, in units of one node, and the bends of every wire in between.

    `wires[target, slot]` are the (layer, height) points from the source's to the target's, both included.
    """

    places: list[tuple[int, float]]
    wires: dict[tuple[int, int], list[tuple[int, float]]]

    @property
    def size(self) -> tuple[int, float]:
        """The last layer and the greatest height, both counted from 0."""
        points = [point for wire in self.wires.values() for point in wire]
        return max(layer for layer, _ in points), max(height for _, height in points)


def layout(inputs: Sequence[tuple[int, ...]]) -> Layout:
    """Places for a graph whose node number n has the nodes `inputs[n]`, all smaller than n, as its inputs.

    Every node stands one layer behind its last input, and a source one layer before its first consumer. A wire
    that passes layers gets a bend in each of them, so that it runs between the nodes. The order within the
    layers is the one with the fewest crossings that sorting by the middle of the neighbours finds.
    """
    depth = _layers(inputs)
    layers: Layers = [[] for _ in range(max(depth) + 1)]
    for node in _depth_first(inputs):
        layers[depth[node]].append(node)
    chains: dict[tuple[int, int], list[Hashable]] = {}
    for target, sources in enumerate(inputs):
        for slot, source in enumerate(sources):
            bends = [("bend", target, slot, layer) for layer in range(depth[source] + 1, depth[target])]
            for bend in bends:
                layers[bend[3]].append(bend)
            chains[target, slot] = [source, *bends, target]
    near: dict[Hashable, list[Hashable]] = {point: [] for points in layers for point in points}
    for a, b in (pair for chain in chains.values() for pair in pairwise(chain)):
        near[a].append(b)
        near[b].append(a)
    layers = _ordered(layers, near)
    heights = _heights(layers, near)
    level = {point: number for number, points in enumerate(layers) for point in points}
    return Layout(
        [(depth[node], heights[node]) for node in range(len(inputs))],
        {wire: [(level[point], heights[point]) for point in chain] for wire, chain in chains.items()},
    )


def _layers(inputs: Sequence[tuple[int, ...]]) -> list[int]:
    depth = [0] * len(inputs)
    for node, sources in enumerate(inputs):
        depth[node] = max((depth[source] + 1 for source in sources), default=0)
    for node, sources in enumerate(inputs):
        if not sources:
            depth[node] = min((depth[n] for n, used in enumerate(inputs) if node in used), default=1) - 1
    return depth


def _depth_first(inputs: Sequence[tuple[int, ...]]) -> list[int]:
    """The nodes in the order in which a reader of the formula meets them."""
    order: dict[int, None] = {}

    def visit(node: int) -> None:
        for source in inputs[node]:
            visit(source)
        order[node] = None

    for node in reversed(range(len(inputs))):
        visit(node)
    return list(order)


def _ordered(layers: Layers, near: dict[Hashable, list[Hashable]]) -> Layers:
    """The layers sorted by the middle of their neighbours, alternately those before and those behind."""
    best = layers
    for attempt in range(ROUNDS):
        side = -1 if attempt % 2 else 1
        for number in range(1, len(layers)) if side < 0 else reversed(range(len(layers) - 1)):
            other = {point: order for order, point in enumerate(layers[number + side])}
            wanted = {}
            for order, point in enumerate(layers[number]):
                found = [other[neighbour] for neighbour in near[point] if neighbour in other]
                wanted[point] = sum(found) / len(found) if found else order
            layers = [*layers[:number], sorted(layers[number], key=wanted.__getitem__), *layers[number + 1 :]]
        if _crossings(layers, near) < _crossings(best, near):
            best = layers
    return best


def _crossings(layers: Layers, near: dict[Hashable, list[Hashable]]) -> int:
    count = 0
    for points, behind in pairwise(layers):
        order = {point: number for number, point in enumerate(behind)}
        ends = [(a, order[b]) for a, point in enumerate(points) for b in near[point] if b in order]
        count += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))
    return count


def _heights(layers: Layers, near: dict[Hashable, list[Hashable]]) -> dict[Hashable, float]:
    """Heights near the middle of the neighbours, in the given order and at least 1 apart; the least is 0."""
    heights = {point: order - (len(points) - 1) / 2 for points in layers for order, point in enumerate(points)}
    for _ in range(8 * ROUNDS):
        for points in [*layers, *reversed(layers)]:
            wired = [near[point] or [point] for point in points]
            wanted = [sum(heights[other] for other in others) / len(others) for others in wired]
            weights = [len(others) for others in wired]
            heights |= dict(zip(points, _apart(wanted, weights), strict=True))
    least = min(heights.values())
    return {point: height - least for point, height in heights.items()}


def _apart(wanted: Sequence[float], weights: Sequence[int]) -> list[float]:
    """The nearest heights, by weighted least squares, at least 1 apart: neighbours that clash form one block.

    The weights are the numbers of wires, so that each round shortens the wires and the drawing comes to rest.
    """
    blocks: list[tuple[float, int, int]] = []
    for order, (height, weight) in enumerate(zip(wanted, weights, strict=True)):
        mean, size = height - order, 1
        while blocks and blocks[-1][0] > mean:
            before, other, count = blocks.pop()
            mean = (before * other + mean * weight) / (other + weight)
            weight, size = other + weight, count + size
        blocks.append((mean, weight, size))
    flat = [mean for mean, _, size in blocks for _ in range(size)]
    return [height + order for order, height in enumerate(flat)]
