// Compares docs/assets/interactive/axes/core.js with the cases in a file, which NumPy wrote: `node axes_cases.mjs cases.json`.
// What it finds for each case goes to a second file, for Python to run its lines of NumPy.

import { deepStrictEqual } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/axes/core.js", import.meta.url), "utf-8"), page);
const { axes } = page;
const plain = (value) => JSON.parse(JSON.stringify(value));

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const found = cases.map(({ op, of, sizes, values, marks, gradient, right, nudges }) => {
  const state = axes.opened({ op, of: String(of), sizes, given: { values } });
  deepStrictEqual(plain(axes.gradient(state)), gradient, op);
  const needed = { ...state, marks: axes.needed(state) };
  deepStrictEqual([axes.verdict(needed), plain(axes.gathered(needed, axes.made(needed)))], ["right", gradient], op);
  const upstream = axes.values(state, state.output, "dZ");
  for (const [at, loss] of nudges) {
    const { change } = axes.touched(state, at);
    deepStrictEqual(change.reduce((sum, by, place) => sum + (by ?? 0) * upstream[place], 0), loss, op);
  }
  const marked = axes.read({ ...axes.written(state), marks }, state);
  if (axes.verdict(marked) === "right") deepStrictEqual(plain(axes.gathered(marked, axes.made(marked))), gradient, op);
  const state2 = (one) => ({ code: axes.backward(one), made: axes.shape(one, axes.made(one)), numbers: axes.gathered(one, axes.made(one)), verdict: axes.verdict(one) });
  const mistake = axes.naive(state);
  return { text: axes.text(state), operand: axes.shape(state, state.inputs[of]), right: state2(needed), marked: state2(marked), mistake };
});
writeFileSync(process.argv[3], JSON.stringify(found));
console.log(found.length);
