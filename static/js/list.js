// What the refreshing list needs beyond its htmx attributes.
const facets = () => document.getElementById("facets");
let openFolds = [];

if (window.htmx) {
  // The list now refreshes by itself: the button that applies the filters steps back.
  document.documentElement.classList.add("refreshes");
}

// What is typed waits for Enter or the button, which come as a submit; leaving the box is no order to search.
document.addEventListener(
  "change",
  (event) => {
    if (event.target.id === "words") event.stopPropagation();
  },
  true,
);

// Addresses carry only what was chosen.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) {
    if (value === "") detail.formData.delete(name);
  }
});

// Folds that the reader opened stay open, and so the changed control can take its focus back.
document.addEventListener("htmx:oobBeforeSwap", () => {
  openFolds = [...facets().querySelectorAll("details[open]")].map((fold) => fold.id);
});
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const id of openFolds) document.getElementById(id)?.setAttribute("open", "");
});

// A link that is gone after its work (a removed filter, a page) leaves the focus on what was found.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) {
    document.querySelector("#found h2")?.focus({ preventScroll: true });
  }
});
