// The lists of checkboxes, with counts; long ones can be searched.

import { element, formatted, hidden } from "../elements.js";
import { FILTERS, fold } from "./state.js";

const LONG = 12;

export class FilterLists {
  // `changed(name, place, isPicked)` is called when a visitor ticks a box.
  constructor(root, index, changed) {
    this.options = {};
    for (const filter of FILTERS) {
      const names = index.facets[filter.name];
      if (names.length) root.append(this.list(filter, names, changed));
    }
  }

  list({ name, key, title }, names, changed) {
    const options = names.map((text, place) => option(text, key, (isPicked) => changed(name, place, isPicked)));
    this.options[name] = options;
    const isLong = names.length > LONG;
    const list = element("ul", { className: "dv-filter__list" }, ...options.map(({ item }) => item));
    const legend = element("legend", {}, title);
    const group = element("fieldset", { className: `dv-filter dv-filter--${key}${isLong ? " dv-filter--long" : ""}` }, legend);
    if (isLong) group.append(finder(title, names, options));
    group.append(list);
    return group;
  }

  show(picked, counts) {
    for (const [name, options] of Object.entries(this.options)) {
      options.forEach(({ item, box, number }, place) => {
        const count = counts[name][place];
        box.checked = picked[name].has(place);
        number.textContent = formatted(count);
        item.classList.toggle("dv-option--none", !count && !box.checked);
      });
    }
  }
}

function option(text, key, changed) {
  const box = element("input", { type: "checkbox", name: key });
  box.addEventListener("change", () => changed(box.checked));
  const number = element("span");
  const count = element("span", { className: "dv-number" }, number, hidden(" bài"));
  const label = element("label", { className: "dv-option__label" }, box, element("span", { className: "dv-option__name" }, text), count);
  return { item: element("li", { className: "dv-option" }, label), box, number };
}

function finder(title, names, options) {
  const label = `Tìm trong ${formatted(names.length)} mục: ${title}`;
  const input = element("input", { type: "search", className: "dv-filter__find", placeholder: `Tìm ${title.toLowerCase()}…`, "aria-label": label, autocomplete: "off" });
  const folded = names.map(fold);
  input.addEventListener("input", () => {
    const wanted = fold(input.value);
    options.forEach(({ item }, place) => (item.hidden = !folded[place].includes(wanted)));
  });
  return input;
}
