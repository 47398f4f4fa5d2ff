// Stories, pages, photos: one stop of the keyboard, changed by arrow keys.

import { element, formatted } from "../elements.js";
import { TABS } from "./state.js";

export class Tabs {
  // `chosen(key)` is called when a visitor changes the tab.
  constructor(root, panel, chosen) {
    this.root = root;
    this.panel = panel;
    this.chosen = chosen;
    this.tabs = TABS.map(({ key, title }) => this.tab(key, title));
    root.append(...this.tabs.map(({ tab }) => tab));
  }

  tab(key, title) {
    const number = element("span", { className: "dv-number" });
    const tab = element("button", { type: "button", role: "tab", id: `muc-${key}`, className: "dv-tab", "aria-controls": this.panel.id }, `${title} `, number);
    tab.addEventListener("click", () => this.chosen(key));
    tab.addEventListener("keydown", (event) => this.move(event));
    return { key, tab, number };
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const place = this.tabs.findIndex(({ tab }) => tab === event.currentTarget);
    const { key, tab } = this.tabs.at((place + step) % this.tabs.length);
    this.chosen(key);
    tab.focus();
  }

  show(selected, counts, isThere) {
    this.root.hidden = !isThere;
    for (const { key, tab, number } of this.tabs) {
      tab.setAttribute("aria-selected", key === selected);
      tab.tabIndex = key === selected ? 0 : -1;
      number.textContent = formatted(counts[key]);
    }
    if (isThere) this.panel.setAttribute("role", "tabpanel");
    else this.panel.removeAttribute("role");
  }
}
