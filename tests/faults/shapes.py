"""What plans may hold, mixed: every kind of step, in folders of two or three plans each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemactl.model.statement import Batches
from schemactl.plans.plan import Mode

Steps = tuple[tuple[Mode, tuple[str, ...]], ...]

_REPEATABLE = ("VACUUM", "REINDEX", "CLUSTER")


@dataclass(frozen=True)
class Shape:
    """Plans from an empty database on. `bumps` is how often data steps say `SELECT`-free `n + 1` in table counter.

    `batches` says how each statement of a backfill goes through its table; `wrong` is a query that finds rows which were not written once.
    """

    name: str
    plans: tuple[Steps, ...]
    batches: Mapping[str, Batches] = field(default_factory=dict)
    wrong: str = ""

    @property
    def statements(self) -> list[tuple[Mode, str]]:
        return [(mode, sql) for plan in self.plans for mode, sqls in plan for sql in sqls]

    def may_repeat(self, sql: str) -> bool:
        """Does it do the same once more without harm? An interruption behind its end may repeat it: checks, which change nothing, too."""
        return sql.startswith(_REPEATABLE) or ("check", sql) in self.statements

    @property
    def bumps(self) -> int:
        return sum(sql == BUMP for _, sql in self.statements)


# Twice is another result than once: the data itself is a witness.
COUNTER = "CREATE TABLE public.counter (n integer NOT NULL)"
ZERO = "INSERT INTO public.counter VALUES (0)"
BUMP = "UPDATE public.counter SET n = n + 1"

LINES = '"App"."Order Lines"'
_BASE: Steps = (
    (
        "transaction",
        (
            'CREATE SCHEMA "App"',
            COUNTER,
            "CREATE TYPE \"App\".mood AS ENUM ('sad', 'so so')",
            f'CREATE TABLE {LINES} (id bigint PRIMARY KEY, "K" integer NOT NULL, mood "App".mood, note text)',
        ),
    ),
    ("data", (ZERO, f"INSERT INTO {LINES} SELECT i, i % 7, 'sad', 'n' || i FROM pg_catalog.generate_series(1, 1500) i")),
    ("transaction", (f'CREATE INDEX "Old Idx" ON {LINES} (note)', BUMP)),
)

INDEXES = Shape(
    "indexes",
    (
        _BASE,
        (
            ("no transaction", (f'CREATE UNIQUE INDEX CONCURRENTLY "Id K" ON {LINES} (id, "K")',)),
            ("data", (BUMP,)),
            ("no transaction", ('DROP INDEX CONCURRENTLY "App"."Old Idx"',)),
            ("no transaction", (f'CREATE INDEX CONCURRENTLY lower_idx ON {LINES} (pg_catalog.lower(note)) WHERE "K" > 2',)),
            ("no transaction", ('REINDEX INDEX CONCURRENTLY "App".lower_idx',)),
            ("no transaction", (f"VACUUM (ANALYZE) {LINES}",)),
            ("transaction", (f'ALTER TABLE {LINES} ADD CONSTRAINT "Id K" UNIQUE USING INDEX "Id K"', BUMP)),
        ),
    ),
)

TYPES = Shape(
    "types",
    (
        _BASE,
        (
            ("no transaction", ("ALTER TYPE \"App\".mood ADD VALUE 'happy'",)),
            ("transaction", ("ALTER TYPE \"App\".mood ADD VALUE 'it''s' BEFORE 'happy'",)),
            ("data", (f"UPDATE {LINES} SET mood = 'happy' WHERE \"K\" = 1", BUMP)),
            ("no transaction", ('CREATE DOMAIN "App".positive AS integer CHECK (VALUE > 0)',)),
        ),
        (
            ("transaction", (f"ALTER TABLE {LINES} ADD COLUMN extra text DEFAULT 'x'", BUMP)),
            ("transaction", (f'ALTER TABLE {LINES} ADD CONSTRAINT "K small" CHECK ("K" < 100) NOT VALID',)),
            ("transaction", (f'ALTER TABLE {LINES} VALIDATE CONSTRAINT "K small"', BUMP)),
            ("no transaction", (f'ALTER TABLE {LINES} ALTER COLUMN "K" TYPE bigint',)),
        ),
    ),
)

PARTITIONS = Shape(
    "partitions",
    (
        (
            (
                "transaction",
                (
                    COUNTER,
                    "CREATE TABLE public.ev (id bigint NOT NULL, at integer NOT NULL) PARTITION BY RANGE (at)",
                    "CREATE TABLE public.ev_1 PARTITION OF public.ev FOR VALUES FROM (0) TO (10)",
                    'CREATE TABLE public."Ev 2" PARTITION OF public.ev FOR VALUES FROM (10) TO (20)',
                    "CREATE TABLE public.ev_3 PARTITION OF public.ev FOR VALUES FROM (20) TO (30)",
                ),
            ),
            ("data", (ZERO, "INSERT INTO public.ev SELECT i, i % 30 FROM pg_catalog.generate_series(1, 1500) i")),
        ),
        (
            ("transaction", ("CREATE INDEX ev_at ON ONLY public.ev (at)",)),
            ("no transaction", ("CREATE INDEX CONCURRENTLY ev_1_at ON public.ev_1 (at)",)),
            ("no transaction", ('CREATE INDEX CONCURRENTLY "Ev 2 at" ON public."Ev 2" (at)',)),
            ("no transaction", ("CREATE INDEX CONCURRENTLY ev_3_at ON public.ev_3 (at)",)),
            (
                "transaction",
                (
                    "ALTER INDEX public.ev_at ATTACH PARTITION public.ev_1_at",
                    'ALTER INDEX public.ev_at ATTACH PARTITION public."Ev 2 at"',
                    "ALTER INDEX public.ev_at ATTACH PARTITION public.ev_3_at",
                ),
            ),
            ("no transaction", ('ALTER TABLE public.ev DETACH PARTITION public."Ev 2" CONCURRENTLY',)),
            ("data", (BUMP, 'DELETE FROM public."Ev 2" WHERE id < 10')),
            ("no transaction", ("ALTER TABLE public.ev DETACH PARTITION public.ev_3 CONCURRENTLY",)),
            ("transaction", ("DROP TABLE public.ev_3", BUMP)),
        ),
    ),
)

VIEWS = Shape(
    "views",
    (
        _BASE,
        (
            (
                "transaction",
                (
                    f'CREATE MATERIALIZED VIEW public."Sums" AS SELECT "K", pg_catalog.count(*) AS n FROM {LINES} GROUP BY "K"',
                    'CREATE UNIQUE INDEX sums_k ON public."Sums" ("K")',
                ),
            ),
            ("data", (f"INSERT INTO {LINES} SELECT i, 99, NULL, NULL FROM pg_catalog.generate_series(2001, 2100) i", BUMP)),
            ("transaction", ('REFRESH MATERIALIZED VIEW CONCURRENTLY public."Sums"',)),
            ("no transaction", ('REINDEX TABLE CONCURRENTLY public."Sums"',)),
            ("no transaction", (f'CLUSTER {LINES} USING "Old Idx"',)),
            ("no transaction", ('REFRESH MATERIALIZED VIEW public."Sums"',)),
            ("transaction", (f"CREATE VIEW public.sad AS SELECT id, note FROM {LINES} WHERE mood = 'sad'", BUMP)),
        ),
    ),
)

KEYS = Shape(
    "keys",
    (
        _BASE,
        (
            ("transaction", ("CREATE TABLE public.notes (id bigint NOT NULL, line bigint, text text)",)),
            ("data", ("INSERT INTO public.notes SELECT i, i, 'x' FROM pg_catalog.generate_series(1, 1000) i", BUMP)),
            ("no transaction", ("CREATE UNIQUE INDEX CONCURRENTLY notes_pkey ON public.notes (id)",)),
            ("transaction", ("ALTER TABLE public.notes ADD CONSTRAINT notes_pkey PRIMARY KEY USING INDEX notes_pkey",)),
            ("transaction", (f'ALTER TABLE public.notes ADD CONSTRAINT "Line Fk" FOREIGN KEY (line) REFERENCES {LINES} NOT VALID',)),
            ("transaction", ('ALTER TABLE public.notes VALIDATE CONSTRAINT "Line Fk"',)),
            ("no transaction", ("CREATE INDEX CONCURRENTLY notes_line ON public.notes (line)",)),
        ),
        (
            (
                "transaction",
                (
                    "CREATE FUNCTION public.bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                    "UPDATE public.counter SET n = n + 1; RETURN NULL; END $$",
                    "CREATE CONSTRAINT TRIGGER bumps AFTER INSERT ON public.notes DEFERRABLE INITIALLY DEFERRED"
                    " FOR EACH ROW EXECUTE FUNCTION public.bump()",
                ),
            ),
            ("no transaction", ("ALTER TABLE public.notes DISABLE TRIGGER bumps",)),
            ("no transaction", (BUMP,)),
            ("no transaction", ("INSERT INTO public.notes SELECT i, NULL, 'y' FROM pg_catalog.generate_series(1001, 1010) i",)),
        ),
    ),
)

WIDE = Shape(
    "wide",
    (
        (
            ("transaction", (COUNTER, *(f'CREATE TABLE public."Table {i}" (id bigint PRIMARY KEY)' for i in range(25)))),
            ("data", (ZERO, BUMP)),
            *(("transaction", (f'ALTER TABLE public."Table {i}" ADD COLUMN a integer', BUMP)) for i in range(6)),
        ),
        (
            *(("no transaction", (f'CREATE INDEX CONCURRENTLY "Idx {i}" ON public."Table {i}" (a)',)) for i in range(4)),
            ("transaction", tuple(f'DROP TABLE public."Table {i}"' for i in range(20, 25))),
            ("no transaction", ('DROP INDEX CONCURRENTLY public."Idx 0"',)),
        ),
    ),
)

# A portion that ran twice has counted twice, or left its rows twice.
_ONE_MORE = f"UPDATE {LINES} SET times = times + 1 WHERE id >= $1 AND id <= $2"
_COPY = f"INSERT INTO public.copies SELECT id, note FROM {LINES} WHERE id >= $1 AND id <= $2"
_BY_TWO_KEYS = f'UPDATE {LINES} SET times = times + 1 WHERE ("K", id) >= ($1, $2) AND ("K", id) <= ($3, $4)'

BACKFILLS = Shape(
    "backfills",
    (
        _BASE,
        (
            ("check", (f'SELECT id FROM {LINES} WHERE "K" IS NULL',)),
            (
                "transaction",
                (
                    f"ALTER TABLE {LINES} ADD COLUMN times integer NOT NULL DEFAULT 0",
                    "CREATE TABLE public.copies (line bigint, note text)",
                    BUMP,
                ),
            ),
            ("backfill", (_ONE_MORE,)),
            ("backfill", (_COPY,)),
            ("data", (BUMP,)),
        ),
        (
            ("no transaction", (f'CREATE UNIQUE INDEX CONCURRENTLY "K Id" ON {LINES} ("K", id)',)),
            ("backfill", (_BY_TWO_KEYS,)),
            ("check", (f"SELECT id FROM {LINES} WHERE times <> 2",)),
            ("transaction", (f"ALTER TABLE {LINES} ADD CONSTRAINT twice CHECK (times = 2) NOT VALID",)),
            ("transaction", (f"ALTER TABLE {LINES} VALIDATE CONSTRAINT twice", BUMP)),
        ),
    ),
    batches={
        _ONE_MORE: Batches(table=LINES, key=("id",), size=250),
        _COPY: Batches(table=LINES, key=("id",), size=400),
        _BY_TWO_KEYS: Batches(table=LINES, key=('"K"', "id"), size=250),
    },
    wrong=f"""
        SELECT 'line ' || id || ' was visited ' || times || ' times' FROM {LINES} WHERE times <> 2
        UNION ALL
        SELECT 'line ' || l.id || ' was copied ' || pg_catalog.count(c.line) || ' times' FROM {LINES} l LEFT JOIN public.copies c ON c.line = l.id
        GROUP BY l.id HAVING pg_catalog.count(c.line) <> 1
    """,
)

SHAPES = (BACKFILLS, INDEXES, TYPES, PARTITIONS, VIEWS, KEYS, WIDE)
