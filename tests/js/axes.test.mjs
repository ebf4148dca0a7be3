// What docs/assets/interactive/axes/core.js decides. Its numbers are compared with NumPy's in tests/test_axes.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/axes/core.js", import.meta.url), "utf-8"), page);
const { axes } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const given = { values: { b: [1, -1, 2, 0], dZ: [[1, 0, 2, -1], [0, -1, 1, 3]] }, examples: [] }; // prettier-ignore
const OPENING = axes.opened({ op: "(2,4)(4,)", of: "1", given });
const entered = (text, state = OPENING) => {
  const next = axes.entered(state, text);
  assert.ok(!next.fault, `${text}: ${next.fault}`);
  return next;
};
const marked = (state, letters) => [...letters].reduce(axes.marked, state);
const right = (state) => marked(state, axes.needed(state));

test("copied along an axis, summed along it", () => {
  assert.equal(axes.verdict(OPENING), "shape");
  assert.equal(axes.needed(OPENING), "a");
  assert.equal(axes.backward(right(OPENING)), "dZ.sum(axis=0)");
  assert.deepEqual(plain(axes.gradient(OPENING)), [1, -1, 3, 2]);
  for (const [text, of, code] of [
    ["(2, 3, 4) + (3, 1)", 1, "dZ.sum(axis=2, keepdims=True).sum(axis=0)"],
    ["(2, 3, 4) + (3, 1)", 0, "dZ"],
    ["(2, 3, 4) + (1, 3, 1)", 1, "dZ.sum(axis=(0, 2), keepdims=True)"],
    ["(2, 1) + (3,)", 0, "dZ.sum(axis=1, keepdims=True)"],
    ["(2, 4) + ()", 1, "dZ.sum(axis=(0, 1))"],
    ["bik,kj->bij", 1, 'np.einsum("bik,bij->kj", X, dZ)'],
    ["bik,kj->bij", 0, 'np.einsum("bij,kj->bik", dZ, W)'],
    ["ijk->kij", 0, 'np.einsum("kij->ijk", dZ)'],
    ["ij->j", 0, 'np.einsum("j,i->ij", dZ, np.ones(2))'],
    ["ij,jk->", 0, 'np.einsum(",jk,i->ij", dZ, W, np.ones(2))'],
  ]) {
    assert.equal(axes.backward(right(axes.chosen(entered(text), of))), code);
  }
});

test("the wrong axis is noticed by its shape, unless two sizes are equal", () => {
  const wrong = marked(OPENING, "b");
  assert.equal(axes.verdict(wrong), "shape");
  assert.equal(axes.naive(OPENING), null);
  const square = axes.sized(wrong, "a", 4);
  assert.equal(axes.verdict(square), "deceived");
  assert.notEqual(axes.gradient(square)[axes.nudged(square)], axes.gathered(square, axes.made(square))[axes.nudged(square)]);
  assert.equal(axes.naive(square).code, "dZ.sum(axis=1)");
  const alike = ["k", "j"].reduce((state, letter) => axes.sized(state, letter, 1), axes.chosen(entered("ik,kj->ij"), 0));
  assert.equal(axes.verdict(marked(alike, "k")), "chance");
  assert.equal(axes.naive(entered("(2, 3, 4) + (3, 1)")).grown, "(3, 3)");
  assert.equal(axes.naive(entered("(2, 3, 4) + (2, 3, 1)")), null, "an error comes");
  assert.equal(axes.naive(entered("(3, 4) + (1, 4)")), null, "keepdims may be forgotten where it does no harm");
  assert.equal(axes.naive(axes.sized(entered("ik,kj->ij"), "k", 2)).code, 'np.einsum("ki,ij->kj", X, dZ)');
});

test("a mark on an axis of size 1 that is kept changes nothing", () => {
  const state = entered("(3, 1) + (1, 1)");
  assert.equal(axes.verdict(marked(state, "a")), "right");
  assert.equal(axes.verdict(marked(state, "ab")), "right");
  assert.equal(axes.verdict(marked(state, "b")), "shape");
});

test("what is no operation is refused, with what is wrong in it", () => {
  for (const [text, fault, values] of [
    ["", "neither"], [",j->j", "neither"], ["->", "neither"], ["ik,kj", "neither"], ["i,j,k->ijk", "neither"], ["i.,j->i", "neither"], ["1k,kj->ij", "neither"], ["(2, 3)", "neither"], ["2 + 3", "neither"],
    ["ii->i", "letter", { letter: "i" }], ["ij->jj", "letter", { letter: "j" }], ["ik,kj->iz", "letter", { letter: "z" }],
    ["(2, 3) + (4,)", "clash", { axis: 1, a: 3, b: 4 }], ["(9,) + (1,)", "room"], ["(0,) + ()", "room"],
    ["(1, 1, 1, 1, 1, 1) + ()", "room"], ["(5, 5, 5) + (5,)", "room"], ["abcdef->a", "room"], ["(1,1,1,1,1,1,1,1,1,1) + (2,2,2,2,2,2,2,2,2,2)", "room"],
  ]) {
    const { fault: found, values: named } = axes.entered(OPENING, text);
    assert.equal(found, fault, text);
    if (values) assert.deepEqual(plain(named), values);
  } // prettier-ignore
  assert.equal(axes.text(entered(" ik , kj -> ij ")), "ik,kj->ij");
  assert.equal(axes.text(entered("(2,3)+(3)")), "(2, 3) + (3,)");
  assert.equal(axes.sized(axes.sized(axes.sized(entered("ijk->kij"), "i", 5), "j", 5), "k", 5).fault, "room");
});

test("sizes that one has chosen stay with their letters", () => {
  const state = axes.sized(entered("ik,kj->ij"), "k", 5);
  assert.equal(entered("kj,ik->ij", state).sizes.k, 5);
  assert.deepEqual(plain(axes.sized(entered("(2, 3) + (1,)"), "b", 1).inputs), ["ab", "b"], "nothing is stretched any more");
});

test("every state has an address that leads back to it", () => {
  let seed = 1;
  const draw = (count) => (seed = (seed * 48271) % 2147483647) % count;
  const texts = ["(2, 4) + (4,)", "(2, 3, 4) + (3, 1)", "() + ()", "(2,) + ()", "(1, 1) + (1,)", "ik,kj->ij", "bik,kj->bij", "ijk->kij", "ij->j", "i,j->"];
  let state = OPENING;
  for (let turn = 0; turn < 2000; turn++) {
    const all = axes.all(state);
    const acts = [() => axes.stepped(state, draw(6) - 1), () => axes.chosen(state, draw(state.inputs.length)), () => entered(texts[draw(texts.length)], state)];
    if (all) acts.push(() => axes.marked(state, all[draw(all.length)]), () => axes.sized(state, all[draw(all.length)], draw(5) + 1));
    const next = acts[draw(acts.length)]();
    if (!next.fault) state = next;
    assert.deepEqual(plain(axes.read(axes.written(state), OPENING)), plain(state));
    assert.ok(state.inputs[state.of] !== undefined && ["right", "shape", "deceived", "chance"].includes(axes.verdict(state)));
    assert.ok(axes.nudged(state) >= 0 && axes.naive(state) !== undefined);
  }
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [{}, { op: "x" }, { op: "(9)(9)" }, { op: "(2)(3)" }, { op: "ii-i" }, { op: "__proto__" }, { of: "7", step: "-1" }, { sizes: "99" }, { marks: "<z>" }, { op: "a".repeat(3000) }]) {
    assert.deepEqual(plain(axes.read(found, OPENING)), plain(OPENING), JSON.stringify(found));
  }
  assert.equal(axes.read({ op: "ij-j", of: "1", sizes: "23", marks: "constructor", step: "99" }, OPENING).of, 0);
  assert.equal(axes.read({ step: "99" }, OPENING).step, 3);
});

test("a question is answered by what was asked for, and by nothing else", () => {
  const deceived = axes.sized(marked(OPENING, "b"), "a", 4);
  assert.ok(axes.answers({ verdict: "deceived" }, deceived));
  assert.ok(![OPENING, right(OPENING), marked(OPENING, "b"), axes.stepped(OPENING, 3), right(axes.sized(OPENING, "a", 4))].some((state) => axes.answers({ verdict: "deceived" }, state)));
  const goal = { verdict: "right", op: "bik,kj-bij", of: "1" };
  const stack = axes.chosen(entered("bik,kj->bij"), 1);
  assert.ok(axes.answers(goal, right(stack)));
  assert.ok(![stack, marked(stack, "b"), right(axes.chosen(stack, 0)), right(OPENING), axes.stepped(stack, 3)].some((state) => axes.answers(goal, state)));
});
