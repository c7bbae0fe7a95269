"""`schemactl explain CODE`: the long text of a code."""

from __future__ import annotations

import difflib
import textwrap

import click

from schemactl.cli.context import App, pass_app
from schemactl.cli.options import json_option
from schemactl.errors import UsageError
from schemactl.reports import codes

_WIDTH = 88


@click.command()
@click.argument("code", required=False)
@json_option
@pass_app
def command(app: App, *, code: str | None, as_json: bool) -> None:
    """The long text of a code: an error, a rule, a hazard. Without CODE: a list of all."""
    texts = codes.all_codes()
    chosen = list(texts.values()) if code is None else [_find(code, texts)]
    if as_json:
        app.json({"codes": [one._asdict() for one in chosen]})
    elif code is None:
        app.result("\n".join(f"{one.code:<6} {one.title}" for one in chosen))
    else:
        app.result(f"{chosen[0].code}: {chosen[0].title}\n\n{_wrapped(chosen[0].text)}")


def _wrapped(text: str) -> str:
    lines = (textwrap.wrap(line, _WIDTH, subsequent_indent="  " if line.startswith("- ") else "") or [""] for line in text.split("\n"))
    return "\n".join(part for line in lines for part in line)


def _find(code: str, texts: dict[str, codes.Explanation]) -> codes.Explanation:
    wanted = code.strip().upper()
    if wanted in texts:
        return texts[wanted]
    close = [one for one in texts if one.startswith(wanted)][:8] or difflib.get_close_matches(wanted, texts, n=3)
    raise UsageError(
        f"there is no code {code!r}", hint=f"close to it: {', '.join(close)}" if close else "schemactl explain lists all codes"
    )
