"""Every kind there is, in the order in which objects are listed and, where nothing else decides, created."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import (
    access_method,
    aggregate,
    base_type,
    cast,
    check,
    collation,
    column,
    comment,
    composite_type,
    conversion,
    default,
    default_privilege,
    domain,
    domain_check,
    enum,
    event_trigger,
    exclusion,
    extension,
    foreign_data_wrapper,
    foreign_key,
    foreign_table,
    function,
    index,
    index_comment,
    language,
    materialized_view,
    member_privilege,
    operator,
    operator_class,
    operator_family,
    owner,
    partition,
    partition_short,
    policy,
    primary_key,
    privilege,
    procedure,
    publication,
    publication_schema,
    publication_table,
    range_type,
    rule,
    schema,
    sequence,
    sequence_owner,
    server,
    statistics_object,
    table,
    text_search_configuration,
    text_search_dictionary,
    text_search_parser,
    text_search_template,
    transform,
    trigger,
    trigger_state,
    unique,
    user_mapping,
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
    base_type.KIND,
    operator.KIND,
    operator_family.KIND,
    operator_class.KIND,
    access_method.KIND,
    transform.KIND,
    conversion.KIND,
    text_search_template.KIND,
    text_search_dictionary.KIND,
    text_search_parser.KIND,
    text_search_configuration.KIND,
    foreign_data_wrapper.KIND,
    server.KIND,
    user_mapping.KIND,
    table.KIND,
    foreign_table.KIND,
    column.KIND,
    default.KIND,
    primary_key.KIND,
    unique.KIND,
    check.KIND,
    exclusion.KIND,
    index.KIND,
    partition.KIND,
    partition_short.KIND,
    foreign_key.KIND,
    sequence_owner.KIND,
    statistics_object.KIND,
    view.KIND,
    materialized_view.KIND,
    policy.KIND,
    trigger.KIND,
    trigger_state.KIND,
    rule.KIND,
    event_trigger.KIND,
    publication.KIND,
    publication_table.KIND,
    publication_schema.KIND,
    comment.KIND,
    index_comment.KIND,
    owner.KIND,
    privilege.KIND,
    member_privilege.KIND,
    default_privilege.KIND,
)
