"""Every family of generators. A new kind is one new file here, and one line."""

from __future__ import annotations

from evolve.families import (
    columns,
    constraints,
    extending,
    extensions,
    foreign,
    granting,
    indexes,
    inheriting,
    operators,
    others,
    partitions,
    policies,
    programs,
    reference,
    relations,
    replication,
    rights,
    roles,
    schemas,
    sequences,
    storing,
    types,
    views,
)
from evolve.families.base import Family

MODULES = (
    roles,
    schemas,
    extensions,
    types,
    extending,
    sequences,
    relations,
    inheriting,
    columns,
    constraints,
    indexes,
    partitions,
    programs,
    operators,
    views,
    policies,
    granting,
    rights,
    storing,
    reference,
    foreign,
    replication,
    others,
)
FAMILIES: dict[str, Family] = {family.name: family for module in MODULES for family in module.FAMILIES}
