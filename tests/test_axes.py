"""The axis mapper computes what NumPy computes, exactly; the lines it shows run; its questions are answered by keys."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from book.maths.temml import tool
from snippets.affine.broadcast import undo_broadcast

CASES = 1000
SCRIPT = Path(__file__).parent / "js" / "axes_cases.mjs"
Arrays = Mapping[str, np.ndarray]


def shapes(random: np.random.Generator) -> list[tuple[int, ...]]:
    """Two shapes that NumPy broadcasts."""
    whole = random.integers(1, 5, random.integers(4))
    drawn = [np.where(random.random(whole.size) < 0.3, 1, whole)[random.integers(whole.size + 1) :] for _ in "ab"]
    return [tuple(map(int, shape)) for shape in drawn]


def einsum(random: np.random.Generator) -> tuple[list[str], str]:
    """The axes of one or two arrays and of their einsum."""
    letters = random.permutation([*"bijkx"])[: random.integers(1, 5)]
    some = lambda: "".join(random.permutation(letters)[: random.integers(1, 4)])  # noqa: E731
    inputs = [some() for _ in range(random.integers(1, 3))]
    used = random.permutation(sorted({*"".join(inputs)}))
    return inputs, "".join(used[: random.integers(min(4, used.size + 1))])


def case(random: np.random.Generator, *, product: bool) -> dict[str, object]:
    """One case: an operation, an operand and its gradient as NumPy has it, and what the loss does if it is nudged."""
    integers = lambda shape: random.integers(-9, 10, shape)  # noqa: E731
    if product:
        inputs, output = einsum(random)
        sizes = {letter: int(random.integers(1, 4)) for letter in dict.fromkeys("".join(inputs))}
        names = ["X", "W"][: len(inputs)]
        values = {n: integers([sizes[i] for i in axes]) for n, axes in zip(names, inputs, strict=True)}
        of = int(random.integers(len(inputs)))
        there = lambda arrays: np.einsum(f"{','.join(inputs)}->{output}", *arrays)  # noqa: E731
        more = {"op": f"{','.join(inputs)}-{output}", "sizes": "".join(map(str, sizes.values()))}
        marks = "".join(letter for letter in sizes if random.random() < 0.5)
    else:
        names, of = ["XW", "b"], int(random.integers(2))
        values = {n: integers(shape) for n, shape in zip(names, shapes(random), strict=True)}
        there = sum
        more = {"op": "".join(str(array.shape) for array in values.values())}
        marks = "".join(axis for axis in "abcd" if random.random() < 0.5)
    Z = there([*values.values()])
    dZ = integers(Z.shape)
    operand = values[names[of]]
    nudges = []
    for at in range(operand.size):
        change = np.zeros_like(operand)
        change.ravel()[at] = 1
        nudged = [array + change if name == names[of] else array for name, array in values.items()]
        nudges.append([at, int(np.sum(dZ * (there(nudged) - Z)))])
    gradient = np.array([loss for _, loss in nudges]).reshape(operand.shape)
    if not product:
        assert np.array_equal(gradient, undo_broadcast(dZ, operand.shape))
    lists = {name: np.asarray(array).tolist() for name, array in {**values, "dZ": dZ}.items()}
    return more | {"of": of, "marks": marks, "values": lists, "gradient": gradient.ravel().tolist(), "nudges": nudges}


def run_line(line: str, values: Arrays) -> np.ndarray:
    """What a line of NumPy that the figure shows gives."""
    return np.asarray(eval(line, {"np": np, **values}))


def test_a_thousand_cases(tmp_path: Path) -> None:
    random = np.random.default_rng(13)
    asked, answered = tmp_path / "cases.json", tmp_path / "found.json"
    cases = [case(random, product=at % 2 == 0) for at in range(CASES)]
    asked.write_text(json.dumps(cases), encoding="utf-8")
    command = [tool("node"), SCRIPT, asked, answered]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert run.returncode == 0 and run.stdout.strip() == str(CASES), run.stdout[-3000:]
    verdicts, mistakes = set(), set()
    for one, found in zip(cases, json.loads(answered.read_text(encoding="utf-8")), strict=True):
        values = {name: np.array(array) for name, array in one["values"].items()}
        gradient = np.array(one["gradient"]).reshape(found["operand"])
        for marked in found["right"], found["marked"]:
            result = run_line(marked["code"], values)
            assert list(result.shape) == marked["made"], found
            assert result.ravel().tolist() == marked["numbers"], found
            fits = result.shape == gradient.shape
            kinds = {"shape"} if not fits else {"right", "chance"} if np.array_equal(result, gradient) else {"deceived"}
            assert marked["verdict"] in kinds, found
        verdicts.add(found["marked"]["verdict"])
        if mistake := found["mistake"]:
            mistakes.add(mistake["mistake"])
            if mistake["mistake"] == "keepdims":
                wrong = run_line(found["right"]["code"].replace(", keepdims=True", ""), values)
                assert str(wrong.shape) == mistake["made"] and str((gradient - wrong).shape) == mistake["grown"]
                continue
            wrong = run_line(mistake["code"], values)
            assert wrong.shape == gradient.shape
            assert wrong.ravel()[mistake["at"]] == mistake["says"] != gradient.ravel()[mistake["at"]]
    assert verdicts == {"right", "shape", "deceived", "chance"}
    assert mistakes == {"mistake", "keepdims"}
