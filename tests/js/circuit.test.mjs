// What docs/assets/interactive/circuit/core.js decides. Its numbers are compared with Python's in tests/test_circuit.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/circuit/core.js", import.meta.url), "utf-8"), page);
const { circuit } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const FORK = circuit.opened({ of: "(x + y) * x", values: { y: -4, x: 3 } });
const PATTERNS = circuit.opened({ of: "2 * (x * y + max(z, w))", values: { x: 3, y: -4, z: 2, w: -1 } });
const ended = (state) => circuit.stepped(state, Infinity);
const gradients = (state) => plain(circuit.view(ended(state)).gradients);
const gates = (of) => plain(circuit.parsed(of).gates).map(({ name, op, args }) => `${name} = ${args.join(` ${op} `)}`);

/** A random formula with that many gates at most, and its letters. */
function random(deep = 3) {
  const pick = (list) => list[Math.floor(Math.random() * list.length)];
  if (!deep || Math.random() < 0.15) return pick(["x", "y", "z", "w", "x", "y", "2", "0", "-1", "3"]);
  const [a, b] = [random(deep - 1), random(deep - 1)];
  return pick([`(${a}+${b})`, `(${a}-(${b}))`, `(${a})*(${b})`, `max(${a},${b})`, `-(${a})`, `(${a})^2`]);
}

/** States of random formulas: another value here and there, any step, either rule. */
function* states(count) {
  while (count) {
    let state = circuit.typed(Math.random() < 0.5 ? FORK : PATTERNS, random());
    if (state.fault) continue;
    for (const letter in state.values) state = circuit.changed(state, letter, Math.floor(Math.random() * 13) - 6);
    if (Math.random() < 0.5) state = { ...state, rule: "=" };
    yield circuit.stepped(state, Math.floor(Math.random() * (circuit.last(state) + 1)));
    count--;
  }
}

test("a formula is split into its gates, numbers alone are computed at once", () => {
  assert.deepEqual(gates("(x + y) x"), ["q = x + y", "ℒ = q * x"]);
  assert.deepEqual(gates("2(xy + max(z, w))"), ["q = x * y", "p = z max w", "u = q + p", "ℒ = 2 * u"]);
  assert.deepEqual(gates("x - y * z"), ["q = -1 * y", "p = q * z", "ℒ = x + p"]);
  assert.deepEqual(gates("x - 2*3 + (1 - 1)"), ["q = x + -6", "ℒ = q + 0"]);
  assert.deepEqual(gates("（ｘ＋ｙ）×ｘ"), gates("(X + Y) · x"), "as they are typed in other ways");
  assert.deepEqual(gates("-x^3 + 2**2"), ["q = x * x", "p = q * x", "u = -1 * p", "ℒ = u + 4"], "a power multiplies, and binds first");
  assert.deepEqual(gates("(x + y)**2"), gates("(x + y)(x + y)"));
  assert.deepEqual(gates("max(q, p) u"), ["v = q max p", "ℒ = v * u"], "no gate takes the name of a letter");
});

test("what is no formula is refused, with its place", () => {
  for (const [text, fault, at] of [
    ["", "missing", 0], ["x +", "missing", 3], ["x + * y", "missing", 4], ["()", "missing", 1], ["max(x,)", "missing", 6], ["x*/2", "sign", 2],
    ["(x + y", "unclosed", 0], ["max(x, (y)", "unclosed", 3], ["x + y)", "sign", 5], ["x 2", "sign", 2], ["x, y", "sign", 1], ["x^y", "sign", 2], ["x ** 1", "sign", 5], ["x^", "sign", 2], ["x^2^2", "sign", 3], ["x^10", "sign", 2], ["2^9", "large", 2], ["x^11", "sign", 2],
    ["max(x)", "sign", 5], ["max x", "sign", 0], ["max(x, y, z)", "sign", 8], ["x % y", "sign", 2], ["x + d", "sign", 4], ["x/2", "sign", 1], ["😀", "sign", 0], ["x + exp(y)", "sign", 4], ["relu (x)", "sign", 0],
    ["100x", "large", 0], ["x + 50*2", "large", 6], ["7", "nothing"], ["x", "nothing"], ["2*3 - 6", "nothing"],
    ["a+b+c+e+f+g", "limits"], ["x+x+x+x+x+x+x+x", "limits"], ["(x+x+x+x)(x+x+x+x)(x+x+x+x)", "limits"], ["x".repeat(9999), "limits"], ["(".repeat(9999), "limits"],
  ]) {
    const found = circuit.parsed(text);
    assert.deepEqual([found.fault, found.at], [fault, at], text.slice(0, 20));
  } // prettier-ignore
  assert.equal(circuit.parsed("x + 😀").sign, "😀");
  assert.equal(circuit.typed(FORK, "99x*y*z*w").fault, undefined);
  assert.equal(circuit.typed(FORK, "2xmax(x, y)").fault, undefined);
  assert.equal(circuit.typed({ ...FORK, values: { x: 99, y: 99 } }, "x*x*y").fault, "large");
});

test("gradients add up at a fork; with = the last one stays, and measuring tells", () => {
  assert.deepEqual(gradients(FORK), { ℒ: 1, q: 3, x: 2, y: 3 });
  const wrong = { ...FORK, rule: "=" };
  assert.deepEqual(gradients(wrong), { ℒ: 1, q: 3, x: 3, y: 3 });
  const { arrivals, measured } = plain(circuit.view(ended(wrong)));
  assert.deepEqual(arrivals.map(({ to, part, had }) => [to, part, had]), [["q", 3, undefined], ["x", -1, undefined], ["x", 3, -1], ["y", 3, undefined]]); // prettier-ignore
  assert.deepEqual(measured, { x: { slopes: [2], sign: "≠ " }, y: { slopes: [3], sign: "= " } });
  assert.deepEqual(plain(circuit.view(circuit.stepped(wrong, 3))).measured, {}, "one measures at the end");
});

test("a tie gives each one half, and nothing beside a number", () => {
  const tie = circuit.changed(PATTERNS, "w", 2);
  assert.deepEqual([gradients(tie).z, gradients(tie).w], [1, 1]);
  assert.deepEqual(plain(circuit.view(ended(tie))).measured.z, { slopes: [0, 2], sign: "" });
  for (const [value, gradient] of [[-1, 0], [0, 0], [1, 1]]) {
    const state = circuit.changed(circuit.typed(FORK, "max(0, x)"), "x", value);
    assert.equal(gradients(state).x, gradient);
    assert.notEqual(circuit.view(ended(state)).measured.x.sign, "≠ ");
  } // prettier-ignore
  assert.equal(gradients(circuit.typed(FORK, "max(x, x)")).x, 1);
  const wrong = circuit.changed(circuit.typed(FORK, "max(x, 0) - max(-x, 0)"), "x", 0);
  assert.equal(circuit.view(ended(wrong)).measured.x.sign, "≠ ", "no rule for ties is right for every formula");
});

test("steps go through every gate twice, and stay inside", () => {
  assert.equal(circuit.last(PATTERNS), 9);
  const names = Array.from({ length: 10 }, (_, step) => circuit.view({ ...PATTERNS, step }).now?.name);
  assert.deepEqual(names, [undefined, "q", "p", "u", "ℒ", undefined, "ℒ", "u", "p", "q"]);
  assert.deepEqual([-5, 3, 99].map((step) => circuit.stepped(PATTERNS, step).step), [0, 3, 9]);
  assert.equal(circuit.typed(ended(FORK), "xyzw").step, 7);
  assert.equal(circuit.typed(circuit.stepped(PATTERNS, 8), "x + y").step, 2);
});

test("a value that has no room is refused", () => {
  assert.equal(circuit.changed(FORK, "x", 100), FORK);
  assert.equal(circuit.changed(FORK, "x", NaN), FORK);
  assert.equal(circuit.changed(FORK, "x", 2.4).values.x, 2);
  const product = { ...circuit.typed(FORK, "xyzw"), values: { x: 99, y: 99, z: 10, w: 1 } };
  assert.equal(circuit.changed(product, "w", 2), product, "a number on the way is longer than five digits");
  assert.ok(Object.is(circuit.changed(FORK, "x", -0).values.x, 0));
  assert.deepEqual(plain(FORK.values), { x: 3, y: -4 }, "the state before is as it was"); // prettier-ignore
});

test("every state has an address that leads back to it", () => {
  const decoded = (found) => Object.fromEntries(new URLSearchParams(Object.entries(found).map((part) => part.join("=")).join("&")));
  for (const opening of [FORK, PATTERNS]) {
    for (const state of states(300)) {
      const found = circuit.written(state, opening);
      assert.deepEqual(plain(circuit.read(found, opening)), plain(state));
      assert.deepEqual(plain(circuit.read(decoded(found), opening)), plain(state));
    }
    assert.deepEqual(plain(circuit.read(circuit.written(opening, opening), opening)), plain(opening));
  }
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { of: "", step: "-1" }, { of: "x+", step: "x" }, { of: "((((", at: "" }, { of: "<b>", rule: "none" }, { at: "100,1" }, { at: "9999999999999" },
    { at: "x,y" }, { of: "constructor" }, { of: "__proto__" }, { of: "a".repeat(3000) }, { step: "1e9" }, { at: "3" },
  ]) {
    assert.deepEqual(plain(circuit.read(found, FORK)), plain(FORK), JSON.stringify(found));
  } // prettier-ignore
  assert.equal(circuit.read({ step: "99" }, FORK).step, 5);
  assert.deepEqual(plain(circuit.read({ of: "x*y*z", at: "1,2,3" }, FORK).values), { x: 1, y: 2, z: 3 });
});

test("no wire crosses a gate, and nothing stands on anything", () => {
  for (const state of states(500)) {
    const whole = circuit.parsed(state.of);
    const { places, rows } = circuit.layout(whole);
    const all = Object.entries(places);
    for (const [name, [column, row]] of all) {
      assert.ok(row >= 0 && Number.isFinite(row), state.of);
      for (const [other, [there, where]] of all) assert.ok(name === other || column !== there || Math.abs(row - where) > 0.999, state.of);
    }
    for (const { name, args } of whole.gates) {
      args.forEach((arg, slot) => {
        if (!places[arg]) return;
        assert.ok(places[arg][0] < places[name][0]);
        const row = rows[name + slot] ?? places[arg][1]; // in which the wire runs up to the column before the gate
        const start = Math.max(places[arg][0], rows[name + slot] === undefined ? 0 : 1);
        for (const [other, [column, where]] of all) {
          const crosses = column >= start && column < places[name][0] && Math.abs(where - row) < 0.5 && other !== arg;
          assert.ok(!crosses, `${state.of}: ${arg} to ${name} crosses ${other}`);
        }
      });
    }
  }
  assert.deepEqual(plain(circuit.layout(circuit.parsed(FORK.of)).rows), { q1: 0, q0: 1, ℒ1: 2 }, "the uses of x stand side by side");
});

test("a question is answered by what was asked for, and by nothing else", () => {
  const wrongWay = { rule: "=", x: 1, y: -4 };
  const at = (x, rule = "=") => ended(circuit.changed({ ...FORK, rule }, "x", x));
  const numbers = Array.from({ length: 199 }, (_, order) => order - 99);
  assert.deepEqual(numbers.filter((x) => circuit.answers(wrongWay, at(x), FORK)), [1]);
  assert.deepEqual(numbers.filter((x) => gradients(at(x)).x * gradients(at(x, "+=")).x < 0), [1]);
  assert.ok(!circuit.answers(wrongWay, at(1, "+="), FORK) && !circuit.answers(wrongWay, circuit.stepped(at(1), 4), FORK));
  assert.ok(!circuit.answers(wrongWay, circuit.changed(at(1), "y", -5), FORK));
  assert.ok(!circuit.answers(wrongWay, circuit.typed(at(1), "x + y"), FORK));

  const same = { dx: 0, dz: 1, dw: 1 };
  const patterns = (changes) => Object.entries(changes).reduce((state, [letter, value]) => circuit.changed(state, letter, value), ended(PATTERNS));
  assert.ok(circuit.answers(same, patterns({ y: 0, w: 2 }), PATTERNS) && circuit.answers(same, patterns({ y: 0, z: -1 }), PATTERNS));
  assert.ok(!circuit.answers(same, patterns({ x: 0, w: 2 }), PATTERNS) && !circuit.answers(same, patterns({ y: 0, w: 3 }), PATTERNS));
});
