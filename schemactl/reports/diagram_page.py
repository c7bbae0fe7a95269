"""A picture as a page of its own: moved with the mouse or the keys, made larger and smaller, searched. Pure."""

from __future__ import annotations

from schemactl.reports import svg
from schemactl.reports.page import escaped, page
from schemactl.reports.picture import Picture

_STYLE = """
html, body { height: 100%; overflow: hidden } header { position: fixed; inset: 0 0 auto 0; display: flex; gap: .75rem; align-items: center; padding: .5rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); z-index: 1 }
header h1 { font-size: 1rem; margin: 0; white-space: nowrap } input { font: inherit; padding: .25rem .5rem; width: 16rem; max-width: 40vw; border: 1px solid var(--line); border-radius: 6px; background: var(--bg); color: var(--fg) }
button { font: inherit; min-width: 2rem; border: 1px solid var(--line); border-radius: 6px; background: var(--bg); color: var(--fg) } #view { position: absolute; inset: 3rem 0 0 0; touch-action: none; cursor: grab } #view svg { width: 100%; height: 100% }
.dimmed .box, .dimmed .arrow { opacity: .15 } .dimmed .box.hit, .dimmed .arrow.hit { opacity: 1 }
@media print { html, body { height: auto; overflow: visible } header { display: none } #view { position: static } }
"""

_SCRIPT = """
"use strict";
const svg = document.querySelector("#view svg"), start = svg.getAttribute("viewBox").split(" ").map(Number);
let box = start.slice();
const show = () => svg.setAttribute("viewBox", box.join(" "));
const zoom = (by, x, y) => { box = [x - (x - box[0]) * by, y - (y - box[1]) * by, box[2] * by, box[3] * by]; show(); };
const middle = () => [box[0] + box[2] / 2, box[1] + box[3] / 2];
const scale = () => Math.max(box[2] / svg.clientWidth, box[3] / svg.clientHeight);
const point = (event) => { const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()); return [at.x, at.y]; };
svg.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...point(event)); }, { passive: false });
let held = null;
svg.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; });
window.addEventListener("pointerup", () => { held = null; });
window.addEventListener("pointermove", (event) => {
  if (!held) return;
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
  hits = wanted ? boxes.filter((one) => one.dataset.name.toLowerCase().includes(wanted)) : [];
  boxes.forEach((one) => one.classList.toggle("hit", hits.includes(one)));
  svg.classList.toggle("dimmed", hits.length > 0);
  count.textContent = wanted ? `${hits.length} found` : ""; at = 0;
});
search.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); event.stopPropagation(); });
document.querySelector("#in").addEventListener("click", () => zoom(1 / 1.3, ...middle()));
document.querySelector("#out").addEventListener("click", () => zoom(1.3, ...middle()));
document.querySelector("#all").addEventListener("click", () => { box = start.slice(); show(); });
window.addEventListener("keydown", (event) => {
  const step = box[2] / 10, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (moves[event.key]) { box[0] += moves[event.key][0]; box[1] += moves[event.key][1]; show(); event.preventDefault(); }
  else if (event.key === "+") zoom(1 / 1.3, ...middle());
  else if (event.key === "-") zoom(1.3, ...middle());
  else if (event.key === "0") { box = start.slice(); show(); }
  else if (event.key === "/") { search.focus(); event.preventDefault(); }
});
"""


def diagram(picture: Picture, title: str) -> str:
    """The page."""
    body = f"""<header>
<h1>{escaped(title)}</h1>
<label class="dim" for="search">Search</label><input id="search" type="search" placeholder="table, then Enter" autocomplete="off">
<span id="count" class="dim" role="status"></span>
<button id="in" aria-label="larger">+</button><button id="out" aria-label="smaller">−</button><button id="all">whole</button>
</header>
<main id="view" tabindex="0" aria-label="Diagram: arrow keys move, plus and minus change the size, / searches">
{svg.element(picture)}
</main>"""
    return page(title, body, style=_STYLE, script=_SCRIPT)
