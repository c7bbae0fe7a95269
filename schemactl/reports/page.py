"""One HTML page that needs nothing else: no network, no font, no file beside it; it may run only what it brings. Pure."""

from __future__ import annotations

import base64
import hashlib
import html

from schemactl.reports.problems import printable

STYLE = """
:root { color-scheme: light dark; --bg:#ffffff; --fg:#1f2328; --dim:#59636e; --card:#f6f8fa; --line:#d1d9e0; --add:#1a7f37; --del:#cf222e; --chg:#9a6700; --link:#0969da }
@media screen and (prefers-color-scheme: dark) { :root { --bg:#0d1117; --fg:#e6edf3; --dim:#9198a1; --card:#151b23; --line:#3d444d; --add:#3fb950; --del:#f85149; --chg:#d29922; --link:#4493f8 } }
* { box-sizing: border-box } body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem } h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
code, pre { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace } pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; overflow-x: auto }
pre.wrap { white-space: pre-wrap; overflow-wrap: anywhere } table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
th { color: var(--dim); font-weight: 600 } td.sql { width: 50% } td code { overflow-wrap: anywhere } td.figure { white-space: nowrap } .dim { color: var(--dim) } .del { color: var(--del) } .add { color: var(--add) } .chg { color: var(--chg) }
.needed { border-left: 4px solid var(--del); padding: .25rem 1rem; background: var(--card) } .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 6px; max-height: 80vh } summary { cursor: pointer; font-weight: 600 }
@media print { :root { --bg:#fff; --fg:#000; --card:#fff; --line:#999 } main { max-width: none; padding: 0 } pre { white-space: pre-wrap; break-inside: auto } tr { break-inside: avoid } .scroll { overflow: visible; max-height: none; border: 0 } .scroll svg { max-width: 100%; height: auto } .screen { display: none } }
"""


def page(title: str, body: str, *, style: str = "", script: str = "") -> str:
    """The file. Its policy lets nothing in: no request leaves the machine, and no script but this one runs."""
    allowed = f"script-src '{_digest(script)}'" if script else "script-src 'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; {allowed}"
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(title)}</title>",
        f"<style>{STYLE}{style}</style>",
        "</head>",
        "<body>",
        body,
        *([f"<script>{script}</script>"] if script else []),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts)


def escaped(text: str) -> str:
    """Any text, unable to be anything but text."""
    return "\n".join(html.escape(printable(line), quote=True) for line in text.split("\n"))


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
