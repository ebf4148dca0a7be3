// Compares docs/assets/interactive/tape/core.js with the cases in a file, which the book's engines wrote: `node tape_cases.mjs cases.json`.

import { deepStrictEqual, strictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/tape/core.js", import.meta.url), "utf-8"), page);
const { tape } = page;

const plain = (grads) => Object.fromEntries(Object.entries(grads).map(([name, data]) => [name, data.map((number) => number + 0)])); // no −0

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { program, engines } of cases) {
  for (const [bug, wanted] of Object.entries(engines)) {
    const frames = tape.walk({ program }, bug);
    const passes = frames.filter(({ taken }) => taken === "pass" || taken === "again").map(({ grads }) => plain(grads));
    const { error } = frames.at(-1);
    const order = error ? null : frames.at(-2).walked;
    deepStrictEqual(JSON.parse(JSON.stringify({ passes, error, order })), wanted, bug);
  }
  // In the right order, chosen by hand, all is as in an engine without a bug.
  const { found, waits } = tape.walk({ program, order: tape.right(program) }).at(-1);
  deepStrictEqual(JSON.parse(JSON.stringify(plain(found))), engines.none.passes[0]);
  strictEqual(Object.values(waits).some(Boolean), false);
}
console.log(cases.length);
