// What a visitor asks for, and the address that says it.

export const FILTERS = [
  { name: "field", key: "linh-vuc", title: "Lĩnh vực" },
  { name: "kind", key: "loai", title: "Loại gương" },
  { name: "year", key: "nam", title: "Năm" },
  { name: "ward", key: "phuong", title: "Phường" },
  { name: "unit", key: "don-vi", title: "Đơn vị" },
];
export const TABS = [
  { key: "bai", title: "Bài" },
  { key: "trang", title: "Văn bản và trang" },
  { key: "anh", title: "Ảnh" },
];
export const SORTS = [
  { key: "lien-quan", title: "Liên quan nhất" },
  { key: "moi-nhat", title: "Mới nhất", order: "newest" },
  { key: "ten-bai", title: "Tên bài, A – Z", order: "title" },
  { key: "don-vi", title: "Đơn vị, A – Z", order: "unit" },
];
const [RELEVANCE, NEWEST] = SORTS;
const MARKS = /\p{Mn}/gu;

export function fold(text) {
  return text.normalize("NFD").replace(MARKS, "").toLowerCase().replace(/đ/g, "d").replace(/[\s_\-–—]+/g, " ").trim();
}

// Returns a slug for each name; hooks/danvan/pages/gathering.py gives the same.
export function slugs(names) {
  const taken = new Set();
  return names.map((name) => {
    const plain = fold(name).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "muc";
    let slug = plain;
    for (let number = 2; taken.has(slug); number += 1) slug = `${plain}-${number}`;
    taken.add(slug);
    return slug;
  });
}

// Returns the sorts that can be chosen; the first is what a visitor gets unasked.
export const sortsFor = (query) => (query ? SORTS : SORTS.slice(1));

// Reads and writes addresses such as `?q=hoa&linh-vuc=kinh-te&nam=2023&nam=2024&xep=ten-bai`.
export class Addresses {
  constructor(facets) {
    this.slugs = Object.fromEntries(FILTERS.map(({ name }) => [name, slugs(facets[name])]));
    this.slugs.field = facets.fieldSlug;
  }

  read(search) {
    const asked = new URLSearchParams(search);
    const q = (asked.get("q") ?? "").trim();
    const picked = {};
    for (const { name, key } of FILTERS) {
      const places = asked.getAll(key).map((slug) => this.slugs[name].indexOf(slug));
      picked[name] = new Set(places.filter((place) => place >= 0));
    }
    const sort = sortsFor(q).find(({ key }) => key === asked.get("xep")) ?? sortsFor(q)[0];
    const tab = (q && TABS.find(({ key }) => key === asked.get("muc"))) || TABS[0];
    return { q, picked, sort: sort.key, tab: tab.key };
  }

  write({ q, picked, sort, tab }) {
    const said = new URLSearchParams();
    if (q) said.set("q", q);
    for (const { name, key } of FILTERS) {
      for (const place of [...picked[name]].sort((one, other) => one - other)) said.append(key, this.slugs[name][place]);
    }
    if (sort !== (q ? RELEVANCE : NEWEST).key) said.set("xep", sort);
    if (q && tab !== TABS[0].key) said.set("muc", tab);
    return String(said) ? `?${said}` : "";
  }
}
