// Starts what a page has: search boxes, the lightbox, menus that close.
import { startSearch } from "./search.js";

startSearch();

const gallery = document.querySelector("[data-gallery]");
if (gallery?.querySelector(".dv-zoom")) {
  import("./lightbox.js").then(({ startLightbox }) => startLightbox(gallery));
}

const menus = document.querySelectorAll(".dv-menu");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});
