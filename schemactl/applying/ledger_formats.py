"""The tables of the ledger, by the version of its format that added them."""

from __future__ import annotations

from typing import LiteralString

# One entry per version; what stands here has run somewhere and is never changed, only added to.
UPGRADES: tuple[tuple[LiteralString, ...], ...] = (
    (
        "CREATE TABLE schemactl.ledger (version integer PRIMARY KEY)",
        "INSERT INTO schemactl.ledger (version) VALUES (0)",
        """CREATE TABLE schemactl.plans (
            number integer PRIMARY KEY,
            name text NOT NULL,
            sha256 text NOT NULL,
            parent text NOT NULL,
            before_full text NOT NULL,
            before_structure text NOT NULL,
            after_full text NOT NULL,
            after_structure text NOT NULL,
            stored_full text,
            stored_structure text,
            server_version integer,
            status text NOT NULL CHECK (status IN ('running', 'failed', 'applied')),
            how text NOT NULL CHECK (how IN ('run', 'recorded')),
            error text,
            role text NOT NULL DEFAULT SESSION_USER,
            os_user text NOT NULL,
            host text NOT NULL,
            tool_version text NOT NULL,
            git_commit text,
            started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            finished_at timestamptz
        )""",
        """CREATE TABLE schemactl.steps (
            plan integer NOT NULL REFERENCES schemactl.plans,
            step integer NOT NULL,
            sha256 text NOT NULL,
            status text NOT NULL CHECK (status IN ('started', 'done')),
            started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            finished_at timestamptz,
            PRIMARY KEY (plan, step)
        )""",
        """CREATE TABLE schemactl.environment (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            mode text NOT NULL CHECK (mode IN ('development', 'protected')),
            marked_by text NOT NULL,
            marked_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            system_identifier text,
            database_oid bigint NOT NULL
        )""",
    ),
    (
        "ALTER TABLE schemactl.plans ADD COLUMN compatible boolean NOT NULL DEFAULT false",
        "ALTER TABLE schemactl.ledger ADD COLUMN readable_by integer NOT NULL DEFAULT 2",
    ),
    (
        """CREATE TABLE schemactl.repairs (
            plan integer NOT NULL,
            step integer,
            action text NOT NULL CHECK (action IN ('resume', 'mark-applied', 'mark-reverted')),
            done text NOT NULL,
            role text NOT NULL DEFAULT SESSION_USER,
            os_user text NOT NULL,
            host text NOT NULL,
            tool_version text NOT NULL,
            git_commit text,
            at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            PRIMARY KEY (plan, at)
        )""",
    ),
    (
        """CREATE TABLE schemactl.backfills (
            plan integer NOT NULL,
            step integer NOT NULL,
            over text[] NOT NULL,
            until text[],
            done text[],
            seen bigint NOT NULL DEFAULT 0,
            rows bigint NOT NULL DEFAULT 0,
            batches integer NOT NULL DEFAULT 0,
            seconds double precision NOT NULL DEFAULT 0,
            PRIMARY KEY (plan, step)
        )""",
    ),
    (
        "ALTER TABLE schemactl.steps ADD COLUMN seconds double precision",
        """CREATE TABLE schemactl.statements (
            plan integer NOT NULL,
            step integer NOT NULL,
            statement integer NOT NULL,
            seconds double precision NOT NULL,
            waited double precision NOT NULL,
            rows bigint NOT NULL,
            work jsonb NOT NULL,
            PRIMARY KEY (plan, step, statement)
        )""",
    ),
)
