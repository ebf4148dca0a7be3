// What docs/assets/interactive/descent/core.js decides. Its numbers are compared with NumPy's in tests/test_descent.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/descent/core.js", import.meta.url), "utf-8"), page);
const { descent } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const OPENING = descent.opened({ first: 4, seconds: [1, 4], start: [1, 1], second: 1, step: 16 });
const all = OPENING.seconds.flatMap((second) => Array.from({ length: 25 }, (_, step) => ({ ...OPENING, second, step })));

test("rates are the numbers that one types, and steps end where they end", () => {
  assert.deepEqual([0, 10, 16, 20, 24].map((step) => descent.rate({ step })), [0, 0.125, 0.2, 0.25, 0.3]);
  assert.equal(descent.stepped(OPENING, -3).step, 0);
  assert.equal(descent.stepped(OPENING, 99).step, descent.last(OPENING));
});

test("what becomes of a piece", () => {
  const fates = [1, 0.6, 0, -0.6, -1, -1.4].map(descent.fate);
  assert.deepEqual(plain(fates), ["still", "shrinks", "gone", "jumps", "swings", "grows"]);
});

test("what there is to say, rate by rate", () => {
  const causes = (second) => all.filter((state) => state.second === second).map(descent.cause).join(" ");
  const times = (count, cause) => Array(count).fill(cause).join(" ");
  assert.equal(causes(1), ["still", times(10, "slow"), times(5, "jumps"), "balance", times(3, "far"), "swings", times(4, "grows")].join(" "));
  assert.equal(causes(4), ["still", times(9, "same"), "once", times(14, "same")].join(" "));
});

test("at the balance the slower piece is as fast as it can be", () => {
  const slower = (state) => Math.max(...descent.factors(state).map(Math.abs));
  const open = all.filter((state) => state.second === 1);
  const best = open.reduce((one, other) => (slower(other) < slower(one) ? other : one));
  assert.equal(descent.cause(best), "balance");
});

test("the question is answered by one state alone, and not on the way from the opening to the end", () => {
  const right = all.filter((state) => descent.answers({ updates: 1 }, state));
  assert.deepEqual(plain(right.map(({ second, step }) => [second, step])), [[4, 10]]);
});

test("every state has an address that leads back to it", () => {
  for (const state of all) assert.deepEqual(plain(descent.read(descent.written(state), OPENING)), plain(state));
  assert.deepEqual(plain(descent.written(OPENING)), { second: "1", eta: "0.2" });
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { eta: "" }, { eta: "0.20" }, { eta: "-0.1" }, { eta: "0.3125" }, { eta: "NaN" }, { eta: "1e-1" }, { second: "2" }, { second: "" },
    { second: "constructor", eta: "toString" }, { second: "1,4" }, { eta: "0.2x" }, { step: "3" },
  ]) {
    assert.deepEqual(plain(descent.read(found, OPENING)), plain(OPENING), JSON.stringify(found));
  } // prettier-ignore
});
