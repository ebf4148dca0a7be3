// What docs/assets/interactive/training/core.js decides. Its numbers are compared with NumPy's in tests/test_training.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/training/core.js", import.meta.url), "utf-8"), page);
const { training } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const weight = (rows, columns) => Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => Math.sin(3 * i + 7 * j + rows)));
const OPENING = training.opened({
  weights: [weight(2, 3), weight(3, 3), weight(3, 1)], points: 6, eta: 0.1, bugs: { A: "kept", B: "sign", C: "turned" },
}); // prettier-ignore
const PROGRAMS = ["sound", "A", "B", "C"];
const all = PROGRAMS.flatMap((program) => training.moments.map((_, step) => ({ ...OPENING, program, step })));

test("steps end where they end, and a step takes back what was named", () => {
  assert.equal(training.stepped(OPENING, -3).step, 0);
  assert.equal(training.stepped(OPENING, 99).step, training.last());
  assert.equal(training.stepped({ ...OPENING, named: "A" }, 1).named, "");
});

test("two formulas and two slopes are the gradient", () => {
  const { X, T } = training.spirals(6);
  const loss = (weights) => training.judged(T, training.forward(X, weights).Z).loss;
  const found = training.gradients(X, T, OPENING.weights);
  OPENING.weights.forEach((A, k) => A.forEach((row, i) => row.forEach((value, j) => {
    const moved = (by) => OPENING.weights.map((B, at) => (at === k ? B.map((r, s) => r.map((b, t) => (s === i && t === j ? b + by : b))) : B));
    assert.ok(Math.abs((loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5 - found[k][i][j]) < 1e-8);
  }))); // prettier-ignore
});

test("a bug changes the weights from the first update on that shows it", () => {
  const after = (bug, updates) => String(training.trained(OPENING, bug).weights[updates].map((A) => A.map((row) => row.map((a) => a.toFixed(9)))));
  assert.equal(after("kept", 1), after("sound", 1));
  for (const bug of ["sign", "turned"]) assert.notEqual(after(bug, 1), after("sound", 1));
  assert.notEqual(after("kept", 2), after("sound", 2));
});

test("the question is answered by naming one program, and by no step", () => {
  assert.ok(!all.some((state) => training.answers({ program: "C" }, state)));
  assert.ok(training.answers({ program: "C" }, { ...OPENING, named: "C" }));
  assert.ok(!training.answers({ program: "C" }, { ...OPENING, named: "A" }));
});

test("every state has an address that leads back to it, and no address names a program", () => {
  for (const state of all) assert.deepEqual(plain(training.read(training.written(state), OPENING)), plain(state));
  assert.equal(training.read({ named: "C" }, OPENING).named, "");
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { updates: "" }, { updates: "7" }, { updates: "-5" }, { updates: "1e1" }, { updates: "010" }, { program: "D" }, { program: "constructor" },
    { program: "__proto__", updates: "NaN" }, { program: "" }, { step: "3" },
  ]) {
    assert.deepEqual(plain(training.read(found, OPENING)), plain(OPENING), JSON.stringify(found));
  } // prettier-ignore
});
