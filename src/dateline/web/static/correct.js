// Mark words in a story, and a form learns where they stand: in code points of the story's text.
"use strict";

const codePoints = (text) => Array.from(text).length;

// The place of a point of the page in the story's text; null where it is not in it.
function placeOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = element && element.closest("[data-start]");
  if (!block || (element.closest("[data-not-text]") && block.contains(element.closest("[data-not-text]")))) return null;
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, offset);
  const held = before.cloneContents();
  for (const other of held.querySelectorAll("[data-not-text]")) other.remove();
  return Number(block.dataset.start) + codePoints(held.textContent);
}

function marked() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : { start, end, words: selection.toString() };
}

for (const form of document.querySelectorAll("[data-mark]")) {
  const says = form.querySelector("[data-mark-says]");
  const before = says.textContent;
  document.addEventListener("selectionchange", () => {
    const found = marked();
    if (!found && document.activeElement && form.contains(document.activeElement)) return;
    form.elements.start.value = found ? found.start : 0;
    form.elements.end.value = found ? found.end : 0;
    says.textContent = found ? `Marked: “${found.words.replace(/\s+/g, " ").slice(0, 120)}”` : before;
  });
}
