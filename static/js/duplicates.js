// While a name, an acronym or a number is typed: what resembles it is shown beneath the box. Without this file the form
// says it once before it saves.
"use strict";
{
  const panel = document.getElementById("lookalikes");
  const form = panel.closest("form");
  const watched = new Set(panel.dataset.boxes.split(" "));
  const rows = panel.dataset.rows.split(" ").map((row) => {
    const [prefix, name] = row.split("/");
    return new RegExp(`^${prefix}-[0-9]+-${name}$`);
  });
  const isWatched = (box) => watched.has(box.name) || rows.some((row) => row.test(box.name));

  const said = () => {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) {
      const isOfRow = panel.dataset.rows.split(" ").some((row) => name.startsWith(`${row.split("/")[0]}-`));
      if (typeof value === "string" && (watched.has(name) || isOfRow || name === "csrfmiddlewaretoken")) data.append(name, value);
    }
    data.append("record", panel.dataset.record);
    return data;
  };

  const asked = () => JSON.stringify([...said()].filter(([name]) => name !== "csrfmiddlewaretoken"));
  let last = asked();
  let waiting;
  let running;

  const ask = async (box) => {
    const now = asked();
    if (now === last) return;
    last = now;
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(panel.dataset.address, { method: "POST", body: said(), signal: running.signal, redirect: "error" });
      if (!answer.ok) return;
      const found = await answer.text();
      if (found.trim() === panel.innerHTML.trim()) return;
      (box.closest(".form-row") ?? box).after(panel);
      panel.innerHTML = found;
    } catch (problem) {
      if (problem.name !== "AbortError") last = "";
    }
  };

  form.addEventListener("input", ({ target }) => {
    if (!isWatched(target)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(target), 400);
  });
}
