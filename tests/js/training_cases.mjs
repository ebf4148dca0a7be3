// Compares docs/assets/interactive/training/core.js with the cases in a file, which NumPy wrote: `node training_cases.mjs cases.json`.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/training/core.js", import.meta.url), "utf-8"), page);
const { training } = page;

const close = (one, other) => Math.abs(one - other) <= 1e-6 * (1 + Math.abs(other));
const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const networks = {}; // cases of one network are trained once
for (const { bug, updates, loss, right, after, ...one } of cases) {
  const given = (networks[JSON.stringify(one)] ??= one);
  const found = training.trained(given, bug);
  deepStrictEqual(found.right[updates], right, `${bug} ${updates}`);
  if (!close(found.losses[updates], loss)) throw new Error(`${bug} ${updates}: ${found.losses[updates]}, not ${loss}`);
  const flat = found.weights[updates].flat(2);
  if (!flat.every((value, at) => close(value, after[at]))) throw new Error(`${bug} ${updates}: other weights`);
}
console.log(cases.length);
