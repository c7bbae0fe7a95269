"""Names that people do not choose: quotes, capitals, spaces, words of SQL and of YAML, other scripts, 63 bytes."""

from __future__ import annotations

from evolve.choice import Choice

PLAIN = ["a", "b", "c", "id", "note", "price", "orders", "items", "log", "total", "people", "at", "kind", "x1", "_under"]
AWKWARD = [
    'Odd "T x',
    "user",
    "select",
    "Table",
    "order",
    "all",
    "default",
    "with space",
    " lead",
    "trail ",
    "it's",
    '"',
    '""quoted""',
    "a.b",
    "a,b",
    "(paren)",
    "semi;colon",
    "--dash",
    "/* c */",
    "$1",
    "$$",
    "%s",
    "%I",
    "{}",
    "{a,b}",
    "\\back",
    "\\n",
    "no",
    "null",
    "~",
    "1.0",
    "0x1F",
    "- item",
    "key: value",
    "#hash",
    "a #b",
    "? q",
    "&anchor",
    "*alias",
    "!tag",
    "|",
    ">",
    "@at",
    "`tick`",
    "<<",
    "^up",
    "straße",
    "ÜBER",
    "日本語",
    "имя",
    "emoji 🐘",
    "ﬁligature",
    "é",
    "e\u0301",
    "value",
    "new",
    "old",
    "excluded",
    "current_user",
    "PUBLIC",
    "public",
    "none",
    "between",
    "int",
    "timestamp",
    "xmin",
    "ctid_",
    "a" * 63,
    "Long " + "b" * 58,
    "é" * 31,
    "name_that_is_62_bytes_long_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
]
ROLES = ["evolve_reader", 'Evolve "R x', "evolve-writer"]
TABLESPACES = ["evolve_fast", 'Evolve "S x']
SYSTEM_COLUMNS = {"xmin", "xmax", "cmin", "cmax", "ctid", "tableoid"}


def draw(choice: Choice, taken: set[str]) -> str:
    """One that nobody has yet, in 63 bytes."""
    name = choice.pick(AWKWARD) if choice.chance(40) else choice.pick(PLAIN)
    number = 2
    free = name
    while free in taken or free in SYSTEM_COLUMNS:
        free = shortened(name, 63 - len(str(number))) + str(number)
        number += 1
    return free


def shortened(name: str, size: int) -> str:
    return name.encode()[:size].decode(errors="ignore")
