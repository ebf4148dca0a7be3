// Compares docs/assets/interactive/circuit/core.js with the cases in a file, which Python wrote: `node circuit_cases.mjs cases.json`.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/circuit/core.js", import.meta.url), "utf-8"), page);
const { circuit } = page;

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { of, values, ...wanted } of cases) {
  const opened = circuit.opened({ of, values });
  const state = circuit.stepped(opened, Infinity);
  const found = (rule) => {
    const { gradients } = circuit.view({ ...state, rule });
    return Object.fromEntries(Object.keys(values).map((letter) => [letter, gradients[letter]]));
  };
  const { values: all } = circuit.view(state);
  deepStrictEqual({ value: all.ℒ, added: found("+="), last: found("=") }, wanted, of);
}
console.log(cases.length);
