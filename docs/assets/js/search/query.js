// What a query means: ideas that a place may say, each with all its spellings. Terms of the glossary are one idea in any
// language; a word that the book does not have is read as the one that it may be (typing.js).

/**
 * @typedef {{ids: string[], forms: string[], weight: number, shown: string, term: boolean}} Idea
 * @typedef {{ideas: Idea[], pairs: Idea[], unknown: string[], corrected: [string, string][], whole: string}} Meaning what is looked
 *   for, which words of the query the book does not have or has in another spelling, and all of it without spaces
 * @typedef {Word & {shown: string, forms?: string[]}} Asked a word of the query as the book has it, or all that it may become
 */

const MOST = 200; // letters of a query that are read
const IDEAS = 14;
const TERM = 6; // words of the longest term
const BEGUN = 5; // letters of an unfinished word: fewer are not yet called wrong
const RARE = 4; // places: a longer word that fewer say is looked for by its parts

class Reader {
  /** @param {Library} library */
  constructor(library) {
    this.library = library;
  }

  /**
   * @param {string} query
   * @param {boolean} [typing] whether its last word may be unfinished
   * @returns {Meaning}
   */
  read(query, typing = false) {
    const text = words.spelled(query.slice(0, MOST)).replace(WHAT_IT_MEANS, "$1");
    const cut = this.#glued(words.cut(text), text);
    const unfinished = typing && cut.length && cut.at(-1).end === text.length ? cut.at(-1) : undefined;
    const meaning = { ideas: [], pairs: [], unknown: [], corrected: [], whole: joined(query.slice(0, MOST)) };
    const asked = this.#terms(cut).flatMap(({ keys, found }) => (keys ? found : this.#asked(found[0], text, unfinished, meaning)));
    const ideas = this.#terms(asked).map(({ keys, found }) => this.#idea(keys, found));
    const telling = ideas.filter(({ forms }) => !words.isHiragana(forms[0]));
    meaning.ideas = once(telling.length ? telling : ideas).slice(0, IDEAS); // beside other words hiragana is grammar
    meaning.pairs = this.#pairs(meaning.ideas);
    return meaning;
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
    const { terms } = this.library;
    for (let size = Math.min(asked.length, TERM); size > 0; size -= 1) {
      for (let start = 0; start + size <= asked.length; start += 1) {
        const found = asked.slice(start, start + size);
        const keys = terms.get(found.map(({ form }) => form).join(""));
        if (keys) return [...this.#terms(asked.slice(0, start)), { keys, found }, ...this.#terms(asked.slice(start + size))];
      }
    }
    return asked.map((word) => ({ found: [word] }));
  }

  /** A word as the book has it: itself, its parts, what it may become or what is meant by it. @returns {Asked[]} */
  #asked(word, text, unfinished, meaning) {
    const { library } = this;
    const { form, shown } = word;
    if (isGrammar(word, text)) return [];
    if (words.isHiragana(form)) return form.length > 2 ? [word] : [];
    const { parts, lost, whole } = apart(library, form, shown.toLowerCase());
    const several = parts.map((part) => ({ ...word, form: part, shown: part }));
    if (library.knows(form)) {
      if (words.isCJK(form)) return parts.length && !lost && library.places([form]) < RARE ? several : [word];
      return [parts.length === 2 ? { ...word, forms: [form, parts.join(" ")] } : word]; // batchnorm is batch norm
    }
    const forms = word === unfinished ? completions(library, shown.toLowerCase()) : [];
    if (forms.length) return [{ ...word, forms }];
    const certain = parts.length > 1 && whole;
    const begun = word === unfinished && typed(shown).length < BEGUN + words.isCJK(form);
    const near = begun || (certain && words.isCJK(form)) ? undefined : meant(library, shown, certain);
    if (near) {
      meaning.corrected.push([shown, near]);
      return [{ ...word, form: library.written.get(near) ?? near, shown: near }];
    }
    if (!parts.length) meaning.unknown.push(shown);
    return several;
  }

  /** @param {string[] | undefined} keys @param {Asked[]} found @returns {Idea} */
  #idea(keys, found) {
    const shown = found.map((word) => word.shown).join(words.isCJK(found[0].form) ? "" : " ");
    if (keys) return this.term(keys, shown, found.length);
    const forms = found[0].forms ?? [found[0].form];
    return this.#weighed({ ids: forms, forms, shown, term: false }, 1);
  }

  /**
   * A term as an idea, with all ways to write it.
   * @param {string[]} keys one, or several that share the word
   * @param {string} shown as it is written
   * @param {number} [size] of how many words
   * @returns {Idea}
   */
  term(keys, shown, size = 1) {
    const forms = [...new Set(keys.flatMap((key) => this.library.spellings.get(key)))];
    return this.#weighed({ ids: keys, forms, shown, term: true }, Math.sqrt(Math.min(size, 3)));
  }

  /** Names are many and most are never compared: how rare their words are is asked when it is needed. */
  #weighed(idea, factor) {
    const { library } = this;
    let weight;
    return Object.defineProperty(idea, "weight", { get: () => (weight ??= factor * library.rarity(idea.forms)) });
  }

  /** Two words that stand side by side tell more than both apart. @param {Idea[]} ideas @returns {Idea[]} */
  #pairs(ideas) {
    return ideas.slice(1).map((idea, place) => {
      const before = ideas[place];
      const forms = before.forms.flatMap((one) => idea.forms.map((two) => `${one} ${two}`)).slice(0, 24);
      const glued = words.cut(before.shown + idea.shown); // batch norm is batchnorm, 勾配確認 is a word, too
      if (glued.length === 1 && this.library.postings.has(glued[0].form)) forms.push(glued[0].form);
      return { ids: [], forms, shown: "", term: false, weight: Math.min(before.weight, idea.weight) };
    });
  }
}

/** @param {Idea[]} ideas */
function once(ideas) {
  const seen = new Set();
  return ideas.filter(({ ids }) => !seen.has(String(ids)) && seen.add(String(ids)));
}
