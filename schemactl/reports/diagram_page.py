"""A picture as a page of its own: moved with the mouse or the keys, made larger and smaller, searched. Pure."""

from __future__ import annotations

from importlib import resources

from schemactl.reports import svg
from schemactl.reports.page import escaped, page
from schemactl.reports.picture import Picture

_STYLE = """
html, body { height: 100%; overflow: hidden } header { position: fixed; inset: 0 0 auto 0; display: flex; gap: .75rem; align-items: center; padding: .5rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); z-index: 1 }
header h1 { font-size: 1rem; margin: 0; white-space: nowrap } input { font: inherit; padding: .25rem .5rem; width: 16rem; max-width: 40vw; border: 1px solid var(--line); border-radius: 6px; background: var(--bg); color: var(--fg) }
button { font: inherit; min-width: 2rem; border: 1px solid var(--line); border-radius: 6px; background: var(--bg); color: var(--fg) } #view { max-width: none; margin: 0; padding: 0; position: absolute; inset: 3rem 0 0 0; touch-action: none; cursor: grab } #view svg { width: 100%; height: 100% }
.dimmed .box, .dimmed .arrow { opacity: .15 } .dimmed .box.hit, .dimmed .arrow.hit { opacity: 1 }
@media print { html, body { height: auto; overflow: visible } header { display: none } #view { position: static } #view svg { width: auto; max-width: 100%; height: auto } }
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
    script = resources.files(__package__).joinpath("diagram.js").read_text(encoding="utf-8")
    return page(title, body, style=_STYLE, script=script)
