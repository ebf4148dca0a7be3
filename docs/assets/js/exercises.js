// Exercises that answer back: a field below each question, a judgement beside it, and the reader's progress, which stays
// on the reader's device. book.js loads this file when the exercises of a page come near; judge.js comes with the first
// answer that it can judge.

/**
 * @typedef {Record<string, string>} Words
 * @typedef {{heading: HTMLElement, name: string, kind: string, answer: Answer, start?: string, asked?: string,
 *   wrong: Record<string, Answer>, reasons: Record<string, HTMLElement>, choices: HTMLElement | null}} Exercise
 *   `start`: the first line of the function that is asked for; `asked`: which of several questions is judged
 */

/** The chapter that is open: its file's name. */
const chapter = location.pathname.match(/([\w-]+)\.html$/)?.[1] ?? "index";

/** Where Python for the page lies, if it is there. */
const runtime = document.getElementById("runtime")?.dataset;

/**
 * What the build has put on the page for an exercise, and nothing for one that asks for a reason.
 * @param {HTMLElement} heading
 * @returns {Exercise | null}
 */
function exerciseAt(heading) {
  const { kind, answer = "null", start, asked } = heading.dataset;
  if (kind === "reason" || (kind === "code" && !runtime)) return null;
  const name = heading.id.replace("exercise-", "");
  const found = { heading, name, kind, answer: JSON.parse(answer), start, asked, wrong: {}, reasons: {}, choices: null };
  for (let node = heading.nextElementSibling; node && !/^H[123]$/.test(node.tagName); node = node.nextElementSibling) {
    if (node.matches(".choices")) found.choices = node;
    for (const reason of node.querySelectorAll(".wrong")) {
      found.reasons[reason.dataset.wrong] = reason;
      if (reason.dataset.value) found.wrong[reason.dataset.wrong] = JSON.parse(reason.dataset.value);
    }
  }
  return found;
}

/**
 * The kind of an answer, as it is spoken of: a matrix that is one list of numbers is a "vector".
 * @param {Pick<Exercise, "kind" | "answer">} exercise
 */
const sort = ({ kind, answer }) => (kind === "matrix" && !Array.isArray(answer[0]) ? "vector" : kind);

/**
 * The field in which an answer is typed.
 * @param {Exercise} exercise
 * @param {Words} words
 * @returns {{field: HTMLElement, text: () => string}}
 */
function typing({ answer, asked, ...exercise }, words) {
  const tall = sort({ answer, ...exercise }) === "matrix";
  const like = words[`like-${sort({ answer, ...exercise })}`];
  const set = { className: "typed", autocomplete: "off", spellcheck: false, placeholder: like };
  const box = make(tall ? "textarea" : "input", tall ? { ...set, rows: 3 } : { ...set, enterKeyHint: "done" });
  return { field: make("label", {}, make("span", {}, words[`yours-${asked}`] ?? words.yours), box), text: () => box.value };
}

/**
 * The choices of a question, each with its button.
 * @param {Exercise} exercise
 * @returns {{field: HTMLElement, text: () => string}}
 */
function choosing({ heading, choices }) {
  const buttons = [...choices.querySelectorAll("li")].map((item, at) => {
    const button = make("input", { type: "radio", name: heading.id, value: at + 1 });
    item.replaceChildren(make("label", {}, button, make("span", {}, ...item.childNodes)));
    return button;
  });
  choices.setAttribute("role", "radiogroup");
  choices.setAttribute("aria-labelledby", heading.id);
  return { field: choices, text: () => buttons.find((button) => button.checked)?.value ?? "" };
}

/**
 * Steps that can be moved: by their buttons, or dragged by their handles. Each keeps its number.
 * @param {Exercise} exercise
 * @param {Words} words
 * @returns {{field: HTMLElement, text: () => string}}
 */
function ordering({ heading, choices }, words) {
  const list = choices.querySelector("ol");
  const move = (item, other, after, button) => {
    if (!other) return;
    other[after ? "after" : "before"](item);
    button?.focus();
  };
  [...list.children].forEach((item, at) => {
    item.value = at + 1;
    const up = make("button", { type: "button", className: "move", "aria-label": `${words.up}: ${at + 1}` }, "↑");
    const down = make("button", { type: "button", className: "move", "aria-label": `${words.down}: ${at + 1}` }, "↓");
    const handle = make("span", { className: "handle", "aria-hidden": "true" }, "⠿");
    up.addEventListener("click", () => move(item, item.previousElementSibling, false, up));
    down.addEventListener("click", () => move(item, item.nextElementSibling, true, down));
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", ({ clientX, clientY, pointerId }) => {
      if (!handle.hasPointerCapture(pointerId)) return;
      const over = document.elementFromPoint(clientX, clientY)?.closest("li");
      if (!over || over === item || over.parentNode !== list) return;
      move(item, over, Boolean(item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING));
      handle.setPointerCapture(pointerId);
    });
    item.replaceChildren(handle, make("span", {}, ...item.childNodes), make("span", { className: "moves" }, up, down));
  });
  choices.classList.add("ordered");
  choices.setAttribute("role", "group");
  choices.setAttribute("aria-labelledby", heading.id);
  return { field: choices, text: () => [...list.children].map((item) => item.value).join(" ") };
}

/**
 * The field in which a function is written.
 * @param {Exercise} exercise
 * @param {Words} words
 * @returns {{field: HTMLElement, text: () => string}}
 */
function writing({ name, start }, words) {
  const set = { className: "typed code", spellcheck: false, autocapitalize: "off", wrap: "off", rows: 4 };
  const box = make("textarea", { ...set, value: writtenFor(name) ?? `${start}\n    ` });
  box.addEventListener("input", () => device.put("written", { ...device.of("written"), [name]: box.value }));
  keepIndent(box);
  return { field: make("label", { className: "wide" }, make("span", {}, words.yours), box), text: () => box.value };
}

/**
 * What was written here before.
 * @param {string} name
 * @returns {string | undefined}
 */
function writtenFor(name) {
  const text = device.of("written")[name];
  return typeof text === "string" ? text : undefined;
}

/**
 * Has a function judged by Python, and says meanwhile what happens; a second press stops it.
 * @param {Exercise} exercise
 * @param {string} code
 * @param {HTMLElement} says
 * @param {HTMLElement} button
 * @param {Words} words
 * @returns {Promise<Judgement & {text?: string, until?: Promise<void>}>} what is said holds `until` then
 */
async function refereed({ name, start }, code, says, button, words) {
  if (code.trim() === start) return { verdict: "unread", reason: "untouched" };
  if (location.protocol === "file:") return { verdict: "failed", text: runtime.disk };
  const page = await openPage(runtime).catch((missing) => missing);
  if (typeof page === "string") return { verdict: "failed", text: page };
  button.textContent = words.stop;
  button.dataset.stops = "";
  // The second half of a double click is no wish to stop.
  button.onclick = (event) => (event.preventDefault(), event.detail < 2 && page.stop());
  try {
    const judged = await page.judge(chapter, name, code, (text) => says.replaceChildren(text));
    return judged ?? { verdict: "failed", text: words.stopped };
  } finally {
    button.onclick = null;
    delete button.dataset.stops;
    button.textContent = words.check;
  }
}

/**
 * What an answer is worth: by Python if it is a function, else by judge.js, which comes with the first answer.
 * @type {typeof refereed}
 */
async function judgedBy(exercise, text, says, button, words) {
  if (exercise.kind === "code") return refereed(exercise, text, says, button, words);
  if (!globalThis.judge) await load(`${ASSETS}js/judge.js`);
  return judge(exercise.kind, text, exercise.answer, exercise.wrong);
}

/**
 * What is said of an answer.
 * @param {Judgement} judged
 * @param {Exercise} exercise
 * @param {Words} words
 * @returns {(Node | string)[]}
 */
function said({ verdict, reason, ...found }, { kind, answer, asked, reasons }, words) {
  if (verdict === "right") return [make("strong", {}, words[asked ? "right-part" : "right"]), ...seen(found, words)];
  if (verdict === "failed") return [found.text];
  if (reason === "raises") return [words.raises, make("pre", {}, make("code", {}, found.text)), ...seen(found, words)];
  const filled = (text) => text.replace(/\{(\w+)\}/g, (_, name) => String(found[name]));
  if (verdict === "unread") return [filled(words[reason ?? `unread-${sort({ kind, answer })}`])];
  const lead = make("strong", {}, words.wrong);
  if (reasons[reason]) {
    const parts = [...reasons[reason].cloneNode(true).childNodes];
    parts.forEach((part) => part.querySelector?.(".wrong-lead")?.remove());
    return [lead, ...parts, ...seen(found, words)];
  }
  return [lead, " ", filled(words[reason] ?? words.look), ...seen(found, words)];
}

/**
 * What there is to see of a function's first wrong call: what it was given, what it printed, and what it returned, entry
 * by entry. A wrong entry has a colour, and a sign before the right one.
 * @param {{given?: string, printed?: string, part?: number, table?: string[][][]}} found
 * @param {Words} words
 * @returns {HTMLElement[]}
 */
function seen({ given, printed, part, table }, words) {
  const parts = [];
  const told = (words, text) => parts.push(make("p", {}, words), make("pre", {}, make("code", {}, text)));
  if (given) told(words.given, given);
  if (printed) told(words.printed, printed);
  if (table) {
    const sign = () => make("span", { className: "unequal", role: "img", "aria-label": words.unequal }, "≠");
    const cell = ([mine, right]) =>
      right === undefined ? make("td", {}, mine) : make("td", { className: "off" }, mine, " ", sign(), " ", make("b", {}, right));
    const rows = table.map((row) => make("tr", {}, ...row.map(cell)));
    parts.push(make("p", {}, part ? words["returned-part"].replace("{part}", part) : words.returned));
    parts.push(make("div", { className: "seen" }, make("table", {}, make("tbody", {}, ...rows))));
  }
  return parts;
}

/** What is kept on the reader's device, by chapter; storage may be forbidden, and then it is not device. */
const device = {
  /**
   * @param {"solved" | "written"} what names of exercises, or what was written in their fields
   * @returns {any} of this chapter
   */
  of: (what) => device.all(what)[chapter] ?? {},
  /** @param {"solved" | "written"} what */
  all(what) {
    try {
      return JSON.parse(keptIn(localStorage, what)) ?? {};
    } catch {
      return {};
    }
  },
  /**
   * @param {"solved" | "written"} what
   * @param {object} of this chapter
   */
  put(what, of) {
    try {
      localStorage.setItem(keyOf(what), JSON.stringify({ ...device.all(what), [chapter]: of }));
    } catch {
      // It then holds as long as the page is open.
    }
  },
  forget() {
    try {
      for (const what of ["solved", "written"]) for (const key of [keyOf(what), what]) localStorage.removeItem(key);
    } catch {
      // There is nothing device.
    }
  },
};

/**
 * Puts a field below each question that can be judged, and says how many are solved.
 * @param {Words} words
 */
function judgeExercises(words) {
  const exercises = [...document.querySelectorAll("h3[data-kind]")].map(exerciseAt).filter(Boolean);
  const names = () => [].concat(device.of("solved")).filter((name) => typeof name === "string");
  const solved = new Set(names());
  const status = make("p", { className: "progress", hidden: true });
  const top = document.getElementById("exercises");
  if (top) top.after(status);
  else firstLevel()?.before(status);

  const tell = () => {
    const known = exercises.filter(({ name }) => solved.has(name)).length;
    for (const { heading, name } of exercises) {
      heading.querySelector(".solved")?.remove();
      if (!solved.has(name)) continue;
      heading.querySelector(".grade").after(make("span", { className: "solved", role: "img", "aria-label": words.solved }, "✓"));
    }
    const forget = make("button", { type: "button" }, words.forget);
    forget.addEventListener("click", () => {
      if (!confirm(words["forget-all"])) return;
      solved.clear();
      device.forget();
      tell();
    });
    status.hidden = !known;
    status.replaceChildren(words.progress.replace("{solved}", known).replace("{all}", exercises.length), " ", forget);
  };

  for (const exercise of exercises) {
    const fields = { choice: choosing, order: ordering, code: writing };
    const { field, text } = (fields[exercise.kind] ?? typing)(exercise, words);
    const says = make("div", { className: "says", role: "status" });
    const form = make("form", { className: "try" });
    (exercise.choices ?? questionEnd(exercise.heading)).after(form);
    const check = make("button", {}, words.check);
    form.append(...(field === exercise.choices ? [] : [field]), check, says);
    // All fields of a page are called alike: which exercise each is of is heard after its name.
    for (const one of [...field.querySelectorAll(".typed"), check]) one.setAttribute("aria-describedby", exercise.heading.id);
    field.addEventListener("keydown", ({ key, target, ctrlKey, metaKey }) => {
      const sends = target.matches("textarea") ? ctrlKey || metaKey : target.type === "radio";
      if (key === "Enter" && sends) form.requestSubmit();
    });
    const unsaid = () => {
      delete says.dataset.verdict;
      says.replaceChildren();
    };
    field.addEventListener("input", unsaid);
    let judging = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (judging) return;
      judging = true;
      const asked = text();
      delete says.dataset.verdict;
      const judged = await judgedBy(exercise, asked, says, check, words).finally(() => (judging = false));
      if (text() !== asked) return unsaid(); // it would stand beside another answer
      says.dataset.verdict = judged.verdict;
      says.replaceChildren(...said(judged, exercise, words));
      for (const wide of says.querySelectorAll(".seen, pre")) if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
      judged.until?.then(() => says.textContent === judged.text && unsaid());
      if (judged.verdict !== "right") return;
      solved.add(exercise.name);
      for (const name of names()) solved.add(name); // in another tab
      device.put("solved", [...solved]);
      tell();
    });
  }
  tell();
}

/** The heading above the first exercise, on a page of puzzles. */
function firstLevel() {
  return document.querySelector("h2:has(~ h3[data-kind])");
}

/**
 * The last element of a question: what follows is its hint.
 * @param {HTMLElement} heading
 */
function questionEnd(heading) {
  let end = heading;
  while (end.nextElementSibling && !end.nextElementSibling.matches("details, h2, h3")) end = end.nextElementSibling;
  return end;
}

judgeExercises(wordsOf.judge);
