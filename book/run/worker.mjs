// Python in a worker of its own, so that the page never waits for it. runner.mjs starts it, brings the files, and ends it.

import { loadPyodide } from "./pyodide.mjs";

const FLUSH = 50; // ms between two pieces of output
const MOST = 200_000; // characters that a block may print: a loop that prints for ever fills no memory

/** Output is sent in pieces, so that many small prints cost little. */
const output = {
  text: "",
  sent: 0,
  last: 0,
  /** @param {string} text */
  add(text) {
    this.text += text;
    if (performance.now() - this.last > FLUSH) this.flush();
  },
  flush() {
    if (this.text && this.sent < MOST) postMessage({ text: this.text.slice(0, MOST - this.sent) });
    if (this.sent < MOST && this.sent + this.text.length >= MOST) postMessage({ text: "\n…" });
    this.sent += this.text.length;
    this.text = "";
    this.last = performance.now();
  },
};

/** What the requests reach in Python: `cells`, and `judged(slug, exercise, code)`. */
let python;

const REQUESTS = {
  /** @param {{module: WebAssembly.Module, files: Record<string, ArrayBuffer>}} given */
  async start({ module, files }) {
    // The page has fetched, counted and compared the files: nothing is asked of the network here but the two modules.
    const ask = self.fetch;
    self.fetch = (source, options) => {
      const name = new URL(source.url ?? source, import.meta.url).pathname.split("/").pop();
      if (name.endsWith(".wasm")) return Promise.resolve(new Response(null, { headers: { "Content-Type": "application/wasm" } }));
      return files[name] ? Promise.resolve(new Response(files[name])) : ask(source, options);
    };
    WebAssembly.instantiateStreaming = async (_, imports) => ({ module, instance: await WebAssembly.instantiate(module, imports) });
    const pyodide = await loadPyodide({ indexURL: new URL(".", import.meta.url).href });
    await pyodide.loadPackage("numpy", { messageCallback: () => {}, checkIntegrity: false });
    pyodide.unpackArchive(files["book.zip"], "zip", { extractDir: "/book" });
    pyodide.runPython("import sys; sys.path.insert(0, '/book')");
    const cells = pyodide.pyimport("cells").Cells((text) => output.add(text));
    python = { cells, judged: pyodide.pyimport("referee").judged };
    return { python: pyodide.runPython("sys.version.split()[0]") };
  },
  /** @param {{number: number, code: string}} given */
  run({ number, code }) {
    return { error: JSON.parse(python.cells.run(number, code)) };
  },
  forget() {
    python.cells.forget();
    return {};
  },
  /** @param {{slug: string, exercise: string, code: string}} given */
  judge({ slug, exercise, code }) {
    return JSON.parse(python.judged(slug, exercise, code));
  },
};

onmessage = async ({ data: { request, ...given } }) => {
  output.sent = 0;
  try {
    const answer = await REQUESTS[request](given);
    output.flush();
    postMessage({ answer });
  } catch (error) {
    output.flush();
    postMessage({ failed: String(error) });
  }
};
