"""Every command, in one table: `--help` and "did you mean" need no command's module."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One command: `module` in this package holds a click command named `command`."""

    name: str
    group: str
    help: str
    module: str


COMMANDS: tuple[Entry, ...] = (
    Entry("init", "start", "Write configuration, schema/, plans/ and a CI file.", "init"),
    Entry("import", "start", "Read a live database into YAML.", "import_cmd"),
    Entry("check", "author", "For CI: files valid, plans intact, schema files equal to what the plans lead to.", "check"),
    Entry("show", "author", "Show a plan, or the SQL of an object.", "show"),
    Entry("fmt", "author", "Put the keys of schema files in order; comments stay.", "fmt"),
    Entry("explain", "author", "The long text of a code: an error, a rule, a hazard.", "explain"),
    Entry("plan", "plan", "Compare the schema files with the database and write a proved plan.", "plan"),
    Entry("verify", "plan", "Prove a plan again after a hand edit, and re-stamp it.", "verify"),
    Entry("revert", "plan", "A new plan that takes back what another one did.", "revert"),
    Entry("rebase", "plan", "Put this branch's plans behind those that were merged meanwhile.", "rebase"),
    Entry("squash", "plan", "Make one plan of many; databases that ran those know themselves still.", "squash"),
    Entry("apply", "deploy", "Run pending committed plans, once, in order.", "apply"),
    Entry("repair", "deploy", "Say what became of a plan that stopped half-way.", "repair"),
    Entry("adopt", "deploy", "Record plans that an existing database already agrees with.", "adopt"),
    Entry("status", "deploy", "Which plans ran, which wait, and what differs.", "status"),
    Entry("wait", "deploy", "Until the database is ready, and with --applied has every plan.", "wait"),
    Entry("drift", "observe", "What was changed in the database beside its plans.", "drift"),
    Entry("diff", "observe", "Compare any two of: live, schema, plans, a plan, a git revision, a URL.", "diff"),
    Entry("diagram", "observe", "Draw tables and foreign keys: Mermaid, dot, SVG, HTML.", "diagram"),
    Entry("studio", "observe", "A page in the browser, on this machine only: tables, rows, plans, history.", "studio"),
    Entry("doctor", "observe", "What would keep apply from running here, or make it wait.", "doctor"),
    Entry("sync", "dev", "Make a development database match the schema files directly.", "sync"),
    Entry("reset", "dev", "Drop and rebuild a development database.", "reset"),
    Entry("env", "dev", "Show the environment, or mark a database.", "env_cmd"),
    Entry("unlock", "other", "Who holds schemactl's lock on a database; end it when asked.", "unlock"),
    Entry("completion", "other", "Print the completion script of a shell.", "completion"),
    Entry("json-schema", "other", "The schema files' language for editors, as JSON Schema.", "json_schema"),
    Entry("version", "other", "Print versions.", "version"),
)

BY_NAME = {entry.name: entry for entry in COMMANDS}

# What people type who come from Prisma, Alembic, Rails, dbmate, Flyway or Atlas.
ALIASES = {
    "pull": "import",
    "introspect": "import",
    "push": "sync",
    "generate": "plan",
    "migrate": "apply",
    "up": "apply",
    "deploy": "apply",
    "lint": "check",
    "validate": "check",
    "resolve": "repair",
}
