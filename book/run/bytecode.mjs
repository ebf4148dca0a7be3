// Python's library with the bytecode of what a start imports: compiled once, when the book is built, and not in each
// reader's browser. `node bytecode.mjs FOLDER TARGET`, where FOLDER has the files of the runtime.

import { readFile, writeFile } from "node:fs/promises";

const [folder, target] = process.argv.slice(2);
const here = (name) => readFile(new URL(name, import.meta.url), "utf8");
const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: folder, env: { PYTHONHASHSEED: "0" } }); // else sets change their order
await python.loadPackage("numpy", { messageCallback: () => {}, checkIntegrity: false });
python.FS.writeFile("/from.zip", await readFile(`${folder}/python_stdlib.zip`));
for (const name of ["cells.py", "referee.py"]) python.FS.writeFile(name, await here(name));
python.runPython(await here("bytecode.py"));
await writeFile(target, python.FS.readFile("/to.zip"));
