// Walks through docs/assets/interactive/moves/core.js with the cases in a file: `node moves_cases.mjs cases.json`. Each line that is
// reached, and each that is refused, is printed with its value and its sizes, for tests/test_moves.py to compute them again.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/moves/core.js", import.meta.url), "utf-8"), page);
const { moves } = page;

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const found = cases.map(({ numbers, task, deeds }) => {
  let state = moves.begun(moves.opened({ numbers: { plain: numbers } }), task);
  const seen = (line) => ({ text: moves.text(line), value: moves.value(state, line), clash: moves.clash(state, line) });
  const lines = [seen(moves.line(state))];
  const tried = [];
  for (const deed of deeds) {
    const line = moves.line(state);
    const at = deed % ((line.left?.length ?? 0) + line.right.length);
    const swaps = at + 1 !== line.left?.length && at + 1 < (line.left?.length ?? 0) + line.right.length;
    tried.push([moves.attempt(state, "turn", at), ...(swaps ? [moves.attempt(state, "swap", at)] : []), moves.outcome(state, "cycle", line)]);
    state = moves.moved(state, moves.names[deed % 5]);
    lines.push(seen(moves.line(state)));
  }
  return { sizes: moves.sizes(state), lines, tried: tried.flat().filter((one) => one.tried).map((one) => seen(one.tried)) };
});
console.log(JSON.stringify(found));
