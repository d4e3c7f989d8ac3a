// Reading and writing a long sheet takes a while: the form says so, and is not sent a second time meanwhile.
"use strict";
{
  for (const form of document.querySelectorAll("form[data-busy]")) {
    const told = form.querySelector(".busy");
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      if (told) told.textContent = form.dataset.busy;
    });
    // The browser's Back shows the page as it was left.
    addEventListener("pageshow", () => {
      delete form.dataset.sent;
      if (told) told.textContent = "";
    });
  }
}
