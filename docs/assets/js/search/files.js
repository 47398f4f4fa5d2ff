// The files of the index, each loaded once and only when a query needs it (hooks/danvan/search).

const CARDS_A_FILE = 8;
const DECODER = new TextDecoder();

export async function openFiles(address) {
  const base = new URL(address, document.baseURI);
  const root = await load(new URL("goc.json", base), "json", { cache: "no-cache" });
  const files = new Files(new URL(`${root.version}/`, base), root);
  if (root.together) files.card(0).catch(() => {}); // whoever shows a card says so
  return files;
}

async function load(url, kind, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer[kind]();
}

class Files {
  constructor(folder, root) {
    this.folder = folder;
    this.groups = root.groups;
    this.together = root.together;
    this.size = root.groups.reduce((sum, count) => sum + count, 0);
    this.words = root.words ? root.words.split(" ") : [];
    this.numbers = new Map(this.words.map((word, number) => [word, number]));
    this.frequencies = Array.from(root.counts, (letter) => 1.5 * 2 ** (letter.charCodeAt(0) - 97));
    this.titles = root.titles;
    this.wordFiles = root.wordFiles;
    this.pairFiles = root.pairFiles;
    this.loaded = new Map();
  }

  get(name, read) {
    if (!this.loaded.has(name)) {
      const file = load(new URL(name, this.folder), read ? "arrayBuffer" : "json").then(read);
      file.catch(() => this.loaded.delete(name));
      this.loaded.set(name, file);
    }
    return this.loaded.get(name);
  }

  // Returns the spellings of a word by its number: [{ exact, postings }], postings as pairs of
  // entry and marks in one array.
  async word(number) {
    const file = lastNotAfter(this.wordFiles.length, (place) => this.wordFiles[place] - number);
    const read = (buffer) => readWords(buffer, this.wordFiles[file]);
    return (await this.get(`w${file}.txt`, read)).get(number) ?? [];
  }

  // Returns the postings of all pairs that begin with word `first`, or with `first` and one of the
  // words numbered `from` to `to`: [{ second, postings }].
  async pairs(first, from, to) {
    const [firsts, seconds] = this.pairFiles;
    const compare = (place, second) => firsts[place] - first || seconds[place] - second;
    const start = lastNotAfter(firsts.length, (place) => compare(place, from));
    const end = lastNotAfter(firsts.length, (place) => compare(place, to));
    const names = Array.from({ length: Math.max(0, end - Math.max(0, start) + 1) }, (_, place) => `p${Math.max(0, start) + place}.txt`);
    const files = await Promise.all(names.map((name) => this.get(name, readPairs)));
    return files.flatMap((file) => (file.get(first) ?? []).filter(({ second }) => second >= from && second <= to));
  }

  async card(entry) {
    if (entry < this.together) return (await this.get("c0.json"))[entry];
    const place = entry - this.together;
    const cards = await this.get(`c${1 + Math.floor(place / CARDS_A_FILE)}.json`);
    return cards[place % CARDS_A_FILE];
  }

  async summary(entry) {
    if (this.groupOf(entry) === 2) return "";
    const summaries = await this.get(`s${Math.floor(entry / CARDS_A_FILE)}.json`);
    return summaries[entry % CARDS_A_FILE];
  }

  // Returns 0 for a story, 1 for another page, 2 for a photo.
  groupOf(entry) {
    const [stories, pages] = this.groups;
    return entry < stories ? 0 : entry < stories + pages ? 1 : 2;
  }

  // Returns [summary, text] of an entry; photos have none.
  async text(entry) {
    return this.groupOf(entry) === 2 ? ["", ""] : this.get(`t${entry}.json`);
  }

  table() {
    return this.get("bang.json");
  }

  // Returns the numbers of the first word that begins with `start` and of the one after the last.
  range(start) {
    const from = lastNotAfter(this.words.length, (place) => (this.words[place] < start ? -1 : 1)) + 1;
    let to = from;
    while (to < this.words.length && this.words[to].startsWith(start)) to += 1;
    return [from, to];
  }
}

// Returns the last place whose comparison is not above 0; places are in order; -1 for none.
function lastNotAfter(count, compare) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(middle) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

class Reader {
  constructor(buffer) {
    this.bytes = new Uint8Array(buffer);
    this.place = 0;
  }

  get isDone() {
    return this.place >= this.bytes.length;
  }

  number() {
    let value = 0;
    let shift = 0;
    let byte;
    do {
      byte = this.bytes[this.place++];
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return value;
  }

  text() {
    const length = this.number();
    this.place += length;
    return DECODER.decode(this.bytes.subarray(this.place - length, this.place));
  }

  postings() {
    const found = new Uint32Array(2 * this.number());
    let entry = 0;
    for (let place = 0; place < found.length; place += 2) {
      entry += this.number();
      found[place] = entry;
      found[place + 1] = this.bytes[this.place++];
    }
    return found;
  }
}

function readWords(buffer, first) {
  const reader = new Reader(buffer);
  const found = new Map();
  for (let number = first; !reader.isDone; number += 1) {
    const spellings = Array.from({ length: reader.number() }, () => ({ exact: reader.text(), postings: reader.postings() }));
    found.set(number, spellings);
  }
  return found;
}

function readPairs(buffer) {
  const reader = new Reader(buffer);
  const found = new Map();
  while (!reader.isDone) {
    const first = reader.number();
    const pair = { second: reader.number(), postings: reader.postings() };
    if (!found.has(first)) found.set(first, []);
    found.get(first).push(pair);
  }
  return found;
}
