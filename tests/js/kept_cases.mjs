// What docs/assets/interactive/kept/core.js makes of the cases in a file: `node kept_cases.mjs cases.json`. Printed as JSON for
// tests/test_kept.py, which lets the page's program count the same.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/kept/core.js", import.meta.url), "utf-8"), page);
const { kept } = page;

const found = JSON.parse(readFileSync(process.argv[2], "utf-8")).map((given) => {
  const state = kept.opened(given);
  const moments = kept.moments(state);
  return { counts: moments.map(({ there }) => there.length), peak: kept.peak(state), again: kept.again(state) };
});
console.log(JSON.stringify(found));
