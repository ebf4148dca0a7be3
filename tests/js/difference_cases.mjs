// Compares docs/assets/interactive/difference/core.js with the cases in a file, which NumPy wrote: `node difference_cases.mjs cases.json`.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/difference/core.js", import.meta.url), "utf-8"), page);
const { difference } = page;

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { measured, losses, gradient, error, ...given } of cases) {
  const places = given.X.map((row, s) => row.map((_, t) => difference.measured(given, s, t)));
  const numbers = (what) => places.map((row) => row.map((one) => one[what]));
  deepStrictEqual(JSON.parse(JSON.stringify(numbers("quotient"))), measured, JSON.stringify(given));
  deepStrictEqual(JSON.parse(JSON.stringify(numbers("first"))), losses, JSON.stringify(given));
  deepStrictEqual(JSON.parse(JSON.stringify(difference.gradient(given))), gradient);
  if (!(Math.abs(difference.error(given) - error) <= 1e-9 * error + 1e-15)) throw new Error(`${difference.error(given)}, not ${error}`);
}
console.log(cases.length);
