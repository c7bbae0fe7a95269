"""Rows are changed only with --write, only where configuration and database say development, only as shown, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import psycopg
import pytest
from studio_shop import SHOP
from studio_visitor import BASE, Seen, Visitor, site

from schemactl.scratch.server import ScratchServer

ORIGIN = {"origin": BASE}


@pytest.fixture
def writer(database: str, tmp_path: Path, server: ScratchServer) -> Iterator[Visitor]:
    """A studio that may write, on a database that is marked so."""
    with Visitor(site(database, tmp_path, server, write=True)) as found:
        found.sql(SHOP)
        marked(found, "development")
        yield found


def marked(visitor: Visitor, mode: str) -> None:
    from schemactl.applying import environment
    from schemactl.live.connection import connect

    conn = connect(visitor.site.target)
    environment.mark(conn, mode, by="the test", confirmed_name=conn.info.dbname)  # type: ignore[arg-type]
    conn.close()


class Form(HTMLParser):
    """The fields of the page's own form, as a browser would send them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.action = ""
        self._name: str | None = None
        self._select: str | None = None
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "form":
            self._inside = known.get("method") == "post"
            self.action = known["action"] or "" if self._inside else self.action
        if not self._inside:
            return
        name = known.get("name")
        if tag == "input" and name:
            self.fields[name] = known.get("value") or ""
        if tag == "textarea" and name:
            self._name, self.fields[name] = name, ""
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and (self._select not in self.fields or "selected" in known):
            self.fields[self._select] = known.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._name = None
        if tag == "select":
            self._select = None
        if tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._name:
            self.fields[self._name] += data.removeprefix("\n") if not self.fields[self._name] else data


def form(visitor: Visitor, path: str, **changes: str) -> Form:
    found = Form(visitor.get(path))
    found.fields |= {name.replace("__", ":", 1): value for name, value in changes.items()}
    return found


def shown(visitor: Visitor, path: str, status: int = 200, **changes: str) -> tuple[Form, str]:
    """The page with the SQL."""
    asked = form(visitor, path, **changes)
    answer = visitor.client.post(asked.action, data=asked.fields, headers=ORIGIN)
    assert answer.status_code == status, answer.text[-1500:]
    return Form(answer.text), answer.text


def changed(visitor: Visitor, path: str, **changes: str) -> str:
    """Form, SQL, change; where it leads."""
    confirm, _ = shown(visitor, path, **changes)
    answer = visitor.client.post(confirm.action, data=confirm.fields, headers=ORIGIN)
    assert answer.status_code == 303, answer.text[-1500:]
    return answer.headers["location"]


CUSTOMER = "/edit?s=shop&n=customers&k=3"


def test_a_row_is_changed_as_shown(writer: Visitor):
    _, text = shown(writer, CUSTOMER, v__name="O'Hara\\ %s {}", v__born="", w__born="null")
    sql = Seen(text).text
    assert """UPDATE "shop"."customers" SET "name" =""" in sql
    assert '"born" = NULL WHERE "id" OPERATOR("pg_catalog".=)' in sql
    assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [("Customer 3",)]
    before = writer.sql("SELECT to_jsonb(c) - 'name' - 'born' FROM shop.customers c ORDER BY id")
    assert changed(writer, CUSTOMER, v__name="O'Hara\\ %s {}", v__born="", w__born="null") == "/row?s=shop&n=customers&k=3"
    assert writer.sql("SELECT name, born FROM shop.customers WHERE id = 3") == [("O'Hara\\ %s {}", None)]
    assert writer.sql("SELECT to_jsonb(c) - 'name' - 'born' FROM shop.customers c ORDER BY id") == before
    assert writer.sql("SELECT count(*) FROM shop.customers WHERE name = 'O''Hara\\ %s {}'") == [(1,)]


@pytest.mark.parametrize(
    ("way", "value", "stored"),
    [("", "x\r\ny", "x\ny"), ("empty", "", ""), ("null", "ignored", None), ("", "", ""), ("default", "", None)],
)
def test_how_a_field_is_meant(writer: Visitor, way: str, value: str, stored: str | None):
    changed(writer, CUSTOMER, v__mail=value, w__mail=way)
    assert writer.sql("SELECT mail FROM shop.customers WHERE id = 3") == [(stored,)]


def test_a_null_stays_null_until_something_is_written(writer: Visitor):
    writer.sql("UPDATE shop.customers SET mail = NULL WHERE id = 3")
    _, text = shown(writer, CUSTOMER, status=400)
    assert "Nothing was changed" in text
    changed(writer, CUSTOMER, v__mail="new@example.org")
    assert writer.sql("SELECT mail FROM shop.customers WHERE id = 3") == [("new@example.org",)]


def test_a_row_is_added_with_its_defaults(writer: Visitor):
    to = changed(writer, "/add?s=shop&n=orders", v__customer_id="5", v__total="7.50")
    (row,) = writer.sql("SELECT id, customer_id, total, state::text FROM shop.orders ORDER BY id DESC LIMIT 1")
    assert row[1:] == (5, Decimal("7.50"), "open")
    assert to == f"/row?s=shop&n=orders&k={row[0]}"


def test_a_row_is_deleted(writer: Visitor):
    assert changed(writer, "/delete?s=shop&n=lines&k=1&k=0") == "/rows?s=shop&n=lines"
    assert writer.sql("SELECT count(*) FROM shop.lines WHERE order_id = 1 AND position = 0") == [(0,)]
    assert writer.sql("SELECT count(*) FROM shop.lines") == [(199,)]


def test_a_changed_key_leads_to_the_row(writer: Visitor):
    assert changed(writer, "/edit?s=shop&n=lines&k=1&k=0", v__position="77") == "/row?s=shop&n=lines&k=1&k=77"


def test_columns_that_nobody_sets_have_no_field(writer: Visitor):
    assert not {"v:id", "v:twice"} & set(form(writer, CUSTOMER).fields)
    assert "v:twice" not in form(writer, "/edit?s=shop&n=orders&k=3").fields


def test_what_the_database_refuses_is_told_beside_the_form(writer: Visitor):
    confirm, _ = shown(writer, "/edit?s=shop&n=orders&k=3", v__total="-1")
    answer = writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN)
    assert answer.status_code == 400
    assert "violates check constraint" in answer.text
    assert 'value="-1"' in answer.text
    confirm, _ = shown(writer, CUSTOMER, v__mail="c4@example.org")
    assert "duplicate key" in writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN).text


def test_a_deferred_constraint_that_fails_at_the_end_rolls_back(writer: Visitor):
    writer.sql("ALTER TABLE shop.customers ADD CONSTRAINT later UNIQUE (name) DEFERRABLE INITIALLY DEFERRED")
    confirm, _ = shown(writer, CUSTOMER, v__name="Customer 4")
    answer = writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN)
    assert "duplicate key" in answer.text
    assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [("Customer 3",)]
    changed(writer, CUSTOMER, v__name="Fine")


def test_a_row_that_changed_meanwhile_is_left_alone(writer: Visitor):
    asked = form(writer, CUSTOMER, v__name="mine")
    writer.sql("UPDATE shop.customers SET vip = NOT vip WHERE id = 3")
    answer = writer.client.post(asked.action, data=asked.fields, headers=ORIGIN)
    assert answer.status_code == 409
    confirm, _ = shown(writer, CUSTOMER, v__name="mine")
    writer.sql("UPDATE shop.customers SET name = 'theirs' WHERE id = 3")
    assert writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN).status_code == 409
    assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [("theirs",)]


def test_a_row_that_changes_at_that_moment_is_left_alone(writer: Visitor):
    """Another transaction holds the row while the studio waits for it, and commits."""
    confirm, _ = shown(writer, CUSTOMER, v__name="mine")
    with psycopg.connect(writer.site.target.conninfo) as other:
        other.execute("UPDATE shop.customers SET name = 'theirs' WHERE id = 3")
        answers: list[int] = []
        thread = threading.Thread(
            target=lambda: answers.append(writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN).status_code)
        )
        thread.start()
        for _ in range(100):
            with psycopg.connect(writer.site.target.conninfo, autocommit=True) as look:
                if look.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'schemactl studio'"
                ).fetchone() == (1,):
                    break
        other.commit()
        thread.join(20)
    assert answers == [409]
    assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [("theirs",)]


def test_only_what_was_shown_runs(writer: Visitor):
    confirm, _ = shown(writer, CUSTOMER, v__name="shown")
    confirm.fields["v:name"] = "another"
    assert writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN).status_code == 409
    asked = form(writer, CUSTOMER, v__name="never shown")
    asked.fields["confirmed"] = "0" * 64
    assert writer.client.post(asked.action, data=asked.fields, headers=ORIGIN).status_code == 409
    assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [("Customer 3",)]


def test_a_trigger_that_keeps_the_row_is_told(writer: Visitor):
    writer.sql(
        "CREATE FUNCTION shop.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER keep BEFORE UPDATE ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.keep()"
    )
    confirm, _ = shown(writer, CUSTOMER, v__name="mine")
    answer = writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN)
    assert answer.status_code == 409
    assert "0 rows would have been changed" in answer.text


def test_triggers_see_the_path_of_the_application(writer: Visitor):
    name = writer.sql("SELECT current_database()")[0][0]
    writer.sql(f'ALTER DATABASE "{name}" SET search_path = shop, public')
    writer.sql(
        "CREATE FUNCTION shop.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO heap VALUES (999, NEW.name); RETURN NEW; END $$; CREATE TRIGGER note AFTER UPDATE ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.note()"
    )
    while not writer.application._app.state.desk.sessions._idle.empty():
        writer.application._app.state.desk.sessions._idle.get().close()
    changed(writer, CUSTOMER, v__name="noted")
    assert writer.sql("SELECT b FROM shop.heap WHERE a = 999") == [("noted",)]


REFUSED = ("/edit?s=shop&n=customers&k=3", "/add?s=shop&n=customers", "/delete?s=shop&n=customers&k=3")


def everything_refused(visitor: Visitor, paths: tuple[str, ...] = REFUSED) -> str:
    text = ""
    rows = visitor.sql("SELECT count(*), min(name) FROM shop.customers")
    for path in paths:
        text = visitor.get(path, status=403)
        for more in ({}, {"confirmed": "x"}):
            answer = visitor.client.post(path, data={"form_key": visitor.keys.form, "v:name": "x", **more}, headers=ORIGIN)
            assert answer.status_code == 403, answer.text[-500:]
    assert visitor.sql("SELECT count(*), min(name) FROM shop.customers") == rows
    return text


def test_without_write_nothing_is_changed(shop: Visitor):
    assert "the studio reads only" in Seen(everything_refused(shop)).text
    for path in ("/row?s=shop&n=customers&k=3", "/rows?s=shop&n=customers"):
        assert not [link for link in Seen(shop.get(path)).links() if link.startswith(("/edit", "/add", "/delete"))]


def test_a_database_that_was_marked_protected_since_is_left_alone(writer: Visitor):
    confirm, _ = shown(writer, CUSTOMER, v__name="mine")
    marked(writer, "protected")
    answer = writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN)
    assert answer.status_code == 403
    assert "marked protected" in answer.text
    everything_refused(writer)


def test_a_database_that_nobody_marked_is_left_alone(own: Visitor, tmp_path: Path, server: ScratchServer):
    with Visitor(site(own.site.target.conninfo, tmp_path, server, write=True)) as visitor:
        assert "nobody marked it" in Seen(everything_refused(visitor)).text


def test_a_protected_environment_is_left_alone_whatever_the_database_says(writer: Visitor, tmp_path: Path, server: ScratchServer):
    with Visitor(site(writer.site.target.conninfo, tmp_path, server, write=True, mode="protected", environment="production")) as visitor:
        assert "protected" in Seen(everything_refused(visitor)).text


def test_the_ledger_views_and_heaps_are_left_alone(writer: Visitor):
    everything_refused(
        writer,
        (
            "/edit?s=schemactl&n=environment&k=true",
            "/delete?s=schemactl&n=environment&k=true",
            "/add?s=schemactl&n=plans",
            "/add?s=shop&n=open_orders",
            "/add?s=shop&n=heap",
            "/edit?s=shop&n=heap&k=1",
        ),
    )
    assert writer.sql("SELECT mode FROM schemactl.environment") == [("development",)]


def test_a_form_of_somebody_else_is_refused(writer: Visitor):
    confirm, _ = shown(writer, CUSTOMER, v__name="mine")
    for headers, fields in (
        ({}, confirm.fields),
        ({"origin": "http://127.0.0.1:4712"}, confirm.fields),
        ({"origin": "null"}, confirm.fields),
        (ORIGIN, confirm.fields | {"form_key": ""}),
        (ORIGIN, confirm.fields | {"form_key": writer.keys.token}),
        (ORIGIN, confirm.fields | {"form_key": writer.keys.session}),
        ({**ORIGIN, "sec-fetch-site": "same-site"}, confirm.fields),
    ):
        assert writer.client.post(confirm.action, data=fields, headers=headers).status_code == 403
    assert writer.stranger.post(confirm.action, data=confirm.fields, headers=ORIGIN).status_code == 401
    assert writer.client.get(confirm.action, params=confirm.fields).status_code in (200, 404)
    assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [("Customer 3",)]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a" * 5_000_000, b"&".join(b"a=b" for _ in range(11_000)), b"%00=%00", b""])
def test_a_form_that_is_none_is_refused(writer: Visitor, body: bytes):
    answer = writer.client.post(CUSTOMER, content=body, headers={**ORIGIN, "content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("value", ["'); DROP TABLE shop.heap; --", "\\'; DROP TABLE shop.heap; --", "$$; DROP TABLE shop.heap", "x\x00y"])
def test_values_never_become_sql(writer: Visitor, value: str):
    asked = form(writer, CUSTOMER, v__name=value)
    answer = writer.client.post(asked.action, data=asked.fields, headers=ORIGIN)
    if "\x00" not in value:
        confirm = Form(answer.text)
        assert writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN).status_code == 303
        assert writer.sql("SELECT name FROM shop.customers WHERE id = 3") == [(value,)]
    else:
        assert answer.status_code == 400
    assert writer.sql("SELECT count(*) FROM shop.heap") == [(130,)]


def test_hostile_names_are_quoted(writer: Visitor):
    writer.sql(
        """CREATE TABLE shop."a""; DROP TABLE shop.heap; --%s{}" ("k""%s" text PRIMARY KEY, "v'{}" text); INSERT INTO shop."a""; DROP TABLE shop.heap; --%s{}" VALUES ('1', '2')"""
    )
    from schemactl.studio import addresses

    path = addresses.row("shop", 'a"; DROP TABLE shop.heap; --%s{}', ["1"], "edit")
    asked = form(writer, path)
    asked.fields["v:v'{}"] = "new"
    answer = writer.client.post(asked.action, data=asked.fields, headers=ORIGIN)
    confirm = Form(answer.text)
    assert writer.client.post(confirm.action, data=confirm.fields, headers=ORIGIN).status_code == 303
    assert writer.sql("""SELECT "v'{}" FROM shop."a""; DROP TABLE shop.heap; --%s{}" """) == [("new",)]
    assert writer.sql("SELECT count(*) FROM shop.heap") == [(130,)]


ODD = "a\tb\u202ec\u2066\u200b\x0b\x7f \u00a0 <b>&amp;</b>\n\n \u2028end"


def test_letters_that_nobody_sees_survive_a_form(writer: Visitor):
    """They are shown as escapes, and sent back as they are: a field that nobody touched is never changed."""
    with psycopg.connect(writer.site.target.conninfo, autocommit=True) as conn:
        conn.execute("UPDATE shop.customers SET name = %s, mail = %s WHERE id = 3", [ODD, "one\r\ntwo\rthree\n"])
    _, text = shown(writer, CUSTOMER, v__born="2000-01-01")
    assert '"name"' not in Seen(text).text.partition("UPDATE")[2].partition("WHERE")[0]
    changed(writer, CUSTOMER, v__born="2000-01-01")
    assert writer.sql("SELECT name, mail, born::text FROM shop.customers WHERE id = 3") == [(ODD, "one\r\ntwo\rthree\n", "2000-01-01")]
    changed(writer, "/edit?s=shop&n=customers&k=4", v__name=ODD)
    assert writer.sql("SELECT name FROM shop.customers WHERE id = 4") == [(ODD,)]
