// What docs/assets/interactive/shapes/core.js decides. Its numbers are compared with NumPy's in tests/test_shapes.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/shapes/core.js", import.meta.url), "utf-8"), page);
const { shapes } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const OPENING = shapes.opened({
  X: [[1, -2, 3], [0, 4, -1]], Y: [[2, 0, -1, 3], [1, 3, 0, -2], [-1, 1, 2, 4]], dZ: [[1, 0, 2, -1], [0, -1, 1, 3]], at: "dZ.Y",
}); // prettier-ignore

const SIZES = [1, 2, 3, 4, 5];
const everySize = SIZES.flatMap((m) => SIZES.flatMap((k) => SIZES.map((n) => ({ m, k, n }))));
/** Every state that can be, measured if it can be. */
const EVERY = ["X", "Y"].flatMap((of) =>
  shapes.data.flatMap((data) =>
    everySize.map((sizes) => shapes.changed(OPENING, { of, data, ...sizes })).filter((state) => state.data === data),
  ),
).flatMap((state) => shapes.all(state).map((one) => shapes.stepped(one, 1))); // prettier-ignore

test("it opens with what does not fit, and without a measurement", () => {
  assert.equal(shapes.code(OPENING), "dZ @ Y");
  assert.deepEqual([shapes.meets(OPENING), shapes.fits(OPENING), shapes.last(OPENING)], [false, false, 0]);
  assert.equal(shapes.candidate(OPENING), null);
  assert.deepEqual(plain(shapes.counts(OPENING)), { fit: 1, pass: 1, all: 8 });
  for (const name of ["X", "Y", "dZ"]) assert.deepEqual(plain(shapes.values(OPENING, name)), plain(OPENING.example[name]));
});

test("a transpose turns rows into columns, and a second one undoes it", () => {
  const turned = shapes.turnedOver(OPENING, "partner");
  assert.equal(shapes.code(turned), "dZ @ Y.T");
  assert.deepEqual([plain(shapes.candidate(turned)), shapes.last(turned)], [[[-3, 3, -1], [8, -9, 13]], 1]); // prettier-ignore
  assert.deepEqual(plain(shapes.turnedOver(turned, "partner")), plain(OPENING));
  assert.equal(shapes.code(shapes.changed(turned, { swapped: true })), "Y.T @ dZ");
  assert.equal(shapes.code(shapes.changed(turned, { swapped: true, of: "Y" })), "X.T @ dZ");
});

test("what does not fit is not measured, and what is measured stays so while it fits", () => {
  const measured = shapes.stepped(shapes.turnedOver(OPENING, "partner"), 9);
  assert.equal(measured.step, 1);
  assert.equal(shapes.changed(measured, { n: 3 }).step, 1);
  assert.equal(shapes.turnedOver(measured, "dZ").step, 0);
  assert.equal(shapes.stepped(measured, -1).step, 0);
  assert.equal(shapes.stepped(OPENING, 1).step, 0);
});

test("no state is impossible", () => {
  for (const state of EVERY) {
    assert.ok(state.step <= shapes.last(state));
    if (state.step) assert.deepEqual([shapes.candidate(state), shapes.measured(state)].map((A) => [A.length, A[0].length].join()), Array(2).fill(shapes.shape(state, state.of).sizes.join()));
    if (state.data === "symmetric") {
      const A = plain(shapes.values(state, shapes.partner(state)));
      assert.deepEqual(A, plain(shapes.transpose(A)));
    }
  } // prettier-ignore
  assert.deepEqual(plain(shapes.changed(OPENING, { m: 0, k: 9 })), { ...plain(OPENING), m: 1, k: 5 });
  assert.equal(shapes.changed(OPENING, { data: "symmetric" }).data, "plain", "Y is not square");
  const symmetric = shapes.changed(OPENING, { n: 3, data: "symmetric" });
  assert.equal(symmetric.data, "symmetric");
  assert.equal(shapes.changed(symmetric, { k: 2 }).data, "plain");
  assert.equal(shapes.changed(symmetric, { of: "Y" }).data, "plain", "X is not square");
});

test("the right one always passes, weak data let all pass that fit, and others only a matrix that is its own transpose", () => {
  const own = (A) => String(plain(A)) === String(plain(shapes.transpose(A)));
  const passed = { plain: 0, symmetric: 0 };
  for (const state of EVERY) {
    if (shapes.isRight(state)) assert.ok(shapes.passes(state));
    else if (state.data in passed && shapes.passes(state)) {
      passed[state.data] += 1;
      const matrices = [shapes.values(state, "dZ"), shapes.values(state, shapes.partner(state)), shapes.measured(state)];
      assert.ok(matrices.some((A) => A.length === A[0].length && own(A)), shapes.code(state));
      if (state.data === "plain") assert.ok(Math.min(state.m, state.k, state.n) === 1, "only size 1 is weak then");
    } else if (!(state.data in passed)) assert.equal(shapes.passes(state), shapes.fits(state));
  }
  assert.ok(passed.plain && passed.symmetric);
});

test("every state has an address that leads back to it", () => {
  for (const state of EVERY) assert.deepEqual(plain(shapes.read(shapes.written(state, OPENING), OPENING)), plain(state));
  assert.deepEqual(plain(shapes.written(OPENING, OPENING)), { at: "dZ.Y" });
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { at: "" }, { at: "dZ.dZ" }, { at: "X.Y" }, { at: "Y" }, { at: "dZT.YTT" }, { at: "constructor", step: "x" }, { sizes: "2,3" }, { sizes: "0,3,4" },
    { sizes: "2,3,4,5" }, { sizes: "2,3,6" }, { data: "toString" }, { data: "symmetric" }, { step: "1" }, { step: "-1" }, { data: "__proto__", sizes: "a,b,c" },
  ]) {
    assert.deepEqual(plain(shapes.read(found, OPENING)), plain(OPENING), JSON.stringify(found));
  } // prettier-ignore
  assert.equal(shapes.read({ at: "dZ.YT", step: "1" }, OPENING).step, 1);
  assert.equal(shapes.read({ at: "dZ.YT", step: "2" }, OPENING).step, 0);
});

test("the question is answered by a wrong one that passes, and not by zeros and ones", () => {
  const goal = { of: "X", unnoticed: ["plain", "symmetric"] };
  const answers = EVERY.filter((state) => shapes.answers(goal, state));
  assert.ok(answers.length && !shapes.answers(goal, OPENING));
  for (const state of answers) {
    assert.ok(state.of === "X" && shapes.passes(state) && !shapes.isRight(state) && new Set([state.m, state.k, state.n]).size < 3);
    assert.ok(!shapes.answers(goal, { ...state, step: 0 }) && !shapes.answers(goal, { ...state, data: "ones" }));
    assert.ok(["X", "Y", "dZ"].some((name) => shapes.values(state, name).flat().some((number) => number !== 0 && number !== 1)));
  }
  const codes = answers.filter(({ m, k, n }) => Math.min(m, k, n) > 1).map((state) => `${shapes.code(state)} ${state.data}`);
  assert.deepEqual([...new Set(codes)], ["dZ @ Y symmetric"]);
});
