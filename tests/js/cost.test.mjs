// What docs/assets/interactive/cost/core.js decides. Its counts are compared with Python's in tests/test_cost.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/cost/core.js", import.meta.url), "utf-8"), page);
const { cost } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const OPENING = cost.opened({ sizes: [6, 8, 8, 1] });

/** Numbers from a seed, always the same: from 0 to below a bound. */
function drawn(seed) {
  let state = seed;
  return (bound) => (state = (state * 48271) % 2147483647) % bound;
}

/** States that readers come to, by any acts. */
function* states(count) {
  const random = drawn(7);
  let state = OPENING;
  for (let turn = 0; turn < count; turn++) {
    const act = random(3);
    if (act === 0) state = cost.resized(state, random(state.sizes.length), [-1, 1, -3, 3][random(4)]);
    if (act === 1) state = cost.longer(state, random(2) ? 1 : -1);
    if (act === 2) state = cost.stepped(state, random(7) - 1);
    yield state;
  }
}

test("it opens with the page's layer, before anything is multiplied", () => {
  assert.deepEqual([OPENING.step, cost.last(OPENING)], [0, 2]);
  assert.deepEqual(plain(cost.ways.map((way) => cost.total(OPENING.sizes, way))), [112, 432]);
  assert.equal(cost.cheaper(OPENING.sizes), "end");
});

test("both ways come to the same matrix: a row for each output, a column for each input", () => {
  for (const state of states(500)) {
    const whole = cost.stepped(state, 99);
    const end = { rows: state.sizes.at(-1), columns: state.sizes[0], made: true };
    for (const way of cost.ways) assert.deepEqual(plain(cost.left(whole, way)), [end]);
  }
});

test("from the end products are as high as there are outputs, from the front as wide as there are inputs", () => {
  for (const { sizes } of states(300)) {
    assert.ok(cost.products(sizes, "end").every(({ made }) => made.rows === sizes.at(-1)));
    assert.ok(cost.products(sizes, "front").every(({ made }) => made.columns === sizes[0]));
  }
});

test("no state is impossible", () => {
  for (const { sizes, step } of states(2000)) {
    assert.ok(sizes.length >= cost.fewest && sizes.length <= cost.most);
    assert.ok(sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= cost.largest), String(sizes));
    assert.ok(step >= 0 && step <= cost.last({ sizes }));
  }
});

test("a step more copies the widest place before the outputs, and a step less takes it away", () => {
  const longer = cost.longer(OPENING, 1);
  assert.deepEqual(plain(longer.sizes), [6, 8, 8, 8, 1]);
  assert.deepEqual(plain(cost.longer(longer, -1)), plain(OPENING));
  assert.deepEqual(plain(cost.longer({ sizes: [2, 3, 4], step: 1 }, -1)), { sizes: [2, 3, 4], step: 1 });
  assert.equal(cost.longer(cost.stepped(longer, 3), -1).step, 2);
});

test("only the smallest change answers", () => {
  const goal = { sizes: [6, 8, 8, 7] };
  for (const sizes of [[6, 8, 8, 1], [6, 8, 8, 8], [6, 8, 1, 1], [7, 8, 8, 7], [6, 8, 8, 8, 7]]) assert.ok(!cost.answers(goal, { sizes, step: 0 })); // prettier-ignore
  for (const step of [0, 1, 2]) assert.ok(cost.answers(goal, { sizes: [6, 8, 8, 7], step }));
});

test("an address leads back to its state, and any other to one that can be", () => {
  for (const state of states(500)) assert.deepEqual(plain(cost.read(cost.written(state, OPENING), OPENING)), plain(state));
  for (const sizes of ["", "6", "6,8", "0,1,2", "6,8,13", "6,8,8,1,1,1,1", "-1,2,3", "6,8,8,1.5", "a,b,c", "6,,8", undefined]) {
    assert.deepEqual(plain(cost.read({ sizes }, OPENING)), plain(OPENING), String(sizes));
  }
  for (const step of ["", "-1", "9", "1e9", "x", "__proto__", undefined]) assert.ok(cost.read({ step }, OPENING).step <= 2);
});
