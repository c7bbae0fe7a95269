"""Who may ask: this machine's browser that brought the token. Host, Origin, cookie, method and headers of every request and answer.

The page is bound to 127.0.0.1, which keeps other machines out and no web page: a browser lets any page send requests there. So a name that was
rebound to 127.0.0.1 fails on Host, a form on another page on Origin and on the cookie's SameSite, a guess on the token.
"""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")
METHODS = ("GET", "HEAD", "POST")
STATIC = "/static/"
ENTER = "/enter"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'none'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: a browser then sends `Origin: null` with this page's own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Keys:
    """The secrets of one run: `token` is in the address that is printed, `session` in the cookie, `form` in every form."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.token, self.session, self.form = (secrets.token_urlsafe(32) for _ in range(3))

    @property
    def cookie(self) -> str:
        """Cookies are shared by all ports of a host: each studio has its own name."""
        return f"schemactl_studio_{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(f"{name}:{self.port}" for name in NAMES)

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://127.0.0.1:{self.port}{ENTER}?token={self.token}"


class Guard:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        static = request.url.path.startswith(STATIC)

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers["Cache-Control"] = headers.get("Cache-Control", "no-store") if static else "no-store"
                if "server" in headers:
                    del headers["server"]
            await send(message)

        answer = self._refusal(request.headers, scope["method"], request.url.path)
        await (answer or self._app)(scope, receive, sealed)

    def _refusal(self, headers: Headers, method: str, path: str) -> Response | None:
        if headers.getlist("host") not in ([host] for host in self._keys.hosts):
            return PlainTextResponse("This address is not one of schemactl studio's.\n", 421)
        if method not in METHODS:
            return PlainTextResponse("Not allowed.\n", 405, {"Allow": ", ".join(METHODS)})
        origin = headers.get("origin")
        if (origin is not None or method == "POST") and origin != f"http://{headers['host']}":
            return PlainTextResponse("Requests come from schemactl studio's own pages only.\n", 403)
        if path.startswith(STATIC) or path == ENTER:
            return None
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return PlainTextResponse("Requests come from schemactl studio's own pages only.\n", 403)
        if not same(_cookie(headers, self._keys.cookie), self._keys.session):
            return PlainTextResponse("Open the address that `schemactl studio` printed: it holds the key to this page.\n", 401)
        return None


def same(one: str, other: str) -> bool:
    """Compared in a time that tells nothing."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        jar = SimpleCookie("; ".join(headers.getlist("cookie")))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def enter(request: Request, keys: Keys) -> Response:
    """The token → the cookie. A page that goes on by itself, not a redirect: one that began on another site would not bring a strict cookie."""
    if not same(request.query_params.get("token", ""), keys.token):
        return PlainTextResponse("This key is not the one that `schemactl studio` printed.\n", 401)
    response = Response(status_code=200, media_type="text/html; charset=utf-8")
    response.body = b'<!doctype html><html lang="en"><title>schemactl</title><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0; url=/"><p><a href="/">Go on</a></p></html>'
    response.headers["Content-Length"] = str(len(response.body))
    response.set_cookie(keys.cookie, keys.session, httponly=True, samesite="strict", path="/")
    return response
