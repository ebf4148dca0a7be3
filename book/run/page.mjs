// What a page's blocks of code become when one is first run: cells with Run, Stop, Edit and Reset, one namespace for all.
// Before a block runs, those above it that have not run as they stand are run.

import { BUSY, Runner, RuntimeFault, STOPPED } from "./runner.mjs";

const BASE = new URL(".", import.meta.url);

/** What is said to the reader, in the page's language. */
let words;

/** Fetches the words. They are asked for again if they did not come: a module is evaluated only once. */
export async function speak() {
  words ??= (await (await fetch(new URL("words.json", BASE))).json())[document.documentElement.lang];
}

/** Python of this page. */
const runner = new Runner(BASE);

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** What kept Python from starting, in words. */
const told = (fault) => (fault instanceof RuntimeFault ? say(fault.kind, { file: fault.file }) : say("failed", { file: String(fault) }));

/** How far the files have come, in words. */
const loading = (loaded, all) =>
  loaded < all ? say("loading", { loaded: (loaded / 1e6).toFixed(1), all: (all / 1e6).toFixed(1) }) : say("starting");

/**
 * @param {string} tag
 * @param {Record<string, unknown>} set
 * @param {...(Node | string)} children
 */
function make(tag, set, ...children) {
  const node = Object.assign(document.createElement(tag), set);
  node.append(...children);
  return node;
}

/** A block of code: its text, the bar below it, and its output: the page's, where that comes next, or one of its own. */
class Cell {
  /**
   * @param {HTMLElement} block
   * @param {number} number
   * @param {(cell: Cell) => void} run
   */
  constructor(block, number, run) {
    this.block = block;
    this.number = number;
    this.pre = block.querySelector("pre");
    this.original = this.code;
    this.ran = null; // the text that ran last, if it still holds
    this.printed = ""; // what it printed then
    this.area = null;
    this.output = null;
    this.committed = null; // what the page shows as its output
    this.start = () => run(this);
  }

  /** The text as it stands, without the marks that lead to notes. */
  get code() {
    if (this.area) return this.area.value;
    const copy = this.pre.querySelector("code").cloneNode(true);
    copy.querySelectorAll(".note-mark").forEach((mark) => mark.remove());
    return copy.textContent.replace(/[ \t]+$/gm, "").replace(/\n+$/, "\n");
  }

  /** The buttons below the code, and the place where is said what happens. */
  open() {
    if (this.bar) return;
    const button = (key, act) => {
      const made = make("button", { type: "button" }, words[key]);
      made.addEventListener("click", act);
      return made;
    };
    this.buttons = {
      // The second half of a double click is no wish to stop.
      run: button("run", (event) => (this.stops ? event.detail < 2 && runner.stop() : this.start())),
      edit: button("edit", () => this.edit()),
      reset: button("reset", () => this.reset()),
    };
    this.status = make("span", { className: "run-status" });
    this.status.setAttribute("role", "status");
    this.bar = make("div", { className: "run-bar" }, ...Object.values(this.buttons), this.status);
    this.bar.setAttribute("role", "group"); // heard with the name of the sample, as there is one at each
    const name = this.block.querySelector(".filename")?.textContent;
    if (name) this.bar.setAttribute("aria-label", name);
    this.pre.after(this.bar); // and before Copy, so that the field, Run and Stop follow one another
    this.block.querySelector(".run")?.remove();
    this.is("ready");
  }

  /**
   * @param {"ready" | "loading" | "running" | "done" | "error" | "stopped"} state
   * @param {string} [text]
   */
  is(state, text = "") {
    this.block.dataset.run = state;
    // One button, so that it keeps the focus: what it began is stopped by it.
    this.stops = state === "loading" || state === "running";
    this.buttons.run.textContent = words[this.stops ? "stop" : "run"];
    this.buttons.edit.hidden = Boolean(this.area);
    this.buttons.reset.hidden = !this.area && this.ran === null && state !== "error" && state !== "stopped";
    this.status.textContent = text;
  }

  /** The code becomes a field. */
  edit() {
    this.area = make("textarea", { className: "typed", value: this.code.replace(/\n$/, ""), spellcheck: false, wrap: "off" });
    this.area.setAttribute("aria-label", words.code);
    this.area.setAttribute("autocapitalize", "off");
    this.area.rows = this.area.value.split("\n").length;
    this.area.addEventListener("input", () => {
      this.area.rows = this.area.value.split("\n").length;
      this.unmark();
      if (!this.stops) this.status.textContent = ""; // it spoke of another text
    });
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.start();
      }
    });
    globalThis.keepIndent(this.area); // of book.js
    this.unmark();
    this.pre.hidden = true;
    this.pre.after(this.area);
    this.is(this.block.dataset.run, this.status.textContent);
    this.area.setSelectionRange(0, 0);
    this.area.focus({ preventScroll: true }); // the line that was being read stays where it is
  }

  /** As the book has it, with the output of the book. */
  reset() {
    this.area?.remove();
    this.area = null;
    this.pre.hidden = false;
    this.unmark();
    forget(this.number);
    this.restore();
    this.is("ready");
    this.buttons.run.focus();
  }

  /** @param {number} line from 1 */
  mark(line) {
    this.unmark();
    if (this.area) {
      this.area.style.setProperty("--line", line - 1);
      this.area.classList.add("faulty");
      return;
    }
    const range = document.createRange();
    const texts = document.createTreeWalker(this.pre, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(".note-mark") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    let now = 1;
    for (let begun = false, node; (node = texts.nextNode()); ) {
      for (let at = 0; at < node.length; at++) {
        if (now === line && !begun) begun = (range.setStart(node, at), true);
        if (node.data[at] === "\n") now++;
        if (now === line) range.setEnd(node, at + 1);
      }
    }
    globalThis.CSS?.highlights?.set("faulty", new Highlight(range));
  }

  /** @param {HTMLElement} output of the page */
  owns(output) {
    this.output = output;
    this.committed = output.querySelector("code").textContent;
  }

  /** Shows what it has printed since it began. */
  show() {
    if (!this.output && this.printed) {
      this.output = make("div", { className: "output highlight" }, make("pre", {}, make("code", {})));
      this.block.after(this.output);
    }
    if (!this.output) return;
    this.output.querySelector("code").textContent = this.printed;
    this.output.hidden = this.committed === null && !this.printed;
    this.output.classList.add("live");
    this.output.classList.remove("past");
  }

  /** The output of the book again. */
  restore() {
    this.printed = "";
    this.output?.classList.remove("live", "past");
    if (this.committed !== null) this.output.querySelector("code").textContent = this.committed;
    else this.output = this.output?.remove() ?? null;
  }

  /** What has run does not hold any more: the code above it, or Python itself, is another one. */
  forget() {
    this.ran = null;
    if (this.output?.matches(".live")) this.output.classList.add("past");
  }

  unmark() {
    this.area?.classList.remove("faulty");
    globalThis.CSS?.highlights?.delete("faulty");
  }
}

/** @type {Cell[]} */
const cells = [];
for (const block of document.querySelectorAll(".page .highlight")) {
  if (block.matches(".output")) cells.at(-1)?.owns(block);
  else cells.push(new Cell(block, cells.length, run));
}

/**
 * What has run from a block on does not hold any more.
 * @param {number} number
 */
function forget(number) {
  for (const cell of cells.slice(number)) cell.forget();
}

/**
 * Runs a cell after those above it that it may stand on.
 * @param {Cell} cell
 */
async function run(cell) {
  cell.open();
  try {
    const ended = await runner.take(async (python) => {
      cells.slice(0, cell.number + 1).forEach((one) => one.unmark());
      cell.is("loading", say("starting"));
      await python.start((loaded, all) => cell.is("loading", loading(loaded, all)));
      if (cells.every(({ ran }) => ran === null)) await python.forget();
      const due = cells.slice(0, cell.number).filter((one) => one.ran !== one.code);
      for (const [at, one] of due.entries()) {
        cell.is("running", say("above", { at: at + 1, all: due.length }));
        if (!(await step(one, cell, python))) return;
      }
      cell.is("running", say("running"));
      await step(cell, cell, python);
    });
    if (ended === BUSY && !cell.stops) wait(cell);
    if (ended !== STOPPED) return;
    forget(0);
    cell.is("stopped", say("stopped"));
  } catch (fault) {
    forget(0);
    cell.is("error", told(fault));
  }
}

/**
 * Says that other code runs, as long as it does.
 * @param {Cell} cell
 */
async function wait(cell) {
  cell.status.textContent = say("busy");
  await runner.idle;
  if (cell.status.textContent === say("busy")) cell.status.textContent = "";
}

/**
 * Runs one cell; whether it ended well. What went wrong is said at the cell that was asked for.
 * @param {Cell} cell
 * @param {Cell} asked
 * @param {Pick<Runner, "run">} python
 */
async function step(cell, asked, python) {
  const code = cell.code;
  const began = performance.now();
  forget(cell.number);
  cell.printed = "";
  if (cell.output) cell.show();
  const { error } = await python.run(cell.number, code, (text) => {
    cell.printed += text;
    cell.show();
  });
  if (error) {
    cell.printed += (cell.printed && !cell.printed.endsWith("\n") ? "\n" : "") + error.text;
    cell.show();
    const place = cells[error.block] ?? cell;
    if (error.line) place.mark(error.line);
    cell.open();
    const last = error.text.trim().split("\n").pop();
    cell.is("error", error.line ? say("error", { line: error.line, last }) : last);
    if (asked !== cell) {
      asked.is("error", say("error-above"));
      cell.block.scrollIntoView({ block: "center" });
    }
    return false;
  }
  cell.ran = code;
  cell.show();
  if (!cell.bar) return true;
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  cell.is("done", say(cell.printed ? "done" : "done-silent", { seconds }));
  return true;
}

/**
 * Runs the block whose button was pressed.
 * @param {HTMLElement} block
 */
export function runBlock(block) {
  const cell = cells.find((one) => one.block === block);
  cell.open();
  cell.buttons.run.focus({ preventScroll: true });
  return run(cell);
}

/**
 * Has a reader's function judged.
 * @param {string} slug
 * @param {string} exercise
 * @param {string} code
 * @param {(text: string) => void} tell what happens meanwhile
 * @returns {Promise<object | null>} null if it was stopped
 */
export async function judge(slug, exercise, code, tell) {
  try {
    const judged = await runner.take(async (python) => {
      tell(say("starting"));
      await python.start((loaded, all) => tell(loading(loaded, all)));
      tell(say("running"));
      return python.judge(slug, exercise, code);
    });
    if (judged === BUSY) return { verdict: "failed", text: say("busy"), until: runner.idle };
    return judged === STOPPED ? null : judged;
  } catch (fault) {
    return { verdict: "failed", text: told(fault) };
  }
}

/** Ends what runs. */
export const stop = () => runner.stop();
