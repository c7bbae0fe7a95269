"""Rules are complete: each file is in the list, each code has a text, and only the judge's codes are said by rules."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from schemactl import lint
from schemactl.lint.rule import PlanRule, Rule, StatementRule
from schemactl.lint.rules import RULES
from schemactl.reports import codes

FOLDER = Path(lint.__file__).parent


def test_every_file_of_rules_is_in_the_list():
    files = {file.stem.partition("_")[0].upper() for file in (FOLDER / "rules").glob("sc*.py")}
    assert files == {rule.code for rule in RULES}
    assert len(list((FOLDER / "rules").glob("sc*.py"))) == len(RULES)


def test_every_rule_has_a_text():
    missing = {rule.code for rule in RULES} - set(codes.all_codes())
    assert not missing


def test_every_code_that_the_judge_gives_has_a_rule():
    given = {
        node.value
        for file in (FOLDER / "forms").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"SC\d{3}", node.value)
    }
    assert not given - {rule.code for rule in RULES}


def test_every_rule_says_what_it_is_about():
    for file in (FOLDER / "rules").glob("sc*.py"):
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), file


def test_the_page_lists_every_rule_as_it_is():
    page = (FOLDER.parents[1] / "docs" / "lint.md").read_text(encoding="utf-8")
    rows = [line for line in page.split("\n") if re.match(r"\| SC\d{3} \|", line)]
    assert rows == [_row(rule) for rule in RULES]


def _row(rule: Rule) -> str:
    about = "a statement" if isinstance(rule, StatementRule) else "a plan" if isinstance(rule, PlanRule) else "the schema files"
    severity = "has to be accepted" if isinstance(rule, StatementRule) and rule.destructive else rule.severity
    return f"| {rule.code} | {codes.all_codes()[rule.code].title} | {about} | {severity} |"
