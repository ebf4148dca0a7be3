// What docs/assets/interactive/difference/core.js decides. Its numbers are compared with NumPy's in tests/test_difference.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/difference/core.js", import.meta.url), "utf-8"), page);
const { difference } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const OPENING = difference.opened({
  X: [[0.1, -0.2, 0.3], [0, 0.4, -0.1]], Y: [[2, 0, -1, 3], [1, 3, 0, -2], [-1, 1, 2, 4]], G: [[1, 0, 2, -1], [0, -1, 1, 3]],
  s: 1, t: 2, method: "central", precision: "double",
}); // prettier-ignore
const at = (method, precision, power) => ({ ...OPENING, method, precision, step: 16 - power });
const all = difference.methods.flatMap((method) =>
  difference.precisions.flatMap((precision) => Array.from({ length: 17 }, (_, power) => at(method, precision, power))),
);

test("steps are the powers of ten, each the number that is typed so", () => {
  assert.equal(difference.h(OPENING), 1);
  assert.deepEqual([0, 1, 6, 16].map((power) => difference.h(at("central", "double", power))), [1, 0.1, 0.000001, 1e-16]);
  assert.equal(difference.stepped(OPENING, -3).step, 0);
  assert.equal(difference.stepped(OPENING, 99).step, difference.last(OPENING));
});

test("each number is one of its precision", () => {
  for (const state of all.filter(({ precision }) => precision === "single")) {
    for (const number of Object.values(difference.measured(state))) assert.equal(Math.fround(number), number);
  }
});

test("truncation on one side, rounding on the other, and the best step between them", () => {
  const causes = (method, precision) => Array.from({ length: 17 }, (_, power) => difference.cause(at(method, precision, power))[0]).join("");
  assert.equal(causes("forward", "double"), "ttttttttbrrrrrrrr");
  assert.equal(causes("central", "double"), "ttttttbrrrrrrrrrr");
  assert.equal(causes("forward", "single"), "ttttbrrreeeeeeeee");
  assert.equal(causes("central", "single"), "tttbrrrreeeeeeeee");
  assert.equal(causes("complex", "double"), "ttttttttwwwwwwwww");
  assert.equal(causes("complex", "single"), "ttttwwwwwwwwwwwww");
});

test("how far two numbers agree, in characters and in digits", () => {
  const { common } = difference;
  assert.deepEqual(plain(common(" 5.123", " 5.129")), { length: 5, digits: 3 });
  assert.deepEqual(plain(common("−10.35", "−10.41")), { length: 4, digits: 2 });
  assert.deepEqual(plain(common("−10.35", " 10.35")), { length: 0, digits: 0 });
  assert.deepEqual(plain(common("  9.78", " 18.43")), { length: 0, digits: 0 });
  assert.deepEqual(plain(common("  0.00", "  0.07")), { length: 0, digits: 0 });
});

test("the digits that are shown: their points stand below each other, and the true value is the same everywhere", () => {
  for (const state of all) {
    const { one, other, left, found, wanted, same, agreeing } = difference.digits(state);
    const texts = [one, other, left, found, wanted];
    assert.ok(texts.every((text) => /^ *−?\d+\.\d+$/.test(text) && text.indexOf(".") === 3), texts.join());
    assert.ok(wanted.startsWith("−10.350827"));
    assert.ok(same.digits <= 17 && agreeing.digits <= 17);
  }
  assert.equal(difference.digits(at("central", "double", 6)).agreeing.digits, 11);
  assert.equal(difference.digits(at("central", "single", 8)).same.digits, 9, "all of them");
  assert.equal(difference.digits(at("central", "single", 8)).agreeing.digits, 0);
});

test("the question is answered by the best step of what was asked for, and by nothing else", () => {
  const goal = { method: "central", precision: "single" };
  const right = all.filter((state) => difference.answers(goal, state));
  assert.deepEqual(plain(right.map(({ method, precision, step }) => [method, precision, 16 - step])), [["central", "single", 3]]);
});

test("every state has an address that leads back to it", () => {
  for (const state of all) assert.deepEqual(plain(difference.read(difference.written(state), OPENING)), plain(state));
  assert.deepEqual(plain(difference.written(at("forward", "single", 16))), { method: "forward", precision: "single", h: "1e-16" });
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { h: "" }, { h: "1e-17" }, { h: "1e3" }, { h: "1e-" }, { h: "2e-3" }, { h: "0.001" }, { h: "-1" }, { h: "1e-016" }, { method: "best" },
    { method: "constructor", precision: "toString" }, { precision: "half" }, { method: "" , step: "3" }, { h: "1e-3x" },
  ]) {
    assert.deepEqual(plain(difference.read(found, OPENING)), plain(OPENING), JSON.stringify(found));
  } // prettier-ignore
});
