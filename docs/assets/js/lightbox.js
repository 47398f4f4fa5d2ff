// All photos of a story in PhotoSwipe: keyboard, touch, zoom, captions, Vietnamese labels.
import PhotoSwipeLightbox from "../vendor/photoswipe/photoswipe-lightbox.esm.min.js";

export function startLightbox(gallery) {
  const lightbox = new PhotoSwipeLightbox({
    gallery,
    children: ".dv-zoom",
    pswpModule: () => import("../vendor/photoswipe/photoswipe.esm.min.js"),
    showHideAnimationType: matchMedia("(prefers-reduced-motion: reduce)").matches ? "none" : "fade",
    bgOpacity: 1,
    closeTitle: "Đóng (phím Esc)",
    zoomTitle: "Phóng to hoặc thu nhỏ",
    arrowPrevTitle: "Ảnh trước",
    arrowNextTitle: "Ảnh sau",
    errorMsg: "Không tải được ảnh này.",
    indexIndicatorSep: " / ",
    paddingFn: (viewport) => ({ top: 44, bottom: viewport.y > 500 ? 76 : 56, left: 0, right: 0 }),
  });
  lightbox.on("uiRegister", () => {
    lightbox.pswp.ui.registerElement({
      name: "dv-caption",
      order: 9,
      isButton: false,
      appendTo: "root",
      onInit: (element, pswp) => {
        element.setAttribute("aria-live", "polite");
        pswp.on("change", () => {
          const { caption, credit } = pswp.currSlide.data.element.dataset;
          element.textContent = caption ? `${caption} ` : "";
          if (credit) element.append(Object.assign(document.createElement("span"), { textContent: credit }));
        });
      },
    });
  });
  lightbox.init();
}
