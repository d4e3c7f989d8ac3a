// Gives each select2 box of the form the name that its label shows: select2 leaves its own boxes without one.
"use strict";
{
  const $ = django.jQuery;

  const nameOf = (select) => document.querySelector(`label[for="${select.id}"]`)?.textContent.replace(/:\s*$/, "").trim() ?? "";

  const nameBoxes = (root) => {
    for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.nextElementSibling;
      const name = nameOf(select);
      const single = box?.querySelector(".select2-selection--single");
      if (single) {
        const chosen = single.querySelector(".select2-selection__rendered");
        chosen.setAttribute("aria-label", `${name}: ${chosen.title || "–"}`);
      }
      box?.querySelector(".select2-selection--multiple .select2-search__field")?.setAttribute("aria-label", name);
    }
  };

  $(() => nameBoxes(document));
  document.addEventListener("formset:added", (event) => nameBoxes(event.target));
  $(document).on("change", "select.select2-hidden-accessible", () => nameBoxes(document));
  $(document).on("select2:open", (event) => {
    document.querySelector(".select2-container--open .select2-search--dropdown .select2-search__field")?.setAttribute("aria-label", nameOf(event.target));
  });
}
