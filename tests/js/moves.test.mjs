// What docs/assets/interactive/moves/core.js decides. Its numbers are compared with NumPy's in tests/test_moves.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/moves/core.js", import.meta.url), "utf-8"), page);
const { moves } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const OPENING = moves.opened({
  numbers: {
    plain: {
      X: [[1, -2, 3], [0, 4, -1]], W: [[2, 0, -1, 3], [1, 3, 0, -2], [-1, 1, 2, 4]], G: [[1, 0, 2, -1], [0, -1, 1, 3]],
      ΔX: [[0, 1, -2], [3, 0, 1]], ΔW: [[1, 0, 0, 0], [0, 2, 0, 1], [0, -1, 1, 0]], M: [[0, 0, 1, 1], [1, 1, 0, 0]],
    },
    square: { X: [[-2, 3], [4, -1]], W: [[3, 0], [1, 2]], G: [[0, 2], [-1, 1]], ΔX: [[1, -2], [0, 1]], ΔW: [[2, 0], [-1, 1]], M: [[0, 1], [1, 0]] },
  },
}); // prettier-ignore
const STARTS = ["X", "W", "M"].flatMap((task) => ["plain", "square"].map((size) => ({ ...moves.begun(OPENING, task), size })));
const letters = Object.fromEntries([...moves.names].map((move) => [move[0], move]));
const named = (done) => [...done].map((letter) => letters[letter] ?? letter);
const after = (state, done) => named(done).reduce((one, move) => moves.moved(one, move), state);
const text = (state) => moves.text(moves.line(state));

/** Every line that moves lead to, by the shortest way. */
function reached(start) {
  const found = new Map([[text(start), start]]);
  for (const state of found.values()) {
    for (const move of moves.names.slice(0, 5)) {
      const next = moves.moved(state, move);
      if (next.step > state.step && !found.has(text(next))) found.set(text(next), next);
    }
  }
  return found;
}

test("the book's way: as a trace, one cycle, as an inner product, read off", () => {
  const ways = ["", "f", "fc", "fcf"].map((done) => text(after(OPENING, done)));
  assert.deepEqual(ways, ["⟨G, ΔX W⟩", "tr(Gᵀ ΔX W)", "tr(W Gᵀ ΔX)", "⟨G Wᵀ, ΔX⟩"]);
  for (const done of ["fcr", "fcfr"]) assert.deepEqual(plain(moves.lines(after(OPENING, done)).gradient), ["G", "Wᵀ"]);
  assert.deepEqual(plain(moves.lines(after(moves.begun(OPENING, "W"), "fpfr")).gradient), ["Xᵀ", "G"]);
  assert.deepEqual(plain(moves.lines(after(moves.begun(OPENING, "M"), "epfcfr")).gradient), ["G⊙M", "Wᵀ"]);
  assert.equal(text(after(moves.begun(OPENING, "M"), "epf")), "tr((G⊙M)ᵀ ΔX W)");
});

test("no move changes the value, and whatever is refused does, or has none", () => {
  for (const start of STARTS) {
    const value = moves.value(start, moves.line(start));
    const lines = reached(start);
    assert.ok(lines.size >= 14);
    for (const state of lines.values()) {
      const line = moves.line(state);
      assert.equal(moves.value(state, line), value);
      const count = (line.left?.length ?? 0) + line.right.length;
      const places = [...Array(count).keys()];
      const tried = [
        ...moves.names.map((move) => moves.outcome(state, move, line)),
        ...places.map((at) => moves.attempt(state, "turn", at)),
        ...places.slice(1).filter((at) => at !== line.left?.length).map((at) => moves.attempt(state, "swap", at - 1)),
      ];
      for (const one of tried) {
        assert.ok(!(one.line && one.why) && !(one.tried && !one.why));
        if (one.line) assert.equal(moves.value(state, one.line), value);
        if (one.tried) assert.notEqual(moves.value(state, one.tried), value, `${text(state)} and ${moves.text(one.tried)}`);
        if (one.tried && state.size === "plain") assert.ok(moves.clash(state, one.tried), "three different sizes tell");
        if (one.tried && state.size === "square") assert.equal(moves.clash(state, one.tried), null);
      }
    }
  }
});

test("a gradient is read off where the change stands alone, and nowhere else", () => {
  for (const start of STARTS.slice(0, 2)) {
    const alone = [...reached(start)].filter(([, state]) => moves.outcome(state, "read", moves.line(state)).line).map(([line]) => line);
    assert.deepEqual(alone.sort(), ["tr(W Gᵀ ΔX)", "⟨G Wᵀ, ΔX⟩"]);
  }
  const why = (task, done) => moves.outcome(after(moves.begun(OPENING, task), done), "read", moves.line(after(moves.begun(OPENING, task), done))).why;
  assert.deepEqual([why("X", ""), why("X", "f"), why("X", "tf"), why("W", "f"), why("M", "e")], Array(5).fill("early"));
});

test("sizes that clash are named where they stand", () => {
  assert.deepEqual(plain(moves.clash(OPENING, { left: null, right: ["Gᵀ", "W", "ΔX"] })), { a: "Gᵀ", b: "W", columns: 2, rows: 3 });
  assert.deepEqual(plain(moves.clash(OPENING, { left: ["Gᵀ"], right: ["ΔX", "W"] })), { one: [4, 2], two: [2, 4] });
  assert.deepEqual(plain(moves.clash(OPENING, { left: null, right: ["ΔX", "W"] })), { a: "W", b: "ΔX", columns: 4, rows: 2 });
  assert.equal(moves.value(OPENING, { left: null, right: ["ΔX", "W"] }), null);
  assert.deepEqual(plain(moves.outcome(OPENING, "cycle", moves.line(OPENING))), { tried: { left: ["G"], right: ["W", "ΔX"] }, why: "ring" });
});

test("of two factors a swap is the cycle", () => {
  const two = after(moves.begun(OPENING, "W"), "f");
  assert.deepEqual(plain(moves.attempt(two, "swap", 0)), plain(moves.outcome(two, "cycle", moves.line(two))));
});

test("what leads round in a circle is taken back, and a derivation does not grow without end", () => {
  assert.deepEqual(plain(after(OPENING, "fccc")), plain(after(OPENING, "f")));
  assert.deepEqual(plain(after(OPENING, "tt")), plain(OPENING));
  let [state, random] = [OPENING, 7];
  for (let at = 0; at < 2000; at++) {
    random = (random * 1103515245 + 12345) % 2147483648;
    state = moves.moved(state, moves.names[(random >> 8) % 5]);
    assert.ok(state.step < 40 && state.step === state.done.length);
  }
  const ended = after(OPENING, "fcr");
  assert.equal(moves.moved(ended, "cycle"), ended, "after the gradient there is no line");
  assert.deepEqual(plain(after(moves.stepped(after(OPENING, "fcr"), 1), "t").done), named("ft"), "what was taken back is gone");
});

test("the false derivation has one wrong step, which shapes tell or numbers", () => {
  const start = moves.begun(OPENING, "false");
  assert.equal(start.size, "square");
  const values = (size) => moves.tasks.false.lines.map((line) => moves.value({ ...start, size }, line));
  assert.deepEqual(plain(values("square")), [-7, -7, -13, -13]);
  assert.deepEqual(plain(values("plain")), [42, 42, null, null]);
  assert.ok(!moves.judged(start).judged, "the first line is given");
  const guessed = moves.judged(moves.stepped(start, 1));
  assert.deepEqual([guessed.judged, moves.found(guessed)], ["1", false]);
  const found = moves.judged(moves.stepped(guessed, 2));
  assert.deepEqual([found.judged, moves.found(found)], ["12", true], "what was shown stays shown");
  assert.ok(!moves.found(moves.stepped(found, 3)) && moves.found(moves.stepped(found, 2)));
  assert.equal(moves.judged(moves.stepped(after(OPENING, "f"), 1)).judged, "", "of what the reader does, nothing is wrong");
  assert.equal(moves.moved(start, "form"), start);
});

test("every state has an address that leads back to it", () => {
  const states = STARTS.flatMap((start) => [...reached(start).values()]).concat(after(OPENING, "fcfr"), moves.stepped(after(OPENING, "fcfr"), 1));
  for (const step of [0, 1, 2, 3]) {
    const line = moves.stepped(moves.begun(OPENING, "false"), step);
    states.push(line, moves.judged(line), { ...line, size: "plain" });
  }
  for (const state of states) assert.deepEqual(plain(moves.read(moves.written(state), OPENING)), plain(state));
  assert.deepEqual(plain(moves.written(OPENING)), { task: "X", step: "0" });
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [{}, { task: "constructor" }, { size: "toString", step: "-1" }, { moves: "zzz" }, { moves: "constructor" }, { moves: "read" }, { moves: "cycle" }, { judged: "1" }, { step: "x" }, { moves: "entries.product" }]) {
    assert.deepEqual(plain(moves.read(found, OPENING)), plain(OPENING), JSON.stringify(found));
  } // prettier-ignore
  assert.equal(moves.read({ moves: "form.cycle.X.read" }, OPENING).step, 2);
  assert.equal(moves.read({ moves: "form.cycle.read.cycle", step: "99" }, OPENING).step, 3);
  assert.equal(moves.read({ moves: "transpose.".repeat(999) }, OPENING).step, 1);
});

test("the question is answered by the gradient read off after three moves at most", () => {
  const goal = { task: "X", most: 3 };
  const answered = (done, task = "X") => moves.answers(goal, after(moves.begun(OPENING, task), done), OPENING);
  assert.ok(answered("fcr") && answered("fcfr"));
  assert.ok(!answered("") && !answered("fcf") && !answered("tftccr") && !answered("fpfr", "W"));
  assert.ok(!moves.answers(goal, moves.stepped(after(OPENING, "fcfr"), 3), OPENING));
});
