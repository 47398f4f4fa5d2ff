// Words as readers type them; cut and folded as in hooks/danvan/search/words.py.

const WORD = /[\p{L}\p{N}]+/gu;
const MARK = /\p{Mn}/u;
const TONES = { "\u0300": "2", "\u0301": "3", "\u0303": "4", "\u0309": "5", "\u0323": "6" };
const LONGEST = 24;

const known = new Map();
const parts = new Map();

// Returns { exact, folded } of a word: its one spelling (letters, then the digit of its tone), and
// its small letters without marks.
export function spell(word) {
  let found = known.get(word);
  if (!found) {
    let tone = "";
    let letters = "";
    let bare = "";
    for (const character of word.toLowerCase()) {
      const part = partsOf(character);
      tone = part.tone || tone;
      letters += part.letters;
      bare += part.bare;
    }
    found = { exact: shortened(letters) + tone, folded: shortened(bare) };
    known.set(word, found);
  }
  return found;
}

// Returns { letters, bare, tone } of a character. A text has thousands of words but few characters.
function partsOf(character) {
  let found = parts.get(character);
  if (!found) {
    const marks = Array.from(character.normalize("NFD"));
    const letters = marks.filter((mark) => !(mark in TONES));
    const bare = letters.filter((letter) => !MARK.test(letter)).map((letter) => (letter === "đ" ? "d" : letter));
    const tone = TONES[marks.findLast((mark) => mark in TONES)] ?? "";
    found = { letters: letters.join("").normalize("NFC"), bare: bare.join(""), tone };
    parts.set(character, found);
  }
  return found;
}

// Characters count as in Python: those beyond the first plane as one.
function shortened(word) {
  return word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join("") : word;
}

// Returns the words of a text with their places: [{ text, start, end, exact, folded }]. The text
// must be in normal form C.
export function wordsOf(text) {
  return Array.from(text.matchAll(WORD), ({ 0: word, index: start }) => {
    const { exact, folded } = spell(word);
    return { text: word, start, end: start + word.length, exact, folded };
  });
}

// Returns whether two folded words differ by one slip: a letter more, less, other, or two swapped.
export function isOneSlip(one, other) {
  const longer = one.length >= other.length ? one : other;
  const shorter = longer === one ? other : one;
  if (longer.length - shorter.length > 1 || one === other) return false;
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start += 1;
  let end = 0;
  while (end < shorter.length - start && longer.at(-1 - end) === shorter.at(-1 - end)) end += 1;
  const rest = shorter.length - start - end;
  if (longer.length > shorter.length) return rest === 0;
  const swapped = rest === 2 && longer[start] === shorter[start + 1] && longer[start + 1] === shorter[start];
  return rest === 1 || swapped;
}
