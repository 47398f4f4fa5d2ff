// Makes elements; texts are set as text, never as HTML.

export function element(name, options = {}, ...children) {
  const { data, ...properties } = options;
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

export function button(children, className, act) {
  const made = element("button", { type: "button", className }, ...children);
  made.addEventListener("click", act);
  return made;
}

export const hidden = (text) => element("span", { className: "dv-hidden" }, text);

// Groups digits as Vietnamese does. The browser's own way (toLocaleString) loads its tables first,
// which keeps a slow phone busy for a tenth of a second.
export const formatted = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");

// Returns the pieces of a text ({ text, marked }) with what is marked in <mark>.
export const markedPieces = (pieces) => pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));

// Returns the address of what was found with the query in it, so that the page marks the words.
export function withQuery(address, query) {
  const [page, place] = address.split("#");
  return page + (query ? `?tim=${encodeURIComponent(query)}` : "") + (place ? `#${place}` : "");
}
