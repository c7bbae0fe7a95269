"""Every family of generators. A new kind is one new file here, and one line."""

from __future__ import annotations

from evolve.families import columns, constraints, others, partitions, policies, programs, relations, schemas, sequences, types, views
from evolve.families.base import Family

MODULES = (schemas, types, sequences, relations, columns, constraints, partitions, programs, views, policies, others)
FAMILIES: dict[str, Family] = {family.name: family for module in MODULES for family in module.FAMILIES}
