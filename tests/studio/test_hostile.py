"""A database whose names and values are HTML and scripts: they are shown, and are nothing but text."""

from __future__ import annotations

import re

import pytest
from studio_visitor import Seen, Visitor

EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>"'`{{9*98765}}{%% raw %%}&lt;"""
PARTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\"'`{{9*98765}}&lt;",
    "</table></main><h1>",
    "javascript:alert(3)",
    "\u202eevil\u2066",
    "a\nb\tc\x07",
)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture
def hostile(empty: Visitor) -> Visitor:
    for number, part in enumerate(PARTS):
        # 63 bytes at most
        s, n, t = quoted(part), quoted(part), literal(part * 3)
        empty.sql(f"""
CREATE SCHEMA {s};
CREATE TYPE {s}.{quoted("e" + part)} AS ENUM ({literal(part)}, 'b');
CREATE TABLE {s}.{n} ({n} text PRIMARY KEY, {quoted("b" + part)} text DEFAULT {t}, {quoted("e" + part)} {s}.{quoted("e" + part)},
  CONSTRAINT {quoted("c" + part)} CHECK ({n} <> {literal("never" + part)}));
CREATE TABLE {s}.{quoted("f" + part)} (x text REFERENCES {s}.{n});
CREATE INDEX {quoted("i" + part)} ON {s}.{n} ({quoted("b" + part)}) WHERE {quoted("b" + part)} <> {t};
CREATE VIEW {s}.{quoted("v" + part)} AS SELECT {n}, {t}::text AS {quoted("z" + part)} FROM {s}.{n};
CREATE FUNCTION {s}.{quoted("g" + part)}() RETURNS trigger LANGUAGE plpgsql AS {literal("BEGIN RAISE NOTICE '" + part.replace("'", "").replace("%", "") + "'; RETURN NEW; END")};
CREATE TRIGGER {quoted("t" + part)} BEFORE UPDATE ON {s}.{n} FOR EACH ROW EXECUTE FUNCTION {s}.{quoted("g" + part)}();
CREATE POLICY {quoted("p" + part)} ON {s}.{n} USING ({n} <> {t});
COMMENT ON TABLE {s}.{n} IS {t}; COMMENT ON COLUMN {s}.{n}.{n} IS {t};
INSERT INTO {s}.{n} VALUES ({literal(part)}, {t}, {literal(part)}), ({literal(part + str(number))}, {literal(EVIL)}, 'b');
INSERT INTO {s}.{quoted("f" + part)} VALUES ({literal(part)});""")
    return empty


def test_every_page_of_a_hostile_database_is_only_text(hostile: Visitor):
    todo, done = (
        ["/", "/diagram?wait=1", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/search?q=", "/nowhere/<script>alert(1)</script>"],
        set(),
    )
    while todo:
        path = todo.pop()
        if path in done or len(done) > 400:
            continue
        done.add(path)
        answer = hostile.client.get(path)
        assert answer.status_code in (200, 404), (path, answer.text[-1500:])
        check(path, answer.text)
        todo += [
            link for link in Seen(answer.text).links() if link.startswith("/") and not link.startswith("/drift") and "sort=" not in link
        ]
    assert len(done) > 90
    assert sum(path.startswith("/row?") for path in done) >= len(PARTS) * 2


def check(path: str, text: str) -> None:
    seen = Seen(text)
    for tag, attrs in seen.elements:
        assert tag not in ("img", "style", "iframe", "object"), (path, tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (path, tag, attrs)
        if tag == "script":
            assert re.match(r"/static/\w+\.js\?[0-9a-f]{12}$", attrs["src"] or "")
        assert not (attrs.get("href") or "").lower().startswith("javascript"), (path, attrs)
    assert sum(tag == "main" for tag, _ in seen.elements) == 1, path
    assert sum(tag == "h1" for tag, _ in seen.elements) == 1, path
    assert str(9 * 98765) not in text, path
    # Where a form sends it back, a letter is as it is.
    outside = re.sub(r'value="[^"]*"', "", text)
    for letter in "\u202e\u2066\x07":
        assert letter not in outside, path


def test_names_are_shown_as_they_are(hostile: Visitor):
    text = Seen(hostile.get("/relation", s=PARTS[0], n=PARTS[0])).text
    assert text.count("<script>alert(1)</script>") > 10
    assert "\\u202eevil\\u2066" in Seen(hostile.get("/")).text


def test_an_address_is_never_part_of_a_page_unescaped(hostile: Visitor):
    for path in ("/relation", "/rows", "/schema", "/explain", "/plan", "/row"):
        for name in ("s", "n", "c", "o", "v", "sort", "k", "code", "name"):
            answer = hostile.client.get(path, params={name: "<script>alert(1)</script>\"'"})
            check(path, answer.text)


def test_an_error_of_the_server_is_only_text(hostile: Visitor):
    hostile.sql(
        "CREATE FUNCTION public.bad() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '<script>alert(1)</script>' USING HINT = '<b>x</b>'; END $$; CREATE VIEW public.bad_view AS SELECT public.bad()"
    )
    answer = hostile.client.get("/rows?s=public&n=bad_view")
    assert answer.status_code == 500
    check("/rows", answer.text)
    assert "<script>alert(1)</script>" in Seen(answer.text).text


def test_the_form_of_conditions_names_columns_as_they_are(hostile: Visitor):
    name = PARTS[5]
    text = hostile.get("/rows", s=name, n=name, c=name, o="has", v=name)
    options = [attrs.get("value") for tag, attrs in Seen(text).elements if tag in ("option", "input")]
    assert options.count(name) >= 4
