// Small comforts; every page can be read without them.
"use strict";

// Where scripts run, forms send themselves; their buttons are for pages without.
document.documentElement.classList.add("scripted");
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.matches("[data-send]")) form.requestSubmit();
});

// "/" leads to the search box, as in a terminal's pager.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const box = document.querySelector("main input[type=search]") || document.getElementById("top-q");
  box.focus();
  box.select();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Mark the text and copy it";
  }
  setTimeout(() => { button.textContent = before; }, 2000);
});

// A marked passage and its note in the margin light up together.
for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const part = event.target.closest && event.target.closest("[data-record]");
    if (!part) return;
    const on = kind === "mouseover" || kind === "focusin";
    for (const name of part.dataset.record.split(" ")) {
      for (const other of document.querySelectorAll(`[data-record~="${CSS.escape(name)}"]`)) other.classList.toggle("lit", on);
    }
  });
}
