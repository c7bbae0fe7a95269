"""Names, comments and values that somebody chose to do harm, in a real database: read, planned, run elsewhere, shown. Everything comes back as it was,
nothing of it is executed, and nothing of it reaches a terminal as a command."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier, Literal

from schemactl.cli import main
from schemactl.live.connection import connect, target
from schemactl.live.introspect import introspect
from schemactl.model.state import State
from schemactl.plans.escaping import unseen
from schemactl.scratch.server import ScratchServer

# What ends a quote, a comment, a line, a block; what templates, psql, YAML, HTML, Mermaid and terminals read as theirs.
VISIBLE = (
    *(
        '"',
        "'",
        "''",
        '""',
        "\\",
        "\\\\",
        "$$",
        "$x$",
        "`",
        ";",
        "--",
        "/*",
        "*/",
        "%",
        "%s",
        "%(a)s",
        "{}",
        "${HOME}",
        "{{ x }}",
        "$1",
        ":x",
        "|",
    ),
    *("\n", "\r\n", "\t", "\n\\.\n", "\n\\! touch canary\n", "\n-- step: data\n", "\n-- statement 1.1 + x\n", "\nCOMMIT;\n"),
    *('"; DROP TABLE public.canary; --', "'); DROP TABLE public.canary; --", "*/ DROP TABLE public.canary; /*"),
    *("<script>", "&amp;", "]]>", "- !!python/x", "&a *a", ": ", " #", "e\u0301", "\u00e9", "\U0001f4a3", "\u200f", "\u200b"),
    *("a", "B", " ", "select", "null", "yes"),
)
HIDDEN = ("\r", "\v", "\u2028", "\u0085", "\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\x08", "\x7f", "\u202e", "\u2066", "\ufeff")
LONGEST = 63
# What steers a terminal or turns the order of reading round; JSON and SQL may hold line ends and tabs.
STEERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def texts(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), min_size=1, max_size=6).map("".join)


def names(pieces: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(texts(pieces).map(cut).filter(bool), min_size=9, max_size=9, unique=True)


def said(pieces: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(texts(pieces), min_size=4, max_size=4)


def cut(name: str) -> str:
    """As much of it as PostgreSQL takes for a name."""
    return name.encode()[:LONGEST].decode(errors="ignore")


# Full to the last byte, so that whatever is appended to it would be cut.
FULL = ["x" * 62 + letter for letter in "abcdefghi"]
TERMINAL = [f"\x1b[2J\u202e{letter}" for letter in "abcdefghi"]
PSQL = [f"\n\\! touch canary\n\\.\n{letter}" for letter in "abcdefghi"]


def build(conn: psycopg.Connection[tuple[object, ...]], named: list[str], texts: list[str]) -> None:
    """One of everything that carries a name or a text."""
    schema, table, column, other, index, check, view, function, kind = map(Identifier, named)
    comment, default, label, body = map(Literal, texts)
    statements = (
        SQL("CREATE SCHEMA {}").format(schema),
        SQL("CREATE TYPE {}.{} AS ENUM ({})").format(schema, kind, Literal(cut(texts[2]))),
        SQL("CREATE TABLE {}.{} ({} text DEFAULT {}, {} {}.{})").format(schema, table, column, default, other, schema, kind),
        SQL("CREATE INDEX {} ON {}.{} ({}) WHERE {} <> {}").format(index, schema, table, column, column, label),
        SQL("ALTER TABLE {}.{} ADD CONSTRAINT {} CHECK ({} <> {})").format(schema, table, check, column, body),
        SQL("CREATE VIEW {}.{} AS SELECT {}, {}::text AS {} FROM {}.{}").format(schema, view, column, body, other, schema, table),
        SQL("CREATE FUNCTION {}.{}({} text) RETURNS text LANGUAGE sql AS {}").format(
            schema, function, column, Literal("SELECT " + body.as_string(None))
        ),
        SQL("COMMENT ON TABLE {}.{} IS {}").format(schema, table, comment),
        SQL("COMMENT ON COLUMN {}.{}.{} IS {}").format(schema, table, column, body),
        SQL("COMMENT ON FUNCTION {}.{} IS {}").format(schema, function, default),
    )
    for statement in statements:
        conn.execute(statement)


class Project:
    """`here` leads to the database that was read, `there` to one where it is built."""

    def __init__(self, root: Path, urls: Mapping[str, str], scratch: str) -> None:
        self.root = root
        text = 'schema = "schema"\nplans = "plans"\n[scope]\nignore = ["table:public.canary"]\n'
        for name, url in urls.items():
            text += f'[env.{name}]\nurl = "{url}"\nmode = "development"\nscratch_url = "{scratch}"\n'
        (root / "schemactl.toml").write_text(text)

    def run(self, *words: str) -> Result:
        result = CliRunner().invoke(main, ["-C", str(self.root), "--no-input", *words], catch_exceptions=False)
        steering = STEERS.search(result.output)
        assert steering is None, (words, steering, result.output)
        return result

    def ok(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, (words, result.output)
        return result.stdout


@contextmanager
def project(server: ScratchServer) -> Iterator[tuple[Project, dict[str, str]]]:
    with server.database() as one, server.database() as two, tempfile.TemporaryDirectory() as root:
        urls = {"here": server.url(one.info.dbname), "there": server.url(two.info.dbname)}
        one.close()
        two.close()
        yield Project(Path(root), urls, server.url("postgres")), urls


EVERY = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=2, **EVERY)
@given(named=names(VISIBLE), texts=said(VISIBLE))
@example(named=FULL, texts=["\\.", "%s", "$$", "*/ --"])
@example(named=PSQL, texts=["\n\\.\n", "\n-- step: data\n", "\nCOMMIT;\n", "'); DROP TABLE public.canary; --"])
def test_what_can_be_seen_comes_back_and_does_not_run(server: ScratchServer, named: list[str], texts: list[str]) -> None:
    with hostile(server, named, texts) as (mine, urls):
        read_and_run(mine)
        assert dict(state_of(urls["here"]).objects) == dict(state_of(urls["there"]).objects)


@settings(max_examples=1, **EVERY)
@given(named=names(VISIBLE + HIDDEN), texts=said(VISIBLE + HIDDEN * 3).map(lambda texts: [*texts[:3], "body"]))
@example(named=TERMINAL, texts=["\x1b]0;x\x07", "\u202e\\", "\\\x9b31m'", "\\"])
def test_what_cannot_be_seen_in_constants_and_names_is_escaped(server: ScratchServer, named: list[str], texts: list[str]) -> None:
    with hostile(server, named, texts) as (mine, urls):
        read_and_run(mine)
        assert dict(state_of(urls["here"]).objects) == dict(state_of(urls["there"]).objects)


def state_of(url: str) -> State:
    with connect(target(url, source="test"), read_only=True) as session:
        return introspect(session)


@settings(max_examples=2, **EVERY)
@given(named=names(VISIBLE), texts=said(VISIBLE + HIDDEN * 3).filter(lambda texts: unseen(texts[3]) is not None))
@example(named=TERMINAL, texts=["\x1b]0;x\x07", "\u202e", "\x9b31m", "\r"])
def test_what_cannot_be_seen_in_a_body_is_refused_and_steers_nobody(server: ScratchServer, named: list[str], texts: list[str]) -> None:
    with hostile(server, named, texts) as (mine, _):
        refused(mine)


@contextmanager
def hostile(server: ScratchServer, named: list[str], texts: list[str]) -> Iterator[tuple[Project, dict[str, str]]]:
    """A project over such a database and an empty one; in the end nobody has harmed what stood beside it."""
    with project(server) as (mine, urls):
        for url in urls.values():
            with psycopg.connect(url, autocommit=True) as conn:
                conn.execute("CREATE TABLE public.canary ()")
        with psycopg.connect(urls["here"], autocommit=True) as conn:
            build(conn, named, texts)
        yield mine, urls
        for url in urls.values():
            with psycopg.connect(url, autocommit=True) as conn:
                conn.execute("SELECT FROM public.canary")
        assert not list(mine.root.rglob("canary"))
        assert not Path("canary").exists()


def refused(mine: Project) -> None:
    """A plan whose reader would not see what runs is not written; whoever only looks is told all the same."""
    result = mine.run("-e", "here", "import", "--baseline")
    assert (result.exit_code, "[S603]" in result.stderr) == (1, True), result.output
    assert not (mine.root / "plans").exists()
    look(mine, "here")


def read_and_run(mine: Project) -> None:
    """import, plan, apply elsewhere, and every command that shows what is there."""
    mine.ok("-e", "here", "import", "--baseline")
    mine.ok("-e", "here", "adopt")
    (plan,) = (mine.root / "plans").glob("*.sql")
    for file in (plan, *(mine.root / "schema").rglob("*.yaml")):
        assert STEERS.search(file.read_text()) is None, file.read_text()
    mine.ok("-e", "there", "-v", "apply", "--allow-uncommitted")
    assert "up to date" in mine.run("-e", "here", "apply", "--allow-uncommitted").stderr
    mine.ok("-e", "there", "plan", "--dry-run")
    assert json.loads(mine.ok("-e", "there", "drift", "--json"))["drift"] is False
    look(mine, "there")
    for form in ("human", "sql", "json", "markdown", "html"):
        mine.ok("-e", "here", "show", plan.stem, "--format", form)
    for form in ("json", "sarif", "gitlab", "github", "junit", "human"):
        # A name with a line end in it is a finding.
        result = mine.run("-e", "here", "check", "--format", form)
        assert result.exit_code == (1 if "SC603" in result.output else 0), result.output


def look(mine: Project, environment: str) -> None:
    """What shows a database and writes nothing."""
    nothing = mine.root / "nothing.sql"
    nothing.touch()
    compare = ("diff", "live", str(nothing))
    for words in (("status",), ("drift",), ("doctor",), compare, (*compare, "--json")):
        mine.ok("-e", environment, *words)
    for form in ("mermaid", "dot", "svg", "html"):
        mine.ok("-e", environment, "diagram", "--of", "live", "--format", form)
