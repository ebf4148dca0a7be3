// Compares docs/assets/interactive/influence/core.js with the cases in a file, which NumPy wrote: `node influence_cases.mjs cases.json`.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/influence/core.js", import.meta.url), "utf-8"), page);
const { influence } = page;

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { X, Y, dZ, at, value, ...wanted } of cases) {
  const state = influence.opened({ X, Y, dZ, at });
  const found = {
    Z: influence.Z(state), dX: influence.dX(state), dY: influence.dY(state),
    ...influence.meeting(state), change: influence.change(state, influence.changed(state, value)),
  }; // prettier-ignore
  deepStrictEqual(JSON.parse(JSON.stringify(found)), wanted);
}
console.log(cases.length);
