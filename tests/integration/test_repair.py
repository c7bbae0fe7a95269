"""A plan that stopped half-way: what `apply` finds out by itself, and what a person says where it cannot."""

from __future__ import annotations

import psycopg
import pytest
from plan_folder import PlanFolder, opened, step, taken

from schemactl.applying import ledger
from schemactl.applying.apply import apply
from schemactl.applying.options import Options, Result
from schemactl.applying.repair import Action, Finding, examine, repair
from schemactl.errors import HalfwayError, IntegrityError, RefusedError
from schemactl.live.connection import Connection
from schemactl.model.fingerprint import Fingerprints
from schemactl.plans.directory import list_plans
from schemactl.plans.header import PlanHeader
from schemactl.plans.plan import PlanStep

DEVELOPMENT = Options(mode="development", tool_version="1.0", allow_uncommitted=True)
TABLE = "CREATE TABLE public.a (id bigint)"
# Only who wrote it knows whether it may run twice.
BLOCK = "DO $$ BEGIN IF (SELECT count(*) FROM public.a) = 0 THEN RAISE 'no rows'; END IF; END $$"
INDEX = 'CREATE INDEX CONCURRENTLY "A Idx" ON public.a (id)'


def run(conn: Connection, folder: PlanFolder) -> Result:
    return apply(conn, folder.path, DEVELOPMENT, fingerprints=taken)


def repaired(conn: Connection, folder: PlanFolder, action: Action) -> tuple[Finding | None, str | None]:
    told: list[Finding] = []
    done = repair(conn, folder.path, action, fingerprints=taken, tool_version="1.0", tell=told.append)
    return (told[0] if told else None), done


def interrupted(conn: Connection, folder: PlanFolder, *ran: str, steps: tuple[PlanStep, ...], makes: tuple[str, ...]) -> None:
    """A plan of which all but the last step are done, and the last one began; `ran` is what the database saw of it all."""
    name = folder.add("a", *steps, makes=makes)
    for sql in ran:
        conn.execute(sql.encode())
    ledger.ensure(conn)
    file = list_plans(folder.path)[0]
    plan = file.plan()
    record = ledger.PlanRecord(number=1, name=name, sha256=file.sha256, parent="-", before=plan.header.before, after=plan.header.after)
    ledger.start_plan(conn, record, ledger.author(tool_version="1"))
    for number, one in enumerate(plan.steps, 1):
        ledger.record_step(conn, 1, number, one.sha256, "done" if number < len(plan.steps) else "started")


def asked(conn: Connection, folder: PlanFolder) -> None:
    """A block that nobody can judge was interrupted, and apply says so."""
    interrupted(conn, folder, TABLE, steps=(step(TABLE), step(BLOCK, mode="no transaction")), makes=("a",))
    with pytest.raises(HalfwayError, match="does not show whether it happened") as caught:
        run(conn, folder)
    assert caught.value.exit_code == 8
    assert "schemactl repair" in str(caught.value.problems[0].hint)


def test_nothing_is_half_way(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    assert examine(conn, folder.path) is None
    run(conn, folder)
    assert examine(conn, folder.path) is None
    assert repaired(conn, folder, "resume") == (None, None)


def test_what_nobody_can_judge_is_run_again_when_a_person_says_so(conn: Connection, folder: PlanFolder) -> None:
    asked(conn, folder)
    finding, done = repaired(conn, folder, "resume")
    assert finding
    assert (finding.step, finding.knows, finding.needs_a_person) == (2, "unknown", True)
    assert done == "step 2 counts as not begun: apply runs it again"
    with pytest.raises(HalfwayError, match="no rows"):
        run(conn, folder)
    conn.execute("INSERT INTO public.a VALUES (1)")
    repaired(conn, folder, "resume")
    assert run(conn, folder).applied


def test_a_person_says_that_it_happened(conn: Connection, folder: PlanFolder) -> None:
    interrupted(conn, folder, TABLE, steps=(step(TABLE), step("SELECT 1"), step(BLOCK, mode="no transaction")), makes=("a", "b"))
    folder.mend("0001_a", step(TABLE), step("SELECT 1"), step(BLOCK, mode="no transaction"), step("CREATE TABLE public.b ()"))
    conn.execute("UPDATE schemactl.plans SET sha256 = %s", [list_plans(folder.path)[0].sha256])
    _, done = repaired(conn, folder, "mark-applied")
    assert done == "step 3 is recorded as done: apply goes on behind it"
    assert run(conn, folder).applied
    assert conn.execute("SELECT plan, step, action, tool_version FROM schemactl.repairs").fetchall() == [(1, 3, "mark-applied", "1.0")]


def test_a_database_that_is_what_the_plan_promised_has_it_applied(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step(TABLE), step("SELECT 1 / 0"), step("CREATE TABLE public.b ()"), makes=("a", "b"))
    with pytest.raises(HalfwayError):
        run(conn, folder)
    conn.execute("CREATE TABLE public.b ()")
    finding, done = repaired(conn, folder, "mark-applied")
    assert finding
    assert (finding.step, finding.knows, finding.words.split(":")[0]) == (
        2,
        "not happened",
        "its transaction was rolled back, or never began",
    )
    assert done == "the database is what 0001_a promised: the plan is recorded as applied"
    assert run(conn, folder) == Result()


def test_a_step_that_somebody_did_by_hand(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step(TABLE), step("SELECT 1 / 0"), step("CREATE TABLE public.b ()"), makes=("a", "b"))
    with pytest.raises(HalfwayError):
        run(conn, folder)
    assert repaired(conn, folder, "mark-applied")[1] == "step 2 is recorded as done: apply goes on behind it"
    assert run(conn, folder).applied


def test_a_plan_that_was_taken_back_is_pending_again(conn: Connection, folder: PlanFolder) -> None:
    folder.add("a", step(TABLE), step("SELECT 1 / 0"), makes=("a",))
    with pytest.raises(HalfwayError):
        run(conn, folder)
    with pytest.raises(IntegrityError, match="not everything was taken back"):
        repaired(conn, folder, "mark-reverted")
    conn.execute("DROP TABLE public.a")
    assert repaired(conn, folder, "mark-reverted")[1] == "0001_a counts as not begun: apply runs it from its first step"
    assert ledger.read(conn).plans == ()
    folder.mend("0001_a", step(TABLE))
    assert run(conn, folder).applied


def test_taken_back_means_as_the_plan_left_it_that_ran_last(conn: Connection, folder: PlanFolder) -> None:
    """What undoes drift runs before plans with smaller numbers, so the greatest number is not the last that ran."""
    folder.table("a")
    run(conn, folder)
    conn.execute("CREATE TABLE public.drift (id bigint)")
    folder.table("b")
    folder.undo("undo", step("DROP TABLE public.drift"), drifted={"a", "drift"}, left={"a"})
    assert [one.name for one in run(conn, folder).applied] == ["0003_undo", "0002_b"]
    folder.add("c", step("CREATE TABLE public.c (id bigint)"), step("SELECT 1 / 0"), makes=("c",))
    with pytest.raises(HalfwayError):
        run(conn, folder)
    conn.execute("DROP TABLE public.c")
    assert repaired(conn, folder, "mark-reverted")[1] == "0004_c counts as not begun: apply runs it from its first step"


def test_what_undoes_drift_is_taken_back_to_the_drift(conn: Connection, folder: PlanFolder) -> None:
    folder.table("a")
    run(conn, folder)
    conn.execute("CREATE TABLE public.drift (id bigint)")
    folder.undo("undo", step("DROP TABLE public.drift"), step("SELECT 1 / 0"), drifted={"a", "drift"}, left={"a"})
    with pytest.raises(HalfwayError):
        run(conn, folder)
    with pytest.raises(IntegrityError, match="not everything was taken back"):
        repaired(conn, folder, "mark-reverted")
    conn.execute("CREATE TABLE public.drift (id bigint)")
    assert repaired(conn, folder, "mark-reverted")[1] == "0002_undo counts as not begun: apply runs it from its first step"


def test_taken_back_is_looked_at_as_the_last_plan_looked(conn: Connection, folder: PlanFolder) -> None:
    """The plan that stopped may manage more than the one before it."""
    folder.table("a")
    run(conn, folder)
    name = folder.add("b", step("CREATE TABLE public.b (id bigint)"), step("SELECT 1 / 0"), makes=("b",))
    with pytest.raises(HalfwayError):
        run(conn, folder)
    conn.execute("DROP TABLE public.b")
    seen: list[str] = []

    def fingerprints(conn: Connection, header: PlanHeader) -> Fingerprints:
        seen.append(header.parent)
        return taken(conn, header)

    repair(conn, folder.path, "mark-reverted", fingerprints=fingerprints, tool_version="1.0", tell=lambda _: None)
    assert (name, seen) == ("0002_b", ["-"])


def test_the_catalog_is_not_contradicted(conn: Connection, folder: PlanFolder) -> None:
    interrupted(
        conn,
        folder,
        TABLE,
        steps=(step(TABLE), step(INDEX, mode="no transaction")),
        makes=("a", "A Idx"),
    )
    finding = examine(conn, folder.path)
    assert finding
    assert (finding.knows, finding.words, finding.needs_a_person) == ("not happened", "index public.A Idx is not there", False)
    with pytest.raises(RefusedError, match=r"did not happen: index public\.A Idx is not there"):
        repaired(conn, folder, "mark-applied")
    assert run(conn, folder).applied


def test_what_an_interrupted_statement_left_is_put_away(conn: Connection, folder: PlanFolder) -> None:
    unique = INDEX.replace("CREATE INDEX", "CREATE UNIQUE INDEX")
    steps = (step(TABLE), step(unique, mode="no transaction"))
    interrupted(conn, folder, TABLE, "INSERT INTO public.a VALUES (1), (1)", steps=steps, makes=("a", "A Idx"))
    with pytest.raises(psycopg.errors.UniqueViolation):
        conn.execute(unique.encode())
    finding, _ = repaired(conn, folder, "resume")
    assert finding
    assert (finding.words, finding.left) == ("index public.A Idx is there, and invalid", ('DROP INDEX CONCURRENTLY "public"."A Idx"',))
    assert conn.execute("SELECT to_regclass('public.\"A Idx\"')").fetchone() == (None,)


@pytest.mark.parametrize(
    ("made", "statement", "words"),
    [
        ("CREATE INDEX other ON public.a (id)", INDEX, "index public.A Idx is not there"),
        ('CREATE INDEX "A Idx" ON public.a (id)', INDEX, "index public.A Idx is there, and valid"),
        ('CREATE INDEX "A Idx" ON public.a (id, id)', INDEX, "the catalog does not show whether this statement happened"),
        ('CREATE INDEX "A Idx" ON public.a USING hash (id)', INDEX, "the catalog does not show whether this statement happened"),
        ('CREATE INDEX "A Idx" ON public.a (id) WHERE id > 0', INDEX, "the catalog does not show whether this statement happened"),
        ("SELECT 1", "DROP INDEX CONCURRENTLY public.none", "index public.none is not there"),
        ("SELECT 1", "VACUUM public.a", "it may run once more without harm"),
        ("SELECT 1", "ALTER SYSTEM SET work_mem = '4MB'", "it may run once more without harm"),
        ("SELECT 1", 'CREATE DATABASE "No Such"', "database No Such is not there"),
        ("SELECT 1", "DROP DATABASE postgres", "database postgres is there"),
        ("SELECT 1", "CREATE TABLESPACE pg_default LOCATION '/x'", "tablespace pg_default is there"),
        ("SELECT 1", "DROP SUBSCRIPTION s", "subscription s is not there"),
        ("SELECT 1", "ALTER SUBSCRIPTION s REFRESH PUBLICATION", "it may run once more"),
        ("SELECT 1", "ALTER SUBSCRIPTION s ADD PUBLICATION p", "publication p of subscription s is not there"),
        ("SELECT 1", "CALL public.p()", "the catalog does not show whether this statement happened"),
        ("SELECT 1", "REINDEX TABLE CONCURRENTLY public.a", "it may run once more"),
    ],
)
def test_what_the_catalog_says(conn: Connection, folder: PlanFolder, made: str, statement: str, words: str) -> None:
    interrupted(conn, folder, TABLE, made, steps=(step(TABLE), step(statement, mode="no transaction")), makes=("a",))
    finding = examine(conn, folder.path)
    assert finding
    assert finding.words == words


def test_what_a_reindex_left_is_dropped_and_others_indexes_are_not(each_database: str, folder: PlanFolder) -> None:
    reindex = 'REINDEX INDEX CONCURRENTLY public."B Idx"'
    setup = ("CREATE TABLE public.a (id bigint)", 'CREATE INDEX "B Idx" ON public.a (id)', "CREATE TABLE public.b (id bigint)")
    left = ('CREATE INDEX "B Idx_ccnew" ON public.a (id)', "CREATE INDEX b_ccnew ON public.b (id)")
    with opened(each_database) as conn:
        interrupted(
            conn, folder, *setup, *left, steps=(step(*setup), step(reindex, mode="no transaction")), makes=("a", "b", "B Idx", "b_ccnew")
        )
        conn.execute("UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid::regclass::text LIKE '%ccnew%'")
        assert run(conn, folder).applied
        rows = conn.execute("SELECT indexrelid::regclass::text FROM pg_catalog.pg_index WHERE NOT indisvalid").fetchall()
        assert rows == [("public.b_ccnew",)]


def test_what_can_run_in_a_transaction_does(conn: Connection, folder: PlanFolder) -> None:
    """Whatever the step says: so there is nothing to find out afterwards."""
    statements = ("INSERT INTO public.a VALUES (1)", "CREATE TABLE public.b ()", "SELECT 1 / 0")
    folder.add("a", step(TABLE), *(step(one, mode="no transaction") for one in statements), makes=("a", "b"))
    for _ in range(2):
        with pytest.raises(HalfwayError, match="division by zero"):
            run(conn, folder)
    assert conn.execute("SELECT count(*) FROM public.a").fetchone() == (1,)
    assert conn.execute("SELECT step, status FROM schemactl.steps ORDER BY 1").fetchall() == [(1, "done"), (2, "done"), (3, "done")]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("CREATE INDEX CONCURRENTLY ON public.a (id)", "needs a name"),
        ("CREATE INDEX CONCURRENTLY IF NOT EXISTS a_idx ON public.a (id)", "IF NOT EXISTS would take an invalid index"),
    ],
)
def test_what_could_not_be_found_again_is_refused(conn: Connection, folder: PlanFolder, statement: str, reason: str) -> None:
    folder.add("a", step(TABLE), step(statement, mode="no transaction"))
    with pytest.raises(IntegrityError, match=reason):
        run(conn, folder)
    assert ledger.read(conn).version == 0
