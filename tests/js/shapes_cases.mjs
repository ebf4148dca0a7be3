// Compares docs/assets/interactive/shapes/core.js with cases that Python wrote: `node shapes_cases.mjs cases.json`; and without a
// file prints what the puzzle shows with each of its data and sizes.

import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/shapes/core.js", import.meta.url), "utf-8"), page);
const { shapes } = page;

/** What the core finds: which fit, which pass, the eight products and what is measured. */
function found(state) {
  const all = shapes.all(state);
  const codes = (list) => list.map(shapes.code);
  return {
    fit: codes(all.filter(shapes.fits)), pass: codes(all.filter((one) => shapes.passes(one))),
    products: all.map(shapes.candidate), measured: shapes.measured(state),
    right: codes(all.filter(shapes.isRight)),
  }; // prettier-ignore
}

const { cases, opens } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { X, Y, dZ, of, ...wanted } of cases) {
  const state = { ...shapes.opened({ X, Y, dZ, at: "dZ.Y" }), of };
  deepStrictEqual(JSON.parse(JSON.stringify(found(state))), wanted);
}
const opening = shapes.opened(opens);
const shown = [];
for (const of of ["X", "Y"]) {
  for (const data of shapes.data) {
    for (let at = 0; at < 125; at++) {
      const state = shapes.changed(opening, { of, data, m: 1 + (at % 5), k: 1 + (Math.floor(at / 5) % 5), n: 1 + Math.floor(at / 25) });
      if (state.data !== data) continue;
      const [X, Y, dZ] = ["X", "Y", "dZ"].map((name) => shapes.values(state, name));
      shown.push({ of, data, X, Y, dZ, ...found(state) });
    }
  }
}
console.log(JSON.stringify({ compared: cases.length, shown }));
