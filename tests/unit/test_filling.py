"""Placeholders of plans, filled in as the place they stand in is read."""

from __future__ import annotations

import pytest

from schemactl.applying.filling import filled
from schemactl.errors import ConfigurationError
from schemactl.kinds.connection_text import stubbed, unsafe

ODD = {"PW": "a 'b' \\c", "WHOLE": "host=x password='o''k'", "H": "db"}.get


@pytest.mark.parametrize(
    ("sql", "becomes"),
    [
        ("CREATE SUBSCRIPTION s CONNECTION 'host=h password=${PW}' PUBLICATION p", r"'host=h password=a\ \''b\''\ \\c'"),
        ("ALTER SUBSCRIPTION s CONNECTION E'host=h\\\\x password=${PW}'", r"E'host=h\\x password=a\\ \\''b\\''\\ \\\\c'"),
        ("ALTER SUBSCRIPTION s CONNECTION 'postgresql://u:${PW}@h/d'", "'postgresql://u:a%20%27b%27%20%5Cc@h/d'"),
        ("ALTER SUBSCRIPTION s CONNECTION '${WHOLE}'", "'host=x password=''o''''k'''"),
        ("CREATE USER MAPPING FOR r SERVER s OPTIONS (password '${PW}')", r"'a ''b'' \c'"),
        ("CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host '${H}.example', x 'it''s ${H}')", "'db.example', x 'it''s db'"),
    ],
)
def test_values_are_quoted_for_their_place(sql: str, becomes: str) -> None:
    assert becomes in filled(sql, ODD)


def test_other_text_is_text() -> None:
    sql = "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'select ''${PW}'''"
    assert filled(sql, ODD) == sql


def test_what_is_not_set_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match=r"\$\{NOWHERE\}"):
        filled("CREATE SUBSCRIPTION s CONNECTION 'password=${NOWHERE}' PUBLICATION p", ODD)


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("host=x password=y", "password"),
        ("host=x sslpassword = 'y z'", "sslpassword"),
        ("password=${P} host=x", None),
        ("password='${P}'", None),
        ("postgresql://u:p@h/d", "password"),
        ("postgresql://u:${P}@h/d", None),
        ("postgres://u@h:5432/d?password=x", "password"),
        ("postgres://h:5432/d", None),
        ("service=shop", None),
        ("${WHOLE}", None),
    ],
)
def test_secrets_are_found(text: str, keyword: str | None) -> None:
    assert unsafe(text) == keyword


def test_scratch_leads_nowhere() -> None:
    assert stubbed("host=a") == "host=a host=/schemactl-scratch hostaddr=''"
    assert stubbed("postgres://h/d", enabled=True) == "postgres://h/d?host=/schemactl-scratch-enabled&hostaddr="
    assert stubbed("postgres://h/d?a=b") == "postgres://h/d?a=b&host=/schemactl-scratch&hostaddr="
    assert stubbed("${X}") == "fallback_application_name=${X} host=/schemactl-scratch hostaddr=''"
