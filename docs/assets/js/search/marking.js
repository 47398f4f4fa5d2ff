// Marks on a page the words by which a reader found it.

import { button, element } from "../elements.js";
import { wordsOf } from "./words.js";

const PLACES = ".dv-story__head h1, .dv-lead, .dv-facts dd, .dv-prose, figcaption";
const NOT_MARKED = "script, style, mark, button";

// Marks the words of `query` and offers to take the marks away. Where words of the query stand next
// to each other only those are marked: alone, the syllables of Vietnamese are everywhere.
export function markPage(query) {
  const asked = wordsOf(query.normalize("NFC")).map((word) => word.folded);
  const texts = textsOf(document.querySelectorAll(PLACES));
  const runs = texts.map((text) => runsIn(text.data.normalize("NFC"), asked));
  const longest = Math.max(0, ...runs.flat().map((run) => run.length));
  const least = Math.min(longest, asked.length > 1 ? 2 : 1);
  if (!longest) return;
  texts.forEach((text, place) => markText(text, runs[place].filter((run) => run.length >= least)));
  offerToClear(query);
}

function textsOf(places) {
  const texts = [];
  for (const place of places) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(NOT_MARKED)) texts.push(walker.currentNode);
  }
  return [...new Set(texts)];
}

// Returns where words of the query stand, neighbours in one run: [{ start, end, length }].
function runsIn(text, asked) {
  const runs = [];
  let before = null;
  for (const word of wordsOf(text)) {
    const place = placeOf(word, asked, before);
    if (place < 0) {
      before = null;
      continue;
    }
    const run = runs.at(-1);
    if (before !== null && place === before + 1) Object.assign(run, { end: word.end, length: run.length + 1 });
    else runs.push({ start: word.start, end: word.end, length: 1 });
    before = place;
  }
  return runs;
}

function placeOf(word, asked, before) {
  const fits = (place) => asked[place] === word.folded || (place === asked.length - 1 && asked[place].length > 1 && word.folded.startsWith(asked[place]));
  if (before !== null && before + 1 < asked.length && fits(before + 1)) return before + 1;
  return asked.findIndex((_, place) => fits(place));
}

function markText(text, runs) {
  if (!runs.length) return;
  const data = text.data.normalize("NFC");
  const pieces = [];
  let end = 0;
  for (const run of runs) {
    const mark = element("mark", { className: "dv-found" }, data.slice(run.start, run.end));
    pieces.push(data.slice(end, run.start), mark);
    end = run.end;
  }
  text.replaceWith(...pieces, data.slice(end));
}

function offerToClear(query) {
  const line = element("p", { className: "dv-marking" }, `Đang tô màu “${query}”.`);
  const clear = button(["Bỏ tô màu"], "", () => {
    for (const mark of document.querySelectorAll(".dv-found")) mark.replaceWith(mark.textContent);
    line.remove();
    const address = new URL(location);
    address.searchParams.delete("tim");
    history.replaceState(history.state, "", address);
  });
  line.append(clear);
  (document.querySelector(".dv-story__head") ?? document.querySelector(".dv-page h1")?.parentElement)?.append(line);
}
