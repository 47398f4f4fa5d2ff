// Search boxes over Pagefind. Nothing of the index is loaded before a box is used.

const SHOWN = 8;
const PAUSE_MS = 120;
// The index writes đ as ḏ, which Pagefind folds to d (see hooks/danvan/search/index.py).
const toIndex = (text) => text.normalize("NFC").replace(/đ/g, "ḏ").replace(/Đ/g, "Ḏ");
const fromIndex = (text) => text.replace(/ḏ/g, "đ").replace(/Ḏ/g, "Đ");

let engine;

function loadEngine(address) {
  engine ??= import(new URL(address, document.baseURI)).then(async (pagefind) => {
    await pagefind.options({ excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => (engine = undefined));
  return engine;
}

export function startSearch() {
  for (const root of document.querySelectorAll("[data-search]")) new SearchBox(root);
  startDialog();
}

class SearchBox {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input");
    this.status = root.querySelector("[role=status]");
    this.list = root.querySelector("ol");
    this.hint = this.status.textContent;
    this.input.addEventListener("focus", () => loadEngine(root.dataset.index).catch(() => {}), { once: true });
    this.input.addEventListener("input", () => this.later());
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.list.querySelector("a")?.click();
    });
    root.addEventListener("keydown", (event) => this.move(event));
    document.addEventListener("click", (event) => {
      if (root.dataset.search !== "dialog" && !root.contains(event.target)) this.list.replaceChildren();
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(this.input.value.trim()), PAUSE_MS);
  }

  async search(query) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    if (!query) return this.show([], this.hint);
    try {
      const pagefind = await loadEngine(this.root.dataset.index);
      const found = await pagefind.search(toIndex(query));
      const results = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
      if (turn !== this.turn) return;
      const total = found.results.length;
      const count = total ? `${total.toLocaleString("vi")} kết quả cho “${query}”` : `Không tìm thấy “${query}”. Bạn thử gõ ít từ hơn hoặc gõ không dấu.`;
      this.show(results, count);
    } catch {
      this.show([], "Chưa mở được phần tìm kiếm. Bạn kiểm tra mạng rồi gõ lại.");
    }
  }

  show(results, status) {
    this.status.textContent = status;
    this.list.replaceChildren(...results.map((result) => this.item(result)));
  }

  item(result) {
    const { title, image, kind, who, field, color } = result.meta;
    const item = element("li", `dv-result${image ? "" : " dv-result--plain"}${color ? ` field-${color}` : ""}`);
    const link = element("a");
    link.href = this.root.dataset.site + result.url.replace(/^\//, "");
    if (image) link.append(Object.assign(element("img"), { src: this.root.dataset.site + image, alt: "", loading: "lazy", width: 360, height: 240 }));
    const facts = [who, field ?? kind].filter(Boolean).map(fromIndex).join(" · ");
    const passage = element("span", "dv-result__passage");
    passage.innerHTML = fromIndex(result.excerpt); // escaped by Pagefind, with <mark>
    link.append(element("span", "dv-result__title", fromIndex(title)), element("span", "dv-result__facts", facts), passage);
    item.append(link);
    return item;
  }

  move(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    const stops = [this.input, ...this.list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + steps[event.key]];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}

function startDialog() {
  const dialog = document.querySelector("#tim-kiem");
  const open = () => {
    dialog.showModal();
    dialog.querySelector("input").select();
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
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
