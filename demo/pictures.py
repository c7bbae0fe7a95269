"""`./dev pictures`: the pictures of the README, from what the commands print on a copy of the example. No network, no browser.

docs/images/plan.svg is `schemactl plan` on a database whose table of messages is large, docs/images/diagram.svg is `schemactl diagram`. The pictures
of the studio are screenshots: `./dev paint --pictures docs/images`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.sax.saxutils import escape

import run

from schemactl.live.connection import connect, target
from schemactl.scratch.development import development_url

IMAGES = run.ROOT / "docs" / "images"
PLAN = "schemactl plan message_priority --accept SC401:gateway.deliveries.error"
DIAGRAM = "schemactl diagram --format svg"

# One session that said much: rows enough for a plan to take the table for busy. Its trigger and its keys are spared, row by row.
MESSAGES = """
SET session_replication_role = replica;
WITH home AS (INSERT INTO gateway.organizations (name, slug) VALUES ('Example', 'example') RETURNING id),
     person AS (INSERT INTO gateway.users (organization_id, email, display_name) SELECT id, 'ada@example.org', 'Ada' FROM home RETURNING id),
     session AS (INSERT INTO gateway.sessions (user_id) SELECT id FROM person RETURNING id)
INSERT INTO gateway.messages (session_id, direction, body)
SELECT session.id, 'inbound', jsonb_build_object('n', n, 'said', repeat('-', 40)) FROM session, generate_series(1, 250000) n;
ANALYZE gateway.messages"""

SIZE, ADVANCE, LINE, MARGIN = 14, 8.43, 20, 18
STYLE = """
svg { color-scheme: light dark; --bg:#f6f8fa; --fg:#1f2328; --red:#cf222e; --green:#1a7f37; --yellow:#7d4e00; --magenta:#8250df; --cyan:#0969da }
@media (prefers-color-scheme: dark) { svg { --bg:#0d1117; --fg:#e6edf3; --red:#ff7b72; --green:#56d364; --yellow:#e3b341; --magenta:#d2a8ff; --cyan:#79c0ff } }
rect { fill: var(--bg) } text { fill: var(--fg); font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }
.bold { font-weight: 700 } .red { fill: var(--red) } .green { fill: var(--green) } .yellow { fill: var(--yellow) } .magenta { fill: var(--magenta) }
.cyan, .blue { fill: var(--cyan) }
"""
CLASSES = {1: "bold", 31: "red", 32: "green", 33: "yellow", 34: "blue", 35: "magenta", 36: "cyan"}
SEQUENCE = re.compile(r"\x1b\[([\d;]*)m")


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    with run.copied() as project:
        shell = run.Shell(project)
        (folder / "diagram.svg").write_text(printed(shell, DIAGRAM), encoding="utf-8")
        printed(shell, "schemactl apply")
        fill(project)
        shell.add(run.TRAFFIC, run.PRIORITY)
        shell.remove(run.TRAFFIC, run.ERROR)
        (folder / "plan.svg").write_text(drawn(f"$ {PLAN}\n{printed(shell, PLAN)}", title=PLAN), encoding="utf-8")
    return run.DONE


def printed(shell: run.Shell, command: str) -> str:
    """What a command says on stdout, coloured as on a terminal."""
    words = ["--color", "always", *command.split()[1:]]
    call = [sys.executable, "-m", "schemactl", *words]
    return subprocess.run(
        call, cwd=shell.folder, env=shell.variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def fill(project: Path) -> None:
    """Rows for the development database."""
    with closing(connect(target(development_url(project), source="the pictures"))) as conn:
        for statement in MESSAGES.split(";"):
            conn.execute(statement.encode())


def drawn(text: str, *, title: str) -> str:
    """A terminal's text as SVG, light and dark: each run of one colour at its column, as wide as its letters are many, whatever the font."""
    lines = text.rstrip("\n").split("\n")
    width = 2 * MARGIN + ADVANCE * max(len(SEQUENCE.sub("", line)) for line in lines)
    height = 2 * MARGIN + LINE * len(lines)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" role="img">'
    body = [part for row, line in enumerate(lines) for part in runs(line, MARGIN + SIZE + LINE * row)]
    return "\n".join(
        [head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", '<rect width="100%" height="100%" rx="8"/>', *body, "</svg>\n"]
    )


def runs(line: str, y: int) -> Iterator[str]:
    """The parts of a line between two changes of colour."""
    column, styles = 0, set[str]()
    for position, part in enumerate(SEQUENCE.split(line)):
        if position % 2:
            numbers = {int(number or 0) for number in part.split(";")}
            styles = (set() if 0 in numbers else styles) | {CLASSES[number] for number in numbers & CLASSES.keys()}
        elif part:
            if part.strip():
                names = f' class="{" ".join(sorted(styles))}"' if styles else ""
                place = (
                    f'x="{MARGIN + ADVANCE * column:.1f}" y="{y}" textLength="{ADVANCE * len(part):.1f}" lengthAdjust="spacingAndGlyphs"'
                )
                yield f'<text {place} xml:space="preserve"{names}>{escape(part)}</text>'
            column += len(part)


if __name__ == "__main__":
    sys.exit(main())
