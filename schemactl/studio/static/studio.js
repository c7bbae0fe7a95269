// What the pages do beside being pages: the tree is narrowed while one types, keys lead to it, and a page that was swapped in is announced.
"use strict";
const find = document.querySelector("#find"), tree = document.querySelector("#tree");

const links = () => [...tree.querySelectorAll("a")];
const opened = new Map([...tree.querySelectorAll("details")].map((one) => [one, one.open]));

find.addEventListener("input", () => {
  const wanted = find.value.trim().toLowerCase();
  for (const branch of tree.querySelectorAll("details")) {
    const schema = branch.querySelector("summary").firstChild.textContent.trim().toLowerCase();
    let shown = 0;
    for (const item of branch.querySelectorAll("li")) {
      const hit = `${schema}.${item.firstElementChild.textContent.toLowerCase()}`.includes(wanted);
      item.hidden = !hit;
      shown += hit;
    }
    branch.hidden = wanted !== "" && shown === 0;
    branch.open = wanted ? shown > 0 : opened.get(branch);
  }
});

const visible = () => links().filter((one) => one.checkVisibility());
find.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") { visible()[0]?.focus(); event.preventDefault(); }
  if (event.key === "Enter" && find.value.trim()) {
    const hits = visible();
    if (hits.length === 1) { hits[0].click(); event.preventDefault(); }
  }
  if (event.key === "Escape") { find.value = ""; find.dispatchEvent(new Event("input")); }
});
tree.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches("a")) return;
  const all = visible(), next = all[all.indexOf(event.target) + step];
  (next ?? find).focus();
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  // The diagram has a search of its own.
  if (event.key === "/" && !document.querySelector("#view")) { find.focus(); find.select(); event.preventDefault(); }
  const way = { ArrowRight: "next", ArrowLeft: "prev" }[event.key];
  if (way && event.shiftKey) document.querySelector(`.pager [rel=${way}]`)?.click();
});

// Where one is, in the lists beside the page.
const mark = () => {
  const here = location.pathname + location.search, names = new URLSearchParams(location.search);
  const relation = names.has("n") ? `/relation?${new URLSearchParams([["s", names.get("s")], ["n", names.get("n")]])}` : "";
  const section = { "/plan": "/plans", "/relation": "", "/rows": "", "/row": "" }[location.pathname] ?? location.pathname;
  for (const link of document.querySelectorAll(".pages a, .tree a")) {
    const to = link.getAttribute("href");
    if (to === here || to === section || (relation && to === relation && location.pathname !== "/diagram")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
};
mark();
document.querySelector(".tree [aria-current]")?.scrollIntoView({ block: "nearest" });
document.body.addEventListener("htmx:pushedIntoHistory", mark);
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "main" && event.detail.elt?.id !== "main") return;
  mark();
  document.querySelector("#main").focus({ preventScroll: true });
});
document.querySelector("#view")?.classList.add("live");
