// What docs/assets/interactive/delta/core.js makes of the cases in a file: `node delta_cases.mjs cases.json`. Printed as JSON
// for tests/test_delta.py, which lets NumPy compute the same.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/delta/core.js", import.meta.url), "utf-8"), page);
const { delta } = page;

const found = JSON.parse(readFileSync(process.argv[2], "utf-8")).map(({ numbers, text, s, t, pressed }) => {
  const opened = delta.opened({ numbers, sums: { text }, sum: "text", s, t });
  const state = [...pressed].reduce(delta.pressed, opened);
  const steps = Array.from({ length: state.order.length + 1 }, (_, step) => step);
  return {
    lines: steps.map((step) => delta.line(state, step)),
    left: steps.map((step) => delta.left(state, step)),
    named: delta.terms(state).filter((term) => delta.lives(state, term, state.order.length)).map(delta.named),
    values: delta.terms(state).map((term) => delta.value(state, term)),
    total: delta.total(state),
    closed: delta.closed(state),
  }; // prettier-ignore
});
console.log(JSON.stringify(found));
