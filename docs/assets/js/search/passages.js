// The passage of a text that says most of what was asked for, and its marks.

import { wordsOf } from "./words.js";

const LENGTH = 34;
const BEFORE = 6;
const NEAR = 6;

// Returns pieces of `text` in which the asked words are marked: [{ text, marked }].
export function markWords(text, asked) {
  return pieces(text, wordsOf(text), asked, 0, text.length);
}

export function bestPassage(text, summary, asked) {
  const clean = text.normalize("NFC");
  const words = wordsOf(clean);
  const start = densest(words, asked);
  if (start < 0) return markWords(summary.normalize("NFC"), asked);
  const first = sentenceStart(clean, words, start);
  const last = Math.min(words.length, first + LENGTH) - 1;
  const from = words[first].start;
  const to = last === words.length - 1 ? clean.length : words[last].end;
  const found = pieces(clean, words.slice(first, last + 1), asked, from, to);
  if (from > 0 && !/[.!?…:\n]\s*["“(]?$/.test(clean.slice(0, from))) found.unshift({ text: "… ", marked: false });
  if (to < clean.length) found.push({ text: " …", marked: false });
  return found.map((piece) => ({ ...piece, text: piece.text.replace(/\n/g, " · ") }));
}

// Returns how near the asked words stand to each other where they are nearest: 1 as they were
// asked, 0 for one alone.
export function nearness(text, asked) {
  const places = wordsOf(text).map((word) => placeOf(word, asked));
  let best = 0;
  for (let start = 0; start < places.length; start += 1) {
    if (places[start] < 0) continue;
    const seen = new Set([places[start]]);
    let joined = 0;
    for (let at = start + 1; at < Math.min(places.length, start + NEAR * asked.length); at += 1) {
      if (places[at] < 0) continue;
      seen.add(places[at]);
      if (places[at] === places[at - 1] + 1) joined += 1;
      const length = at - start + 1;
      const score = (seen.size - 1 + Math.min(joined, seen.size - 1)) * (1 - (length - seen.size) / (2 * NEAR * asked.length));
      if (score > best) best = score;
    }
  }
  return best / Math.max(1, 2 * (asked.length - 1));
}

function pieces(text, words, asked, from, to) {
  const found = [];
  let end = from;
  const push = (upTo, marked) => {
    if (upTo > end) found.push({ text: text.slice(end, upTo), marked });
    end = upTo;
  };
  for (const word of words) {
    if (placeOf(word, asked) < 0) continue;
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

function placeOf(word, asked) {
  return asked.findIndex(({ folded, start }) => folded.includes(word.folded) || (start && word.folded.startsWith(start)));
}

// Returns the place of the first word of the window that holds most of the asked words, those in
// their order next to each other counting more; -1 when it holds none.
function densest(words, asked) {
  const places = words.map((word) => placeOf(word, asked));
  let best = { score: 0, start: -1 };
  for (let start = 0; start < words.length; start += 1) {
    if (places[start] < 0) continue;
    const seen = new Set();
    let joined = 0;
    for (let at = start; at < Math.min(words.length, start + LENGTH - BEFORE); at += 1) {
      if (places[at] < 0) continue;
      seen.add(places[at]);
      if (at > start && places[at] === places[at - 1] + 1) joined += 1;
    }
    const score = 3 * seen.size + Math.min(joined, 2 * asked.length);
    if (score > best.score) best = { score, start };
  }
  return best.start;
}

// Begins with the sentence when that is near, or a few words before.
function sentenceStart(text, words, start) {
  for (let at = start; at > Math.max(0, start - 2 * BEFORE); at -= 1) {
    if (/[.!?…\n]/.test(text.slice(words[at - 1].end, words[at].start))) return at;
  }
  return start <= 2 * BEFORE ? 0 : start - BEFORE;
}
