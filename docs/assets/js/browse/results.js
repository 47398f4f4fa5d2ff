// Found stories as cards, pages as rows, photos as a gallery.

import { element, markedPieces, withQuery } from "../elements.js";
import { mark } from "../search/engine.js";

export class Results {
  constructor(root, site, index) {
    this.root = root;
    this.site = site;
    this.index = index;
  }

  // Returns the elements of `entries` of one group; `found` is null without a query.
  async items(group, entries, found) {
    const cards = await this.index.cardsWithSummaries(entries);
    return Promise.all(cards.map(async (card) => {
      const asked = { found, query: found?.query ?? "" };
      if (group === "anh") return this.photo(card, asked);
      const passage = await this.passage(card, found);
      return group === "bai" ? this.story(card, passage, asked) : this.page(card, passage, asked);
    }));
  }

  // A passage of the text is only fetched where the card does not say by itself why it was found.
  async passage(card, found) {
    if (!found) return [{ text: card.summary }];
    const summary = mark(card.summary, found.words);
    const facts = [card.title, card.who, card.unit].some((text) => mark(text ?? "", found.words).some(isMarked));
    return facts || startsMarked(summary) ? summary : this.index.passage(card.doc, found.words);
  }

  story(card, passage, asked) {
    const address = this.address(card, asked);
    const photo = element("a", { className: "dv-card__photo", href: address, tabIndex: -1, "aria-hidden": "true" }, this.image(card) ?? element("span", { className: "dv-card__blank" }));
    const text = element(
      "div",
      { className: "dv-card__text" },
      element("p", { className: "dv-card__kicker" }, `${card.field} · ${card.kind}`),
      element("h3", { className: "dv-card__title" }, element("a", { href: address }, ...marked(card.title, asked.found))),
      element("p", { className: "dv-card__summary" }, ...markedPieces(passage)),
      element("p", { className: "dv-card__facts" }, ...marked([card.unit, card.year].filter(Boolean).join(" · "), asked.found)),
    );
    if (card.sample) text.append(element("p", { className: "dv-mark" }, "Bài mẫu"));
    return element("li", { className: `dv-card field-${card.slug}` }, photo, text);
  }

  page(card, passage, asked) {
    const title = element("h3", { className: "dv-card__title" }, element("a", { href: this.address(card, asked) }, ...marked(card.title, asked.found)));
    return element("li", { className: "dv-hit" }, title, element("p", {}, ...markedPieces(passage)));
  }

  photo(card, asked) {
    const from = element("a", { className: "dv-photo__page", href: this.address(card, asked) }, card.page);
    const caption = element("figcaption", {}, ...(card.title === card.page ? [] : [...marked(card.title, asked.found), " "]));
    if (card.who) caption.append(element("span", { className: "dv-credit" }, card.who));
    return element("li", { className: "dv-photo" }, element("figure", {}, this.image(card) ?? "", caption), from);
  }

  image({ image }) {
    if (!image) return null;
    return element("img", { src: this.site + image, alt: "", width: 360, height: 240, loading: "lazy", decoding: "async" });
  }

  // A story opened from a search marks its words.
  address(card, { query }) {
    return this.site + withQuery(card.address, card.group === "anh" ? "" : query);
  }
}

const marked = (text, found) => (found ? markedPieces(mark(text, found.words)) : [text]);
const isMarked = ({ marked }) => marked;

// What comes later may be cut off.
function startsMarked(summary) {
  const first = summary.findIndex(isMarked);
  const before = summary.slice(0, first).map(({ text }) => text).join("");
  return first >= 0 && before.length < 100;
}
