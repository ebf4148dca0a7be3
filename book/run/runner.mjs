// The page's side of Python: it fetches the files once, with progress, starts the worker, and ends it to stop a program.
// A worker that is ended is replaced at once; the compiled module is kept, so the next start takes no network.

/**
 * What keeps Python from starting, a file that is "missing" or "damaged" or a "failed" start; or the end of a Python that
 * has "died" of a reader's code.
 */
export class RuntimeFault extends Error {
  /**
   * @param {"missing" | "damaged" | "failed" | "died"} kind
   * @param {string} file
   */
  constructor(kind, file) {
    super(`${kind}: ${file}`);
    this.kind = kind;
    this.file = file;
  }
}

/** What `take` gives for work that was stopped, and for work that another kept from beginning. */
export const STOPPED = Symbol("stopped");
export const BUSY = Symbol("busy");

/**
 * A file, counted as it comes and compared with its digest.
 * @param {URL} base
 * @param {{name: string, bytes: number, sha256: string}} file
 * @param {(bytes: number) => void} count
 * @param {AbortSignal} signal
 * @returns {Promise<ArrayBuffer>}
 */
async function fetched(base, { name, bytes, sha256 }, count, signal) {
  const response = await fetch(new URL(name, base), { signal }).catch(() => null);
  if (!response?.ok) throw new RuntimeFault("missing", name);
  const data = new Uint8Array(bytes);
  let at = 0;
  for (let reader = response.body.getReader(), step; !(step = await reader.read().catch(() => ({ done: true }))).done; ) {
    if (at + step.value.length > bytes) throw new RuntimeFault("damaged", name);
    data.set(step.value, at);
    at += step.value.length;
    count(step.value.length);
  }
  // Digests exist where the page came over https or from this machine; elsewhere the length must do.
  const digest = at === bytes && (await crypto.subtle?.digest("SHA-256", data));
  const found = digest && [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (at !== bytes || (digest && found !== sha256)) throw new RuntimeFault("damaged", name);
  return data.buffer;
}

/** Python for one page. */
export class Runner {
  #base;
  #files = null; // a promise of what the worker is given, once
  #worker = null;
  #started = null;
  #waiting = null; // {done, text}: for the answer to the request that runs
  #progress = () => {}; // of the last that waits for the files
  #stop = null; // ends the work that is under way

  /** Comes when the work that is under way has ended. */
  idle = Promise.resolve();

  /** @param {string | URL} base the folder of the runtime */
  constructor(base) {
    this.#base = new URL(base);
  }

  /**
   * Fetches what is not here yet and starts Python. Raises RuntimeFault.
   * @param {(loaded: number, all: number) => void} [progress] in bytes
   * @returns {Promise<void>}
   */
  async start(progress = () => {}) {
    this.#progress = progress;
    this.#files ??= this.#fetch();
    this.#files.catch(() => (this.#files = null)); // the next click tries again
    const given = await this.#files;
    this.#started ??= this.#begin(given);
    await this.#started;
  }

  async #fetch() {
    const listed = await fetch(new URL("runtime.json", this.#base)).catch(() => null);
    const list = await listed?.json().catch(() => null);
    if (!listed?.ok || !list) throw new RuntimeFault("missing", "runtime.json");
    const all = list.reduce((sum, file) => sum + file.bytes, 0);
    let loaded = 0;
    const others = new AbortController(); // one file that does not come ends all, and nothing more is told of them
    const count = (bytes) => others.signal.aborted || this.#progress((loaded += bytes), all);
    const data = await Promise.all(list.map((file) => fetched(this.#base, file, count, others.signal))).catch((fault) => {
      others.abort();
      throw fault;
    });
    const files = Object.fromEntries(list.map((file, at) => [file.name, data[at]]));
    const module = await WebAssembly.compile(files["pyodide.asm.wasm"]).catch(() => {
      throw new RuntimeFault("damaged", "pyodide.asm.wasm");
    });
    for (const name of Object.keys(files)) if (/\.(mjs|wasm)$/.test(name)) delete files[name];
    return { module, files };
  }

  /** @param {{module: WebAssembly.Module, files: Record<string, ArrayBuffer>}} given */
  async #begin(given) {
    this.#worker = new Worker(new URL("worker.mjs", this.#base), { type: "module" });
    this.#worker.onmessage = ({ data }) => {
      if (data?.text !== undefined) return this.#waiting?.text(data.text);
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.done(data);
    };
    this.#worker.onerror = (event) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.done({ failed: event.message ?? "worker.mjs" });
    };
    try {
      await this.#ask({ request: "start", ...given });
    } catch (fault) {
      this.#end();
      throw fault;
    }
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = this.#started = null;
  }

  /**
   * @param {Record<string, unknown>} message
   * @param {(text: string) => void} [text]
   */
  async #ask(message, text = () => {}) {
    const answer = await new Promise((done) => {
      this.#waiting = { done, text };
      this.#worker.postMessage(message);
    });
    if (answer.failed === undefined) return answer.answer;
    if (message.request === "start") throw new RuntimeFault("failed", answer.failed);
    this.#end(); // what is left of it is not to be trusted
    throw new RuntimeFault("died", answer.failed);
  }

  /**
   * Runs a block in the page's namespace. Its error has the text that Python shows and the line it is in.
   * @param {number} number the block's, from 0
   * @param {string} code
   * @param {(text: string) => void} text gets what is printed, piece by piece
   * @returns {Promise<{error: null | {text: string, block: number | null, line: number | null}}>}
   */
  async run(number, code, text) {
    await this.start();
    return this.#ask({ request: "run", number, code }, text);
  }

  /** Begins again with an empty namespace. */
  async forget() {
    if (this.#started) await this.#started.then(() => this.#ask({ request: "forget" }));
  }

  /**
   * What the referee says of a function that a reader wrote.
   * @param {string} slug
   * @param {string} exercise
   * @param {string} code
   * @returns {Promise<{verdict: string, reason?: string, text?: string}>}
   */
  async judge(slug, exercise, code) {
    await this.start();
    return this.#ask({ request: "judge", slug, exercise, code });
  }

  /**
   * Does some work with Python, one at a time. Stop ends it at once, wherever it is: what it waits for never comes.
   * @template T
   * @param {(python: Pick<Runner, "start" | "forget" | "run" | "judge">) => Promise<T>} work
   * @returns {Promise<T | typeof STOPPED | typeof BUSY>}
   */
  async take(work) {
    if (this.#stop) return BUSY;
    const stopped = new Promise((done) => (this.#stop = () => done(STOPPED)));
    const stop = this.#stop;
    const mine = () => this.#stop === stop;
    const whileMine = (tell) => (...said) => mine() && tell?.(...said);
    const kept = async (promise) => {
      const answer = await promise;
      return mine() ? answer : new Promise(() => {});
    };
    const python = {
      start: (progress) => kept(this.start(whileMine(progress))),
      forget: () => kept(this.forget()),
      run: (number, code, text) => kept(this.run(number, code, whileMine(text))),
      judge: (...asked) => kept(this.judge(...asked)),
    };
    const ended = Promise.race([stopped, work(python)]).finally(() => {
      if (mine()) this.#stop = null;
    });
    this.idle = ended.catch(() => {});
    return ended;
  }

  /** Ends the work that is under way; Python starts anew at once, with an empty namespace. */
  stop() {
    this.#stop?.();
    this.#stop = this.#waiting = null;
    this.#end();
    if (this.#files) this.start().catch(() => {});
  }
}
