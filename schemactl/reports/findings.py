"""Findings of `check` for programs: GitHub's workflow commands, GitLab's code quality, SARIF, JUnit. Pure; whoever calls brings the files' names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, Literal
from xml.etree import ElementTree

import msgspec

from schemactl import __version__
from schemactl.errors import Problem
from schemactl.reports import codes
from schemactl.reports.json_text import json_text
from schemactl.reports.problems import as_dict, printable

Level = Literal["error", "warning", "note"]
Shown = Callable[[str], str]
"""A file of a problem as it is named from here, with slashes."""


class Reported(msgspec.Struct, frozen=True, kw_only=True):
    """A problem and how serious it is; `suppressed` is the reason that a person gave for not minding it."""

    problem: Problem
    level: Level = "error"
    suppressed: str | None = None

    @property
    def text(self) -> str:
        """The message and what to do."""
        return self.problem.message + (f"\n{self.problem.hint}" if self.problem.hint else "")


def minded(found: Iterable[Reported]) -> list[Reported]:
    """Those that nobody suppressed."""
    return [one for one in found if one.suppressed is None]


def as_document(found: Sequence[Reported]) -> dict[str, object]:
    """For `--json`: what fails the run, what is only worth knowing, and what was suppressed, with the reason."""
    return {
        "ok": not any(one.level == "error" for one in minded(found)),
        "problems": [_with_level(one) for one in minded(found) if one.level == "error"],
        "remarks": [_with_level(one) for one in minded(found) if one.level != "error"],
        "suppressed": [{**_with_level(one), "reason": one.suppressed} for one in found if one.suppressed is not None],
    }


def _with_level(one: Reported) -> dict[str, object]:
    return {**as_dict(one.problem), "severity": one.level}


def github(found: Sequence[Reported], shown: Shown) -> str:
    """A workflow command a line: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    words = {"error": "error", "warning": "warning", "note": "notice"}
    return "\n".join(_command(words[one.level], one, shown) for one in minded(found))


def _command(word: str, one: Reported, shown: Shown) -> str:
    properties = {"title": one.problem.code}
    if where := one.problem.where:
        properties |= {"file": shown(where.file), "line": str(where.line), "col": str(where.column)}
    head = ",".join(f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items())
    return f"::{word} {head}::{_escaped(one.text)}"


def _escaped(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def gitlab(found: Sequence[Reported], shown: Shown, otherwise: str) -> str:
    """A code quality report; each entry has to name a file, so what has no place is laid at `otherwise`: https://docs.gitlab.com/ci/testing/code_quality/."""
    severities = {"error": "major", "warning": "minor", "note": "info"}
    entries = [
        {
            "description": printable(one.problem.message.split("\n")[0]),
            "check_name": one.problem.code,
            "fingerprint": fingerprint(one, shown),
            "severity": severities[one.level],
            "location": {
                "path": shown(one.problem.where.file) if one.problem.where else otherwise,
                "lines": {"begin": one.problem.where.line if one.problem.where else 1},
            },
        }
        for one in minded(found)
    ]
    return json_text(entries)


def fingerprint(one: Reported, shown: Shown) -> str:
    """Stays when lines move: the code, the file, the words."""
    file = shown(one.problem.where.file) if one.problem.where else ""
    return sha256("\0".join((one.problem.code, file, one.problem.message)).encode()).hexdigest()


def sarif(found: Sequence[Reported], shown: Shown) -> str:
    """SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""
    rules = sorted({one.problem.code for one in found})
    driver = {
        "name": "schemactl",
        "version": __version__,
        "rules": [_sarif_rule(code) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, rules, shown) for one in found],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text(document)


def _sarif_rule(code: str) -> dict[str, object]:
    known = codes.all_codes().get(code)
    title, text = (known.title, known.text) if known else (code, code)
    return {"id": code, "shortDescription": {"text": title}, "fullDescription": {"text": title}, "help": {"text": text, "markdown": text}}


def _sarif_result(one: Reported, rules: Sequence[str], shown: Shown) -> dict[str, object]:
    result: dict[str, Any] = {
        "ruleId": one.problem.code,
        "ruleIndex": rules.index(one.problem.code),
        "level": one.level,
        "message": {"text": one.text},
        "partialFingerprints": {"schemactl/v1": fingerprint(one, shown)},
    }
    if where := one.problem.where:
        region = {"startLine": where.line, "startColumn": where.column, "endColumn": where.column + where.length}
        result["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": _uri(shown(where.file))}, "region": region}}]
    if one.suppressed is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": one.suppressed}]
    return result


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file)


def junit(found: Sequence[Reported], shown: Shown) -> str:
    """One suite; a finding that fails the run is a failure, one that does not is a passing case that says it, a suppressed one is skipped."""
    failures = [one for one in minded(found) if one.level == "error"]
    skipped = [one for one in found if one.suppressed is not None]
    numbers = {"tests": str(max(len(found), 1)), "failures": str(len(failures)), "errors": "0", "skipped": str(len(skipped))}
    # Attributes beyond those of Jenkins's schema would have the file refused there: no `skipped` here, no `file` and `line` of a case.
    every = {name: number for name, number in numbers.items() if name != "skipped"}
    suites = ElementTree.Element("testsuites", {"name": "schemactl check", **every})
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "schemactl check", **numbers, "time": "0"})
    for one in found:
        _junit_case(suite, one, shown)
    if not found:
        ElementTree.SubElement(suite, "testcase", {"name": "schema files and plans", "classname": "schemactl.check", "time": "0"})
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def _junit_case(suite: ElementTree.Element, one: Reported, shown: Shown) -> None:
    where = one.problem.where
    place = f"{shown(where.file)}:{where.line}:{where.column}" if where else ""
    message = printable(one.problem.message.split("\n")[0])
    case = ElementTree.SubElement(
        suite, "testcase", {"name": f"{one.problem.code} {place or message}", "classname": f"schemactl.{one.problem.code}", "time": "0"}
    )
    text = "\n".join(printable(line) for line in f"{place}\n{one.text}".strip().split("\n"))
    if one.suppressed is not None:
        ElementTree.SubElement(case, "skipped", {"message": printable(one.suppressed)})
    elif one.level == "error":
        ElementTree.SubElement(case, "failure", {"message": message, "type": one.problem.code}).text = text
    else:
        ElementTree.SubElement(case, "system-out").text = text
