// What a word that the book does not have may be: unfinished, mistyped, or typed with the keyboard set to another script.

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
 * @returns {{parts: string[], lost: number, whole: boolean}} and how many letters belong to none; `whole` if each is a word of its own
 */
function apart(library, form, raw) {
  const cjk = words.isCJK(form);
  const text = cjk ? form : raw;
  const least = words.isHan(form) || /[가-힣]/.test(form) ? 2 : 3;
  const whole = (part) => library.terms.has(part) || library.written.has(part) || (cjk && library.said.has(part));
  const inside = (part) => whole(part) || library.knows(part);
  const nothing = { parts: [], lost: text.length };
  const found = split(library, text, least, whole);
  if (!found.lost) return { ...found, whole: true };
  const again = cjk && !/[ァ-ヺー]/.test(form) ? split(library, text, least, inside) : nothing;
  return { ...(again.lost > text.length / (words.isHan(form) ? 2 : 3) ? nothing : again), whole: false };
}

/** The longest parts first, from the beginning, none the whole. Between parts a syllable may be grammar: 기울기왜더하나. */
function split(library, text, least, fits) {
  const parts = [];
  let lost = 0;
  for (let start = 0; start < text.length; ) {
    let end = text.length - (start ? 0 : 1);
    while (end >= start + least && !fits(text.slice(start, end))) end -= 1;
    if (end < start + least) {
      lost += parts.length && STOP.has(text[start]) ? 0 : 1;
      start += 1;
    } else {
      const part = text.slice(start, end);
      if (!STOP.has(part)) parts.push(library.written.get(part) ?? part);
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
  return nearest(library, shown.toLowerCase(), sure);
}

const EXCHANGED = 0.9; // two letters: likelier than one wrong letter

/** The letters of which a word is typed: hangul has several a syllable. */
const typed = (word) => (/[가-힣]/.test(word) ? word.normalize("NFD") : word.replace(/ー/g, "").replace(/ディ/g, "ジ").replace(/ヴ/g, "ブ").replace(/[ッっ]/g, ""));

/**
 * The word of the book that is meant if a letter is wrong, in a long word two.
 * @param {Library} library
 * @param {string} raw
 * @returns {string | undefined}
 */
function nearest(library, raw, sure = false) {
  if (/\d/.test(raw)) return undefined;
  const word = typed(raw);
  const han = words.isHan(raw); // a wrong conversion is another word of as many kanji
  const most = han ? Number(raw.length > 2) : word.length > 7 && !sure ? 2 : word.length > 3 ? 1 : 0;
  let [best, least, often] = [undefined, most + 1, 0];
  for (const [written, form] of library.written) {
    if (!library.subjects.has(form) || STOP.has(written)) continue; // not every word of the text is one that readers ask for
    if (words.isCJK(written) !== words.isCJK(raw) || /\d/.test(written) || written.length < 3 - words.isCJK(raw)) continue;
    const other = typed(written);
    if (Math.abs(other.length - word.length) > (han ? 0 : most)) continue;
    const far = distance(word, other, Math.min(most, least));
    const said = library.said.get(form);
    if (far < least || (far === least && said > often)) [best, least, often] = [written, far, said];
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
