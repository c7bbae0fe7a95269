"""What the judge says of single statements, by their trees and a state that is written here."""

from __future__ import annotations

import pytest

from schemactl.kinds.check import Check
from schemactl.kinds.column import Column
from schemactl.kinds.domain import Domain
from schemactl.kinds.domain_check import DomainCheck
from schemactl.kinds.foreign_key import ForeignKey
from schemactl.kinds.function import Function
from schemactl.kinds.index import Index
from schemactl.kinds.partition import Partition
from schemactl.kinds.primary_key import PrimaryKey
from schemactl.kinds.table import Table
from schemactl.kinds.trigger import Trigger
from schemactl.lint.findings import codes_of
from schemactl.lint.judge import Judge, judge
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock

T = ("app", 'Odd "T x')
NAME = 'app."Odd ""T x"'


def state(*objects: Object, major: int = 18) -> State:
    found = State(major=major)
    for obj in objects:
        columns = getattr(obj, "columns", ())
        names = [columns] if isinstance(columns, str) else columns
        uses = {ObjectId("column", (*obj.id.path[:2], name)) for name in names} if len(obj.id.path) > 2 else set()
        found.add(obj, uses=uses)
    return found


def column(name: str, of: str, **fields: object) -> Column:
    return Column(id=ObjectId("column", (*T, name)), type=of, **fields)  # type: ignore[arg-type]  # fields of the model


SHOP = state(
    Table(id=ObjectId("table", T)),
    column("id", "bigint", not_null=True),
    column("name", "character varying(10)"),
    column("total", "numeric(10,2)"),
    column("at", "timestamp without time zone"),
    column("tags", "character varying(10)[]"),
    column("proved", "integer"),
    column("made", "integer", generated="id * 2"),
    column("counted", "bigint", identity="always", sequence=(("name", 'app."Odd ""S x"'),)),
    PrimaryKey(id=ObjectId("primary_key", (*T, "pk")), columns=("id",)),
    Check(id=ObjectId("check", (*T, "proved_check")), expression="((proved IS NOT NULL) AND (proved > 0))"),
    Index(id=ObjectId("index", (*T, "by_name")), columns="name"),
    Table(id=ObjectId("table", ("app", "lines"))),
    ForeignKey(id=ObjectId("foreign_key", ("app", "lines", "fk")), definition='(id) REFERENCES app."Odd ""T x"(id)', not_valid=True),
    Domain(id=ObjectId("domain", ("app", "email")), type="text"),
    DomainCheck(id=ObjectId("domain_check", ("app", "email", "c")), expression="(VALUE <> ''::text)"),
    Function(id=ObjectId("function", ("app", "seven", "")), language="sql", body="select 7"),
    Function(id=ObjectId("function", ("app", "next", "")), language="plpgsql", body="begin return 1; end"),
)

AX, SRX, SUX = Lock.ACCESS_EXCLUSIVE, Lock.SHARE_ROW_EXCLUSIVE, Lock.SHARE_UPDATE_EXCLUSIVE


@pytest.mark.parametrize(
    ("before", "after", "loses"),
    [
        ("integer", "boolean USING c::boolean", True),
        ("bigint", "bit(4) USING c::bit(4)", True),
        ("jsonb", "integer USING c::integer", True),
        ("circle", "point USING c::point", True),
        ("text", "name", True),
        ("text", '"char"', True),
        ("interval", "time", True),
        ("interval", "interval hour to minute", True),
        ("timestamp with time zone", "time", True),
        ("timestamp without time zone", "time(0)", True),
        ("numeric(10,4)[]", "numeric(10,2)[]", True),
        ("double precision", "real", True),
        ("numeric", "integer", True),
        ("integer", "numeric", False),
        ("integer[]", "bigint[]", False),
        ("text", "date USING c::date", True),
        ("text", "uuid USING c::uuid", False),
        ("date", "timestamp", False),
    ],
)
def test_what_a_new_type_rounds_or_cuts(before: str, after: str, loses: bool) -> None:
    live = state(Table(id=ObjectId("table", T)), column("c", before))
    assert ("SC307" in codes_of(judge(f"ALTER TABLE {NAME} ALTER COLUMN c TYPE {after}", live), live)) is loses


@pytest.mark.parametrize(
    ("sql", "lock", "codes"),
    [
        (f"CREATE INDEX i ON {NAME} (name)", Lock.SHARE, {"SC101"}),
        (f"CREATE INDEX CONCURRENTLY i ON {NAME} (name)", SUX, {"SC104"}),
        (f"CREATE INDEX IF NOT EXISTS i ON {NAME} (name)", Lock.SHARE, {"SC101", "SC106"}),
        ("DROP INDEX app.by_name", AX, {"SC102"}),
        (f"REINDEX TABLE {NAME}", Lock.SHARE, {"SC103"}),
        (f"ALTER TABLE {NAME} ADD COLUMN n int", AX, set()),
        (f"ALTER TABLE {NAME} ADD COLUMN n int DEFAULT 7", AX, set()),
        (f"ALTER TABLE {NAME} ADD COLUMN n timestamptz DEFAULT now()", AX, set()),
        (f"ALTER TABLE {NAME} ADD COLUMN n uuid DEFAULT gen_random_uuid()", AX, {"SC301"}),
        (f"ALTER TABLE {NAME} ADD COLUMN n int DEFAULT app.seven()", AX, set()),
        (f"ALTER TABLE {NAME} ADD COLUMN n int DEFAULT app.next()", AX, {"SC301"}),
        (f"ALTER TABLE {NAME} ADD COLUMN n int DEFAULT elsewhere.unknown()", AX, {"SC301"}),
        (f"ALTER TABLE {NAME} ADD COLUMN n int NOT NULL", AX, {"SC302"}),
        (f"ALTER TABLE {NAME} ADD COLUMN n serial", AX, {"SC303"}),
        (f"ALTER TABLE {NAME} ADD COLUMN n app.email", AX, {"SC304"}),
        (f"ALTER TABLE {NAME} ADD COLUMN n int CHECK (n > 0)", AX, {"SC208"}),
        (f"ALTER TABLE {NAME} ALTER COLUMN name TYPE varchar(20)", AX, set()),
        (f"ALTER TABLE {NAME} ALTER COLUMN name TYPE text", AX, set()),
        (f"ALTER TABLE {NAME} ALTER COLUMN name TYPE varchar(5)", AX, {"SC305"}),
        (f"ALTER TABLE {NAME} ALTER COLUMN name TYPE varchar(20) USING upper(name)", AX, {"SC305"}),
        (f"ALTER TABLE {NAME} ALTER COLUMN total TYPE numeric(12,2)", AX, set()),
        (f"ALTER TABLE {NAME} ALTER COLUMN total TYPE numeric(12,1)", AX, {"SC305", "SC307"}),
        (f"ALTER TABLE {NAME} ALTER COLUMN tags TYPE text[]", AX, {"SC305"}),
        (f"ALTER TABLE {NAME} ALTER COLUMN at TYPE timestamptz", AX, set()),
        (f"ALTER TABLE {NAME} ALTER COLUMN name SET NOT NULL", AX, {"SC207"}),
        (f"ALTER TABLE {NAME} ALTER COLUMN proved SET NOT NULL", AX, set()),
        (f"ALTER TABLE {NAME} ADD CHECK (total > 0)", AX, {"SC201"}),
        (f"ALTER TABLE {NAME} ADD CHECK (total > 0) NOT VALID", AX, set()),
        (f"ALTER TABLE app.lines ADD FOREIGN KEY (id) REFERENCES {NAME}", SRX, {"SC202"}),
        ("ALTER TABLE app.lines VALIDATE CONSTRAINT fk", SUX, set()),
        (f"ALTER TABLE {NAME} ADD UNIQUE (name)", AX, {"SC204"}),
        (f"ALTER TABLE {NAME} ADD EXCLUDE USING gist (name WITH =)", AX, {"SC206"}),
        (f"ALTER TABLE {NAME} DROP CONSTRAINT proved_check", AX, {"SC211"}),
        (f"ALTER TABLE {NAME} DROP COLUMN name", AX, {"SC401"}),
        (f"ALTER TABLE {NAME} DROP COLUMN made", AX, set()),
        (f"ALTER TABLE {NAME} ALTER COLUMN counted DROP IDENTITY", AX, {"SC401"}),
        (f"ALTER TABLE {NAME} RENAME TO other", AX, {"SC310"}),
        (f"ALTER TABLE {NAME} RENAME TO other; CREATE VIEW {NAME} AS SELECT id FROM app.other", AX, set()),
        (f"DROP TABLE {NAME}", AX, {"SC401"}),
        (f"DROP TABLE {NAME} CASCADE", AX, {"SC401", "SC402"}),
        ("DROP SCHEMA app CASCADE", Lock.NONE, {"SC401", "SC402"}),
        (f"TRUNCATE {NAME}", AX, {"SC403"}),
        (f"DELETE FROM {NAME}", Lock.ROW_EXCLUSIVE, {"SC403"}),
        (f"DELETE FROM {NAME} WHERE id = 1", Lock.ROW_EXCLUSIVE, set()),
        (f"UPDATE {NAME} SET name = ''", Lock.ROW_EXCLUSIVE, {"SC409"}),
        (f"UPDATE {NAME} SET name = '' WHERE id = 1", Lock.ROW_EXCLUSIVE, set()),
        (f"ALTER TABLE {NAME} SET UNLOGGED", AX, {"SC408", "SC509"}),
        (f"ALTER TABLE {NAME} SET (fillfactor = 80)", SUX, set()),
        ("VACUUM FULL app.lines", AX, {"SC104", "SC509"}),
        ("DROP ROLE r", Lock.NONE, {"SC410"}),
        ("DO 'begin end'", Lock.NONE, {"SC604"}),
        ("ALTER TABLE app.lines SPLIT PARTITION x", Lock.NONE, {"SC604"}),
        ("CREATE TABLE app.new (id int)", Lock.NONE, set()),
        (f"CREATE TABLE app.new (id bigint REFERENCES {NAME})", SRX, set()),
    ],
)
def test_a_statement(sql: str, lock: Lock, codes: set[str]):
    found = judge(sql, SHOP)
    assert (found.lock, codes_of(found, SHOP)) == (lock, codes)


def test_what_the_plan_made_is_nobody_elses():
    plan = Judge(SHOP)
    plan.judge("CREATE TABLE app.new (id int)")
    later = plan.judge("CREATE INDEX i ON app.new (id)")
    assert (later.lock, later.work) == (Lock.NONE, ())
    assert not plan.judge("DROP TABLE app.new").lost


def test_a_renamed_table_is_still_the_one_that_others_use():
    plan = Judge(SHOP)
    plan.judge(f"ALTER TABLE {NAME} RENAME TO other")
    later = plan.judge("CREATE INDEX i ON app.other (id)")
    assert later.locks == {T: Lock.SHARE}
    assert [one.code for one in plan.judge("DROP TABLE app.other").lost] == ["SC401"]


def test_what_takes_the_old_name_is_new_and_the_renamed_table_is_not():
    plan = Judge(SHOP)
    plan.judge(f"ALTER TABLE {NAME} RENAME TO other")
    plan.judge(f"CREATE VIEW {NAME} AS SELECT id FROM app.other")
    assert plan.judge(f"COMMENT ON VIEW {NAME} IS 'old'").locks == {}
    assert plan.judge("CREATE INDEX i ON app.other (id)").locks == {T: Lock.SHARE}


def test_rows_that_were_copied_are_not_lost():
    plan = Judge(SHOP)
    plan.judge("CREATE TABLE app.copy (id bigint)")
    plan.judge(f"INSERT INTO app.copy SELECT id FROM {NAME}")
    assert [one.code for one in plan.judge(f"DROP TABLE {NAME}").lost] == [None]


def test_how_far_an_identity_has_counted_is_not_lost_where_another_sequence_goes_on():
    plan = Judge(SHOP)
    plan.judge('ALTER SEQUENCE app."Odd ""S x" RENAME TO aside')
    plan.judge('CREATE SEQUENCE app."Odd ""S x"')
    plan.judge('SELECT pg_catalog.setval(\'app."Odd ""S x"\', last_value, is_called) FROM app.aside')
    found = plan.judge(f"ALTER TABLE {NAME} ALTER COLUMN counted DROP IDENTITY")
    assert [one.code for one in found.lost] == [None]


def test_rows_that_a_condition_left_out_are_lost():
    plan = Judge(SHOP)
    plan.judge(f"INSERT INTO app.copy SELECT id FROM {NAME} WHERE id > 1")
    assert [one.code for one in plan.judge(f"DROP TABLE {NAME}").lost] == ["SC401"]


def test_a_time_zone_decides_whether_timestamps_are_copied():
    sql = f"ALTER TABLE {NAME} ALTER COLUMN at TYPE timestamptz"
    assert not judge(sql, SHOP).rewrites
    assert judge(sql, SHOP, zone="Europe/Berlin").rewrites == {T}


@pytest.mark.parametrize(("form", "mode"), [("", Lock.SHARE), (" CONCURRENTLY", SUX)])
@pytest.mark.parametrize("what", ['INDEX{} app."P i"', "TABLE{} app.parted"])
def test_a_partitioned_table_is_locked_while_its_partitions_are_listed(what: str, form: str, mode: Lock):
    table = Table(id=ObjectId("table", ("app", "parted")), partition_by="RANGE (day)")
    parted = state(table, Index(id=ObjectId("index", ("app", "parted", "P i")), columns="day"), Table(id=ObjectId("table", ("app", "p1"))))
    bound = Partition(id=ObjectId("partition", ("app", "p1", "partition_of")), of="app.parted", bound="DEFAULT")
    parted.add(bound, uses={table.id})
    found = judge(f"REINDEX {what.format(form)}", parted)
    assert found.locks == {("app", "parted"): mode, ("app", "p1"): mode}
    assert not found.transactional


@pytest.mark.parametrize(
    ("sql", "mode"),
    [
        ("CREATE TRIGGER t BEFORE INSERT ON app.parted FOR EACH ROW EXECUTE FUNCTION app.f()", SRX),
        ('DROP TRIGGER "T t" ON app.parted', AX),
        ('ALTER INDEX app."P k" ATTACH PARTITION app.p1_k', Lock.ACCESS_SHARE),
    ],
)
def test_what_is_made_or_dropped_in_partitions_too_locks_them(sql: str, mode: Lock):
    table, part = Table(id=ObjectId("table", ("app", "parted")), partition_by="RANGE (day)"), Table(id=ObjectId("table", ("app", "p1")))
    keys = [PrimaryKey(id=ObjectId("primary_key", ("app", *path)), columns=("day",)) for path in (("parted", "P k"), ("p1", "p1_k"))]
    parted = state(table, part, *keys)
    parted.add(Partition(id=ObjectId("partition", ("app", "p1", "partition_of")), of="app.parted", bound="DEFAULT"), uses={table.id})
    found = judge(sql, parted).locks
    assert {path: lock for path, lock in found.items() if path in (table.id.path, part.id.path)} == {
        table.id.path: mode,
        part.id.path: mode,
    }


def test_what_fires_for_a_statement_is_the_partitioned_tables_alone():
    table, part = Table(id=ObjectId("table", ("app", "parted")), partition_by="RANGE (day)"), Table(id=ObjectId("table", ("app", "p1")))
    parted = state(table, part, Trigger(id=ObjectId("trigger", ("app", "parted", "T t")), timing="after insert", execute="app.f()"))
    parted.add(Partition(id=ObjectId("partition", ("app", "p1", "partition_of")), of="app.parted", bound="DEFAULT"), uses={table.id})
    assert judge('DROP TRIGGER "T t" ON app.parted', parted).locks == {table.id.path: AX}
    assert judge("CREATE TRIGGER t AFTER INSERT ON app.parted EXECUTE FUNCTION app.f()", parted).locks == {table.id.path: SRX}
