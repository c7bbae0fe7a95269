"""The process ends early, but not before everything is said and whoever asked to be called at the end was."""

from __future__ import annotations

import subprocess
import sys

import pytest

RUN = "from schemactl.cli import main\nmain()\n"
ASKS = "import atexit\natexit.register(lambda: print('asked to be called'))\n"
LATER = """
import schemactl.cli.frame as frame
def code(run, arguments, app):
    import atexit
    atexit.register(lambda: print('asked to be called'))
    return 3
frame.boundary.exit_code = code
"""
# Printed where Python takes its modules apart.
TAKEN_APART = "class One:\n    def __del__(self): print('taken apart')\nkept = One()\nimport builtins\nbuiltins.kept = kept\n"


def ended(script: str, *words: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_nothing_is_taken_apart() -> None:
    assert ended(TAKEN_APART + RUN, "--version")[1].splitlines()[1:] == []
    assert ended(TAKEN_APART + "print('x')")[1].splitlines() == ["x", "taken apart"]


@pytest.mark.parametrize(
    ("words", "code"), [(("explain", "SC401"), 0), (("explain", "S99999"), 64), (("no-such-command",), 64), (("--hlep",), 64)]
)
def test_the_exit_code_is_the_commands(words: tuple[str, ...], code: int) -> None:
    assert ended(RUN, *words)[0] == code


def test_all_of_it_arrives_in_a_pipe() -> None:
    assert ended(RUN, "json-schema")[1].endswith("}\n")


def test_who_asked_meanwhile_is_called_before() -> None:
    assert ended(LATER + RUN) == (3, "asked to be called\n")


def test_who_asked_before_is_called_too() -> None:
    code, out = ended(ASKS + RUN, "--version")
    assert (code, out.splitlines()[-1]) == (0, "asked to be called")


def test_a_caller_goes_on() -> None:
    assert ended(
        "from schemactl.cli import main\ntry:\n    main(['--version'])\nexcept SystemExit as end:\n    print('caught', end.code)\n"
    )[1].endswith("caught 0\n")


def test_a_disk_that_is_full_is_not_passed_over() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m schemactl json-schema >/dev/full"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "No space left on device" in done.stderr
