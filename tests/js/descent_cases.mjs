// Compares docs/assets/interactive/descent/core.js with the cases in a file, which NumPy wrote: `node descent_cases.mjs cases.json`.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/descent/core.js", import.meta.url), "utf-8"), page);
const { descent } = page;

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { path, rate, ...given } of cases) {
  deepStrictEqual(descent.rate(given), rate);
  deepStrictEqual(JSON.parse(JSON.stringify(descent.path(given))), path, JSON.stringify(given));
}
console.log(cases.length);
