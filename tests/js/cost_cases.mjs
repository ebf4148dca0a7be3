// Compares docs/assets/interactive/cost/core.js with cases that Python wrote: `node cost_cases.mjs cases.json`.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/cost/core.js", import.meta.url), "utf-8"), page);
const { cost } = page;

/** What the core finds of a chain: of each way its products and its sum, and what is left after each product. */
function found(sizes) {
  const shape = ({ rows, columns }) => [rows, columns];
  const way = (name) => ({
    works: cost.products(sizes, name).map(({ work }) => work),
    total: cost.total(sizes, name),
    left: Array.from({ length: cost.last({ sizes }) + 1 }, (_, step) => cost.left({ sizes, step }, name).map(shape)),
  });
  return { end: way("end"), front: way("front"), cheaper: cost.cheaper(sizes) };
}

const { cases } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { sizes, ...wanted } of cases) deepStrictEqual(JSON.parse(JSON.stringify(found(sizes))), wanted);
console.log(JSON.stringify({ compared: cases.length }));
