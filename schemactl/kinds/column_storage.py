"""How a column's values are kept: storage, compression, what the planner and a foreign server are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.kinds import foreign_options, storage_options
from schemactl.kinds.base import Context
from schemactl.kinds.column_statement import alter_column
from schemactl.model.statement import Lock, Statement


def set_storage(_: Any, after: Any, __: Context) -> Iterator[Statement]:
    # DEFAULT is a word there from 16 on.
    yield alter_column(after, f"SET STORAGE {(after.storage or after.type_storage or 'default').upper()}")


def set_compression(_: Any, after: Any, __: Context) -> Iterator[Statement]:
    yield alter_column(after, f"SET COMPRESSION {after.compression or 'default'}")


def set_statistics(_: Any, after: Any, __: Context) -> Iterator[Statement]:
    yield alter_column(after, f"SET STATISTICS {-1 if after.statistics is None else after.statistics}", lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_options(before: Any, after: Any, _: Context) -> Iterator[Statement]:
    for action in storage_options.actions(before.options, after.options):
        yield alter_column(after, action, lock=Lock.SHARE_UPDATE_EXCLUSIVE)


def set_fdw_options(before: Any, after: Any, _: Context) -> Iterator[Statement]:
    yield alter_column(after, foreign_options.changed(before.fdw_options, after.fdw_options).strip())


UNSAID = {"storage": set_storage, "compression": set_compression, "statistics": set_statistics}
"""What ADD COLUMN cannot say."""
