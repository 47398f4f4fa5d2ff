// The passage of a text that says most of what was asked for, and its marks.

import { wordsOf } from "./words.js";

const LENGTH = 34;
const BEFORE = 6;
const NEAR = 6;

// Returns a text with its words, for the functions below.
export function divided(text) {
  const clean = text.normalize("NFC");
  return { text: clean, words: wordsOf(clean) };
}

// Returns pieces of a text in which the asked words are marked: [{ text, marked }].
export function markWords({ text, words }, asked) {
  return pieces(text, matchesIn(words, asked), 0, text.length);
}

// Returns the pieces of the best passage; nothing when no asked word is in the text.
export function bestPassage({ text, words }, asked) {
  const matches = matchesIn(words, asked);
  if (!matches.length) return null;
  const first = sentenceStart(text, words, densest(matches, asked));
  const last = Math.min(words.length, first + LENGTH) - 1;
  const from = words[first].start;
  const to = last === words.length - 1 ? text.length : words[last].end;
  const found = pieces(text, matches.filter(({ at }) => at >= first && at <= last), from, to);
  if (from > 0 && !/[.!?…:\n]\s*["“(]?$/.test(text.slice(0, from))) found.unshift({ text: "… ", marked: false });
  if (to < text.length) found.push({ text: " …", marked: false });
  return found.map((piece) => ({ ...piece, text: piece.text.replace(/\n/g, " · ") }));
}

// Returns how near the asked words stand to each other where they are nearest: 1 as they were
// asked, 0 for one alone.
export function nearness({ words }, asked) {
  const matches = matchesIn(words, asked);
  const window = NEAR * asked.length;
  let best = 0;
  matches.forEach((first, start) => {
    inWindow(matches, start, window, (seen, joined, at) => {
      const length = at - first.at + 1;
      const score = (seen - 1 + Math.min(joined, seen - 1)) * (1 - (length - seen) / (2 * window));
      if (score > best) best = score;
    });
  });
  return best / Math.max(1, 2 * (asked.length - 1));
}

// Returns the asked words that stand in a text, in its order: [{ word, at, place }], its number
// among the words of the text and its place among those asked.
function matchesIn(words, asked) {
  const places = new Map();
  const matches = [];
  for (let at = 0; at < words.length; at += 1) {
    const { folded } = words[at];
    let place = places.get(folded);
    if (place === undefined) {
      place = asked.findIndex((one) => one.folded.includes(folded) || (one.start && folded.startsWith(one.start)));
      places.set(folded, place);
    }
    if (place >= 0) matches.push({ word: words[at], at, place });
  }
  return matches;
}

// Tells `visit` for each match within `length` words of one: how many of the asked words have been
// met since, how often two stood next to each other in their order, and where.
function inWindow(matches, start, length, visit) {
  const seen = new Set();
  let joined = 0;
  for (let next = start; next < matches.length && matches[next].at < matches[start].at + length; next += 1) {
    const { at, place } = matches[next];
    const before = matches[next - 1];
    seen.add(place);
    if (next > start && before.at === at - 1 && before.place === place - 1) joined += 1;
    visit(seen.size, joined, at);
  }
}

function pieces(text, matches, from, to) {
  const found = [];
  let end = from;
  const push = (upTo, marked) => {
    if (upTo > end) found.push({ text: text.slice(end, upTo), marked });
    end = upTo;
  };
  for (const { word } of matches) {
    const previous = found.at(-1);
    const between = text.slice(end, word.start);
    if (previous?.marked && /^ ?$/.test(between)) {
      previous.text += between + word.text;
      end = word.end;
    } else {
      push(word.start, false);
      push(word.end, true);
    }
  }
  push(to, false);
  return found;
}

// Returns the number of the first word of the window that holds most of the asked words, those in
// their order next to each other counting more.
function densest(matches, asked) {
  let best = { score: 0, at: 0 };
  matches.forEach(({ at }, start) => {
    let score = 0;
    inWindow(matches, start, LENGTH - BEFORE, (seen, joined) => (score = 3 * seen + Math.min(joined, 2 * asked.length)));
    if (score > best.score) best = { score, at };
  });
  return best.at;
}

// Begins with the sentence when that is near, or a few words before.
function sentenceStart(text, words, start) {
  for (let at = start; at > Math.max(0, start - 2 * BEFORE); at -= 1) {
    if (/[.!?…\n]/.test(text.slice(words[at - 1].end, words[at].start))) return at;
  }
  return start <= 2 * BEFORE ? 0 : start - BEFORE;
}
