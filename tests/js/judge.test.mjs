// What docs/assets/js/judge.js makes of answers as people type them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/js/judge.js", import.meta.url), "utf-8"), page);
const judge = (...given) => ({ ...page.judge(...given) }); // a plain object of this realm

const NUMBERS = [
  ["-0.5", -0.5], ["−0.5", -0.5], ["－０．５", -0.5], ["ー5", -5], [" 12 ", 12], ["+3", 3], ["１２", 12], [".5", 0.5], ["3.", 3],
  ["2/3", 2 / 3], ["-2/3", -2 / 3], ["２／３", 2 / 3], ["½", 0.5], ["\\frac{2}{3}", 2 / 3], ["6 ÷ 4", 1.5],
  ["3.5e-4", 0.00035], ["3.5·10⁻⁴", 0.00035], ["3.5 × 10^-4", 0.00035], ["3.5 x 10^{-4}", 0.00035], ["(3)", 3], ["3.5×10^(-4)", 0.00035], ["2**10", 1024], ["10^(-3)", 0.001],
  ["1,200", 1200], ["512,637,804", 512637804], ["3 \\cdot 10^{2}", 300],
  ["= -5", -5], ["$-5$", -5], ["-5,", -5], ["dX_13 = −5", -5], ["dL/dx = x = 10", 10],
]; // prettier-ignore

test("numbers are read as people type them", () => {
  for (const [text, value] of NUMBERS) {
    assert.ok(Math.abs(page.typedNumber(text)?.value - value) <= 1e-12 * Math.abs(value), `${text}: ${page.typedNumber(text)?.value}`);
  }
});

test("what is no number is not read", () => {
  for (const text of ["", " ", "x", "3 apples", "1 2", "--3", "1/0", "3,5", "1.2.3", "e5", "()", "3 = 3", "(-2)^2", "2(3)", "1/(3*4)"]) {
    assert.equal(page.typedNumber(text), null, text);
  }
});

const ROWS = [
  "1 -2 3\n0 4 -1", "1, -2, 3\n0, 4, -1", "[[1, -2, 3], [0, 4, -1]]", "np.array([[1, -2, 3],\n          [0, 4, -1]])", "１　−２　３；０　４　－１",
  "[1 -2 3; 0 4 -1]", "(1, -2, 3), (0, 4, -1)", "\\begin{pmatrix} 1 & -2 & 3 \\\\ 0 & 4 & -1 \\end{pmatrix}", "\n 1  -2  3 \n\n 0 4 -1 \n", "1、-2、3\n0、4、-1",
  "Z = XY =\n1 -2 3\n0 4 -1", "dX = [[1, -2, 3], [0, 4, -1]]",
  "1 (-2) 3\n0 4 (-1)", "{{1, -2, 3}, {0, 4, -1}}", "np.array([[1, -2, 3], [0, 4, -1]], dtype=float)",
]; // prettier-ignore

test("matrices are read however their rows are divided", () => {
  for (const text of ROWS) assert.deepEqual(judge("matrix", text, [[1, -2, 3], [0, 4, -1]], {}), { verdict: "right" }, text);
  for (const text of ["", "1 2\n3", "a b", "[]", "1 2 = 3", "(4 3)^T", "(4 3)ᵀ", "[[4, 3]].T", "-[[1]]", "2*[[1]]", "9 [1] 9"]) assert.equal(judge("matrix", text, [[1]], {}).verdict, "unread", text);
});

test("where one row is asked for, what cannot be read is told how numbers are typed", () => {
  assert.deepEqual(judge("matrix", "row", [[1, 2]], {}), { verdict: "unread", reason: "unread-vector" });
  assert.deepEqual(judge("matrix", "row", [[1], [2]], {}), { verdict: "unread" });
});

test("a transposed matrix is recognised as one, and a wrong shape", () => {
  const answer = [[1, 2], [3, 4], [5, 6]];
  assert.deepEqual(judge("matrix", "1 3 5\n2 4 6", answer, {}), { verdict: "wrong", reason: "transposed" });
  assert.deepEqual(judge("matrix", "1 2 3\n3 4 5", answer, {}), { verdict: "wrong", reason: "shape" });
  assert.deepEqual(judge("matrix", "1 2\n3 4\n5 7", answer, {}), { verdict: "wrong" });
  assert.deepEqual(judge("matrix", "4 3", [[4], [3]], {}), { verdict: "wrong", reason: "transposed" });
});

test("a list of numbers has no direction", () => {
  for (const text of ["1/4 1/4 1/2", "1/4\n1/4\n1/2", "0.25, 0.25, 0.5"]) {
    assert.deepEqual(judge("matrix", text, ["1/4", "1/4", "1/2"], {}), { verdict: "right" }, text);
  }
  assert.deepEqual(judge("matrix", "1 2", [1, 2, 3], {}), { verdict: "wrong", reason: "count", count: 3 });
});

test("an answer that is right but for its sign or a factor is told so", () => {
  const answer = [[1, -2], [0, 4]];
  assert.deepEqual(judge("number", "5", -5, {}), { verdict: "wrong", reason: "sign" });
  assert.deepEqual(judge("number", "5", 0, {}), { verdict: "wrong" });
  assert.deepEqual(judge("matrix", "-1 2\n0 -4", answer, {}), { verdict: "wrong", reason: "sign" });
  assert.deepEqual(judge("matrix", "2 -4\n0 8", answer, {}), { verdict: "wrong", reason: "factor", factor: "2" });
  assert.deepEqual(judge("matrix", ".25 -.5 1", ["1", "-2", "4"], {}), { verdict: "wrong", reason: "factor", factor: "1/4" });
  assert.deepEqual(judge("matrix", "2 -4\n1 8", answer, {}), { verdict: "wrong" });
  assert.deepEqual(judge("matrix", "2 0", [1, 0], {}), { verdict: "wrong" }, "one number is a multiple of any other");
});

test("an empty field is no answer", () => {
  for (const kind of ["number", "matrix", "shape"]) {
    assert.deepEqual(judge(kind, " \n", [1], {}), { verdict: "unread", reason: "empty" });
  }
});

test("a typical mistake gets its own reason, before any general one", () => {
  const wrong = { turned: [[1, 3], [2, 4]], half: [["1/2", 1], ["3/2", 2]] };
  assert.deepEqual(judge("matrix", "1 3\n2 4", [[1, 2], [3, 4]], wrong), { verdict: "wrong", reason: "turned" });
  assert.deepEqual(judge("matrix", "0.5 1\n1.5 2", [[1, 2], [3, 4]], wrong), { verdict: "wrong", reason: "half" });
});

test("a result may be rounded to three digits, and not to fewer", () => {
  assert.equal(judge("number", "0.333", "1/3", {}).verdict, "right");
  assert.equal(judge("number", "0.3333333333", "1/3", {}).verdict, "right");
  assert.equal(judge("number", "0.33", "1/3", {}).verdict, "wrong");
  assert.equal(judge("number", "0.334", "1/3", {}).verdict, "wrong");
  assert.equal(judge("number", "6.67e-1", "2/3", {}).verdict, "right");
  assert.equal(judge("number", "333", 333.4, {}).verdict, "wrong");
});

test("what is typed exactly is not taken for a rounded form of the answer", () => {
  assert.deepEqual(judge("number", "0.227", 0.2273, { central: 0.227 }), { verdict: "wrong", reason: "central" });
  assert.deepEqual(judge("number", "0.06", 0.061, { square: 0.06 }), { verdict: "wrong", reason: "square" });
});

test("shapes are read with any signs between their sizes", () => {
  for (const text of ["(2, 3, 4)", "2 3 4", "2×3×4", "2 x 3 x 4", "２，３，４", "2 by 3 by 4", "[2,3,4]", "2 X 3 X 4", "2-by-3-by-4", "torch.Size([2, 3, 4])"]) {
    assert.equal(judge("shape", text, [2, 3, 4], {}).verdict, "right", text);
  }
  for (const text of ["7행 3열", "7행 3열 행렬", "7行3列", "7 rows, 3 columns"]) assert.equal(judge("shape", text, [7, 3], {}).verdict, "right", text);
  assert.deepEqual(judge("shape", "(2, 1, 4)", [2, 3, 4], { left: [2, 1, 4] }), { verdict: "wrong", reason: "left" });
  assert.equal(judge("shape", "(2,)", [2], {}).verdict, "right");
  for (const text of ["", "two", "2 -3", "2.5", "(2,", "[2、", "（2，", "2 ×"]) assert.equal(judge("shape", text, [2], {}).verdict, "unread", text);
});

test("an order says how many steps are in their places", () => {
  assert.equal(judge("order", "3 1 4 2", [3, 1, 4, 2], {}).verdict, "right");
  assert.deepEqual(judge("order", "3 1 2 4", [3, 1, 4, 2], {}), { verdict: "wrong", reason: "begins", count: 2 });
  assert.deepEqual(judge("order", "1 3 2 4", [3, 1, 4, 2], {}), { verdict: "wrong" });
  assert.deepEqual(judge("order", "3 4 1 2", [3, 1, 4, 2], { early: [3, 4, 1, 2] }), { verdict: "wrong", reason: "early" });
});
