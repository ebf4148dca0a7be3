// What a word that the book does not have may be: unfinished, mistyped, or typed with the keyboard set to another script.

const LONGEST = 24; // letters of a word: more are none

/** Words of the book that begin as typed. @param {Library} library @param {string} raw */
function completions(library, raw) {
  if (raw.length < 2) return [];
  const found = new Set();
  for (const [written, form] of library.written) if (written.startsWith(raw)) found.add(form);
  return [...found].sort((a, b) => library.said.get(b) - library.said.get(a)).slice(0, 12);
}

/**
 * The words of the book of which a word without spaces is made: 転置行列微分, 행렬곱미분, batchsize.
 * @param {Library} library
 * @param {string} form
 * @param {string} raw
 * @returns {{parts: {form: string, shown: string}[], lost: number, whole: boolean}} and how many letters belong to none; `whole` if each is a word of its own
 */
function apart(library, form, raw) {
  const cjk = words.isCJK(form);
  const text = cjk ? form : raw;
  const least = words.isHan(form) || /[가-힣]/.test(form) ? 2 : 3;
  const whole = (part) => library.terms.has(part) || library.written.has(part) || (cjk && library.said.has(part));
  const found = split(library, text, least, (start, most) => longest(text, start, least, most, whole));
  if (!found.lost) return { ...found, whole: true };
  const inside = (start, most) => Math.max(longest(text, start, least, most, whole), held(library, text, start, least, most));
  const again = cjk && !/[ァ-ヺー]/.test(form) ? split(library, text, least, inside) : { parts: [], lost: text.length };
  return again.lost > text.length / (words.isHan(form) ? 2 : 3) ? { parts: [], lost: text.length, whole: false } : { ...again, whole: false };
}

/** Where the longest part ends that begins here and is a word; its beginning if there is none. */
function longest(text, start, least, most, whole) {
  for (let end = Math.min(most, start + LONGEST); end >= start + least; end -= 1) if (whole(text.slice(start, end))) return end;
  return start;
}

/** The same for a part that stands in a word: of such a part each shorter one does, too. */
function held(library, text, start, least, most) {
  let end = start;
  for (let next = start + least; next <= most && library.holds(text.slice(start, next)); next += 1) end = next;
  return end;
}

/**
 * The longest parts first, from the beginning, none the whole. Between parts a syllable may be grammar: 기울기왜더하나.
 * @param {Library} library
 * @param {string} text
 * @param {number} least letters of a part
 * @param {(start: number, most: number) => number} reach where the part ends that begins here, at the most
 */
function split(library, text, least, reach) {
  const parts = [];
  let lost = 0;
  for (let start = 0; start < text.length; ) {
    const end = reach(start, text.length - (start ? 0 : 1));
    if (end === start) {
      lost += parts.length && STOP.has(text[start]) ? 0 : 1;
      start += 1;
    } else {
      const part = text.slice(start, end);
      if (!STOP.has(part)) parts.push({ form: library.written.get(part) ?? part, shown: part });
      start = end;
    }
  }
  return { parts, lost };
}

/**
 * What a word may be that the book does not have.
 * @param {Library} library
 * @param {string} shown
 * @param {boolean} [sure] if no more than one letter may be wrong
 */
function meant(library, shown, sure = false) {
  const hangul = library.language === "ko" && asHangul(shown);
  if (hangul && (library.terms.has(hangul) || library.written.has(hangul))) return hangul;
  if (ofAKind(library, shown)) return undefined;
  return library.readings.get(sound(shown)) ?? nearest(library, shown.toLowerCase(), sure);
}

/** Whether a word is a term with a letter before it, of which there may be kinds that the book does not have: 密行列, 영행렬 are no 逆行列, 역행렬. */
function ofAKind(library, word) {
  return /^[一-鿿]{3,}$|^[가-힣]{3,}$/.test(word) && library.terms.has(word.slice(1));
}

const EXCHANGED = 0.9; // two letters: likelier than one wrong letter

/** The letters of which a word is typed: hangul has several a syllable. */
const typed = (word) => (/[가-힣]/.test(word) ? word.normalize("NFD") : word.replace(/ー/g, "").replace(/ディ/g, "ジ").replace(/ヴ/g, "ブ").replace(/[ッっ]/g, ""));

/**
 * A word for which another may be meant: how it is written, the letters of which it is typed, and which of these it has.
 * @typedef {{written: string, letters: string, has: number, said: number, cjk: boolean}} Candidate
 */

/** 32 kinds of letters, a bit each: two words that have many others cannot be the same with a wrong letter. */
const kinds = (letters) => [...letters].reduce((bits, letter) => bits | (1 << (letter.codePointAt(0) & 31)), 0);

/** How many bits are set. @param {number} bits */
function bitsOf(bits) {
  let count = 0;
  for (let left = bits; left; left &= left - 1) count += 1;
  return count;
}

/** The words for which others may be meant: not every word of the text is one that readers ask for. @param {Library} library */
function candidates(library) {
  const found = [];
  for (const [written, form] of library.written) {
    if (!library.subjects.has(form) || STOP.has(written) || /\d/.test(written) || written.length < 3 - words.isCJK(written)) continue;
    const letters = typed(written);
    found.push({ written, letters, has: kinds(letters), said: library.said.get(form), cjk: words.isCJK(written) });
  }
  return found;
}

/**
 * The word of the book that is meant if a letter is wrong, in a long word two.
 * @param {Library} library
 * @param {string} raw
 * @returns {string | undefined}
 */
function nearest(library, raw, sure = false) {
  if (/\d/.test(raw) || raw.length > LONGEST) return undefined;
  const letters = typed(raw);
  const has = kinds(letters);
  const han = words.isHan(raw); // a wrong conversion is another word of as many kanji
  const most = han ? Number(raw.length > 2) : letters.length > 7 && !sure ? 2 : letters.length > 3 ? 1 : 0;
  const cjk = words.isCJK(raw);
  let [best, least, often] = [undefined, most + 1, 0];
  for (const other of library.candidates) {
    if (Math.abs(other.letters.length - letters.length) > (han ? 0 : most) || bitsOf(other.has ^ has) > 2 * most || other.cjk !== cjk) continue;
    const far = distance(letters, other.letters, Math.min(most, least));
    if (far < least || (far === least && other.said > often)) [best, least, often] = [other.written, far, other.said];
  }
  return least <= most ? best : undefined;
}

/** How many letters are wrong, missing, too many or exchanged with the next, counted up to a bound. */
function distance(a, b, bound) {
  let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + EXCHANGED);
    }
    if (Math.min(...next) > bound) return bound + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}

// The letters of the usual Korean keyboard on the keys of a Latin one: initial consonants, vowels, final consonants.
const INITIAL = "r R s e E f a q Q t T d w W c z x v g".split(" ");
const VOWEL = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" ");
const FINAL = "_ r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ");
const SYLLABLE = new RegExp(`(${INITIAL.join("|")})(${longestFirst(VOWEL)})((?:${longestFirst(FINAL.slice(1))})(?![${"koiOjpuPhynbml"}]))?`, "y");

function longestFirst(keys) {
  return [...keys].sort((a, b) => b.length - a.length).join("|");
}

/**
 * Korean that was typed while the keyboard wrote Latin letters: thvmxmaortm is 소프트맥스.
 * @param {string} raw
 * @returns {string | undefined} nothing if the letters make no syllables
 */
function asHangul(raw) {
  let found = "";
  SYLLABLE.lastIndex = 0;
  while (SYLLABLE.lastIndex < raw.length) {
    const at = SYLLABLE.lastIndex;
    const match = SYLLABLE.exec(raw);
    if (!match) return undefined;
    let [, initial, vowel, final = "_"] = match;
    // The last of two final consonants begins the next syllable if a vowel follows.
    SYLLABLE.lastIndex = at + initial.length + vowel.length + (final === "_" ? 0 : final.length);
    found += String.fromCodePoint(0xac00 + (INITIAL.indexOf(initial) * 21 + VOWEL.indexOf(vowel)) * 28 + FINAL.indexOf(final));
  }
  return found.length > 1 ? found : undefined;
}
