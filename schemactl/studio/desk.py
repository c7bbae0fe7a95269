"""What every page has at hand: the site, its sessions, the secrets of this run, the templates."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from schemactl import __version__
from schemactl.studio import addresses, words
from schemactl.studio.drawings import Drawings
from schemactl.studio.guard import Keys
from schemactl.studio.sessions import Sessions
from schemactl.studio.site import Site
from schemactl.studio.tree import tree


class Desk:
    """One per running studio; found at `request.app.state.desk`."""

    def __init__(self, site: Site, keys: Keys) -> None:
        self.site, self.keys = site, keys
        self.sessions = Sessions(site.target)
        self.drawings = Drawings()

    def page(self, request: Request, template: str, *, http: int = 200, **values: Any) -> HTMLResponse:
        """A page with the tree beside it; htmx, which keeps the tree, gets the rest alone."""
        alone = request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers
        known: Mapping[str, Any] = {
            "site": self.site,
            "form_key": self.keys.form,
            "path": request.url.path,
            "here": (request.query_params.get("s", ""), request.query_params.get("n", "")),
            "alone": alone,
            "branches": () if alone or "branches" in values else self._branches(),
        }
        text = templates().get_template(template).render({**known, **values})
        return HTMLResponse(text, status_code=http, headers={"Vary": "HX-Request"})

    def _branches(self) -> Any:
        with self.sessions.reading() as conn:
            return tree(conn)

    def close(self) -> None:
        """The sessions end."""
        self.sessions.close()


def desk_of(request: Request) -> Desk:
    """The one of this application."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


@functools.cache
def templates() -> Environment:
    """Everything is escaped, and what could draw on a page without being a letter of HTML (bidi controls in a name) is shown as an escape."""
    environment = Environment(
        loader=PackageLoader("schemactl.studio"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"size": words.size, "count": words.count, "when": words.when, "plural": words.plural, "exact": _exact}
    environment.globals |= {"at": addresses, "version": __version__, "asset": _asset}
    return environment


def _harmless(value: Any) -> Any:
    return words.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _exact(text: str) -> Markup:
    """What a form sends back: every letter as it is, but for HTML. Shown as an escape, it would come back as one."""
    return escape(text)


@functools.cache
def _asset(name: str) -> str:
    """A file's address that changes with its content."""
    from hashlib import sha256

    return f"/static/{name}?{sha256(asset(name)).hexdigest()[:12]}"


ASSETS = {
    "studio.css": ("schemactl.studio", "static/studio.css", "text/css"),
    "studio.js": ("schemactl.studio", "static/studio.js", "text/javascript"),
    "htmx.js": ("schemactl.studio", "static/htmx.min.js", "text/javascript"),
    "diagram.js": ("schemactl.reports", "diagram.js", "text/javascript"),
}
"""Files that pages ask for: package, place in it, media type. Nothing else is served from the disk."""


@functools.cache
def asset(name: str) -> bytes:
    """A file's content; KeyError where there is none of that name."""
    package, place, _ = ASSETS[name]
    return resources.files(package).joinpath(place).read_bytes() + _added(name)


def _added(name: str) -> bytes:
    """The style of drawings belongs to whoever draws them."""
    from schemactl.reports import svg

    return svg.STYLE.encode() if name == "studio.css" else b""
