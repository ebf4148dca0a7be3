// What a reader's answer is worth. It knows no page: tests/js/judge.test.mjs runs this file without one. It is a script
// and not a module because Chromium loads no module from disk.
//
// An answer of the book is JSON: a number (a fraction as text, "-1/3"), a list of numbers, or a list of rows.

/**
 * @typedef {{value: number, half: number}} Typed a number as it was typed, and half a unit of its last digit: 0 if what was
 *   typed is exact, or is too short to have been rounded from anything
 * @typedef {"number" | "matrix" | "shape" | "choice" | "order"} Kind
 * @typedef {number | string | (number | string)[] | (number | string)[][]} Answer
 * @typedef {{verdict: "right" | "wrong" | "unread", reason?: string, count?: number, factor?: string}} Judgement `reason`:
 *   "empty"; "unread-vector" (where one row is asked for); the name of the wrong answer that was given, or "transposed", "sign", "factor" (by which all entries are off),
 *   "shape", "count" (of numbers that a list has), "begins" (with so many steps in their places)
 */

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";

/**
 * Text in plain digits and signs, however it was typed: full-width forms, any minus sign, raised digits, TeX.
 * @param {string} text
 * @returns {string}
 */
function plain(text) {
  return text
    .replace(/^(?:\s*(?:[A-Za-z∂δ][^=\n([{]*)?=)+/, "") // a name before it: dX = …
    .replace(new RegExp(`[${RAISED}]+`, "g"), (raised) => "^" + [...raised].map((c) => "0123456789+-"[RAISED.indexOf(c)]).join(""))
    .replace(/\$|[,.;。]\s*$/g, "")
    .replace(/\\(begin|end)\{\w+\}|\\(left|right)/g, " ")
    .replace(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, "$1/$2")
    .replace(/\\(cdot|times)/g, "*")
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212\u30fc]/g, "-")
    .replace(/[·×∙・✕✖]|(?<=\d) *[xX] *(?=\d)/g, "*")
    .replace(/[\u2044\u2215]|÷/g, "/")
    .replace(/[、،]/g, ",");
}

const DIGITS = String.raw`(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const POWER = String.raw`${DIGITS}(?:(?:\^|\*\*)\{?\(?[+-]?\d+\)?\}?)?`;
const NUMBER = new RegExp(String.raw`^[+-]?${POWER}(?:[*/]-?${POWER})*$`, "i");

/**
 * A number as it was typed: `-0.5`, `2/3`, `3.5·10⁻⁴`, `1,200`.
 * @param {string} text
 * @returns {Typed | null}
 */
function typedNumber(text) {
  let said = plain(text).trim().replace(/\s*([-*/^+])\s*/g, "$1").replace(/\*\*/g, "^");
  said = said.replace(/\^[{(]([+-]?\d+)[)}]/g, "^$1").replace(/^[{(]+([^{()}]*)[)}]+$/, "$1"); // no other brackets
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(said)) said = said.replaceAll(",", "");
  if (!NUMBER.test(said)) return null;
  const [, sign, rest] = said.match(/^([+-]?)(.*)$/);
  let value = sign === "-" ? -1 : 1;
  for (const [, by, base, power] of rest.matchAll(/(^|[*/])(-?[\d.]+(?:e[+-]?\d+)?)(?:\^([+-]?\d+))?/gi)) {
    const factor = Number(base) ** Number(power ?? 1);
    value = by === "/" ? value / factor : value * factor;
  }
  if (!Number.isFinite(value)) return null;
  const [, whole, part = ""] = rest.match(/^(\d*)(?:\.(\d*))?/);
  const digits = (whole + part).replace(/^0+/, "").length;
  const rounded = part && digits >= 3 && !rest.includes("/");
  return { value, half: rounded ? Math.abs(value / Number(`${whole || 0}.${part}`)) * 0.5 * 10 ** -part.length : 0 };
}

/**
 * Rows of numbers as they were typed: a row a line, or divided by `;`, or in brackets as Python and TeX write them.
 * @param {string} text
 * @returns {Typed[][] | null}
 */
function typedRows(text) {
  const said = plain(text.replace(/\\\\/g, ";")).replace(/\b(np|numpy)\.|\barray\b/g, "");
  const alone = said
    .replace(/\^[{(]([+-]?\d+)[)}]/g, "^$1")
    .replace(/(?<![\w)])\(\s*([^\s()[\],;]+)\s*\)/g, "$1") // (-2) is a number
    .replace(/[{}]/g, (brace) => (brace === "{" ? "[" : "]"));
  const inBrackets = /[[(]([^[\]()]*)[\])]/g;
  const inner = [...alone.matchAll(inBrackets)].map((found) => found[1]);
  const around = alone.replace(inBrackets, "").replace(/dtype=\w+|[[\]()\s,;]/g, "");
  if (inner.length && around) return null; // a sign, a factor or ᵀ: what is asked for is the result, not a way to it
  const lines = inner.length ? inner.flatMap((row) => row.split(/[;\n]/)) : alone.split(/[;\n]/);
  const rows = lines.map((line) => line.trim().split(/[\s,&]+/).filter(Boolean)).filter((row) => row.length);
  const numbers = rows.map((row) => row.map(typedNumber));
  const whole = numbers.length && numbers.every((row) => row.length === numbers[0].length && !row.includes(null));
  return whole ? numbers : null;
}

/**
 * The sizes of a shape, or the numbers of a list, as they were typed.
 * @param {string} text
 * @returns {number[] | null}
 */
function typedSizes(text) {
  if (/[([][^)\]]*[,、]\s*$|[*×]\s*$/.test(text.normalize("NFKC"))) return null; // (2, is no shape yet
  const said = plain(text).replace(/-?by-?|rows?|columns?|torch\.Size|shape|행렬|[행열]|行列|[行列]/gi, " ").replace(/[\s()[\],;*]+/g, " ").trim();
  return /^\d+( \d+)*$/.test(said) ? said.split(" ").map(Number) : null;
}

/**
 * @param {number | string} exact
 * @returns {number}
 */
function valueOf(exact) {
  const [above, below = 1] = String(exact).split("/").map(Number);
  return above / below;
}

/**
 * Whether a number is the one that was typed; `loosely`, also if it was rounded to at least three digits.
 * @param {number | string} exact
 * @param {Typed} typed
 * @param {boolean} loosely
 * @returns {boolean}
 */
function isNumber(exact, typed, loosely) {
  const value = valueOf(exact);
  const apart = Math.abs(value - typed.value);
  return apart <= Math.max(1e-6 * Math.abs(value), 1e-9) || (loosely && apart <= typed.half * (1 + 1e-9));
}

/**
 * Whether rows are the matrix; a list of numbers has no direction and may be typed either way.
 * @param {Answer} exact
 * @param {Typed[][]} rows
 * @param {boolean} loosely
 * @returns {boolean}
 */
function isMatrix(exact, rows, loosely) {
  const wanted = Array.isArray(exact[0]) ? exact : [exact];
  const typed = Array.isArray(exact[0]) || rows[0].length > 1 ? rows : [rows.flat()];
  return sameSizes(wanted, typed) && wanted.every((row, s) => row.every((entry, t) => isNumber(entry, typed[s][t], loosely)));
}

/**
 * @param {unknown[][]} one
 * @param {unknown[][]} other
 * @returns {boolean}
 */
const sameSizes = (one, other) => one.length === other.length && one[0].length === other[0].length;

/** @param {unknown[][]} rows */
const turned = (rows) => rows[0].map((_, t) => rows.map((row) => row[t]));

/** @type {Record<Kind, {read: (text: string) => any, is: (exact: any, typed: any, loosely: boolean) => boolean}>} */
const KINDS = {
  number: { read: typedNumber, is: isNumber },
  matrix: { read: typedRows, is: isMatrix },
  shape: { read: typedSizes, is: (exact, typed) => String(exact) === String(typed) },
  choice: { read: typedNumber, is: isNumber },
  order: { read: typedSizes, is: (exact, typed) => String(exact) === String(typed) },
};

/**
 * Judges what a reader typed.
 * @param {Kind} kind
 * @param {string} text
 * @param {Answer} answer
 * @param {Record<string, Answer>} wrong typical wrong answers by their names
 * @returns {Judgement}
 */
function judge(kind, text, answer, wrong) {
  const { read, is } = KINDS[kind];
  if (!text.trim() && kind !== "choice") return { verdict: "unread", reason: "empty" };
  const typed = read(text);
  if (typed === null) return kind === "matrix" && answer.length === 1 ? { verdict: "unread", reason: "unread-vector" } : { verdict: "unread" };
  // Nothing that was typed exactly is taken for a rounded form of something else.
  for (const loosely of [false, true]) {
    if (is(answer, typed, loosely)) return { verdict: "right" };
    const reason = Object.keys(wrong).find((name) => is(wrong[name], typed, loosely));
    if (reason) return { verdict: "wrong", reason };
  }
  return { verdict: "wrong", ...(REASONS[kind]?.(answer, typed) ?? {}) };
}

/**
 * The factor by which all numbers are off, if there is one: a half or at most ten times, as a whole number or a fraction.
 * @param {number[]} right
 * @param {number[]} typed
 * @returns {string | undefined}
 */
function factorOf(right, typed) {
  const told = right.map((value, at) => [value, typed[at]]).filter(([value, found]) => value || found);
  const factors = told.map(([value, found]) => found / value);
  if (told.length < 2 || factors.some((one) => Math.abs(one - factors[0]) > 1e-9)) return;
  return FACTORS.find((one) => Math.abs(valueOf(one) - factors[0]) < 1e-9);
}

const FACTORS = ["1/4", "1/3", "1/2", "2", "3", "4", "5", "10"];

/** @type {Partial<Record<Kind, (answer: any, typed: any) => Partial<Judgement> | undefined>>} */
const REASONS = {
  number: (answer, typed) => (answer && isNumber(answer, { ...typed, value: -typed.value }, true) ? { reason: "sign" } : undefined),
  matrix(answer, typed) {
    const list = !Array.isArray(answer[0]);
    if (list && typed.flat().length !== answer.length) return { reason: "count", count: answer.length };
    if (!list && isMatrix(answer, turned(typed), true)) return { reason: "transposed" };
    if (!list && !sameSizes(answer, typed)) return { reason: "shape" };
    if (isMatrix(answer, typed.map((row) => row.map((one) => ({ ...one, value: -one.value }))), true)) return { reason: "sign" };
    const factor = factorOf(answer.flat().map(valueOf), typed.flat().map(({ value }) => value));
    return factor ? { reason: "factor", factor } : undefined;
  },
  order(answer, typed) {
    const end = answer.findIndex((step, at) => step !== typed[at]);
    return end > 0 ? { reason: "begins", count: end } : undefined;
  },
};
