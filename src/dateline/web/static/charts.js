// Draws every chart of the page from its specification. Expressions are interpreted (ast), never evaluated as code.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

function themed(address) {
  const full = new URL(address, location.href);
  if (dark.matches) full.searchParams.set("theme", "dark");
  return full;
}

// A chart that says how much its axes need is as wide as the page lets it be; a picture keeps its shape.
function fitted(spec, place) {
  const axes = spec.usermeta && spec.usermeta.fluid;
  if (axes === undefined) return spec;
  const width = Math.max(220, place.clientWidth - axes - 20);
  for (const part of spec.vconcat || [spec]) {
    if (!spec.vconcat) part.height = Math.round(Math.max(part.height * Math.min(1, width / part.width), width < part.width ? width * (spec.usermeta.tall || 0) : 0));
    part.width = width;
  }
  return spec;
}

async function draw(place) {
  const answer = await fetch(themed(place.dataset.spec));
  if (!answer.ok) {
    place.textContent = "The chart could not be drawn.";
    return;
  }
  const spec = await answer.json();
  const options = { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: tell(place), loader: { target: "_self" } };
  place.replaceChildren();
  await vegaEmbed(place, fitted(spec, place), options);
  // The chart is one picture with a name; its numbers are read from the data beside it.
  place.querySelector("svg").setAttribute("aria-hidden", "true");
  place.dataset.drawn = "yes";
}

// Vega's own tooltip writes a style element, which the policy forbids.
function tell(place) {
  const box = document.createElement("div");
  box.className = "chart-tip";
  box.hidden = true;
  document.body.append(box);
  place.addEventListener("mouseleave", () => { box.hidden = true; });
  return (handler, event, item, value) => {
    box.hidden = value === null || value === undefined || value === "";
    if (box.hidden) return;
    box.replaceChildren();
    const rows = typeof value === "object" ? Object.entries(value) : [["", String(value)]];
    for (const [name, shown] of rows) {
      const line = document.createElement("div");
      if (name) {
        const label = document.createElement("span");
        label.textContent = `${name} `;
        line.append(label);
      }
      line.append(String(shown));
      box.append(line);
    }
    const left = Math.min(event.pageX + 12, document.documentElement.scrollWidth - box.offsetWidth - 8);
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${event.pageY + 14}px`;
  };
}

function drawAll(root) {
  for (const place of root.querySelectorAll(".chart-here")) {
    draw(place).catch((error) => {
      place.textContent = "The chart could not be drawn; its picture and data are linked below.";
      console.error(error);
    });
  }
}

drawAll(document);
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) drawAll(event.target); });
dark.addEventListener("change", () => drawAll(document));
