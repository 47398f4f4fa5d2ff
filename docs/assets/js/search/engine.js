// Finds entries for what readers type: see Index.search() for what ranks above what.

import { openFiles } from "./files.js";
import { isOneSlip, spell, wordsOf } from "./words.js";
import { bestPassage, divided, markWords, nearness } from "./passages.js";

const GROUPS = ["bai", "trang", "anh"];
const GROUP_WEIGHT = [1.15, 1, 0.5];
// What a word in each field is worth: title, name, fact, summary, text, caption, often in the text.
const FIELD_WEIGHT = [10, 7, 5, 3, 1, 2, 1.6];
const TITLE = 1;
const KNOWN_BY = 7; // title, name or fact
const LEAST_RARITY = 1.2; // of a word in those: names are made of common words
const ADJACENT = 10; // what two neighbours are worth wherever they stand
const PHRASE = 10; // a word of three or more that all stand next to each other
const TOLD = 15; // title, name, fact or summary: what readers remember of a story
const WEIGHT = Float32Array.from({ length: 128 }, (_, marks) => weigh(marks));
const OTHER_SPELLING = 0.5;
const PLAIN_QUERY = 0.96; // a word with marks for one typed without
const COMPLETION = 0.8;
const SLIP = 0.45;
const PAIR = 0.9;
const TITLE_COVERED = 9;
const NEAR = 12;
const CLOSER = 10; // entries whose texts are read before the order is final
const COMMON = 0.2; // share of entries that hold a word which is no slip
const FEW = 50; // entries of which a fifth says little
const COMPLETIONS = 8;
const COMPLETIONS_A_LETTER = 2; // of a beginning: each may be in a file of its own
const ALWAYS = 2; // completions that do without the word before
const SLIPS = 8;

function weigh(marks) {
  const weights = FIELD_WEIGHT.filter((_, bit) => marks & (1 << bit)).sort((one, other) => other - one);
  return weights.reduce((sum, weight, place) => sum + (place ? 0.2 * weight : weight), 0);
}

const opened = new Map();

// Opens the index in a folder (by the address of its root file), once a page.
export async function openSearch(address) {
  if (!opened.has(address)) {
    const index = openFiles(address).then((files) => new Index(files));
    index.catch(() => opened.delete(address));
    opened.set(address, index);
  }
  return opened.get(address);
}

// Opens it with the table of facts to browse by.
export async function openIndex(address) {
  const index = await openSearch(address);
  index.table ??= await index.files.table();
  return index;
}

export function mark(text, words) {
  return markWords(divided(text), words);
}

class Index {
  constructor(files) {
    this.files = files;
    this.stories = files.groups[0];
    this.texts = new Map();
  }

  get facets() {
    return this.table.facets;
  }

  facetOf(name, doc) {
    return this.table.of[name][doc];
  }

  order(name) {
    return this.table.order[name];
  }

  // Returns what is shown of entries.
  async cards(docs) {
    const cards = await Promise.all(docs.map((doc) => this.files.card(doc)));
    return cards.map((card, place) => ({ image: "", who: "", ...card, doc: docs[place], group: GROUPS[this.files.groupOf(docs[place])] }));
  }

  async cardsWithSummaries(docs) {
    const [cards, summaries] = await Promise.all([this.cards(docs), Promise.all(docs.map((doc) => this.files.summary(doc)))]);
    return cards.map((card, place) => ({ ...card, summary: summaries[place] }));
  }

  // Returns the best passage of an entry in pieces: [{ text, marked }].
  async passage(doc, words) {
    const text = await this.text(doc);
    return bestPassage(text, words) ?? mark(text.summary, words);
  }

  // Returns the text of an entry with its words, kept while one search needs it more than once.
  async text(doc) {
    const [summary, text] = await this.files.text(doc);
    if (!this.texts.has(doc)) this.texts.set(doc, { summary, ...divided(text) });
    return this.texts.get(doc);
  }

  // Loads what the whole words of a query need while the next is being typed; ranking them makes
  // the browser compile what ranks the query.
  async warm(query) {
    const words = wordsOf(query.normalize("NFC")).slice(0, -1);
    const known = words.map(({ exact }) => exact).join(" ");
    if (known === this.warmed) return;
    this.warmed = known;
    const run = new Run(this.files, words, false);
    run.takeKnown();
    await run.loadAll();
    run.rank();
  }

  // Ranks entries: all words before some of them; title, then name, then unit, ward and other
  // facts, then summary and text; words next to each other before scattered ones; the spelling
  // that was typed before others. Words that nobody wrote are completed or taken for a slip.
  async search(query) {
    return this.settle(await this.find(query));
  }

  // Does the same without reading texts, which are most of what a search loads: settle() has the
  // last word. What of each group is `shown` (a number by its name) is loaded at once.
  async find(query, shown = {}) {
    const words = wordsOf(query.normalize("NFC"));
    if (!words.length) return { query, hits: [], relaxed: false, corrected: null, words: [], isSettled: true };
    this.texts.clear();
    const isOpen = /[\p{L}\p{N}]$/u.test(query.normalize("NFC"));
    const run = new Run(this.files, words, isOpen);
    await run.prepare();
    let found = run.rank();
    if (run.isWeak(found) && (await run.addAlternatives())) found = run.rank();
    this.expect(found.docs, shown);
    return this.answer({ query, run, found, isSettled: run.isKnownBy(found.docs[0]) });
  }

  // Reads the texts of what was found first: words that stand near each other count more than all
  // over a text.
  async settle(answer) {
    if (answer.isSettled) return answer;
    const { query, run, found } = answer;
    const first = found.docs.slice(0, CLOSER);
    const read = first.filter((doc) => this.files.groupOf(doc) < 2);
    const texts = await Promise.all(read.map((doc) => this.text(doc)));
    const asked = run.asked();
    read.forEach((doc, place) => {
      run.total[doc] += NEAR * asked.length * nearness(texts[place], asked);
    });
    first.sort((one, other) => run.total[other] - run.total[one]);
    const docs = [...first, ...found.docs.slice(CLOSER)];
    return this.answer({ query, run, found: { ...found, docs }, isSettled: true });
  }

  async answer({ query, run, found, isSettled }) {
    const { docs, relaxed } = found;
    const hits = docs.map((doc) => ({ doc, group: GROUPS[this.files.groupOf(doc)], score: run.total[doc] }));
    const understood = run.understood(docs[0]);
    const corrected = understood.some((option) => option?.slips) ? run.corrected(understood, ...(await this.cardsWithSummaries(docs.slice(0, 1)))) : null;
    return { query, hits, relaxed, corrected, words: run.marked(understood), run, found, isSettled };
  }

  // Loads what will be shown while the order is still being settled.
  expect(docs, shown) {
    const left = { ...shown };
    for (const doc of docs) {
      const group = GROUPS[this.files.groupOf(doc)];
      if (left[group]-- > 0) this.files.card(doc).catch(() => {}); // whoever shows it says so
    }
  }
}

// One search: the words typed, what each may stand for, and the score of each entry.
class Run {
  constructor(files, words, isOpen) {
    this.files = files;
    this.terms = words.map((word, place) => ({ ...word, isLast: isOpen && place === words.length - 1, options: [] }));
  }

  async prepare() {
    this.splitUnknown();
    this.takeKnown();
    // What is needed in any case comes while the rest is looked for.
    const loading = this.loadAll();
    const adding = this.terms.map((term, place) => this.addOptions(term, this.terms[place - 1]));
    await Promise.all([loading, ...adding]);
    await this.loadAll();
  }

  takeKnown() {
    for (const term of this.terms) {
      const number = this.files.numbers.get(term.folded);
      if (number !== undefined) term.options.push({ number, weight: 1 });
    }
  }

  // A word that nobody wrote may be two without the space.
  splitUnknown() {
    const { numbers } = this.files;
    this.terms = this.terms.flatMap((term) => {
      if (numbers.has(term.folded) || term.folded.length < 4) return [term];
      const [from, to] = this.files.range(term.folded);
      if (from < to || this.slipsOf(term).length) return [term];
      for (let cut = term.text.length - 2; cut >= 2; cut -= 1) {
        const parts = [term.text.slice(0, cut), term.text.slice(cut)].map((text) => ({ ...term, ...spell(text), text, options: [] }));
        if (parts.every((part) => numbers.has(part.folded))) return [{ ...parts[0], isLast: false }, parts[1]];
      }
      return [term];
    });
  }

  async addOptions(term, before) {
    if (term.isLast || !term.options.length) await this.addCompletions(term, before);
    if (!term.options.length) await this.addSlips(term);
  }

  async addCompletions(term, before) {
    const [from, to] = this.files.range(term.folded);
    const isShort = term.folded.length === 1 && this.terms.length > 1;
    const count = Math.min(COMPLETIONS, COMPLETIONS_A_LETTER * term.folded.length);
    const commonest = isShort ? [] : this.commonest(from, to, count);
    this.expect(commonest.slice(0, ALWAYS));
    const wanted = new Set();
    const previous = before?.options[0];
    if (previous?.weight === 1 && to > from) {
      const pairs = await this.files.pairs(previous.number, from, to - 1);
      pairs.sort((one, other) => other.postings.length - one.postings.length);
      for (const { second } of pairs.slice(0, COMPLETIONS)) wanted.add(second);
    }
    for (const number of commonest.slice(0, wanted.size ? ALWAYS : count)) wanted.add(number);
    for (const number of wanted) {
      if (term.options.some((option) => option.number === number)) continue;
      const share = term.folded.length / this.files.words[number].length;
      term.options.push({ number, weight: COMPLETION * Math.sqrt(share), completes: true });
    }
  }

  // Loads words that will be wanted while others are looked for.
  expect(numbers) {
    for (const number of numbers) this.files.word(number).catch(() => {}); // loadAll() says so
  }

  commonest(from, to, count) {
    const { frequencies } = this.files;
    const numbers = Array.from({ length: to - from }, (_, place) => from + place);
    return numbers.sort((one, other) => frequencies[other] - frequencies[one]).slice(0, count);
  }

  slipsOf(term) {
    const { words, frequencies } = this.files;
    const found = [];
    for (let number = 0; number < words.length; number += 1) {
      if (isOneSlip(words[number], term.folded)) found.push(number);
    }
    return found.sort((one, other) => frequencies[other] - frequencies[one]).slice(0, SLIPS);
  }

  // A word is not taken for a slip of one that was typed too, unless somebody wrote it twice.
  async addSlips(term) {
    for (const number of this.slipsOf(term)) {
      const isTyped = this.terms.some(({ folded }) => folded === this.files.words[number]);
      if (isTyped && !(await this.files.pairs(number, number, number)).length) continue;
      term.options.push({ number, weight: SLIP, slips: true });
    }
  }

  async loadAll() {
    const words = this.terms.flatMap((term) => term.options).map(async (option) => {
      option.spellings ??= await this.files.word(option.number);
    });
    const pairs = this.terms.slice(1).map((term, place) => this.loadPairs(this.terms[place], term));
    await Promise.all([...words, ...pairs]);
  }

  async loadPairs(first, second) {
    const found = [];
    const wanted = first.options.flatMap((one) => second.options.map((other) => [one, other]));
    wanted.sort((one, other) => other[0].weight * other[1].weight - one[0].weight * one[1].weight);
    await Promise.all(wanted.slice(0, 24).map(async ([one, other]) => {
      const [pair] = await this.files.pairs(one.number, other.number, other.number);
      if (pair) found.push({ one, other, postings: pair.postings, weight: one.weight * other.weight });
    }));
    second.pairs = found;
  }

  // Scores every entry; returns those with all words in their order, or else those with most.
  rank() {
    const { size } = this.files;
    this.total = new Float32Array(size);
    this.inTitle = new Uint8Array(size);
    this.known = new Uint8Array(size);
    const matched = new Uint8Array(size);
    this.joined = new Uint8Array(size);
    for (const term of this.terms) this.score(term, matched);
    this.terms.slice(1).forEach((term, place) => this.scorePairs(this.terms[place], term));
    const count = this.terms.length;
    const docs = [];
    let most = 0;
    for (let doc = 0; doc < size; doc += 1) {
      if (!matched[doc]) continue;
      if (this.inTitle[doc] === count) this.total[doc] += (TITLE_COVERED * count) / Math.max(count, this.files.titles.charCodeAt(doc) - 97);
      if (count > 2 && this.joined[doc] === count - 1) this.total[doc] += PHRASE * count;
      this.total[doc] *= GROUP_WEIGHT[this.files.groupOf(doc)];
      most = Math.max(most, matched[doc]);
      docs.push(doc);
    }
    const kept = docs.filter((doc) => matched[doc] === most);
    kept.sort((one, other) => this.total[other] - this.total[one] || one - other);
    return { docs: kept, relaxed: kept.length > 0 && most < count };
  }

  score(term, matched) {
    term.like = new Float32Array(this.files.size);
    const best = new Float32Array(this.files.size);
    const isTitle = new Uint8Array(this.files.size);
    const isKnown = new Uint8Array(this.files.size);
    for (const option of term.options) {
      const rarity = Math.log(1 + this.files.size / this.files.frequencies[option.number]);
      for (const { exact, postings } of option.spellings) {
        const like = likeness(term, exact, option);
        for (let place = 0; place < postings.length; place += 2) {
          const doc = postings[place];
          const marks = postings[place + 1];
          const score = option.weight * like * WEIGHT[marks] * (marks & KNOWN_BY ? Math.max(rarity, LEAST_RARITY) : rarity);
          if (score > best[doc]) best[doc] = score;
          if (like > term.like[doc]) term.like[doc] = like;
          if (marks & TITLE) isTitle[doc] = 1;
          if (marks & KNOWN_BY) isKnown[doc] = 1;
        }
      }
    }
    for (let doc = 0; doc < best.length; doc += 1) {
      if (!best[doc]) continue;
      this.total[doc] += best[doc];
      this.inTitle[doc] += isTitle[doc];
      this.known[doc] += isKnown[doc];
      matched[doc] += 1;
    }
  }

  scorePairs(before, term) {
    const best = new Float32Array(this.files.size);
    for (const { postings, weight } of term.pairs) {
      const rarity = Math.log(1 + (2 * this.files.size) / postings.length);
      for (let place = 0; place < postings.length; place += 2) {
        const doc = postings[place];
        // Pairs are folded: both words must be spelled as they were typed to count in full.
        const like = Math.min(before.like[doc], term.like[doc]) ** 3;
        const score = PAIR * rarity * weight * like * (WEIGHT[postings[place + 1]] + ADJACENT);
        if (score > best[doc]) best[doc] = score;
      }
    }
    for (let doc = 0; doc < best.length; doc += 1) {
      if (!best[doc]) continue;
      this.total[doc] += best[doc];
      this.joined[doc] += 1;
    }
  }

  // Tells whether an entry is known by all words: they are in its title, name or facts.
  isKnownBy(doc) {
    return doc === undefined || this.terms.length < 2 || this.known[doc] === this.terms.length;
  }

  // Returns the words that each of the typed ones may stand for.
  asked() {
    return this.terms.map((term) => ({ folded: term.options.map((option) => this.files.words[option.number]), start: "" }));
  }

  // Tells whether the words hardly belong together anywhere: one of them may be a slip.
  isWeak({ docs, relaxed }) {
    if (!docs.length || relaxed) return true;
    return this.terms.length > 1 && this.joined[docs[0]] < this.terms.length - 1 && this.inTitle[docs[0]] < this.terms.length;
  }

  // Gives words that do not go with their neighbours what they may stand for; tells if any.
  async addAlternatives() {
    const hasPair = (place) => place < 1 || place >= this.terms.length || this.terms[place].pairs.length > 0;
    const isCommon = ({ options: [first] }) => first?.weight === 1 && this.files.frequencies[first.number] > COMMON * this.files.size;
    // Words that everybody writes are no slips, and their pairs fill many files.
    if (this.terms.length > 1 && this.files.size > FEW && this.terms.every(isCommon)) return false;
    const places = this.terms.map((_, place) => place).filter((place) => this.terms.length === 1 || !(hasPair(place) && hasPair(place + 1)));
    const added = await Promise.all(places.map((place) => this.addAlternativesOf(place)));
    if (!added.some((count) => count > 0)) return false;
    await this.loadAll();
    return true;
  }

  async addAlternativesOf(place) {
    const term = this.terms[place];
    const [from, to] = this.files.range(term.folded);
    const completions = term.folded.length > 1 ? this.commonest(from, to, SLIPS) : [];
    const numbers = [...new Set([...completions, ...this.slipsOf(term)])].filter((number) => !term.options.some((option) => option.number === number));
    const fitting = await Promise.all(numbers.map((number) => this.fits(place, number)));
    const wanted = numbers.filter((_, at) => fitting[at]);
    term.options.push(...wanted.map((number) => ({ number, weight: SLIP, slips: true })));
    return wanted.length;
  }

  // Tells whether a word goes with both neighbours; in place of a word that exists, only where
  // readers remember it from.
  async fits(place, number) {
    const isKnown = this.files.numbers.has(this.terms[place].folded);
    const [before, after] = [this.terms[place - 1], this.terms[place + 1]].map((term) => term?.options.find((option) => option.weight === 1));
    const goes = async (first, second) => {
      const [pair] = await this.files.pairs(first, second, second);
      return Boolean(pair) && (!isKnown || pair.postings.some((marks, at) => at % 2 === 1 && marks & TOLD));
    };
    const found = await Promise.all([before && goes(before.number, number), after && goes(number, after.number)]);
    const answers = found.filter((answer) => answer !== undefined);
    return isKnown ? answers.length > 0 && answers.every(Boolean) : answers.some(Boolean);
  }

  // Returns what each word stands for in an entry: the likeliest option that is there, next to its
  // neighbours if it can be.
  understood(doc) {
    if (doc === undefined) return [];
    const holds = (postings) => postings.some((value, place) => place % 2 === 0 && value === doc);
    return this.terms.map((term, place) => {
      const pairs = [...(term.pairs ?? []).map(({ other, postings }) => [other, postings]), ...(this.terms[place + 1]?.pairs ?? []).map(({ one, postings }) => [one, postings])];
      const joined = new Set(pairs.filter(([, postings]) => holds(postings)).map(([option]) => option));
      const there = term.options.filter((option) => option.spellings.some(({ postings }) => holds(postings)));
      return there.sort((one, other) => other.weight + joined.has(other) - (one.weight + joined.has(one)))[0];
    });
  }

  // Returns the query as it was understood, with words that were taken for slips as an entry's
  // card writes them.
  corrected(understood, card) {
    const written = wordsOf([card.title, card.who, card.unit, card.ward, card.summary].filter(Boolean).join(" ").normalize("NFC"));
    return this.terms.map((term, place) => {
      if (!understood[place]?.slips) return term.text;
      const folded = this.files.words[understood[place].number];
      return written.find((word) => word.folded === folded)?.text.toLowerCase() ?? folded;
    }).join(" ");
  }

  // Returns what to mark in texts: folded words, and the beginning of the last one.
  marked(understood) {
    return this.terms.map((term, place) => {
      const options = term.options.filter((option) => option.weight === 1 || option === understood[place]);
      return {
        folded: options.map((option) => this.files.words[option.number]),
        start: term.isLast && !options.some((option) => option.slips) ? term.folded : "",
      };
    });
  }
}

// Returns how well a spelling answers what was typed: tone marks count when they were typed.
function likeness(term, exact, option) {
  const isPlain = term.exact === term.folded;
  if (option.slips) return 1;
  if (isPlain) return exact === term.folded || option.completes ? 1 : PLAIN_QUERY;
  if (option.completes) return exact.startsWith(term.exact.replace(/\d$/, "")) ? 1 : OTHER_SPELLING;
  return exact === term.exact ? 1 : OTHER_SPELLING;
}
