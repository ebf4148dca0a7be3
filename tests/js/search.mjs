// Runs the pure part of search without a page: for tests in Node, and for those in Python, which ask it on standard input
// `{"folder": path, "queries": […]}` and get for each query the addresses found, best first, by the index in that folder.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

const FOLDER = new URL("../../docs/assets/js/search/", import.meta.url);

/** What the scripts make, as in a window. */
export const page = createContext({ Blob, DecompressionStream, Response, atob });
for (const part of ["words", "grammar", "readings", "library", "typing", "query", "names", "likely", "rank", "answer"]) runInContext(readFileSync(new URL(`${part}.js`, FOLDER), "utf-8"), page);
const { Search, unpacked } = runInContext("({ Search, unpacked })", page);

/** Search that knows a book. @param {object} index with the texts of its entries @param {boolean} [whole] or it does not know the texts yet */
export function learned(index, whole = true) {
  return new Search(index, whole ? index.entries.map(({ text }) => text) : undefined).learn();
}

/** The index that the build has written. @param {string} folder */
export async function written(folder) {
  for (const part of ["index", "texts"]) runInContext(readFileSync(join(folder, `${part}.js`), "utf-8"), page);
  const [index, texts] = await Promise.all([page.searchIndex, page.searchTexts].map(unpacked));
  return { ...index, entries: index.entries.map((entry, place) => ({ ...entry, text: texts[place] })) };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { folder, queries } = JSON.parse(readFileSync(0, "utf-8"));
  const search = await learned(await written(folder));
  const found = queries.map((query) => search.answer(query).found.map(({ location }) => location.replace(".html", "")));
  process.stdout.write(JSON.stringify(found));
}
