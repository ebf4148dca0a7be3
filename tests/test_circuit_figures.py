"""Circuits in the figures: their gradients and their layout; test_figure_numbers reads what is shown."""

from itertools import combinations, pairwise

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.figures import circuits, gate_patterns, sensitivity
from book.figures.kit.circuit import GATES, Circuit
from book.figures.kit.layers import Layout, layout
from book.ground.faults import BookError


def sigmoid(a):
    return 1 / (1 + anp.exp(-a))


OPERATIONS = {
    "add": lambda a, b: a + b,
    "multiply": lambda a, b: a * b,
    "max": anp.maximum,
    "double": lambda a: 2 * a,
    "negate": lambda a: -a,
    "exp": anp.exp,
    "increment": lambda a: a + 1,
    "invert": lambda a: 1 / a,
    "square": lambda a: a**2,
    "sigmoid": sigmoid,
}
DRAWN = {
    "circuits-product": (circuits.product_circuit, lambda v: (v[0] + v[1]) * v[2], 4),
    "circuits-neuron": (circuits.neuron_circuit, lambda v: sigmoid(v[0] * v[1] + v[2] * v[3] + v[4]), 4),
    "circuits-fork": (circuits.fork_circuit, lambda v: (v[0] + v[1]) * v[1], 4),
    "circuits-staged": (
        circuits.staged_circuit,
        lambda v: (v[0] + sigmoid(v[1])) / (sigmoid(v[0]) + (v[0] + v[1]) ** 2),
        3,
    ),
    "gate-patterns-three-gates": (
        gate_patterns.three_gates_circuit,
        lambda v: 2 * (v[0] * v[1] + anp.maximum(v[2], v[3])),
        4,
    ),
}
every_circuit = pytest.mark.parametrize("name", DRAWN)


def inputs_of(circuit: Circuit) -> list[int]:
    return [place for place, node in enumerate(circuit.nodes) if not node.gate]


def evaluate(circuit: Circuit, given: np.ndarray) -> list:
    """Every value of the circuit for other inputs, by operations of this test's own."""
    values, left = [], list(given)
    for node in circuit.nodes:
        values.append(OPERATIONS[node.gate](*(values[n] for n in node.inputs)) if node.gate else left.pop(0))
    return values


@st.composite
def random_circuits(draw: st.DrawFn) -> Circuit:
    """Circuits of up to 9 gates in which nothing overflows; inputs may be used any number of times."""
    circuit = Circuit()
    for order in range(draw(st.integers(1, 4))):
        circuit.input(f"x_{order}", draw(st.floats(-2, 2)))
    kinds = ["add", "multiply", "max", "double", "negate", "increment", "sigmoid"]
    for _ in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(kinds))
        count = 2 if kind in ("add", "multiply", "max") else 1
        circuit.gate(kind, *(draw(st.integers(0, len(circuit.nodes) - 1)) for _ in range(count)))
    return circuit


def test_every_gate_is_known_to_this_test():
    assert GATES.keys() == OPERATIONS.keys()


@every_circuit
def test_values_and_gradients_are_those_of_the_formula(name):
    build, formula, _ = DRAWN[name]
    circuit = build()
    given = np.array([circuit.nodes[place].value for place in inputs_of(circuit)], dtype=float)
    assert circuit.nodes[-1].value == pytest.approx(formula(given))
    gradients, _ = circuit.backward()
    assert np.allclose([gradients[place] for place in inputs_of(circuit)], autograd.grad(formula)(given))


@given(random_circuits())
def test_gradients_of_any_circuit(circuit):
    given = np.array([circuit.nodes[place].value for place in inputs_of(circuit)], dtype=float)
    expected = autograd.grad(lambda x: evaluate(circuit, x)[-1] + 0 * anp.sum(x))(given)
    gradients, carried = circuit.backward()
    assert np.allclose([gradients[place] for place in inputs_of(circuit)], expected)
    for place in range(len(circuit.nodes) - 1):  # what the branches bring back is the whole
        parts = [carried[gate, slot] for gate, slot in carried if circuit.nodes[gate].inputs[slot] == place]
        assert gradients[place] == pytest.approx(sum(parts))


def test_equal_inputs_of_a_maximum_share():
    circuit = Circuit()
    circuit.gate("max", circuit.input("x", 2), circuit.input("y", 2))
    assert circuit.backward()[0] == [0.5, 0.5, 1]


def test_bad_circuits_are_refused_with_a_remedy():
    circuit = Circuit()
    zero = circuit.input("x", 0.0)
    for faulty, message in (
        (lambda: circuit.gate("divide", zero), "no gate is called “divide”"),
        (lambda: circuit.gate("add", zero, 7), "not built yet"),
        (lambda: circuit.gate("add", zero), "cannot take"),
        (lambda: circuit.gate("invert", zero), "cannot take"),
        (lambda: circuit.gate("double", circuit.input("y", 1e308)), "no finite value"),
    ):
        with pytest.raises(BookError, match=message) as caught:
            faulty()
        assert caught.value.remedy


# --- layout -------------------------------------------------------------------------------------------------


def crossings(plan: Layout) -> int:
    """How many pairs of stretches between the same two layers change their order."""
    stretches = [pair for wire in plan.wires.values() for pair in pairwise(wire)]
    return sum(a[0] == c[0] and (a[1] - c[1]) * (b[1] - d[1]) < -1e-9 for (a, b), (c, d) in combinations(stretches, 2))


@given(random_circuits())
def test_layout_of_any_circuit(circuit):
    plan = layout([node.inputs for node in circuit.nodes])
    points = {point for wire in plan.wires.values() for point in wire} | set(plan.places)
    assert min(height for _, height in points) == pytest.approx(0)
    for (gate, slot), wire in plan.wires.items():
        source = circuit.nodes[gate].inputs[slot]
        assert wire[0] == plan.places[source] and wire[-1] == plan.places[gate]
        assert [layer for layer, _ in wire] == list(range(wire[0][0], wire[-1][0] + 1))
    assert len(set(plan.places)) == len(plan.places)
    for (layer, height), (other, beside) in combinations(points, 2):
        assert layer != other or abs(height - beside) > 1 - 1e-9


@pytest.mark.parametrize("name", [name for name in DRAWN if name != "circuits-staged"])
def test_simple_circuits_have_no_crossing(name):
    assert crossings(layout([node.inputs for node in DRAWN[name][0]().nodes])) == 0


def test_a_chain_is_a_straight_line():
    plan = layout([node.inputs for node in circuits.neuron_circuit().nodes])
    tail = [height for layer, height in plan.places if layer >= 3]
    assert len(tail) == 5 and np.ptp(tail) < 0.01


def test_the_tangent_is_the_derivative():
    for x in (0.5, 1.0, 3.0):
        assert sensitivity.slope(x) == pytest.approx(autograd.grad(sensitivity.curve)(x))
