"""Who may ask a studio: Host, Origin, token, cookie, method; and the headers of every answer."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from studio_visitor import BASE, Visitor


def newcomer(visitor: Visitor) -> TestClient:
    return TestClient(visitor.application, base_url=BASE)


PAGES = (
    "/",
    "/schema?s=shop",
    "/relation?s=shop&n=orders",
    "/rows?s=shop&n=orders",
    "/diagram",
    "/plans",
    "/plan?name=0001_notes",
    "/history",
    "/drift",
    "/search?q=a",
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_told_to_who_has_no_cookie(shop: Visitor, path: str):
    answer = shop.stranger.get(path)
    assert answer.status_code == 401
    assert "orders" not in answer.text


def test_the_token_gives_a_strict_cookie_that_scripts_cannot_read(shop: Visitor):
    answer = newcomer(shop).get("/enter", params={"token": shop.keys.token})
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 200
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert shop.keys.token not in cookie
    assert newcomer(shop).get("/", headers={"cookie": cookie.partition(";")[0]}).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "é", "\x00"])
def test_another_token_gives_none(shop: Visitor, token: str):
    answer = shop.stranger.get("/enter", params={"token": token})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_another_cookie_is_not_one(shop: Visitor):
    for value in ("", "x", shop.keys.token, shop.keys.session[:-1], "é"):
        cookie = f"{shop.keys.cookie}={value}".encode("latin-1")
        assert shop.stranger.get("/", headers={b"cookie": cookie}).status_code == 401


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1:80", "localhost", "rebound.example.org:4711", "[::1]:4711", ""])
def test_another_host_is_refused_even_with_the_cookie(shop: Visitor, host: str):
    for path in ("/", "/enter", "/static/studio.css"):
        assert shop.client.get(path, headers={"host": host}).status_code == 421


def test_localhost_is_a_name_of_this_machine(shop: Visitor):
    assert shop.client.get("/", headers={"host": "localhost:4711", "cookie": f"{shop.keys.cookie}={shop.keys.session}"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://example.org", "https://127.0.0.1:4711", "http://127.0.0.1:4712", "http://localhost:4711", "null", ""]
)
def test_another_origin_is_refused_even_with_the_cookie(shop: Visitor, origin: str):
    assert shop.client.get("/", headers={"origin": origin}).status_code == 403


def test_a_page_on_another_port_of_this_machine_is_another_one(shop: Visitor):
    """Its requests bear the cookie: ports are the same site."""
    assert shop.client.get("/", headers={"sec-fetch-site": "same-site"}).status_code == 403
    assert shop.client.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert shop.client.get("/", headers={"sec-fetch-site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(shop: Visitor, method: str):
    assert shop.client.request(method, "/").status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_sent_to_pages_that_are_read(shop: Visitor, path: str):
    assert shop.client.post(path, headers={"origin": BASE}).status_code == 405


def test_a_form_without_an_origin_is_refused(shop: Visitor):
    assert shop.client.post("/").status_code == 403


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/static/studio.css", "/static/../app.py", "/enter"])
def test_every_answer_lets_nothing_in(shop: Visitor, path: str):
    for client in (shop.client, shop.stranger):
        headers = client.get(path).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


def test_pages_are_not_kept(shop: Visitor):
    assert shop.client.get("/").headers["cache-control"] == "no-store"
    assert "max-age" in shop.client.get("/static/studio.css").headers["cache-control"]


@pytest.mark.parametrize("name", ["guard.py", "..%2fguard.py", "%2e%2e/guard.py", "studio.css/..", ""])
def test_no_other_file_is_served(shop: Visitor, name: str):
    assert shop.client.get(f"/static/{name}").status_code == 404


def test_a_websocket_is_refused(shop: Visitor):
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), shop.client.websocket_connect("/"):
        pass
