// What docs/assets/interactive/influence/core.js decides. Its numbers are compared with NumPy's in tests/test_influence.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/influence/core.js", import.meta.url), "utf-8"), page);
const { influence } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const OPENING = influence.opened({
  X: [[1, -2, 3], [0, 4, -1]], Y: [[2, 0, -1, 3], [1, 3, 0, -2], [-1, 1, 2, 4]], dZ: [[1, 0, 2, -1], [0, -1, 1, 3]], at: "X12",
}); // prettier-ignore

test("a line is met product by product, and then added up", () => {
  assert.deepEqual(plain(influence.meeting(OPENING)), { upstream: [1, 0, 2, -1], weights: [1, 3, 0, -2], products: [1, 0, 0, 2], sum: 3 });
  assert.deepEqual(plain(influence.meeting(influence.at(OPENING, "Y24"))), { upstream: [-1, 3], weights: [-2, 4], products: [2, 12], sum: 14 });
  assert.equal(influence.last(OPENING), 6);
  assert.equal(influence.last(influence.at(OPENING, "Y24")), 4);
});

test("what is chosen stays inside, and who has come to the sum stays there", () => {
  assert.equal(influence.named(influence.chosen(OPENING, "Y", 9, -1)), "Y31");
  assert.equal(influence.at(OPENING, "X31"), OPENING);
  assert.equal(influence.at(OPENING, "Z11"), OPENING);
  assert.equal(influence.at(influence.stepped(OPENING, 99), "Y11").step, 4);
  assert.equal(influence.at(influence.stepped(OPENING, 5), "Y11").step, 3);
});

test("a number stays whole and within two digits", () => {
  for (const [given, kept] of [[5, 5], [120, 99], [-1000, -99], [2.4, 2], [NaN, -2], [-0, 0]]) {
    assert.ok(Object.is(influence.changed(OPENING, given).X[0][1], kept), `${given}`);
  }
  assert.equal(OPENING.X[0][1], -2, "the state before is as it was");
});

test("sizes run from 1 to 5, and all matrices follow", () => {
  let state = influence.stepped(influence.at(OPENING, "X23"), 99);
  for (const wanted of [{ m: 1 }, { k: 1 }, { n: 1 }, { m: 0 }, { k: 9 }, { n: 5 }, { m: 5 }, { n: 2 }]) {
    state = influence.resized(state, wanted);
    const { m, k, n } = influence.sizes(state);
    assert.ok([m, k, n].every((size) => size >= 1 && size <= 5));
    assert.deepEqual([state.X, state.Y, state.dZ].map((A) => [A.length, A[0].length]), [[m, k], [k, n], [m, n]]);
    assert.ok([state.X, state.Y, state.dZ].flat(2).every((number) => Number.isInteger(number) && Math.abs(number) <= 99));
    assert.equal(state.step, influence.last(state));
    assert.ok(state.X[state.s]?.[state.t] !== undefined);
  }
  assert.deepEqual(plain(influence.resized(influence.resized(OPENING, { n: 5 }), { n: 4 })), plain(OPENING));
});

test("every state has an address that leads back to it", () => {
  const states = [OPENING, influence.changed(influence.at(OPENING, "Y34"), -99), influence.stepped(influence.resized(OPENING, { m: 5, k: 1 }), 3)];
  for (const state of states) assert.deepEqual(plain(influence.read(influence.written(state, OPENING), OPENING)), plain(state));
  assert.deepEqual(plain(influence.written(OPENING, OPENING)), { at: "X12", step: "0" });
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { at: "Q11", step: "-1" }, { at: "X99", step: "x" }, { X: "" }, { X: "1,2" }, { X: "1,2,3;4,5" }, { X: "1,2,300;4,5,6" }, { Y: "a" },
    { X: "1;2;3;4;5;6" }, { dZ: "1,2,3,4" }, { X: "1.5,0,0;0,0,0" }, { at: "constructor" },
  ]) {
    assert.deepEqual(plain(influence.read(found, OPENING)), plain(OPENING), JSON.stringify(found));
  } // prettier-ignore
  assert.equal(influence.read({ step: "99" }, OPENING).step, 6);
  const small = influence.read({ at: "Y22", X: "1;2;3", Y: "4,5", dZ: "1,2;3,4;5,6" }, OPENING);
  assert.equal(influence.named(small), "X11", "the entry that the figure opens with is not there any more");
});

test("a question is answered by what was asked for, and by nothing else", () => {
  const change = { change: [[0, 0, 0, 0], [-1, 1, 2, 4]] };
  const names = ["X", "Y"].flatMap((of) => OPENING[of].flatMap((row, i) => row.map((_, j) => `${of}${i + 1}${j + 1}`)));
  const grown = (name, by = 1) => {
    const state = influence.at(OPENING, name);
    return influence.changed(state, state[state.of][state.s][state.t] + by);
  };
  assert.deepEqual(names.filter((name) => influence.answers(change, grown(name), OPENING)), ["X23"]);
  assert.ok(!influence.answers(change, grown("X23", 2), OPENING) && !influence.answers(change, OPENING, OPENING));
  assert.ok(!influence.answers(change, influence.resized(grown("X23"), { n: 5 }), OPENING));

  const tried = (first, name) => {
    const state = influence.at(grown(first), name);
    return influence.changed(state, state[state.of][state.s][state.t] + 1);
  };
  assert.ok(influence.answers(change, tried("X22", "X23"), OPENING), "another number was tried first");
  assert.ok(!influence.answers(change, influence.at(grown("X23"), "X22"), OPENING), "this one has not changed");
  assert.ok(influence.answers({ rows: "all" }, tried("Y11", "Y21"), OPENING));
  assert.ok(!influence.answers({ rows: "all" }, tried("Y21", "Y11"), OPENING));
  assert.ok(!influence.answers({ rows: "all" }, influence.resized(grown("X11"), { m: 1 }), OPENING));

  const followed = (name, step) => influence.stepped(influence.at(OPENING, name), step);
  assert.deepEqual(names.filter((name) => influence.answers({ at: "Y23" }, followed(name, 99), OPENING)), ["Y23"]);
  assert.ok(!influence.answers({ at: "Y23" }, followed("Y23", 3), OPENING));

  const rows = names.filter((name) => influence.answers({ rows: "all" }, grown(name), OPENING));
  assert.deepEqual(rows, names.filter((name) => /^Y[23]/.test(name)), "column 1 of X has a 0");
});
