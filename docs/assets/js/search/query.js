// What a query means: ideas that a place may say, each with all its spellings. Terms of the glossary are one idea in any
// language; a word that the book does not have is read as the one that it may be (typing.js).

/**
 * @typedef {{text: string, ideas: Idea[], pairs: {forms: string[], weight: number}[], unknown: string[], corrected: [string, string][], guessed: number, whole: string, cut: boolean, grammar: boolean}} Meaning
 *   the query in one spelling, what is looked for, which words of the query the book does not have or has in another spelling, how many were looked for, all of
 *   it without spaces, whether it was too long to be read to its end, and whether it is nothing but grammar
 * @typedef {Word & {shown: string, forms?: string[]}} Asked a word of the query as the book has it, or all that it may become
 */

const MOST = 200; // letters of a query that are read
const WORDS = 40;
const GUESSED = 6; // words that the book does not have and that are read as others
const IDEAS = 14;
const TERM = 6; // words of the longest term
const BEGUN = 5; // letters of an unfinished word: fewer are not yet called wrong
const RARE = 4; // places: a longer word that fewer say is looked for by its parts
const SPELLINGS = 24; // of two words side by side

/** What a place may say, in all its spellings. */
class Idea {
  /**
   * @param {Library} library
   * @param {string[]} ids the keys of a term, or the words themselves
   * @param {string[]} forms
   * @param {{shown: string, term?: boolean, factor?: number}} more as it is written, and what it weighs beside others
   */
  constructor(library, ids, forms, { shown, term = false, factor = 1 }) {
    Object.assign(this, { library, ids, forms, shown, term, factor, own: undefined });
  }

  /** Ideas of names are many and most are never compared: how rare their words are is asked when it is needed. */
  get weight() {
    return (this.own ??= this.factor * this.library.rarity(this.forms));
  }
}

class Reader {
  /** @param {Library} library */
  constructor(library) {
    this.library = library;
    /** The spellings of each term that was asked for. @type {Map<string, string[]>} */
    this.spellings = new Map();
    this.words = new Map();
  }

  /**
   * @param {string} query
   * @param {boolean} [typing] whether its last word may be unfinished
   * @returns {Meaning}
   */
  read(query, typing = false) {
    const { text, cut: all } = read(query.slice(0, MOST));
    const cut = this.#glued(all.slice(0, WORDS), text);
    const unfinished = typing && cut.length && cut.at(-1).end === text.length ? cut.at(-1) : undefined;
    const meaning = { text, unknown: [], corrected: [], guessed: 0, whole: joined(query.slice(0, MOST)), cut: query.length > MOST || all.length > WORDS };
    const ideas = this.#ideas(cut, text, unfinished, meaning);
    const grammar = all.length > 0 && !ideas.length && !meaning.unknown.length;
    if (!this.library.texts) meaning.unknown = meaning.corrected = []; // the texts may say them
    return { ...meaning, ideas, pairs: this.#pairs(ideas), grammar };
  }

  /** The ideas of a name that is read, and all of it without spaces. @param {{text: string, cut: Word[]}} name */
  name({ text, cut }) {
    const whole = cut.map(({ form }) => form).join("");
    const asked = cut.map((word) => ({ ...word, shown: text.slice(word.start, word.end) }));
    return { whole, ideas: this.#ideas(asked, text, undefined, { unknown: [], corrected: [], guessed: 0 }) };
  }

  #ideas(cut, text, unfinished, meaning) {
    const asked = this.#terms(cut).flatMap(({ keys, found }) => (keys ? found : this.#asked(found[0], text, unfinished, meaning)));
    const ideas = this.#terms(asked).map(({ keys, found }) => this.#idea(keys, found));
    const telling = ideas.filter(({ forms, term }) => term || !words.isHiragana(forms[0]));
    return once(telling.length ? telling : ideas).slice(0, IDEAS); // beside other words hiragana is grammar, unless it is a term
  }

  /** Two Latin words of which the book does not have one, but both as one: back prop, eigen value. @returns {Asked[]} */
  #glued(cut, text) {
    const { library } = this;
    const found = [];
    for (const word of cut) {
      const last = found.at(-1);
      const both = last && text.slice(last.start, last.end) + text.slice(word.start, word.end);
      const form = both && library.written.get(both.toLowerCase());
      const lacks = form && !(library.knows(last.form) && library.knows(word.form));
      if (lacks) Object.assign(last, { form, end: word.end, shown: both });
      else found.push({ ...word, shown: text.slice(word.start, word.end) });
    }
    return found;
  }

  /**
   * Words as terms of the glossary, the longest first ("matrix product" is one and not also "matrix"), and what is left.
   * @returns {{keys?: string[], found: Asked[]}[]}
   */
  #terms(asked) {
    const { terms, beginnings } = this.library;
    let best = { size: 0 };
    for (let start = 0; start < asked.length; start += 1) {
      let name = "";
      for (let size = 1; size <= TERM && start + size <= asked.length; size += 1) {
        name += asked[start + size - 1].form;
        if (!beginnings.has(name)) break;
        if (size > best.size && terms.has(name)) best = { start, size, keys: terms.get(name) };
      }
    }
    if (!best.size) return asked.map((word) => ({ found: [word] }));
    const { start, size, keys } = best;
    return [...this.#terms(asked.slice(0, start)), { keys, found: asked.slice(start, start + size) }, ...this.#terms(asked.slice(start + size))];
  }

  /** A word as the book has it: itself, its parts, what it may become or what is meant by it. @returns {Asked[]} */
  #asked(word, text, unfinished, meaning) {
    const { library } = this;
    const { form, shown } = word;
    if (isGrammar(word, text)) return [];
    if (words.isHiragana(form)) return form.length > 2 ? [word] : [];
    const { knows, parts, lost, whole } = this.#had(form, shown);
    const several = parts.map((part) => ({ ...word, ...part }));
    if (knows) {
      if (words.isCJK(form)) return parts.length && !lost && library.places([form]) < RARE ? several : [word];
      return [parts.length === 2 ? { ...word, forms: [form, formsOf(parts)] } : word]; // batchnorm is batch norm
    }
    const forms = word === unfinished ? completions(library, shown.toLowerCase()) : [];
    if (forms.length) return [{ ...word, forms }];
    const certain = parts.length > 1 && whole;
    const begun = word === unfinished && typed(shown).length < BEGUN + words.isCJK(form);
    const guess = library.texts && !begun && !(certain && words.isCJK(form)) && meaning.guessed < GUESSED;
    meaning.guessed += Number(guess);
    const near = guess ? meant(library, shown, certain) : undefined;
    if (near) {
      meaning.corrected.push([shown, near]);
      return [{ ...word, form: library.written.get(near) ?? near, shown: near }];
    }
    if (!parts.length) meaning.unknown.push(shown);
    else if (word !== unfinished && this.#strange(form, parts, lost)) meaning.corrected.push([shown, parts.map((part) => part.shown).join(" ")]);
    return several;
  }

  /** Whether a word is said to have been parted: in kanji and hangul, where words are written together, only if much of it is lost (블록체인) or no place says its parts so. */
  #strange(form, parts, lost) {
    return !/[一-鿿가-힣]/.test(form) || lost > 1 || 3 * lost >= form.length || (parts.length > 1 && this.library.places([formsOf(parts)]) === 0);
  }

  /** Whether the book has a word, and the words of which it is made. Names say the same ones again and again. */
  #had(form, shown) {
    const key = form === shown ? form : `${form} ${shown}`;
    if (!this.words.has(key)) {
      if (this.words.size > 20000) this.words.clear();
      this.words.set(key, { knows: this.library.knows(form), ...apart(this.library, form, shown.toLowerCase()) });
    }
    return this.words.get(key);
  }

  /** @param {string[] | undefined} keys @param {Asked[]} found @returns {Idea} */
  #idea(keys, found) {
    const shown = found.map((word) => word.shown).join(words.isCJK(found[0].form) ? "" : " ");
    if (keys) return this.term(keys, shown, found.length);
    const forms = found[0].forms ?? [found[0].form];
    return new Idea(this.library, forms, forms, { shown });
  }

  /**
   * A term as an idea, with all ways to write it.
   * @param {string[]} keys one, or several that share the word
   * @param {string} shown as it is written
   * @param {number} [size] of how many words
   * @returns {Idea}
   */
  term(keys, shown, size = 1) {
    const id = keys.join(" ");
    if (!this.spellings.has(id)) this.spellings.set(id, [...new Set(keys.flatMap((key) => this.library.spellings.get(key)))]);
    return new Idea(this.library, keys, this.spellings.get(id), { shown, term: true, factor: Math.sqrt(Math.min(size, 3)) });
  }

  /** Two words that stand side by side tell more than both apart. @param {Idea[]} ideas */
  #pairs(ideas) {
    return ideas.slice(1).map((idea, place) => {
      const before = ideas[place];
      const forms = before.forms.flatMap((one) => idea.forms.map((two) => `${one} ${two}`)).slice(0, SPELLINGS);
      const glued = words.cut(before.shown + idea.shown); // batch norm is batchnorm, 勾配確認 is a word, too
      if (glued.length === 1 && this.library.postings.has(glued[0].form)) forms.push(glued[0].form);
      return { forms, weight: Math.min(before.weight, idea.weight) };
    });
  }
}

/** @param {{form: string}[]} parts */
const formsOf = (parts) => parts.map(({ form }) => form).join(" ");

/** @param {Idea[]} ideas */
function once(ideas) {
  const seen = new Set();
  return ideas.filter(({ ids }) => !seen.has(String(ids)) && seen.add(String(ids)));
}
