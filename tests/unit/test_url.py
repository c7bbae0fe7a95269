"""Connection strings of the real world, and what never shows up again."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from schemactl.errors import ConfigurationError, SchemactlError, UsageError
from schemactl.live.connection import libpq_target, target
from schemactl.live.url import masked, parse, written


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgresql://u:p@h:5433/d", {"user": "u", "password": "p", "host": "h", "port": "5433", "dbname": "d"}),
        ("postgres://h", {"host": "h"}),
        ("postgresql:///d", {"dbname": "d"}),
        ("postgresql://u:p%40ss@word%2F@h/d", {"user": "u", "password": "p@ss@word/", "host": "h", "dbname": "d"}),
        ("postgres://u:100%sure@h", {"user": "u", "password": "100%sure", "host": "h"}),
        ("postgresql://[::1]:99/d", {"host": "::1", "port": "99", "dbname": "d"}),
        ("postgresql://a:1,b:2/d", {"host": "a,b", "port": "1,2", "dbname": "d"}),
        ("postgresql://%2Fvar%2Frun/d", {"host": "/var/run", "dbname": "d"}),
        ("postgresql:///d?host=/var/run&user=a+b", {"host": "/var/run", "dbname": "d", "user": "a+b"}),
        ("postgresql:///?service=shop", {"service": "shop"}),
        ("host=h dbname='a b' password='x\\'y'", {"host": "h", "dbname": "a b", "password": "x'y"}),
        ("'postgres://h/d'", {"host": "h", "dbname": "d"}),
        ("postgresql://u@h/d?options=endpoint%3Dx", {"user": "u", "host": "h", "dbname": "d", "options": "endpoint=x"}),
    ],
)
def test_strings_that_libpq_reads_too(url: str, options: dict[str, str]) -> None:
    parsed = parse(url, source="--url")
    assert parsed.options == options
    assert parsed.notes == ()
    assert conninfo_to_dict(parsed.conninfo) == options


@pytest.mark.parametrize(
    ("url", "options", "note"),
    [
        ("postgresql+psycopg://h/d", {}, "postgresql+psycopg:// is read as postgresql://"),
        ("postgres+asyncpg://h/d", {}, "postgres+asyncpg:// is read"),
        ("postgis://h/d", {}, "postgis:// is read"),
        ("jdbc:postgresql://h/d?ssl=true", {"sslmode": "require"}, "jdbc:postgresql:// is read"),
        ("postgresql://h/d?schema=app", {}, "schema is left out; [scope]"),
        ("postgresql://h/d?pgbouncer=true", {}, "direct_url"),
        ("postgresql://h/d?connection_limit=1", {}, "connection_limit is left out"),
        ("postgresql://h/d?x-migrations-table=t", {}, "x-migrations-table is left out"),
    ],
)
def test_strings_that_libpq_refuses_are_read_with_a_note(url: str, options: dict[str, str], note: str) -> None:
    parsed = parse(url, source="--url")
    assert parsed.options == {"host": "h", "dbname": "d", **options}
    assert [one for one in parsed.notes if note in one]


@pytest.mark.parametrize(
    ("query", "mode"),
    [
        ("ssl=true", "require"),
        ("ssl=verify-full", "verify-full"),
        ("sslmode=no-verify", "require"),
        ("sslaccept=strict", "verify-full"),
        ("ssl=0", "disable"),
    ],
)
def test_other_words_for_tls(query: str, mode: str) -> None:
    assert parse(f"postgresql://h/d?{query}", source="--url").options["sslmode"] == mode


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "empty"),
        ("shop", "neither"),
        ("mysql://u:s3cret@h/d", "mysql:// is not PostgreSQL"),
        ("prisma+postgres://accelerate/?api_key=s3cret", "Prisma"),
        ("postgres://u:s3cret/x@h/d", "is a / in the password"),
        ("postgres://u:s3cret?x@h/d", "is a [?] in the password"),
        ("postgres://h/d?sslmod=require", "unknown connection parameter sslmod; did you mean sslmode"),
        ("postgres://u:s3cret@h:70000/d", "port"),
        ("postgres://u:s3cret@h:x/d", "host and port"),
        ("postgres://u:s3cret%00@h/d", "NUL"),
        ("password=my s3cret host=y", "does not understand"),
        ("host=x pasword=s3cret", "unknown connection parameter pasword; did you mean password"),
        ("Host=h;Username=u;Password=s3cret", r"\.NET"),
    ],
)
@pytest.mark.parametrize(("source", "kind"), [("--url", UsageError), ("DATABASE_URL", ConfigurationError)])
def test_nonsense_is_named_without_its_password(url: str, said: str, source: str, kind: type[SchemactlError]) -> None:
    with pytest.raises(kind, match=said) as caught:
        parse(url, source=source)
    assert caught.value.problems[0].message.startswith(f"{source}: ")
    assert caught.value.problems[0].hint
    assert "s3cret" not in f"{caught.value.problems}{caught.value.__cause__}"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("at postgres://u:s3cret@h/d and a@b", "at postgres://u:***@h/d and a@b"),
        ("postgres://u:s3@cr/et@h/d", "postgres://u:***@h/d"),
        ("postgres://u:s3 cret@h/d", "postgres://u:***@h/d"),
        ("postgres://h:5432/d, ask a@b", "postgres://h:5432/d, ask a@b"),
        ("postgresql:///d?password=s3cret&user=u", "postgresql:///d?password=***&user=u"),
        ("host=h password=s3cret user=u", "host=h password=*** user=u"),
        (r"password='s3\'cr et' user=u", "password=*** user=u"),
        ("password = s3cret", "password = ***"),
        ("PGPASSWORD=s3cret psql", "PGPASSWORD=*** psql"),
        ("sslpassword=s3cret", "sslpassword=***"),
        ('{"password": "s3cret"}', '{"password": ***}'),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_passwords_in_a_text_are_masked(text: str, result: str) -> None:
    assert masked(text) == result


@pytest.mark.parametrize(
    ("url", "described"),
    [
        ("postgresql://u:s3cret@db.internal:5432/shop", "shop @ db.internal:5432"),
        ("postgresql://a,b:6432/shop", "shop @ a:5432,b:6432"),
        ("host=a,b port=7777 dbname=shop", "shop @ a:7777,b:7777"),
        ("postgresql://u@/", "u @ local socket:5432"),
        ("postgresql:///?service=shop", "service shop"),
    ],
)
def test_a_target_is_described_without_secrets(url: str, described: str) -> None:
    where = target(url, source="--url")
    assert where.describe() == described
    assert "s3cret" not in repr(where)


def test_libpq_alone_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.internal")
    monkeypatch.setenv("PGDATABASE", "shop")
    assert libpq_target().describe() == "shop @ db.internal:5432"


@pytest.mark.parametrize("conninfo", ["host=/a dbname='x y' user=u password='p&/ss'", "host=h", "dbname='ü/?'"])
def test_a_written_url_reads_as_the_same(conninfo: str) -> None:
    assert parse(written(conninfo), source="--url").options == conninfo_to_dict(conninfo)
