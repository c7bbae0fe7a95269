"""`both_names: true`: from expand to contract the statements of both versions of an application work, on PostgreSQL, through the command line."""

from __future__ import annotations

import random
import re
import shlex
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cli_project import CliProject
from psycopg import conninfo

from schemactl.scratch.server import ScratchServer

APPLY = ("apply", "--yes", "--allow-uncommitted")
TABLE = """\
schema: app
tables:
  'Us "R x':
    comment: Who buys
    columns:
      id: bigint generated always as identity primary key
      'na "M e': text not null
      note: text default 'none'
      kind: text not null default 'new'
    unique: {names: ['na "M e']}
    indexes: {by_kind: (kind)}
    checks: {short: length(kind) < 9}
    grants: {both_names_app: 'select, insert, update (note), delete'}
  orders:
    columns: {id: bigint primary key, buyer: bigint not null}
    foreign_keys: {to_buyer: (buyer) references "Us ""R x" on delete cascade}
"""
RENAMED = TABLE.replace("  'Us \"R x':\n", "  'Buy \"R s':\n    renamed_from: 'Us \"R x'\n    both_names: true\n").replace(
    '"Us ""R x"', '"Buy ""R s"'
)
OLD, NEW = 'app."Us ""R x"', 'app."Buy ""R s"'


@pytest.fixture
def each_project(tmp_path: Path, each_database: str, each_server: ScratchServer) -> Any:
    return CliProject(tmp_path, each_database, each_server.url("postgres"))


@pytest.fixture
def role(each_database: str) -> Any:
    """A role of applications, which the schema files name."""
    with psycopg.connect(each_database, autocommit=True) as conn:
        conn.execute("DO $$ BEGIN CREATE ROLE both_names_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    return "both_names_app"


def begun(project: CliProject, before: str, after: str, *, seed: str = "") -> None:
    project.write("schema/app.yaml", before)
    project.ok("plan", "first")
    project.ok(*APPLY)
    if seed:
        project.sql(seed)
    project.write("schema/app.yaml", after)


def expanded(project: CliProject, *accept: str) -> tuple[str, str]:
    """Both plans, of which the first one ran."""
    project.ok("plan", "both", "--phase", "both", *accept)
    project.ok("check")
    project.ok("verify")
    first, second = ((project.root / "plans" / name).read_text() for name in project.plans()[-2:])
    assert ("\n-- compatible: yes\n-- phase: expand\n" in first, "\n-- compatible: no\n-- phase: contract\n" in second) == (True, True)
    project.ok("apply", "--phase", "expand", "--yes", "--allow-uncommitted")
    assert project.json("apply", "--dry-run")["pending"] == [project.plans()[-1].removesuffix(".sql")]
    calm(project)
    return first, second


def calm(project: CliProject) -> None:
    """Between the two nothing is missed, and nothing planned away."""
    for words in (("check",), ("drift",), ("plan", "--exit-code"), ("status",)):
        found = project.run(*words)
        assert found.exit_code == 0, (words, found.output)
    assert not [one for one in project.json("check").get("remarks", []) if one["code"] == "SC311"]


def contracted(project: CliProject) -> None:
    """What is left is what the files say, to the letter."""
    project.ok(*APPLY)
    assert project.run("plan", "--exit-code").exit_code == 0
    project.ok("check")
    project.ok("drift")
    assert project.sql("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal") == [(0,)]
    assert project.sql("SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'app'") == [(0,)]
    assert project.sql("SELECT count(*) FROM pg_views WHERE schemaname = 'app' AND viewname <> 'seen'") == [(0,)]


def everyday(project: CliProject, table: str, column: str, word: str, key: str = "id") -> None:
    """What an application does with the table, and that all of it did what it says."""
    one = project.sql(f"INSERT INTO {table} ({column}) VALUES ('{word}') RETURNING {key}")[0][0]
    project.sql(f"INSERT INTO {table} ({column}, note) VALUES ('{word}-2', NULL), ('{word}-3', 'said')")
    project.sql(f"INSERT INTO {table} ({column}) VALUES ('{word}') ON CONFLICT ({column}) DO UPDATE SET note = 'again'")
    assert project.sql(f"SELECT {column}, note FROM {table} WHERE {column} LIKE '{word}%' ORDER BY {column}") == [
        (word, "again"),
        (f"{word}-2", None),
        (f"{word}-3", "said"),
    ]
    project.sql(f"UPDATE {table} SET {column} = {column} || '!' WHERE {column} = '{word}-3'")
    assert project.sql(f"DELETE FROM {table} WHERE {column} = '{word}-3!' RETURNING note") == [("said",)]
    assert project.sql(f"SELECT {key} FROM {table} WHERE {column} = '{word}' FOR UPDATE") == [(one,)]


def as_role(project: CliProject, role: str, sql: str) -> None:
    """What a role may do, and then did not."""
    with psycopg.connect(project.url) as conn:
        conn.execute(f"GRANT USAGE ON SCHEMA app TO {role}; SET LOCAL ROLE {role}; {sql}".encode())
        conn.rollback()


def test_a_table_has_both_names(each_project: CliProject, role: str) -> None:
    project = each_project
    begun(project, TABLE, RENAMED, seed=f"""INSERT INTO {OLD} ("na ""M e") SELECT 'n' || i FROM generate_series(1, 5) i""")
    refused = project.run("plan")
    assert (refused.exit_code, "S316" in refused.stderr) == (3, True), refused.output
    early = project.run("plan", "--phase", "contract")
    assert (early.exit_code, "S308" in early.stderr) == (3, True), early.output
    first, second = expanded(project)
    assert ("RENAME TO" in first, "CREATE VIEW" in first, "DROP VIEW" in second) == (True, True, True)
    for number, table in enumerate((OLD, NEW)):
        everyday(project, table, '"na ""M e"', f"w{number}")
        project.sql(f"INSERT INTO app.orders SELECT {number}, max(id) FROM {table}")
        with pytest.raises(psycopg.errors.CheckViolation):
            project.sql(f"UPDATE {table} SET kind = 'much too long'")
    assert project.sql("SELECT obj_description(to_regclass($1)) FROM (VALUES (1)) v".replace("$1", f"'{OLD}'")) == [("Who buys",)]
    rights = f"has_table_privilege('{role}', $1, 'INSERT') AND has_column_privilege('{role}', $1, 'note', 'UPDATE') AND NOT has_table_privilege('{role}', $1, 'UPDATE')"
    assert project.sql("SELECT " + rights.replace("$1", f"'{OLD}'")) == [(True,)]
    as_role(project, role, f"""INSERT INTO {OLD} ("na ""M e") VALUES ('as the role'); UPDATE {OLD} SET note = 'x'""")
    contracted(project)
    assert project.sql(f"SELECT count(*) FROM {NEW}") == [(9,)]
    assert project.sql(f"SELECT to_regclass('{OLD}')") == [(None,)]


COLUMN = """\
schema: app
tables:
  'Us "R x':
    columns:
      id: bigint generated always as identity primary key
      'lo "G n': varchar(40) not null
      note: text default 'none'
    unique: {logins: ['lo "G n']}
    indexes: {by_login: '(lower("lo ""G n"), id)'}
    checks: {some: length("lo ""G n") > 1}
    grants: {both_names_app: 'select, insert ("lo ""G n", note)'}
  orders:
    columns: {id: bigint primary key, buyer: varchar(40) not null}
    foreign_keys: {to_buyer: (buyer) references "Us ""R x" ("lo ""G n") on update cascade}
views:
  seen: 'select id, "lo ""G n" as login from "Us ""R x"'
"""
COLUMN_RENAMED = (
    COLUMN.replace('"lo ""G n"', '"us ""E r"')
    .replace("'lo \"G n']", "'us \"E r']")
    .replace(
        "      'lo \"G n': varchar(40) not null\n",
        "      'us \"E r': {type: varchar(40) not null, renamed_from: 'lo \"G n', both_names: true}\n",
    )
)


def test_a_column_has_both_names(each_project: CliProject, role: str) -> None:
    project = each_project
    seed = f"""INSERT INTO {OLD} ("lo ""G n") SELECT 'login' || i FROM generate_series(1, 20) i"""
    begun(project, COLUMN, COLUMN_RENAMED, seed=seed)
    assert project.run("plan").exit_code == 3
    early = project.run("plan", "--phase", "contract")
    assert (early.exit_code, "S308" in early.stderr) == (3, True), early.output
    first, second = expanded(project)
    assert "RENAME" not in first
    assert "RENAME COLUMN" in second
    for number, column in enumerate(('"lo ""G n"', '"us ""E r"')):
        everyday(project, OLD, column, f"w{number}")
        with pytest.raises(psycopg.errors.CheckViolation):
            project.sql(f"INSERT INTO {OLD} ({column}) VALUES ('x')")
        with pytest.raises(psycopg.errors.NotNullViolation):
            project.sql(f"INSERT INTO {OLD} ({column}) VALUES (NULL)")
        with pytest.raises(psycopg.errors.NotNullViolation):
            project.sql(f"UPDATE {OLD} SET {column} = NULL WHERE id = 1")
    project.sql("INSERT INTO app.orders VALUES (1, 'login1')")
    project.sql(f"""UPDATE {OLD} SET "us ""E r" = 'moved' WHERE "us ""E r" = 'login1'""")
    assert project.sql("SELECT buyer FROM app.orders") == [("moved",)]
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="one column under two names"):
        project.sql(f"""UPDATE {OLD} SET "us ""E r" = 'one', "lo ""G n" = 'other' WHERE id = 2""")
    assert project.sql(f"""SELECT count(*), count(*) FILTER (WHERE "us ""E r" = "lo ""G n") FROM {OLD}""") == [(24, 24)]
    as_role(project, role, f"""INSERT INTO {OLD} ("us ""E r") VALUES ('as the role')""")
    contracted(project)
    assert project.sql(f"""SELECT count(*), count(DISTINCT "us ""E r") FROM {OLD}""") == [(24, 24)]


def test_one_plan_after_the_other_says_nothing_of_old_names_that_break(project: CliProject) -> None:
    with psycopg.connect(project.url, autocommit=True) as conn:
        conn.execute("DO $$ BEGIN CREATE ROLE both_names_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    begun(
        project,
        TABLE,
        RENAMED.replace(
            "      note: text default 'none'",
            "      remark: {type: \"text default 'none'\", renamed_from: note, both_names: true}\n      more: text",
        ).replace("update (note)", "update (remark)"),
    )
    project.ok("plan", "more", "--phase", "expand")
    said = [one for one in project.json("check")["remarks"] if one["code"] in ("SC310", "SC311")]
    assert said == []
    project.ok(*APPLY)
    project.ok("plan", "--phase", "expand")
    assert len(project.plans()) == 2
    assert project.run("drift").exit_code == 0
    project.ok("plan", "less", "--phase", "contract")
    contracted(project)


def test_a_default_and_null_are_told_apart(each_project: CliProject) -> None:
    before = 'schema: app\ntables:\n  t:\n    columns: {id: bigint primary key, note: "numeric(6,2) default 7", \'A "b c\': text}\n'
    after = before.replace(
        'note: "numeric(6,2) default 7"', "remark: {type: 'numeric(6,2) default 7', renamed_from: note, both_names: true}"
    )
    project = each_project
    begun(project, before, after, seed="INSERT INTO app.t VALUES (1, 1), (2, NULL)")
    expanded(project)
    project.sql("INSERT INTO app.t (id) VALUES (3)")
    for number, column in enumerate(("note", "remark")):
        project.sql(f"INSERT INTO app.t (id, {column}) VALUES ({10 + number}, NULL), ({20 + number}, 5)")
    project.sql("UPDATE app.t SET remark = 1.50 WHERE id = 1")
    project.sql("UPDATE app.t SET note = NULL WHERE id = 20")
    assert project.sql("SELECT id, note, remark FROM app.t WHERE note IS NOT NULL OR remark IS NOT NULL ORDER BY id") == [
        (1, Decimal("1.50"), Decimal("1.50")),
        (3, Decimal("7.00"), Decimal("7.00")),
        (21, Decimal("5.00"), Decimal("5.00")),
    ]
    contracted(project)


OWNED = """\
schema: app
owner: both_names_owner
default_privileges: [{for: both_names_owner, schema: app, on: tables, grant: {both_names_app: all}}]
tables:
  'T "a B':
    columns: {id: bigint generated always as identity primary key, 'c "D e': text}
    grants: {both_names_app: select}
"""


def test_owner_and_privileges_are_those_of_the_table(each_project: CliProject, role: str) -> None:
    project = each_project
    project.sql("DO $$ BEGIN CREATE ROLE both_names_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    after = OWNED.replace("'T \"a B':", "'N \"e W':\n    renamed_from: 'T \"a B'\n    both_names: true").replace(
        "'c \"D e': text", "'f \"G h': {type: text, renamed_from: 'c \"D e', both_names: true}"
    )
    begun(project, OWNED, after)
    expanded(project)
    owned = """SELECT relname, pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1"""
    assert project.sql(owned) == [('N "e W', "both_names_owner"), ('T "a B', "both_names_owner")]
    assert project.sql("SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE pronamespace = 'app'::regnamespace") == [("both_names_owner",)]
    held = """SELECT has_table_privilege('both_names_app', 'app."T ""a B"', 'SELECT'), has_table_privilege('both_names_app', 'app."T ""a B"', 'INSERT')"""
    assert project.sql(held) == [(True, False)]
    contracted(project)


KEYS = """\
schema: app
tables:
  kinds:
    columns: {code: text primary key, label: text}
    rows:
      - {code: a, label: 'La "B el'}
      - {code: b, label: second}
  'Li "N es':
    columns: {id: bigint generated by default as identity primary key, kind: text not null}
    foreign_keys: {to_kind: (kind) references kinds}
"""


def test_keys_and_listed_rows_under_both_names(each_project: CliProject) -> None:
    project = each_project
    after = KEYS.replace("code: text primary key", "key: {type: text primary key, renamed_from: code, both_names: true}")
    after = after.replace("{code:", "{key:").replace("label: second}", "label: 'other'}")
    after = after.replace(
        "id: bigint generated by default as identity primary key",
        "line_id: {type: bigint generated by default as identity primary key, renamed_from: id, both_names: true}",
    )
    begun(project, KEYS, after, seed="INSERT INTO app.\"Li \"\"N es\" (kind) VALUES ('a'), ('b')")
    expanded(project)
    for word, key, line in (("x", "code", "id"), ("y", "key", "line_id")):
        project.sql(f"INSERT INTO app.kinds ({key}) VALUES ('{word}')")
        (row,) = project.sql(f'INSERT INTO app."Li ""N es" (kind) VALUES (\'{word}\') RETURNING id, line_id')
        assert row[0] == row[1]
        project.sql(f'INSERT INTO app."Li ""N es" ({line}, kind) VALUES ({ord(word)}, \'{word}\') ON CONFLICT ({line}) DO NOTHING')
        assert project.sql(f'SELECT id, line_id FROM app."Li ""N es" WHERE {line} = {ord(word)}') == [(ord(word), ord(word))]
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            project.sql(f"UPDATE app.kinds SET {key} = 'gone' WHERE {key} = '{word}'")
    contracted(project)
    assert project.sql("SELECT key, label FROM app.kinds ORDER BY key")[:2] == [("a", 'La "B el'), ("b", "other")]


def test_sync_and_import_between(project: CliProject) -> None:
    """A development database goes straight to what the files say; what stands between is a state like any other."""
    before = "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key, 'a \"B c': text}\n"
    after = before.replace("  t:\n", "  n:\n    renamed_from: t\n    both_names: true\n").replace(
        "'a \"B c': text", "'d \"E f': {type: text, renamed_from: 'a \"B c', both_names: true}"
    )
    begun(project, before, after, seed="INSERT INTO app.t VALUES (1, 'one')")
    expanded(project)
    project.ok("import", "--schema", str(project.root / "elsewhere"))
    imported = "".join(path.read_text() for path in (project.root / "elsewhere").rglob("*") if path.is_file())
    merged = project.run("import", "--merge")
    assert (merged.exit_code, merged.stderr.count("error[S317]")) == (3, 2), merged.output
    assert ("views" in imported, "~n_d" in imported) == (True, True), imported
    project.ok("env", "mark", "development")
    project.ok("sync")
    assert project.sql('SELECT "d ""E f" FROM app.n') == [("one",)]
    assert project.sql("SELECT count(*) FROM pg_views WHERE schemaname = 'app'") == [(0,)]


def test_an_old_name_that_is_used_again_is_no_rename(project: CliProject) -> None:
    before = "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key, 'a \"B c': text}\n"
    after = before.replace("'a \"B c': text", "b: {type: text, renamed_from: 'a \"B c', both_names: true}")
    begun(project, before, after)
    expanded(project)
    contracted(project)
    project.write("schema/app.yaml", after.replace("{id:", "{'a \"B c': integer, id:"))
    project.ok("plan", "again")
    assert "ADD COLUMN" in (project.root / "plans" / project.plans()[-1]).read_text()
    project.ok(*APPLY)
    assert project.run("plan", "--exit-code").exit_code == 0


def test_it_says_how_something_is_renamed(project: CliProject) -> None:
    project.write("schema/app.yaml", "schema: app\ntables:\n  't \"A b':\n    both_names: true\n    columns: {id: bigint primary key}\n")
    found = project.run("check", "--offline")
    assert ("S011" in found.stderr, "beside renamed_from" in found.stderr) == (True, True), found.output


def test_the_way_that_the_docs_describe(project: CliProject) -> None:
    """docs/howto.md, as it stands there: its YAML and its command lines, in that order."""
    page = (Path(__file__).parents[2] / "docs/howto.md").read_text().partition("## Rename while both versions run")[2].partition("\n## ")[0]
    (wanted,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (commands,) = re.findall(r"```\n(schemactl .*?)\n```", page, re.DOTALL)
    before = wanted.replace("  orders:\n    renamed_from: purchases\n    both_names: true\n", "  purchases:\n")
    before = before.replace("total: {", "amount: {").replace(", renamed_from: amount, both_names: true", "")
    begun(project, before, wanted, seed="INSERT INTO app.purchases (amount) VALUES (1), (2)")
    plan, expand, contract = (shlex.split(line)[1:] for line in commands.splitlines())
    project.ok(*plan)
    project.ok(*expand, "--yes", "--allow-uncommitted")
    project.sql("INSERT INTO app.purchases (amount) VALUES (3)")
    project.sql("INSERT INTO app.orders (total) VALUES (4)")
    assert project.sql("SELECT sum(amount) FROM app.purchases") == project.sql("SELECT sum(total) FROM app.orders") == [(10,)]
    project.ok(*contract, "--yes", "--allow-uncommitted")
    assert project.sql("SELECT sum(total) FROM app.orders") == [(10,)]
    project.ok("fmt", "--renames")
    assert "both_names" not in (project.root / "schema/app.yaml").read_text()
    project.ok("check")


KINDS_OF_COLUMNS = """\
schema: app
domains:
  short: {type: varchar(9), not_null: true, default: "'dull'", checks: {'ch "K s': value <> 'bad'}}
tables:
  t:
    columns:
      id: bigint primary key
      place: integer
      name: short
      at: timestamptz default now()
      data: json default '{}'
    unique: {places: {columns: [place], deferrable: true}}
"""


def test_domains_deferred_keys_and_types_without_equality(each_project: CliProject) -> None:
    project, after = each_project, KINDS_OF_COLUMNS
    for name in ("place", "name", "at", "data"):
        kind = re.search(f"      {name}: (.*)\\n", after)
        assert kind
        after = after.replace(
            kind[0], f"      new_{name}: {{type: {kind[1]!r}, renamed_from: {name}, both_names: true}}\n".replace('"', "'")
        )
    after = after.replace("columns: [place]", "columns: [new_place]").replace("'json default '{}''", "\"json default '{}'\"")
    begun(project, KINDS_OF_COLUMNS, after, seed="INSERT INTO app.t (id, place) VALUES (1, 1), (2, 2)")
    expanded(project)
    for number, prefix in enumerate(("", "new_")):
        project.sql(f"BEGIN; UPDATE app.t SET {prefix}place = 3 - {prefix}place WHERE id < 3; COMMIT")
        project.sql(f"INSERT INTO app.t (id, {prefix}name, {prefix}at, {prefix}data) VALUES ({10 + number}, 'odd', NULL, '[1]')")
        project.sql(f"INSERT INTO app.t (id, {prefix}data) VALUES ({20 + number}, NULL)")
        project.sql(f"""UPDATE app.t SET {prefix}data = '{{"a": 1}}' WHERE id = 1""")
        with pytest.raises(psycopg.errors.CheckViolation):
            project.sql(f"INSERT INTO app.t (id, {prefix}name) VALUES ({30 + number}, 'bad')")
    differing = " OR ".join(f"new_{one}::text IS DISTINCT FROM {one}::text" for one in ("place", "name", "at", "data"))
    assert project.sql(f"SELECT * FROM app.t WHERE {differing}") == []
    assert project.sql("SELECT id, name, at IS NULL, data::text FROM app.t ORDER BY id") == [
        (1, "dull", False, '{"a": 1}'),
        (2, "dull", False, "{}"),
        (10, "odd", True, "[1]"),
        (11, "odd", True, "[1]"),
        (20, "dull", False, None),
        (21, "dull", False, None),
    ]
    contracted(project)


def test_nothing_is_lost_that_many_write_meanwhile(project: CliProject) -> None:
    """The earlier version writes while expand runs in batches, both write until contract, the later one behind it; a row knows how often it was written."""
    before = "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key, 'sa \"I d': bigint not null default 0, counted: bigint not null default 0}\n"
    after = before.replace(
        "'sa \"I d': bigint not null default 0", "said: {type: bigint not null default 0, renamed_from: 'sa \"I d', both_names: true}"
    )
    after = after.replace("  t:\n", "  n:\n    renamed_from: t\n    both_names: true\n")
    file = project.root / "schemactl.toml"
    file.write_text(file.read_text() + '\n[plan]\nonline = "always"\n')
    begun(project, before, after, seed="INSERT INTO app.t (id) SELECT generate_series(1, 3000)")
    project.ok("plan", "both", "--phase", "both")
    old, new = ("app.t", '"sa ""I d"'), ("app.n", "said")
    known, stop, failed = [old], threading.Event(), list[str]()

    def write(seed: int) -> None:
        chance = random.Random(seed)
        with psycopg.connect(project.url, autocommit=True) as conn:
            while not stop.is_set():
                table, column = chance.choice(known)
                sql = f"UPDATE {table} SET {column} = {column} + 1, counted = counted + 1 WHERE id = {chance.randint(1, 3000)}"
                if chance.random() < 0.1:
                    number = chance.randint(10_000, 10_000_000)
                    sql = f"INSERT INTO {table} (id, {column}, counted) VALUES ({number}, 5, 5) ON CONFLICT DO NOTHING"
                try:
                    conn.execute(sql.encode())
                except psycopg.Error as error:
                    failed.append(f"{error}")

    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(4)]
    for one in writers:
        one.start()
    try:
        project.ok("apply", "--phase", "expand", "--yes", "--allow-uncommitted")
        known[:] = [old, new]
        time.sleep(1)
        known[:] = [new]
        time.sleep(0.2)
        project.ok(*APPLY)
        time.sleep(0.2)
    finally:
        stop.set()
        for one in writers:
            one.join()
    assert not failed, failed[:3]
    assert project.sql("SELECT count(*) FROM app.n WHERE said <> counted") == [(0,)]
    assert project.sql("SELECT sum(counted) > 0 FROM app.n") == [(True,)]


PARTITIONED = """\
schema: app
tables:
  t:
    columns:
      id: bigint not null
      'a "B c': text not null
    primary_key: [id]
    unique: {both: [id, 'a "B c']}
    indexes: {by_a: '("a ""B c")'}
    partition_by: range (id)
    partitions: {t1: for values from (0) to (100), t2: default}
"""


@pytest.mark.parametrize("both", [True, False])
def test_columns_of_partitioned_tables(each_project: CliProject, both: bool) -> None:
    project = each_project
    named = "{type: text not null, renamed_from: 'a \"B c'" + (", both_names: true}" if both else "}")
    after = (
        PARTITIONED.replace("'a \"B c': text not null", f"b: {named}\n      more: text")
        .replace("'a \"B c']", "b]")
        .replace('("a ""B c")', "(b)")
    )
    begun(project, PARTITIONED, after, seed="INSERT INTO app.t SELECT i, 'a' || i FROM generate_series(90, 110) i")
    if not both:
        project.ok("plan", "plain", "--phase", "both")
        expand, contract = ((project.root / "plans" / name).read_text() for name in project.plans()[1:])
        assert ("ADD COLUMN more" in expand, "RENAME COLUMN" in expand, "RENAME COLUMN" in contract) == (True, False, True)
        project.ok(*APPLY)
        project.ok("check")
        return
    expanded(project)
    for number, column in enumerate(('"a ""B c"', "b")):
        project.sql(f"INSERT INTO app.t (id, {column}) VALUES ({50 + number}, 'new'), ({150 + number}, 'new')")
        project.sql(f"UPDATE app.t SET {column} = 'set' WHERE id IN ({90 + number}, {109 + number})")
    assert project.sql("""SELECT count(*), count(*) FILTER (WHERE b = "a ""B c"), count(*) FILTER (WHERE b = 'set') FROM app.t""") == [
        (25, 25, 4)
    ]
    contracted(project)


def test_both_plans_start_where_the_plans_lead(project: CliProject) -> None:
    project.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, gone int)")
    project.write("schema/a.yaml", "schema: app\ntables:\n  t: {columns: {id: int, b: int}}\n")
    found = project.run("plan", "both", "--phase", "both", "--from", "live", "--accept", "*")
    assert (found.exit_code, "import --baseline" in found.stderr) == (4, True), found.output
    assert project.plans() == []


def test_contract_is_not_reverted_and_a_comment_in_expand_changes_nothing(project: CliProject) -> None:
    before = "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key, 'a \"B c': text}\n"
    begun(project, before, before.replace("'a \"B c': text", "b: {type: text, renamed_from: 'a \"B c', both_names: true}"))
    project.ok("plan", "both", "--phase", "both")
    file = project.root / "plans" / project.plans()[1]
    file.write_text(file.read_text().replace("ALTER TABLE app.t ADD", "-- reviewed\nALTER TABLE app.t ADD"))
    project.ok("verify")
    assert "-- compatible: yes\n-- phase: expand\n" in file.read_text()
    contracted(project)
    found = project.run("revert", "3")
    assert (found.exit_code, "S317" in found.stderr) == (3, True), found.output


def test_a_second_column_that_was_never_filled_loses_nothing(project: CliProject) -> None:
    """Whatever emptied the first one: what the second one holds comes back with the next write of the row."""
    before = "schema: app\ntables:\n  t:\n    columns: {id: bigint primary key, 'a \"B c': text}\n"
    begun(
        project,
        before,
        before.replace("'a \"B c': text", "b: {type: text, renamed_from: 'a \"B c', both_names: true}"),
        seed="INSERT INTO app.t VALUES (1, 'x')",
    )
    expanded(project)
    project.sql('ALTER TABLE app.t DISABLE TRIGGER USER; UPDATE app.t SET "a ""B c" = NULL')
    for (name,) in project.sql("SELECT quote_ident(tgname) FROM pg_trigger WHERE tgrelid = 'app.t'::regclass"):
        project.sql(f"ALTER TABLE app.t ENABLE ALWAYS TRIGGER {name}")
    project.sql("UPDATE app.t SET id = 2")
    assert project.sql('SELECT "a ""B c", b FROM app.t') == [("x", "x")]
    contracted(project)


def test_whoever_owns_the_tables_needs_no_more(each_project: CliProject, role: str) -> None:
    """Applied by a role that is no superuser; applications are another one."""
    project = each_project
    project.sql("DO $$ BEGIN CREATE ROLE both_names_login LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    (database,) = project.sql("SELECT current_database()")[0]
    project.sql(f'ALTER DATABASE "{database}" OWNER TO both_names_login')
    file, url = project.root / "schemactl.toml", project.url
    parts = conninfo.conninfo_to_dict(url)
    mine = conninfo.make_conninfo(**{**parts, "user": "both_names_login"})
    file.write_text(file.read_text().replace(f'url = "{url}"', f'url = "{mine}"'))
    begun(
        project,
        TABLE,
        RENAMED.replace(
            "note: text default 'none'", "remark: {type: \"text default 'none'\", renamed_from: note, both_names: true}"
        ).replace("update (note)", "update (remark)"),
    )
    expanded(project)
    owners = "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'app'::regnamespace"
    assert project.sql(owners) == [("both_names_login",)]
    everyone = "INSERT INTO {} (\"na \"\"M e\") VALUES ('{}'); UPDATE {} SET {} = 'x'"
    as_role(project, role, everyone.format(OLD, "old", OLD, "note"))
    as_role(project, role, everyone.format(NEW, "new", NEW, "remark"))
    contracted(project)


def test_a_composite_of_nulls_is_no_null(each_project: CliProject) -> None:
    """IS NULL takes the one for the other: writes of the earlier version were refused, and values lost with the next write of their row."""
    project = each_project
    before = """\
schema: app
composite_types: {'pa "I r': {x: integer, y: integer}}
tables:
  t: {columns: {id: bigint primary key, a: '"pa ""I r"', n: integer}}
"""
    after = before.replace('a: \'"pa ""I r"\'', 'b: {type: \'"pa ""I r"\', renamed_from: a, both_names: true}')
    begun(project, before, after, seed="INSERT INTO app.t VALUES (1, NULL), (2, ROW(NULL, NULL)), (3, ROW(1, 2)), (4, ROW(NULL, NULL))")
    expanded(project)
    assert project.sql("SELECT count(*) FROM app.t WHERE a::text IS DISTINCT FROM b::text") == [(0,)]
    project.sql("UPDATE app.t SET n = 1")
    project.sql("UPDATE app.t SET a = ROW(NULL, NULL) WHERE id = 1; UPDATE app.t SET a = NULL WHERE id = 2")
    project.sql("UPDATE app.t SET b = NULL WHERE id = 3; UPDATE app.t SET b = ROW(NULL, NULL) WHERE id = 2")
    assert project.sql("SELECT id, a::text, b::text FROM app.t ORDER BY id") == [
        (1, "(,)", "(,)"),
        (2, "(,)", "(,)"),
        (3, None, None),
        (4, "(,)", "(,)"),
    ]
    contracted(project)
