"""Triggers, rules, and event triggers on real servers."""

from __future__ import annotations

import pytest
from rebuild import changed, connect, lead, loaded, rebuilt

from schemactl.desired.writer import write
from schemactl.kinds import rule, trigger, trigger_text
from schemactl.kinds.trigger import Trigger
from schemactl.live.introspect import introspect
from schemactl.model.identity import ObjectId
from schemactl.planning.context import Planning

KINDS_HERE = ("trigger", "trigger_state", "rule", "event_trigger")

EVERYTHING = r"""
CREATE SCHEMA "A b";
CREATE FUNCTION "A b"."f X"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION public.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TABLE "A b"."t"" FOR EACH ROW WHEN (" (id integer, "B ""c" text, "é" text);
CREATE TABLE public.other (id integer);
CREATE TABLE public.plain (id integer, name text, tsv tsvector);
CREATE TABLE public.parts (id integer) PARTITION BY RANGE (id);
CREATE TABLE public.part1 PARTITION OF public.parts FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
CREATE TABLE public.part2 PARTITION OF public.part1 FOR VALUES FROM (0) TO (5);
CREATE VIEW public.v AS SELECT id, name FROM public.plain;
CREATE TRIGGER "a FOR EACH ROW WHEN (" BEFORE INSERT OR UPDATE OF "B ""c", id OR DELETE ON "A b"."t"" FOR EACH ROW WHEN ("
  FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION "A b"."f X"('x', 'it''s', '', 'a\b', ') EXECUTE FUNCTION ', 5, 'é');
CREATE TRIGGER statement AFTER TRUNCATE OR INSERT ON public.plain EXECUTE FUNCTION "A b"."f X"();
CREATE TRIGGER transition AFTER UPDATE ON public.plain REFERENCING OLD TABLE AS "O l" NEW TABLE AS n
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION "A b"."f X"();
CREATE TRIGGER changed BEFORE UPDATE ON public.plain FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name)
  EXECUTE FUNCTION "A b"."f X"('');
CREATE TRIGGER builtin BEFORE UPDATE ON public.plain FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE TRIGGER vector BEFORE UPDATE OF name ON public.plain FOR EACH ROW
  EXECUTE FUNCTION tsvector_update_trigger('tsv', 'pg_catalog.simple', 'name');
ALTER TABLE public.plain DISABLE TRIGGER statement;
ALTER TABLE public.plain ENABLE REPLICA TRIGGER builtin;
ALTER TABLE public.plain ENABLE ALWAYS TRIGGER vector;
CREATE CONSTRAINT TRIGGER checked AFTER INSERT OR UPDATE OF id ON public.plain FROM public.other DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION "A b"."f X"('z');
CREATE CONSTRAINT TRIGGER at_once AFTER DELETE ON public.plain FOR EACH ROW EXECUTE FUNCTION "A b"."f X"();
CREATE CONSTRAINT TRIGGER later AFTER DELETE ON public.plain DEFERRABLE FOR EACH ROW EXECUTE FUNCTION "A b"."f X"();
CREATE TRIGGER cloned AFTER INSERT ON public.parts FOR EACH ROW EXECUTE FUNCTION "A b"."f X"();
ALTER TABLE ONLY public.part2 ENABLE ALWAYS TRIGGER cloned;
ALTER TABLE ONLY public.part1 DISABLE TRIGGER cloned;
CREATE TRIGGER instead INSTEAD OF INSERT OR UPDATE ON public.v FOR EACH ROW EXECUTE FUNCTION "A b"."f X"();
COMMENT ON TRIGGER cloned ON public.parts IS 'hello';
CREATE RULE "r TO x" AS ON INSERT TO "A b"."t"" FOR EACH ROW WHEN (" WHERE new.id > 5 DO INSTEAD NOTHING;
CREATE RULE several AS ON UPDATE TO public.plain DO ALSO (INSERT INTO public.other VALUES (new.id);
  DELETE FROM public.other WHERE id = old.id);
CREATE RULE gone AS ON DELETE TO public.v DO INSTEAD DELETE FROM public.plain WHERE plain.id = old.id RETURNING plain.id, plain.name;
CREATE RULE told AS ON DELETE TO public.other DO NOTIFY other;
ALTER TABLE public.other DISABLE RULE told;
CREATE EVENT TRIGGER "E v" ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION public.on_ddl();
CREATE EVENT TRIGGER off ON sql_drop EXECUTE FUNCTION public.on_ddl();
ALTER EVENT TRIGGER off DISABLE;
"""


def test_comes_back_as_it_went(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(EVERYTHING)
        before, after = rebuilt(conn)
    assert [sum(obj.id.kind == kind for obj in before) for kind in KINDS_HERE] == [11, 2, 4, 2]
    odd = before.objects[ObjectId("trigger", ("A b", 't" FOR EACH ROW WHEN (', "a FOR EACH ROW WHEN ("))]
    assert isinstance(odd, Trigger)
    assert odd.when == "(pg_trigger_depth() < 1)"
    assert odd.timing == 'before insert or delete or update of "B ""c", id'
    assert odd.execute == """"A b"."f X"('x', 'it''s', '', 'a\\b', ') EXECUTE FUNCTION ', '5', 'é')"""
    facts = ("comment", "owner", "privilege")
    assert {i: o for i, o in before.objects.items() if i.kind not in facts} == {
        i: o for i, o in after.objects.items() if i.kind not in facts
    }
    assert not before.unmodelled


def test_yaml_reads_back(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(EVERYTHING)
        state = introspect(conn)
    back = loaded(write(state))
    for obj in state:
        if obj.id.kind in KINDS_HERE:
            assert back.objects[obj.id] == obj


SETUP = """
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION public.g() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TABLE public.t (id integer, name text);
CREATE TRIGGER x BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
CREATE RULE r AS ON INSERT TO public.t DO INSTEAD NOTHING;
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION public.g();
"""

RULES = [
    ("trigger", ["ALTER TABLE public.t DISABLE TRIGGER x"], ["ALTER TABLE public.t DISABLE TRIGGER x"]),
    ("trigger", ["ALTER TABLE public.t ENABLE ALWAYS TRIGGER x"], ["ALTER TABLE public.t ENABLE ALWAYS TRIGGER x"]),
    (
        "trigger",
        [
            "CREATE OR REPLACE TRIGGER x AFTER UPDATE OF name ON public.t FOR EACH ROW WHEN (new.id > 1) EXECUTE FUNCTION public.f('a')",
            "ALTER TABLE public.t ENABLE REPLICA TRIGGER x",
        ],
        [
            "CREATE OR REPLACE TRIGGER x AFTER UPDATE OF name ON public.t FOR EACH ROW WHEN ((new.id > 1)) EXECUTE FUNCTION public.f('a')",
            "ALTER TABLE public.t ENABLE REPLICA TRIGGER x",
        ],
    ),
    (
        "trigger",
        ["DROP TRIGGER x ON public.t", "CREATE CONSTRAINT TRIGGER x AFTER UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()"],
        ["REPLACE"],
    ),
    ("rule", ["ALTER TABLE public.t DISABLE RULE r"], ["ALTER TABLE public.t DISABLE RULE r"]),
    (
        "rule",
        [
            "CREATE OR REPLACE RULE r AS ON UPDATE TO public.t WHERE new.id > 3 DO ALSO DELETE FROM public.t",
            "ALTER TABLE public.t ENABLE ALWAYS RULE r",
        ],
        [
            "CREATE OR REPLACE RULE r AS ON UPDATE TO public.t WHERE (new.id > 3) DO DELETE FROM public.t",
            "ALTER TABLE public.t ENABLE ALWAYS RULE r",
        ],
    ),
    ("event_trigger", ["ALTER EVENT TRIGGER e ENABLE REPLICA"], ["ALTER EVENT TRIGGER e ENABLE REPLICA"]),
    ("event_trigger", ["DROP EVENT TRIGGER e", "CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION public.g()"], ["REPLACE"]),
]


@pytest.mark.parametrize(("kind", "statements", "expected"), RULES)
def test_rules(each_database: str, kind: str, statements: list[str], expected: list[str]) -> None:
    with connect(each_database) as conn:
        conn.execute(SETUP)
        said = changed(conn, kind, *statements)
    assert [" ".join(sql.split()) for sql in said] == [" ".join(sql.split()) for sql in expected]


def test_the_clones_follow(each_database: str) -> None:
    """A partition's trigger has its parent's state and, whatever the major, its parent's name."""
    with connect(each_database) as conn:
        conn.execute(
            "CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
            "CREATE TABLE public.t (id integer) PARTITION BY LIST (id); CREATE TABLE public.p PARTITION OF public.t DEFAULT;"
            "CREATE TRIGGER x AFTER UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()"
        )
        before = introspect(conn)
        said = changed(conn, "trigger", "ALTER TABLE public.t DISABLE TRIGGER x")
        assert said == ["ALTER TABLE public.t DISABLE TRIGGER x"]
        was = before.objects[ObjectId("trigger", ("public", "t", "x"))]
        assert isinstance(was, Trigger)
        now = Trigger(id=ObjectId("trigger", ("public", "t", "Y z")), timing=was.timing, execute=was.execute)
        for statement in trigger.rename(was, now, Planning(before, before)):
            conn.execute(statement.sql)
        names = conn.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger ORDER BY 2").fetchall()
        assert names == [("Y z", "public.p"), ("Y z", "public.t")]
        rebuilt(conn)


def test_a_partitions_own_state_survives(each_database: str) -> None:
    with connect(each_database) as conn:
        conn.execute(
            "CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
            "CREATE TABLE public.t (id integer) PARTITION BY LIST (id); CREATE TABLE public.p PARTITION OF public.t DEFAULT;"
            "CREATE TRIGGER x AFTER UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();"
            "ALTER TABLE public.p DISABLE TRIGGER x"
        )
        before = introspect(conn)
        conn.execute("ALTER TABLE ONLY public.t ENABLE ALWAYS TRIGGER x")
        desired = introspect(conn)
        conn.execute("ALTER TABLE ONLY public.t ENABLE TRIGGER x")
        lead(conn, before, desired)
        assert introspect(conn).objects == desired.objects
        assert changed(conn, "trigger_state", "ALTER TABLE public.p ENABLE REPLICA TRIGGER x") == [
            "ALTER TABLE ONLY public.p ENABLE REPLICA TRIGGER x"
        ]
        before = introspect(conn)
        conn.execute("ALTER TABLE public.p ENABLE ALWAYS TRIGGER x")
        assert not [obj for obj in introspect(conn) if obj.id.kind == "trigger_state"]
        lead(conn, introspect(conn), before)
        assert introspect(conn).objects == before.objects


def test_a_column_holds_its_triggers(database: str) -> None:
    with connect(database) as conn:
        conn.execute(SETUP + "CREATE TRIGGER y BEFORE UPDATE OF name ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()")
        state = introspect(conn)
    used = state.uses[ObjectId("trigger", ("public", "t", "y"))]
    assert {ObjectId("column", ("public", "t", "name")), ObjectId("function", ("public", "f", ""))} <= used


@pytest.mark.parametrize(
    ("short", "fields"),
    [
        (
            "before update for each row execute function app.touch()",
            {"timing": "before update", "for_each": "row", "execute": "app.touch()"},
        ),
        ("AFTER DELETE OR INSERT EXECUTE PROCEDURE f(1, 'b')", {"timing": "after insert or delete", "execute": "f('1', 'b')"}),
        (
            "constraint after insert from app.other deferrable initially deferred for each row when (new.a > (1)) execute function f()",
            {
                "timing": "after insert",
                "for_each": "row",
                "when": "new.a > (1)",
                "execute": "f()",
                "constraint": "true",
                "deferrable": "true",
                "initially_deferred": "true",
                "from": "app.other",
            },
        ),
        (
            "instead of update of \"B c\", d for each row execute function \"X\".f('a''b')",
            {"timing": 'instead of update of "B c", d', "for_each": "row", "execute": "\"X\".f('a''b')"},
        ),
        (
            "after update referencing new table as n old table as o execute function f()",
            {"timing": "after update", "execute": "f()", "new_table": "n", "old_table": "o"},
        ),
    ],
)
def test_short_forms(short: str, fields: dict[str, str]) -> None:
    assert trigger_text.read(short, ("app", "t", "x")) == fields


@pytest.mark.parametrize(
    ("short", "message"),
    [
        ("before update on app.t for each row execute function f()", "leave out ON"),
        ("before update for each row", "syntax error"),
        ("", "syntax error"),
        ("before update execute function f(); drop table x", "one trigger"),
    ],
)
def test_says_what_is_wrong(short: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        trigger_text.read(short, ("app", "t", "x"))


def test_states_are_words() -> None:
    assert trigger_text.read({"timing": "before update", "enabled": "false"}, ())["enabled"] == "disabled"
    with pytest.raises(ValueError, match="enabled is one of"):
        rule.read({"event": "insert", "enabled": "sometimes"}, ())


def test_rules_read() -> None:
    assert rule.read("on Insert\n where new.a > 1 do nothing", ()) == {"event": "insert", "definition": "where new.a > 1 do nothing"}
    for wrong in ("insert do nothing", "on insert to x do nothing"):
        with pytest.raises(ValueError, match=r"a rule reads|leave out TO"):
            rule.read(wrong, ())
