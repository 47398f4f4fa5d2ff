// Search boxes. Nothing of the index, nor of the engine, is loaded before a box is used.

import { element, formatted, markedPieces, withQuery } from "./elements.js";

const SHOWN = { bai: 6, trang: 3, anh: 4 };
const NAMES = { bai: "Câu chuyện", trang: "Văn bản và trang khác", anh: "Ảnh" };
const COUNTED = { bai: "bài", trang: "trang", anh: "ảnh" };
const PAUSE_MS = 30;
const REST_MS = 300;
const SLOW_MS = 400;
const WAITING = "Đang tìm…";
const FAILED = "Chưa mở được phần tìm kiếm. Bạn kiểm tra mạng rồi gõ lại.";

export function startSearch() {
  for (const root of document.querySelectorAll("[data-search]")) new SearchBox(root);
  startDialog();
}

class SearchBox {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input");
    this.status = root.querySelector("[role=status]");
    this.list = root.querySelector("[data-results]");
    this.all = root.querySelector("[data-all]");
    this.hint = this.status.textContent;
    this.input.addEventListener("focus", () => this.open().catch(() => {}), { once: true });
    this.input.addEventListener("input", () => this.later());
    root.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    root.addEventListener("keydown", (event) => this.move(event));
    document.addEventListener("click", (event) => {
      if (root.dataset.search !== "dialog" && !root.contains(event.target)) this.clear();
    });
  }

  async open() {
    const engine = await import("./search/engine.js");
    this.mark = engine.mark;
    return engine.openSearch(this.root.dataset.index);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), PAUSE_MS);
    this.open().then((index) => index.warm(this.input.value)).catch(() => {}); // the search says so
  }

  // Shows what is found for what has been typed.
  async search() {
    clearTimeout(this.timer);
    const query = this.input.value.trim();
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const isOld = () => turn !== this.turn;
    const waiting = setTimeout(() => isOld() || (this.status.textContent = WAITING), SLOW_MS);
    try {
      if (query) await this.find(query, isOld);
      else this.clear();
    } catch {
      if (!isOld()) this.clear(FAILED);
    } finally {
      clearTimeout(waiting);
      // Last, because a browser whose address changes loads the icon of the page again.
      if (!isOld()) this.root.dispatchEvent(new CustomEvent("dv-query", { detail: query, bubbles: true }));
    }
  }

  async find(query, isOld) {
    const index = await this.open();
    // Blanks at the end tell that the last word is whole.
    const found = await index.find(this.input.value.trimStart(), SHOWN);
    const groups = await this.cards(index, found);
    if (isOld()) return;
    this.show(found, groups, query);
    const settle = () => isOld() || this.settle(index, { found, groups, query }, isOld);
    this.timer = setTimeout(() => settle().catch(() => {}), REST_MS); // titles without passages will do
  }

  // Reads the texts when whoever types has come to rest: for the passages, and for the last word
  // on the order, unless somebody is on the way through the results.
  async settle(index, { found, groups, query }, isOld) {
    const settled = await index.settle(found);
    const isFollowed = this.list.contains(document.activeElement);
    const isSame = settled.hits.every(({ doc }, place) => doc === found.hits[place].doc);
    const shown = isFollowed || isSame ? groups : await this.cards(index, settled);
    const cards = shown.flatMap((group) => group.cards).filter((card) => card.group !== "anh");
    const passages = await Promise.all(cards.map((card) => index.passage(card.doc, settled.words)));
    if (isOld()) return;
    if (shown !== groups) this.show(settled, shown, query);
    cards.forEach((card, place) => card.passage.replaceChildren(...markedPieces(passages[place])));
  }

  // Returns the cards of what is shown of each group.
  cards(index, found) {
    return Promise.all(grouped(found.hits).map(async ({ name, hits }) => (
      { name, cards: await index.cards(hits.slice(0, SHOWN[name]).map(({ doc }) => doc)) }
    )));
  }

  clear(status = this.hint) {
    this.status.textContent = status;
    this.list.replaceChildren();
    this.all.hidden = true;
  }

  show(found, groups, query) {
    this.status.textContent = told(found, query);
    this.list.replaceChildren(...groups.map(({ name, cards }) => this.group(name, cards, found, query)));
    this.all.hidden = !found.hits.length;
    this.all.href = `${this.root.dataset.site}tra-cuu/?q=${encodeURIComponent(found.corrected ?? query)}`;
    this.all.textContent = `Xem cả ${formatted(found.hits.length)} kết quả và lọc theo lĩnh vực, đơn vị, phường, năm`;
  }

  group(name, cards, found, query) {
    const heading = element("h2", { className: "dv-results__name", id: `${this.input.id}-${name}` }, NAMES[name]);
    const items = cards.map((card) => this.item(card, found, query));
    const list = element("ol", { className: `dv-results__list dv-results__list--${name}`, "aria-labelledby": heading.id }, ...items);
    return element("li", { className: "dv-results__group" }, heading, list);
  }

  item(card, found, query) {
    const { site } = this.root.dataset;
    const marked = (text) => markedPieces(this.mark(text, found.words));
    const link = element("a", { href: site + withQuery(card.address, found.corrected ?? query) });
    if (card.image) link.append(element("img", { src: site + card.image, alt: "", loading: "lazy", width: 360, height: 240 }));
    link.append(element("span", { className: "dv-result__title" }, ...marked(card.title)));
    const facts = card.group === "bai" ? [card.who, card.unit, card.field] : card.group === "anh" ? [card.who, card.page && `trong “${card.page}”`] : [];
    const told = facts.filter(Boolean).join(" · ");
    if (told) link.append(element("span", { className: "dv-result__facts" }, ...marked(told)));
    if (card.group !== "anh") link.append((card.passage = element("span", { className: "dv-result__passage" })));
    const classes = ["dv-result", `dv-result--${card.group}`, !card.image && "dv-result--plain", card.slug && `field-${card.slug}`];
    return element("li", { className: classes.filter(Boolean).join(" ") }, link);
  }

  submit(event) {
    event.preventDefault();
    // What was typed last may not be found yet.
    this.search().then(() => this.list.querySelector("a")?.click());
  }

  move(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    const stops = [this.input, ...this.root.querySelectorAll("[data-results] a, [data-all]:not([hidden])")];
    const next = stops[stops.indexOf(document.activeElement) + steps[event.key]];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}

// Returns the hits of each group, the group with the best hit first.
function grouped(hits) {
  const groups = new Map();
  for (const hit of hits) {
    if (!groups.has(hit.group)) groups.set(hit.group, []);
    groups.get(hit.group).push(hit);
  }
  return Array.from(groups, ([name, found]) => ({ name, hits: found }));
}

// Returns the line for everybody, and for screen readers, about what was found.
function told(found, query) {
  if (!found.hits.length) return `Không tìm thấy “${query}”. Bạn thử gõ ít từ hơn hoặc gõ không dấu.`;
  const counts = grouped(found.hits).map(({ name, hits }) => `${formatted(hits.length)} ${COUNTED[name]}`);
  const total = `${formatted(found.hits.length)} kết quả`;
  const sum = counts.length > 1 ? `${total}: ${counts.join(", ")}` : `${total}`;
  if (found.corrected) return `Không thấy “${query}”. Đây là kết quả cho “${found.corrected}”: ${sum}.`;
  if (found.relaxed) return `Không có bài nào đủ mọi từ của “${query}”. Đây là những bài gần nhất: ${sum}.`;
  return `${sum} cho “${query}”.`;
}

function startDialog() {
  const dialog = document.querySelector("#tim-kiem");
  const input = dialog.querySelector("input");
  const open = () => {
    dialog.showModal();
    input.select();
  };
  document.querySelector("[data-open-search]")?.addEventListener("click", open);
  dialog.querySelector("[data-close-search]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && !typing && !dialog.open && (event.key === "/" || event.key === "s")) {
      event.preventDefault();
      open();
    }
  });
  keepInAddress(dialog, input, open);
}

// The address of an open search leads back to it: it can be shared and kept.
function keepInAddress(dialog, input, open) {
  const PLACE = "#tim=";
  dialog.addEventListener("dv-query", (event) => {
    if (dialog.open) replacePlace(event.detail ? PLACE + encodeURIComponent(event.detail) : "");
  });
  dialog.addEventListener("close", () => {
    if (location.hash.startsWith(PLACE)) replacePlace("");
  });
  const followAddress = () => {
    const query = location.hash.startsWith(PLACE) ? decoded(location.hash.slice(PLACE.length)) : "";
    if (!query) return;
    input.value = query;
    if (!dialog.open) open();
    input.dispatchEvent(new Event("input"));
  };
  addEventListener("hashchange", followAddress);
  followAddress();
}

// Returns nothing for an address that was cut in the middle of a letter.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function replacePlace(place) {
  history.replaceState(history.state, "", location.pathname + location.search + place);
}
