// Search boxes. Nothing of the index, nor of the engine, is loaded before a box is used.

const SHOWN = { bai: 6, trang: 3, anh: 4 };
const NAMES = { bai: "Câu chuyện", trang: "Văn bản và trang khác", anh: "Ảnh" };
const COUNTED = { bai: "bài", trang: "trang", anh: "ảnh" };
const PAUSE_MS = 90;
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
    this.open().then((index) => index.warm(this.input.value), () => {});
  }

  async search() {
    clearTimeout(this.timer);
    const query = this.input.value.trim();
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const isOld = () => turn !== this.turn;
    this.root.dispatchEvent(new CustomEvent("dv-query", { detail: query, bubbles: true }));
    if (!query) return this.clear(this.hint);
    const waiting = setTimeout(() => isOld() || (this.status.textContent = WAITING), SLOW_MS);
    try {
      const index = await this.open();
      // Blanks at the end tell that the last word is whole.
      const found = await index.search(this.input.value.trimStart());
      const groups = await Promise.all(grouped(found.hits).map(async ({ name, hits }) => ({ name, cards: await index.cardsWithTexts(hits.slice(0, SHOWN[name]).map((hit) => hit.doc)) })));
      clearTimeout(waiting);
      if (isOld()) return;
      this.show(found, groups, query);
      await this.addPassages(index, found, groups, isOld);
    } catch {
      if (!isOld()) this.clear(FAILED);
    } finally {
      clearTimeout(waiting);
    }
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
    this.all.textContent = `Xem cả ${found.hits.length.toLocaleString("vi")} kết quả và lọc theo lĩnh vực, đơn vị, phường, năm`;
  }

  group(name, cards, found, query) {
    const group = element("li", "dv-results__group");
    const heading = element("h2", "dv-results__name", NAMES[name]);
    heading.id = `${this.input.id}-${name}`;
    const list = element("ol", `dv-results__list dv-results__list--${name}`);
    list.setAttribute("aria-labelledby", heading.id);
    list.append(...cards.map((card) => (card.item = this.item(card, found, query))));
    group.append(heading, list);
    return group;
  }

  item(card, found, query) {
    const item = element("li", `dv-result dv-result--${card.group}${card.image ? "" : " dv-result--plain"}${card.slug ? ` field-${card.slug}` : ""}`);
    const link = element("a");
    link.href = this.root.dataset.site + withQuery(card.address, found.corrected ?? query);
    if (card.image) link.append(Object.assign(element("img"), { src: this.root.dataset.site + card.image, alt: "", loading: "lazy", width: 360, height: 240 }));
    const title = element("span", "dv-result__title");
    title.append(...marked(this.mark(card.title, found.words)));
    const facts = card.group === "bai" ? [card.who, card.unit, card.field] : card.group === "anh" ? [card.who, card.page && `trong “${card.page}”`] : [];
    link.append(title);
    if (facts.some(Boolean)) {
      const line = element("span", "dv-result__facts");
      line.append(...marked(this.mark(facts.filter(Boolean).join(" · "), found.words)));
      link.append(line);
    }
    item.append(link);
    return item;
  }

  // Passages come after the titles: they are what takes longest to load.
  async addPassages(index, found, groups, isOld) {
    const cards = groups.flatMap(({ cards }) => cards).filter((card) => card.group !== "anh");
    const passages = await Promise.all(cards.map((card) => index.passage(card.doc, found.words)));
    if (isOld()) return;
    cards.forEach((card, place) => {
      const passage = element("span", "dv-result__passage");
      passage.append(...marked(passages[place]));
      card.item.firstChild.append(passage);
    });
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
  const counts = grouped(found.hits).map(({ name, hits }) => `${hits.length.toLocaleString("vi")} ${COUNTED[name]}`);
  const total = `${found.hits.length.toLocaleString("vi")} kết quả`;
  const sum = counts.length > 1 ? `${total}: ${counts.join(", ")}` : `${total}`;
  if (found.corrected) return `Không thấy “${query}”. Đây là kết quả cho “${found.corrected}”: ${sum}.`;
  if (found.relaxed) return `Không có bài nào đủ mọi từ của “${query}”. Đây là những bài gần nhất: ${sum}.`;
  return `${sum} cho “${query}”.`;
}

function withQuery(address, query) {
  const [page, place] = address.split("#");
  return `${page}?tim=${encodeURIComponent(query)}${place ? `#${place}` : ""}`;
}

function marked(pieces) {
  return pieces.map((piece) => (piece.marked ? element("mark", "", piece.text) : document.createTextNode(piece.text)));
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

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
