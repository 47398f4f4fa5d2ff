// What Material writes into every page as inline scripts, which the site's security policy refuses:
// where the site remembers things, and the colour scheme chosen before, set before anything shows.

{
  const here = document.currentScript;
  const scope = new URL(here.dataset.base, location);
  const keyOf = (key, base) => `${base.pathname}.${key}`;

  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
  window.__md_get = (key, store = localStorage, base = scope) => JSON.parse(store.getItem(keyOf(key, base)));
  window.__md_set = (key, value, store = localStorage, base = scope) => {
    try {
      store.setItem(keyOf(key, base), JSON.stringify(value));
    } catch {
      // Without a store the scheme lasts as long as the page.
    }
  };

  function chosenColours() {
    try {
      return window.__md_get("__palette")?.color;
    } catch {
      return undefined;
    }
  }

  for (const [name, value] of Object.entries(chosenColours() ?? {})) {
    document.body.setAttribute(`data-md-color-${name}`, value);
  }
}
