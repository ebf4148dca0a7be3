// What docs/assets/interactive/delta/core.js decides. Its numbers are compared with NumPy's in tests/test_delta.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/delta/core.js", import.meta.url), "utf-8"), page);
const { delta } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm
const same = (found, wanted, of) => assert.deepEqual(plain(found), plain(wanted), of);

const X = [[1, -2, 3], [0, 4, -1]]; // prettier-ignore
const Y = [[2, 0, -1, 3], [1, 3, 0, -2], [-1, 1, 2, 4]]; // prettier-ignore
const dZ = [[1, 0, 2, -1], [0, -1, 1, 3]]; // prettier-ignore
const turned = (A) => A[0].map((_, j) => A.map((row) => row[j]));
const SUMS = {
  "XY-dX": "dZij δis δlt Ylj", "XY-dY": "dZij Xil δls δjt", "XVT-dX": "dZij δis δlt Vjl", "XVT-dV": "dZij Xil δjs δlt",
  "UTY-dU": "dZij δls δit Ylj", "UTY-dY": "dZij Uli δls δjt", "Ax-dA": "dzi δis δlt xl", "Ax-dx": "dzi Ail δlt",
  one: "δsj aj", part: "δis Bij aj",
}; // prettier-ignore
const numbers = { X, Y, dZ, U: turned(X), V: turned(Y), A: X, x: [3, -2, 4], dz: [-1, 3], a: [5, 11, -2, -12], B: Y };
const OPENING = delta.opened({ numbers, sums: SUMS, sum: "XY-dX", s: 1, t: 2 });
const written = ({ sums, factors }) => `${sums.join("")}: ${factors.map(({ name, at }) => name + at).join(" ")}`;
const lines = (state) => Array.from({ length: state.order.length + 1 }, (_, step) => written(delta.line(state, step)));

/** Numbers that look random and are the same every time. */
function dice(seed) {
  return (sides) => (seed = (seed * 48271) % 2147483647) % sides;
}

test("a delta ends one sum and leaves its free index", () => {
  same(lines(OPENING), ["ijl: dZij δis δlt Ylj", "ij: dZij δis Ytj", "j: dZsj Ytj"]);
  same(lines({ ...OPENING, order: "il" })[1], "jl: dZsj δlt Ylj");
  same(lines(delta.chosen(OPENING, "one")), ["j: δsj aj", ": as"]);
  same(lines(delta.chosen(OPENING, "part")), ["ij: δis Bij aj", "j: Bsj aj"]);
  same([0, 1, 2, 3].map((step) => delta.left(OPENING, step).length), [24, 8, 4, 4]);
  same(delta.left(OPENING, 2), [1, 0, 0, 2]);
  assert.equal(delta.total(OPENING), 3);
});

test("what is left is read as the product that the book has", () => {
  const wanted = ["dZ Yᵀ", "Xᵀ dZ", "dZ V", "dZᵀ X", "Y dZᵀ", "U dZ", "dz xᵀ", "Aᵀ dz", "a", "B a"];
  same(Object.keys(SUMS).map((sum) => delta.closed(delta.chosen(OPENING, sum))), wanted);
});

test("a sum with a delta collapses when it is pressed, another one stays", () => {
  const stays = delta.pressed(OPENING, "j");
  same([stays.step, stays.touched], [0, "j"]);
  const first = delta.pressed(stays, "i");
  same([first.step, first.order, first.touched], [1, "il", ""]);
  assert.equal(delta.pressed(first, "i"), first, "it is gone");
  const second = delta.pressed(first, "l");
  same([second.step, second.order], [2, "il"]);
  assert.equal(delta.pressed(second, "j").touched, "j");
  const added = delta.stepped(second, 3);
  for (const index of "ijlstx") same(delta.pressed(added, index), added);
});

test("free indices stay inside, steps too, and another sum begins at its beginning", () => {
  same([delta.at(OPENING, { s: 9 }).s, delta.at(OPENING, { t: -3 }).t], [2, 1]);
  same([delta.stepped(OPENING, -1).step, delta.stepped(OPENING, 99).step], [0, 3]);
  const far = delta.at(delta.chosen(OPENING, "XVT-dV"), { s: 4, t: 3 });
  const next = delta.chosen(delta.stepped(far, 2), "UTY-dU");
  same([next.s, next.t, next.step, next.order, next.touched], [3, 2, 0, "li", ""]);
});

test("a term is asked for its fate, and nothing else is a term", () => {
  same(delta.term(delta.asked(OPENING, "213")), { i: 2, j: 1, l: 3 });
  for (const nothing of ["313", "21", "2134", "", "k", "i", "constructor"]) assert.equal(delta.asked(OPENING, nothing).touched, "", nothing);
  const lives = delta.terms(OPENING).filter((term) => delta.lives(OPENING, term, 2)).map(delta.named); // prettier-ignore
  same(lives, ["112", "122", "132", "142"]);
});

test("every state has an address that leads back to it", () => {
  const rolled = dice(7);
  let state = OPENING;
  const seen = new Set();
  for (let round = 0; round < 2000; round++) {
    const sums = Object.keys(SUMS);
    const [terms, indices] = [delta.terms(state), delta.summed(state)];
    const next = [
      () => delta.chosen(state, sums[rolled(sums.length)]),
      () => delta.at(state, { s: rolled(6), t: rolled(6) }),
      () => delta.stepped(state, rolled(5)),
      () => delta.pressed(state, indices[rolled(indices.length)]),
      () => delta.asked(state, delta.named(terms[rolled(terms.length)])),
    ];
    state = next[rolled(8) % 5]();
    same(delta.read(delta.written(state), OPENING), state);
    const sizes = delta.sizes(state);
    assert.ok(state.step >= 0 && state.step <= delta.last(state));
    assert.ok(delta.free(state).every((free) => state[free] >= 1 && state[free] <= sizes[free]));
    assert.ok(delta.left(state).length > 0);
    seen.add(JSON.stringify(delta.written(state)));
  }
  assert.ok(seen.size > 500);
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { sum: "constructor" }, { sum: "__proto__", s: "0" }, { s: "1.5", t: "x" }, { order: "ll" }, { order: "ij" }, { step: "-1" }, { step: "1e1" },
    { at: "i" }, { at: "999" }, { at: "toString" }, { s: "", t: "10" },
  ]) {
    same(delta.read(found, OPENING), OPENING, JSON.stringify(found));
  } // prettier-ignore
  assert.equal(delta.read({ step: "99" }, OPENING).step, 3);
  assert.equal(delta.read({ at: "j", step: "2" }, OPENING).touched, "j");
  assert.equal(delta.read({ at: "j", step: "3" }, OPENING).touched, "", "it is added up");
});

test("a question is answered by what it asks for, and when", () => {
  const goal = { sum: "UTY-dU", s: 1, t: 2, step: 0, touched: ["211", "221", "231", "241"] };
  const other = delta.chosen(OPENING, "UTY-dU");
  const right = delta.terms(other).filter((term) => delta.answers(goal, delta.asked(other, delta.named(term)))).map(delta.named); // prettier-ignore
  same(right, goal.touched);
  same(right, delta.terms(other).filter((term) => delta.lives(other, term, 2)).map(delta.named)); // prettier-ignore
  assert.ok(!delta.answers(goal, delta.asked(OPENING, "211")) && !delta.answers(goal, other));
  assert.ok(!delta.answers(goal, delta.asked(delta.at(other, { s: 2 }), "211")));
  assert.ok(!delta.answers(goal, delta.asked(delta.stepped(other, 1), "211")));
  const part = delta.chosen(OPENING, "part");
  const stays = { sum: "part", touched: ["j"] };
  assert.ok(delta.answers(stays, delta.pressed(part, "j")) && !delta.answers(stays, delta.pressed(part, "i")));
  for (let step = 0; step <= 3; step++) {
    for (const state of [OPENING, other, part]) assert.ok(![goal, stays].some((one) => delta.answers(one, delta.stepped(state, step))));
  }
});
