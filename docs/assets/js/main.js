// Starts what a page has: search boxes, the lightbox, menus that close.
import { startSearch } from "./search.js";

startSearch();

const sought = new URLSearchParams(location.search).get("tim");
if (sought && document.querySelector(".dv-story, .dv-prose")) {
  import("./search/marking.js").then(({ markPage }) => markPage(sought));
}

const gallery = document.querySelector("[data-gallery]");
if (gallery?.querySelector(".dv-zoom")) {
  import("./lightbox.js").then(({ startLightbox }) => startLightbox(gallery));
}

const browse = document.querySelector("[data-browse]");
if (browse) {
  import("./browse.js")
    .then(({ startBrowsing }) => startBrowsing(browse))
    .catch((error) => {
      browse.classList.add("dv-browse--plain"); // shows the lists
      throw error;
    });
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
