// Runs the pure part of search without a page: for tests in Node, and for those in Python, which ask it on standard input
// `{"index": path, "queries": […]}` and get for each query the addresses found, best first.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const FOLDER = new URL("../../docs/assets/js/search/", import.meta.url);

/** What the scripts make, as in a window. */
export const page = createContext({});
for (const part of ["words", "grammar", "library", "typing", "query", "names", "rank", "answer"]) runInContext(readFileSync(new URL(`${part}.js`, FOLDER), "utf-8"), page);
const { Search } = runInContext("({ Search })", page);

/** @param {object} index */
export const learned = (index) => new Search(index).learn();

if (import.meta.url === `file://${process.argv[1]}`) {
  const { index, queries } = JSON.parse(readFileSync(0, "utf-8"));
  runInContext(readFileSync(index, "utf-8"), page);
  const search = await learned(page.searchIndex);
  const found = queries.map((query) => search.answer(query).found.map(({ location }) => location.replace(".html", "")));
  process.stdout.write(JSON.stringify(found));
}
