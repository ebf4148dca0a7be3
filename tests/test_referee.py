"""Judges of exercises, in the page and in the browser's Python: right answers pass, wrong ones get their reason."""

import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from the_book import BOOK

from book.checks.answers import known, values
from book.maths.temml import tool

sys.path.insert(0, str(BOOK.root / "book" / "run"))  # as in the browser, where these modules stand alone

from referee import Call, _accepts, _entry, _mistaken, _recorded, _same, judged

EXERCISES = [(slug, name, one) for slug in BOOK.slugs for name, one in known(BOOK, slug)[0].items()]
CODE = [(slug, name, one) for slug, name, one in EXERCISES if one.kind == "code"]
TYPED = [(slug, name, one) for slug, name, one in EXERCISES if one.kind not in ("code", "reason")]


def function(slug: str, place: str) -> Callable:
    module, _, name = place.partition(".")
    package = f"snippets.{slug.replace('-', '_')}.{module}"
    return getattr(__import__(package, fromlist=[name]), name)


def as_written(function: Callable, change: str = "{}") -> str:
    """What a reader would write: a function that gives what this one gives, changed."""
    package, name = function.__module__, function.__name__
    body = f"    result = own.{name}(*given)\n    return {change.format('result')}\n"
    return f"import {package} as own\nimport numpy as np\n\ndef {{asked}}(*given):\n{body}"


def said(slug: str, name: str, one, place: str, change: str = "{}") -> dict:
    asked = function(slug, one.answer).__name__
    code = as_written(function(slug, place), change).format(asked=asked)
    return json.loads(judged(slug, name, code))


def calls_of(slug: str, one, place: str) -> list[Call]:
    """What a judge asks of a function, and what it gets, until it is refused."""
    calls: list[Call] = []
    _accepts(function(slug, one.judge), _recorded(function(slug, place), function(slug, one.answer), calls, []))
    return calls


@pytest.mark.parametrize(("slug", "name", "one"), CODE)
def test_the_right_function_passes_and_each_typical_mistake_gets_its_reason(slug: str, name: str, one) -> None:
    assert said(slug, name, one, one.answer) == {"verdict": "right"}
    for key, place in one.wrong.items():
        found = said(slug, name, one, place)
        assert found["verdict"] == "wrong"
        assert found["reason"] == key


@pytest.mark.parametrize(("slug", "name", "one"), CODE)
def test_no_two_typical_mistakes_do_the_same_in_what_the_judge_asks(slug: str, name: str, one) -> None:
    for key, place in one.wrong.items():
        calls = calls_of(slug, one, place)
        assert [other for other in one.wrong if _mistaken(function(slug, one.wrong[other]), calls)] == [key]


PLACES = ("places", "mask")  # arrays that count places, or choose


@pytest.mark.parametrize(("slug", "name", "one"), CODE)
def test_what_writes_into_its_arrays_is_judged_by_what_it_returns(slug: str, name: str, one) -> None:
    """Readers write `W -= …`, which stops where whole numbers were handed over."""
    answer = function(slug, one.answer)
    into = f"    for name, array in zip({list(inspect.signature(answer).parameters)}, given):\n"
    into += f"        if isinstance(array, np.ndarray) and name not in {PLACES}:\n"
    into += "            array *= 0.5\n            array /= 0.5\n"
    code = as_written(answer).format(asked=answer.__name__).replace("    result", f"{into}    result", 1)
    assert json.loads(judged(slug, name, code)) == {"verdict": "right"}


NEW = ["einsum", "why-backwards", "softmax", "training", "normalisation", "attention", "convolution", "inverse"]
NEW += ["shared-weights", "second-derivatives", "memory"]
# Arguments that need not be looked at.
FOLLOW = {"O": "O is P @ V", "w": "a constant Hessian is the same everywhere"}


@pytest.mark.parametrize(("slug", "name", "one"), [one for one in CODE if one[0] in NEW])
def test_what_ignores_an_argument_is_refused(slug: str, name: str, one) -> None:
    """Two calls differ in this argument alone, and in what is right."""
    calls = calls_of(slug, one, one.answer)
    names = list(inspect.signature(function(slug, one.answer)).parameters)
    if any(map(callable, calls[0][0])):
        return
    for asked in (name for name in names if name not in FOLLOW):
        kept = [at for at, name in enumerate(names) if name != asked and name not in FOLLOW]
        assert any(
            all(_same(given[at], other[at]) for at in kept) and not _same(result, its)
            for given, result in calls
            for other, its in calls
        ), f"{asked} follows from the other arguments"


@pytest.mark.parametrize(
    ("slug", "name", "code", "reason"),
    [
        (
            "training",
            "epoch",
            "def epoch(X, T, W, eta, size):\n    W += eta * X.T @ (X @ W - T) / len(X)\n    return W",
            None,
        ),
        ("why-backwards", "gradient", "def gradient(jvp, k):\n    return jvp(np.eye(k))", "raises"),
        ("why-backwards", "gradient", "def gradient(jvp, k):\n    return [jvp(i) for i in range(k)]", "raises"),
        (
            "convolution",
            "strided",
            "def strided_back(dy, w, n):\n    return np.convolve(np.ravel([[one, 0] for one in dy])[:-1], w)",
            "short",
        ),
        ("memory", "sigmoid", "def sigmoid_back(y, dy):\n    return -dy * y * (1 - y)", "sign"),
        ("puzzles", "times", "def times_back(x, y, dz):\n    return dz * y, -dz * x", "sign"),
    ],
)
def test_what_a_stranger_wrote_gets_a_true_reason(slug: str, name: str, code: str, reason: str | None) -> None:
    found = json.loads(judged(slug, name, code))
    assert found["verdict"] == "wrong"
    assert found["reason"] == reason if reason else found["reason"] != "stale"
    assert "Cannot cast" not in found.get("text", "")


def test_what_the_first_call_printed_is_told() -> None:
    code = "def same_matrix(X, dS):\n    print(X.shape)\n    return {}"
    for body, verdict in (("dS @ X + dS.T @ X", "right"), ("X", "wrong"), ("1 / 0", "wrong")):
        found = json.loads(judged("derivation", "same-matrix", code.format(body)))
        assert found["verdict"] == verdict and found["printed"].count("\n") == 1, body


def test_a_mistake_is_recognised_where_it_can_be_computed() -> None:
    """Another way to write it stops with other words where the sizes do not fit."""
    code = "import numpy as np\n\ndef row_sums_back(x, dy):\n    return np.zeros_like(x) + dy"
    assert json.loads(judged("puzzles", "row-sums", code))["reason"] == "direction"
    code = "def row_sums_back(x, dy):\n    raise ValueError"
    assert json.loads(judged("puzzles", "row-sums", code))["reason"] == "raises"


def test_a_list_is_one_result_unless_several_are_asked_for() -> None:
    code = "def {}(dy):\n    return [[{} * float(entry) for entry in row] for row in dy]"
    assert json.loads(judged("puzzles", "triple", code.format("triple_back", 3))) == {"verdict": "right"}
    found = json.loads(judged("puzzles", "triple", code.format("triple_back", 2)))
    assert found["reason"] == "entries" and found["table"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise SystemExit", "raises"),
        ("raise KeyboardInterrupt", "raises"),
        ("[[1, 2], [3]]", "sizes"),
        ("((dS, dS),)", "sizes"),
        ("object()", "sizes"),
    ],
)
def test_what_is_no_result_is_told_and_harms_nothing(body: str, reason: str) -> None:
    code = f"def same_matrix(X, dS):\n    {'' if body.startswith('raise') else 'return '}{body}"
    found = json.loads(judged("derivation", "same-matrix", code))
    assert (found["verdict"], found["reason"]) == ("wrong", reason)


# What nobody has named: each must be refused whatever the exercise.
EACH = "tuple(map(change, {})) if isinstance({}, tuple) else change({})"
ONE_MORE = "np.asarray(part) + (np.arange(np.size(part)) == 0).reshape(np.shape(part))"
TWINS = {
    "None": "nothing",
    f"(lambda change: {EACH})(np.negative)": "sign",
    f"(lambda change: {EACH})(lambda part: np.asarray(part) * 2)": None,
    f"(lambda change: {EACH})(lambda part: {ONE_MORE})": None,
    "({} if isinstance({}, tuple) else ({},)) + (0,)": "parts",
    "1 / 0 if True else {}": "raises",
}


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize(("slug", "name", "one"), CODE)
def test_other_mistakes_are_refused(slug: str, name: str, one, twin: str) -> None:
    found = said(slug, name, one, one.answer, twin.replace("{}", "{0}"))
    assert found["verdict"] == "wrong"
    wanted = TWINS[twin]
    if wanted == "sign" and found["reason"] in one.wrong:  # it has a reason of its own
        calls = calls_of(slug, one, one.wrong[found["reason"]])
        assert all(_same(result, np.negative(function(slug, one.answer)(*given))) for given, result in calls)
    elif wanted:
        assert found["reason"] == wanted


def test_a_transposed_result_is_recognised() -> None:
    code = "def same_matrix(X, dS):\n    return ((dS + dS.T) @ X).T\n"
    found = json.loads(judged("derivation", "same-matrix", code))
    assert (found["verdict"], found["reason"]) == ("wrong", "transposed") and "table" not in found


def test_wrong_sizes_and_entries_are_counted() -> None:
    one = "def same_matrix(X, dS):\n    return (dS + dS.T) @ X[:, :1]\n"
    found = json.loads(judged("derivation", "same-matrix", one))
    assert (found["reason"], found["found"], found["wanted"]) == ("sizes", "(2, 1)", "(2, 3)")
    other = "def same_matrix(X, dS):\n    result = (dS + dS.T) @ X\n    result[0, 0] += 1\n    return result\n"
    found = json.loads(judged("derivation", "same-matrix", other))
    assert (found["reason"], found["count"], found["of"]) == ("entries", 1, 6)


def test_the_first_wrong_call_can_be_seen() -> None:
    code = "def times_back(x, y, dz):\n    dy = dz * x\n    dy[0, 1] += 10\n    return dz * y, dy\n"
    found = json.loads(judged("puzzles", "times", code))
    assert (found["reason"], found["count"], found["part"]) == ("entries", 1, 2)
    x, dz = (np.array(eval(said.replace(" ", ","))) for said in ("[[-3 3 -4]]", "[[-5 -2 3]]"))
    assert [line.split("=")[0] for line in found["given"].splitlines() if "=" in line] == ["x ", "y ", "dz "]
    assert "x = [[-3  3 -4]" in found["given"] and "dz = [[-5 -2  3]" in found["given"]
    first = [[shown.replace("−", "-") for shown in entry] for entry in found["table"][0]]
    right = (x * dz)[0]
    assert first == [[str(right[0])], [str(right[1] + 10), str(right[1])], [str(right[2])]]
    assert all(len(entry) == 1 for row in found["table"][1:] for entry in row)


@pytest.mark.parametrize(
    ("mine", "right", "shown"),
    [
        (-2.0, -2.0, ["−2"]),
        (2.0, -2.0, ["2", "−2"]),
        (1 / 3, 1 / 3, ["0.333"]),
        (0.3333, 1 / 3, ["0.3333", "0.333333"]),
        (np.nan, 1.0, ["nan", "1"]),
        (-np.inf, 0.0, ["−inf", "0"]),
        (1 + 1e-8, 1.0, ["1.0000000099999999", "1"]),
        (1e20, 7.0, ["1e+20", "7"]),
    ],
)
def test_entries_have_as_many_digits_as_tell_them_apart(mine: float, right: float, shown: list[str]) -> None:
    assert _entry(mine, right) == shown


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("return 1 / 0", {"given"}),
        ("pass", {"given"}),
        ("return dy.sum()", {"given"}),
        ("return 2 * dy", {"given", "table"}),
        ("return dy * 1j", {"given"}),
        ("return np.array([['a'] * 3] * 3)", {"given"}),
        ("return dy.astype(bool)", {"given", "table"}),
    ],
)
def test_what_cannot_be_compared_entry_by_entry_is_not_shown(code: str, seen: set[str]) -> None:
    found = json.loads(judged("puzzles", "same", f"def same_back(dy):\n    {code}\n"))
    assert found["verdict"] == "wrong" and found.keys() & {"given", "table", "part"} == seen


@pytest.mark.parametrize(
    ("code", "reason", "text"),
    [
        ("def same_matrix(X, dS)\n    return X", "raises", "SyntaxError: expected ':'"),
        ("import nothing_of_the_kind", "raises", "ModuleNotFoundError: No module named 'nothing_of_the_kind'"),
        ("def other(X, dS):\n    return X", "unnamed", "same_matrix"),
        ("same_matrix = 3", "unnamed", "same_matrix"),
    ],
)
def test_what_is_no_function_is_not_judged(code: str, reason: str, text: str) -> None:
    found = json.loads(judged("derivation", "same-matrix", code))
    assert (found["verdict"], found["reason"]) == ("unread", reason)
    assert found["text"].rstrip().endswith(text) and "referee.py" not in found["text"]


def test_the_error_of_a_function_shows_its_line_and_nothing_of_ours() -> None:
    code = "def same_matrix(X, dS):\n    return X @ X\n"
    found = json.loads(judged("derivation", "same-matrix", code))
    assert found["reason"] == "raises" and found["line"] == 2
    assert "    return X @ X" in found["text"] and "referee" not in found["text"]


def test_a_function_cannot_change_what_it_is_judged_by() -> None:
    code = "def same_matrix(X, dS):\n    X[:] = 0\n    dS[:] = 0\n    return dS @ X\n"
    assert json.loads(judged("derivation", "same-matrix", code))["verdict"] == "wrong"


# Kinds without code are judged by the page's script.

JUDGE = """
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
const page = createContext({});
runInContext(readFileSync(process.argv[2], "utf-8"), page);
const asked = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(asked.map((given) => page.judge(...given))));
"""


def typed(kind: str, value: object) -> list[str]:
    """An answer as readers type it, in several ways."""
    if kind == "matrix":
        rows = value if isinstance(value[0], list) else [value]
        plain = "\n".join(" ".join(map(str, row)) for row in rows)
        python = str([[float(Fraction(entry)) for entry in row] for row in rows])
        return [plain, plain.replace("-", "−"), python, plain.translate({ord("0") + d: 0xFF10 + d for d in range(10)})]
    if kind in ("shape", "order"):
        return [" ".join(map(str, value)), str(tuple(value))]
    return [str(value), str(value).replace("-", "－")]


def in_node(asked: list[tuple], tmp_path) -> list[dict]:
    script = tmp_path / "judge.mjs"
    script.write_text(JUDGE, encoding="utf-8")
    command = [tool("node"), str(script), str(BOOK.docs / "assets" / "js" / "judge.js")]
    run = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def test_every_answer_of_the_book_is_accepted_and_every_wrong_one_gets_its_reason(tmp_path) -> None:
    asked, wanted = [], []
    for slug, name, one in TYPED:
        computed = values(BOOK)[slug][name]
        answer = computed.values["answer"]
        for text in typed(one.kind, answer):
            asked.append((one.kind, text, answer, computed.wrong))
            wanted.append({"verdict": "right"})
        for key, value in computed.wrong.items():
            asked += [(one.kind, text, answer, computed.wrong) for text in typed(one.kind, value)]
            wanted += [{"verdict": "wrong", "reason": key}] * len(typed(one.kind, value))
    found = in_node(asked, tmp_path)
    assert len(TYPED) > 40
    assert [(given, one) for given, one, right in zip(asked, found, wanted, strict=True) if one != right] == []


def test_the_first_line_of_an_answer_is_that_of_its_function() -> None:
    page = (BOOK.site / "en" / "derivation.html").read_text(encoding="utf-8")
    signature = inspect.signature(function("derivation", "answers.same_matrix"))
    assert f'data-start="def same_matrix{signature}:"' in page
    assert np.array_equal(function("derivation", "answers.same_matrix")(np.eye(2), np.eye(2)), 2 * np.eye(2))
