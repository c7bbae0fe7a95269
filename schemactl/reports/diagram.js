// A drawing that is moved with the mouse or the keys, made larger and smaller, and searched: an <svg> in #view, #search with #count, #in, #out, #all.
"use strict";
const svg = document.querySelector("#view svg"), start = svg.getAttribute("viewBox").split(" ").map(Number);
let box = start.slice();
const show = () => svg.setAttribute("viewBox", box.join(" "));
const zoom = (by, x, y) => { box = [x - (x - box[0]) * by, y - (y - box[1]) * by, box[2] * by, box[3] * by]; show(); };
const middle = () => [box[0] + box[2] / 2, box[1] + box[3] / 2];
const scale = () => Math.max(box[2] / svg.clientWidth, box[3] / svg.clientHeight);
const point = (event) => { const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()); return [at.x, at.y]; };
svg.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...point(event)); }, { passive: false });
let held = null, moved = 0;
svg.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; moved = 0; });
svg.addEventListener("dragstart", (event) => event.preventDefault());
// Whoever drags the drawing by a table does not mean to follow its link.
svg.addEventListener("click", (event) => { if (moved > 4) event.preventDefault(); }, true);
window.addEventListener("pointerup", () => { held = null; });
window.addEventListener("pointermove", (event) => {
  if (!held) return;
  moved += Math.abs(event.clientX - held[0]) + Math.abs(event.clientY - held[1]);
  box[0] -= (event.clientX - held[0]) * scale(); box[1] -= (event.clientY - held[1]) * scale();
  held = [event.clientX, event.clientY]; show();
});
const search = document.querySelector("#search"), count = document.querySelector("#count"), boxes = [...svg.querySelectorAll(".box")];
let hits = [], at = 0;
const go = () => {
  if (!hits.length) return;
  const bounds = hits[at % hits.length].getBBox(), wide = Math.max(bounds.width * 4, 900), high = wide * svg.clientHeight / svg.clientWidth;
  box = [bounds.x + bounds.width / 2 - wide / 2, bounds.y + bounds.height / 2 - high / 2, wide, high]; show(); at += 1;
};
search.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  // The table of that very name comes before those whose names hold it.
  const far = (one) => { const name = one.dataset.name.toLowerCase(), last = name.split(".").pop(); return [name, last].includes(wanted) ? 0 : last.startsWith(wanted) ? 1 : 2; };
  hits = wanted ? boxes.filter((one) => one.dataset.name.toLowerCase().includes(wanted)).sort((one, other) => far(one) - far(other)) : [];
  boxes.forEach((one) => one.classList.toggle("hit", hits.includes(one)));
  svg.classList.toggle("dimmed", hits.length > 0);
  count.textContent = wanted ? `${hits.length} found` : ""; at = 0;
});
search.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); event.stopPropagation(); });
document.querySelector("#in").addEventListener("click", () => zoom(1 / 1.3, ...middle()));
document.querySelector("#out").addEventListener("click", () => zoom(1.3, ...middle()));
document.querySelector("#all").addEventListener("click", () => { box = start.slice(); show(); });
window.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const step = box[2] / 10, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (moves[event.key]) { box[0] += moves[event.key][0]; box[1] += moves[event.key][1]; show(); event.preventDefault(); }
  else if (event.key === "+") zoom(1 / 1.3, ...middle());
  else if (event.key === "-") zoom(1.3, ...middle());
  else if (event.key === "0") { box = start.slice(); show(); }
  else if (event.key === "/") { search.focus(); event.preventDefault(); }
});
