"""Conversions, access methods and transforms on real servers."""

from __future__ import annotations

import pytest
from moves import builds_from_files, moved, rebuilt

from schemactl.kinds import transform
from schemactl.model.identity import ObjectId
from schemactl.scratch.server import ScratchServer

EVERYTHING = """
CREATE SCHEMA "A b";
CREATE CONVERSION public.c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION "A b"."C ""x" FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD "B ""x" TYPE INDEX HANDLER bthandler;
CREATE TABLE public.t (a integer) USING heap2;
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
CREATE TRANSFORM FOR bigint LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
COMMENT ON CONVERSION public.c IS 'c';
COMMENT ON ACCESS METHOD heap2 IS 'a';
COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 't';
"""


def test_comes_back_as_it_went(each_server: ScratchServer) -> None:
    said = rebuilt(each_server, EVERYTHING)
    assert "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER pg_catalog.heap_tableam_handler" in said


def test_everything_goes(each_server: ScratchServer) -> None:
    assert "DROP TRANSFORM FOR integer LANGUAGE sql" in moved(each_server, EVERYTHING, "SELECT")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (", TO SQL WITH FUNCTION int4recv(internal)", "", "CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE sql (FROM SQL"),
        ("CREATE DEFAULT CONVERSION", "CREATE CONVERSION", 'DROP CONVERSION "A b"."C ""x"'),
        ("TO 'UTF8' FROM iso8859_1_to_utf8", "TO 'UTF8' FROM iso8859_1_to_utf8", ""),
        ("INDEX HANDLER bthandler", "INDEX HANDLER hashhandler", 'DROP ACCESS METHOD "B ""x"'),
    ],
)
def test_what_changes(each_server: ScratchServer, old: str, new: str, said: str) -> None:
    assert old in EVERYTHING
    assert [*moved(each_server, EVERYTHING, EVERYTHING.replace(old, new)), ""][0].startswith(said)
    moved(each_server, EVERYTHING.replace(old, new), EVERYTHING)


def test_a_key_names_type_and_language() -> None:
    one = transform.Transform(id=ObjectId("transform", ("app.point", "plpython3u")))
    assert transform.path((), transform.key(one), {}) == one.id.path
    with pytest.raises(ValueError, match="a type and a language"):
        transform.path((), "app.point", {})


def test_files_build_it_again(each_server: ScratchServer) -> None:
    builds_from_files(each_server, EVERYTHING)
