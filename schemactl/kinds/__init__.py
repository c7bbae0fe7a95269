"""Every kind there is, in the order in which objects are listed and, where nothing else decides, created."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import (
    aggregate,
    cast,
    check,
    collation,
    column,
    comment,
    composite_type,
    default,
    default_privilege,
    domain,
    domain_check,
    enum,
    event_trigger,
    exclusion,
    extension,
    foreign_key,
    function,
    index,
    language,
    materialized_view,
    operator,
    owner,
    partition,
    policy,
    primary_key,
    privilege,
    procedure,
    range_type,
    rule,
    schema,
    sequence,
    sequence_owner,
    statistics_object,
    table,
    trigger,
    unique,
    view,
)
from schemactl.kinds.base import Kind


class Kinds:
    """The kinds by name, in order. `root` is the kind that schema-scoped objects live in."""

    def __init__(self, *kinds: Kind) -> None:
        self._by_name = {kind.name: kind for kind in kinds}
        self.rank = {kind.name: number for number, kind in enumerate(kinds)}
        self.root = kinds[0].name

    def __getitem__(self, name: str) -> Kind:
        return self._by_name[name]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._by_name.values())


KINDS = Kinds(
    schema.KIND,
    extension.KIND,
    collation.KIND,
    enum.KIND,
    composite_type.KIND,
    domain.KIND,
    domain_check.KIND,
    range_type.KIND,
    sequence.KIND,
    function.KIND,
    procedure.KIND,
    aggregate.KIND,
    language.KIND,
    cast.KIND,
    operator.KIND,
    table.KIND,
    column.KIND,
    default.KIND,
    primary_key.KIND,
    unique.KIND,
    check.KIND,
    exclusion.KIND,
    index.KIND,
    partition.KIND,
    foreign_key.KIND,
    sequence_owner.KIND,
    statistics_object.KIND,
    view.KIND,
    materialized_view.KIND,
    policy.KIND,
    trigger.KIND,
    rule.KIND,
    event_trigger.KIND,
    comment.KIND,
    owner.KIND,
    privilege.KIND,
    default_privilege.KIND,
)
