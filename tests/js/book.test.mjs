// What docs/assets/js/book.js decides.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

// A script's functions are properties of the window that runs it; this one has no document.
const book = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/js/book.js", import.meta.url), "utf-8"), book);

test("the button changes what is seen: the reader's theme, else the system's", () => {
  assert.equal(book.otherTheme(undefined, true), "light");
  assert.equal(book.otherTheme(undefined, false), "dark");
  assert.equal(book.otherTheme("dark", false), "light");
  assert.equal(book.otherTheme("light", true), "dark");
});

test("a choice is kept under a name of the book's own; an older edition's is taken over once", () => {
  const kept = new Map([["theme", "dark"]]);
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  assert.equal(book.keptIn(storage, "theme"), "dark");
  assert.equal(kept.get("gradients:theme"), "dark");
  kept.set("theme", "blue");
  assert.equal(book.keptIn(storage, "theme"), "dark");
  assert.equal(book.keptIn(storage, "search-keys"), null);
  assert.equal(kept.size, 2);
});

test("code is copied with its indents and empty lines, without blanks at the ends of lines", () => {
  assert.equal(book.copied("def f(x):  \n    return x \t\n\n  # end\n"), "def f(x):\n    return x\n\n  # end\n");
});

test("a block is copied with the lines of the page that it needs, what is imported above all", () => {
  const parts = ["import numpy as np\n\n\ndef f(x):\n    return x", "\nX = 1  \nprint(X)\n\n", "Y = f(X)\nprint(Y)\n"];
  assert.equal(
    book.alone(parts, "1-5 6-6 8-9"),
    "import numpy as np\n\n\ndef f(x):\n    return x\n\nX = 1\n\nY = f(X)\nprint(Y)\n",
  );
  assert.equal(book.alone(parts.slice(1), "1-1 3-4"), "X = 1\n\nY = f(X)\nprint(Y)\n");
});

test("the section being read is the last whose heading is in the upper third", () => {
  assert.equal(book.sectionRead([-900, -20, 100, 700], 900), 2);
  assert.equal(book.sectionRead([-900, -20, 300, 700], 900), 1);
  assert.equal(book.sectionRead([400, 800], 900), -1);
  assert.equal(book.sectionRead([-900, -20], 900), 1);
  assert.equal(book.sectionRead([], 900), -1);
});

test("a new line of code begins where the last one did, after a colon further in", () => {
  assert.equal(book.nextLine("x = 1"), "\n");
  assert.equal(book.nextLine("for i in x:\n    if i:  "), "\n        ");
  assert.equal(book.nextLine("def f(x):\n    return x"), "\n    ");
  assert.equal(book.nextLine(""), "\n");
});

test("a place that has moved leads on, any other stays", () => {
  const moved = new Map([["old", "trace.html#new"], ["other", "#here"]]);
  assert.equal(book.movedTo("#old", moved), "trace.html#new");
  assert.equal(book.movedTo("#other", moved), "#here");
  for (const hash of ["", "#here", "#olden"]) assert.equal(book.movedTo(hash, moved), "", hash);
});

const pressed = (key, held = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test("three keys open search", () => {
  for (const key of ["/", "s", "f"]) assert.equal(book.opensSearch(pressed(key), false), true, key);
  for (const key of ["a", "S", "Enter", "Escape", " "]) assert.equal(book.opensSearch(pressed(key), false), false, key);
});

test("a key opens no search while another is held, or in a field", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"]) {
    assert.equal(book.opensSearch(pressed("f", { [held]: true }), false), false, held);
  }
  assert.equal(book.opensSearch(pressed("/"), true), false);
});
