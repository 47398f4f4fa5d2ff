// The values that filter now, each to be taken off.

import { button, element, hidden } from "../elements.js";

export class Chips {
  // `unpick(name, place)` and `clear()` return when what they change is shown; `rest` gets the
  // focus when no chip is left.
  constructor(root, { unpick, clear, rest }) {
    this.root = root;
    this.unpick = unpick;
    this.clear = clear;
    this.rest = rest;
  }

  show(picks, isThere) {
    const chips = picks.map(({ name, title, place, text }, at) => {
      return button([hidden(`Bỏ lọc ${title}: `), text], "dv-chip", () => this.takeOff(this.unpick(name, place), at));
    });
    if (picks.length) chips.push(button(["Xoá tất cả"], "dv-chip dv-chip--all", () => this.takeOff(this.clear(), 0)));
    this.root.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
    this.root.hidden = !picks.length || !isThere;
  }

  // What had the focus goes.
  async takeOff(done, at) {
    await done;
    const left = this.root.querySelectorAll("button");
    (left[Math.min(at, left.length - 2)] ?? this.rest).focus({ preventScroll: true });
  }
}
