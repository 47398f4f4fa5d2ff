// The browse page: words, filters, sorting; the address always says what is shown.

import { Chips } from "./browse/chips.js";
import { FilterLists } from "./browse/filters.js";
import { Results } from "./browse/results.js";
import { Addresses, FILTERS, SORTS, TABS, sortsFor } from "./browse/state.js";
import { Tabs } from "./browse/tabs.js";
import { tally } from "./browse/tally.js";
import { button, element, formatted } from "./elements.js";
import { openIndex } from "./search/engine.js";

const STEP = 24;
const PAUSE_MS = 150;
const NOUNS = { bai: "bài", trang: "trang", anh: "ảnh" };
const QUIET = "dv-button dv-button--quiet";
const LISTS = { bai: "dv-cards", trang: "dv-hits", anh: "dv-photos" };

export async function startBrowsing(root) {
  if (!root.querySelector("[data-tool]")) return; // there are no stories yet
  const index = await openIndex(root.dataset.index);
  await new Browsing(root, index).start();
}

class Browsing {
  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.addresses = new Addresses(index.facets);
    const part = (name) => root.querySelector(`[data-${name}]`);
    this.form = part("query");
    this.input = this.form.querySelector("input");
    this.parts = Object.fromEntries(
      ["kinds", "columns", "side", "filters", "filters-title", "filters-done", "status", "sort", "chips", "results", "more", "panel"].map((name) => [name, part(name)]),
    );
    this.select = this.parts.sort.querySelector("select");
    this.results = new Results(this.parts.results, root.dataset.site, index);
    this.filters = new FilterLists(part("filter-lists"), index, (name, place, isPicked) => this.pick(name, place, isPicked));
    this.tabs = new Tabs(this.parts.kinds, this.parts.panel, (tab) => this.go({ tab }));
    this.chips = new Chips(this.parts.chips, { unpick: (name, place) => this.pick(name, place, false), clear: () => this.clear(), rest: this.select });
    this.turn = 0;
  }

  async start() {
    this.listen();
    this.keepFiltersOpenWhereThereIsRoom();
    this.state = this.addresses.read(location.search);
    this.input.value = this.state.q;
    const { shown, scroll } = history.state ?? {};
    await this.render(shown ?? STEP, ++this.turn);
    if (scroll) scrollTo({ top: scroll, behavior: "instant" });
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.type();
      if (matchMedia("(any-pointer: coarse)").matches) this.input.blur(); // puts the keyboard away
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.type(), PAUSE_MS);
    });
    this.select.addEventListener("change", () => this.go({ sort: this.select.value }));
    this.parts.more.addEventListener("click", () => this.attempt((turn) => this.showMore(turn)));
    this.parts["filters-done"].addEventListener("click", () => this.closeFilters());
    addEventListener("popstate", () => this.restore());
    addEventListener("pagehide", () => history.replaceState({ shown: this.shown, scroll: scrollY }, ""));
  }

  // --- what changes the state ----------------------------------------------------------------------

  type() {
    clearTimeout(this.pause);
    const q = this.input.value.trim();
    if (q === this.state.q) return;
    const isNew = Boolean(q) !== Boolean(this.state.q);
    // With words, the best comes first; without, only stories are there to be seen.
    const sort = isNew ? sortsFor(q)[0].key : this.state.sort;
    this.go({ q, sort, tab: q ? this.state.tab : TABS[0].key }, "replaceState");
  }

  pick(name, place, isPicked) {
    const places = new Set(this.state.picked[name]);
    if (isPicked) places.add(place);
    else places.delete(place);
    return this.go({ picked: { ...this.state.picked, [name]: places } });
  }

  clear() {
    return this.go({ picked: Object.fromEntries(FILTERS.map(({ name }) => [name, new Set()])) });
  }

  go(change, way = "pushState") {
    this.state = { ...this.state, ...change };
    history[way]({ shown: STEP }, "", location.pathname + this.addresses.write(this.state));
    const { columns, filters } = this.parts;
    const isInPanel = !this.room.matches && filters.contains(document.activeElement);
    const isBelow = columns.getBoundingClientRect().top < 0 && !isInPanel;
    return this.show(STEP).then(() => isBelow && columns.scrollIntoView());
  }

  restore() {
    const state = this.addresses.read(location.search);
    if (this.addresses.write(state) === this.addresses.write(this.state)) return;
    clearTimeout(this.pause);
    this.state = state;
    this.input.value = state.q;
    this.show(history.state?.shown ?? STEP);
  }

  // --- what shows it -------------------------------------------------------------------------------

  show(shown) {
    return this.attempt((turn) => this.render(shown, turn));
  }

  // What a later attempt overtakes shows nothing.
  async attempt(act) {
    const turn = ++this.turn;
    try {
      await act(turn);
    } catch {
      if (turn === this.turn) this.parts.status.textContent = "Chưa tải được kết quả. Bạn kiểm tra mạng rồi thử lại.";
    }
  }

  async render(shown, turn) {
    const { q, picked, sort, tab } = this.state;
    const found = q ? { ...(await this.index.search(q)), query: q } : null;
    if (turn !== this.turn) return;
    const groups = groupsOf(found, this.index);
    const { matching, counts } = tally(this.index, groups.bai, picked);
    this.found = found;
    this.entries = tab === "bai" ? this.inOrder(matching, sort) : groups[tab];
    this.filters.show(picked, counts);
    this.showControls({ bai: matching.length, trang: groups.trang.length, anh: groups.anh.length });
    const items = await this.results.items(tab, this.entries.slice(0, shown), found);
    if (turn !== this.turn) return;
    this.shown = shown;
    const list = element("ul", { className: LISTS[tab] }, ...items);
    this.parts.results.replaceChildren(items.length ? list : this.help({ matching, groups }));
    this.parts.more.hidden = this.entries.length <= shown;
    this.parts.status.textContent = this.told();
    this.root.dataset.ready = "";
  }

  async showMore(turn) {
    const next = this.entries.slice(this.shown, this.shown + STEP);
    const items = await this.results.items(this.state.tab, next, this.found);
    if (turn !== this.turn) return;
    this.shown += STEP;
    this.parts.results.querySelector("ul").append(...items);
    this.parts.more.hidden = this.entries.length <= this.shown;
    history.replaceState({ shown: this.shown }, "");
    items[0].querySelector("a:not([tabindex])").focus({ preventScroll: true });
  }

  inOrder(stories, sort) {
    const { order } = SORTS.find(({ key }) => key === sort);
    if (!order) return stories;
    const wanted = new Set(stories);
    return this.index.order(order).filter((story) => wanted.has(story));
  }

  told() {
    const { q, tab } = this.state;
    const count = this.entries.length;
    const noun = NOUNS[tab];
    if (!count) return q ? `Không có ${noun} nào về “${q}”` : `Không có ${noun} nào`;
    const counted = `${formatted(count)} ${noun}`;
    if (this.found?.corrected) return `Có ${counted}. Ý bạn là “${this.found.corrected}”`;
    if (this.found?.relaxed) return `Không ${noun} nào có đủ các từ của “${q}”; có ${counted} gần đúng`;
    return q ? `Có ${counted} về “${q}”` : `Có ${counted}`;
  }

  help({ matching, groups }) {
    const isFiltered = this.picks().length > 0 && this.state.tab === "bai";
    const advice = [];
    if (isFiltered) advice.push("bỏ bớt mục đang lọc");
    if (this.state.q) advice.push("gõ ít từ hơn", "gõ không dấu", "xem lại chính tả");
    const box = element("div", { className: "dv-nothing" }, element("p", {}, `Bạn thử: ${advice.join(", ")}.`));
    const actions = element("p", { className: "dv-actions" });
    if (isFiltered) actions.append(button(["Xoá bộ lọc"], QUIET, () => this.clear()));
    const counts = { ...groups, bai: matching };
    for (const { key } of TABS) {
      if (this.state.q && key !== this.state.tab && counts[key].length) {
        actions.append(button([`Xem ${formatted(counts[key].length)} ${NOUNS[key]}`], QUIET, () => this.go({ tab: key })));
      }
    }
    box.append(actions);
    return box;
  }

  // --- what stands around them ---------------------------------------------------------------------

  showControls(counts) {
    const { q, tab, sort } = this.state;
    const isStories = tab === "bai";
    const picks = this.picks();
    this.tabs.show(tab, counts, Boolean(q));
    this.chips.show(picks, isStories);
    const sorts = sortsFor(q);
    if (this.select.options.length !== sorts.length) {
      this.select.replaceChildren(...sorts.map(({ key, title }) => element("option", { value: key }, title)));
    }
    this.select.value = sort;
    this.parts["filters-title"].textContent = picks.length ? `Lọc bài (${formatted(picks.length)})` : "Lọc bài";
    this.parts["filters-done"].textContent = `Xem ${formatted(counts.bai)} bài`;
    this.parts.side.hidden = !isStories;
    this.parts.sort.hidden = !isStories;
    this.parts.columns.classList.toggle("dv-browse__columns--whole", !isStories);
  }

  picks() {
    return FILTERS.flatMap(({ name, title }) => [...this.state.picked[name]].map((place) => ({ name, title, place, text: this.index.facets[name][place] })));
  }

  // --- the panel of filters ------------------------------------------------------------------------

  keepFiltersOpenWhereThereIsRoom() {
    this.room = matchMedia("(min-width: 61em)");
    const follow = () => (this.parts.filters.open = this.room.matches);
    this.room.addEventListener("change", follow);
    follow();
  }

  closeFilters() {
    this.parts.filters.open = false;
    this.parts.filters.querySelector("summary").focus({ preventScroll: true });
    this.parts.columns.scrollIntoView();
  }
}

function groupsOf(found, index) {
  if (!found) return { bai: Array.from({ length: index.stories }, (_, story) => story), trang: [], anh: [] };
  const of = (group) => found.hits.filter((hit) => hit.group === group).map(({ doc }) => doc);
  return { bai: of("bai"), trang: of("trang"), anh: of("anh") };
}
