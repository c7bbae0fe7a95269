"""The parents of tables and foreign tables in YAML: a list of names in their order."""

from __future__ import annotations

from schemactl.kinds.yaml_form import Raw, mapping

KEY = "inherits"


def read(raw: Raw, at: tuple[str, ...] = ()) -> dict[str, Raw]:
    """The list as a map of name → what stands before it."""
    fields = mapping(raw, at)
    if fields.get(KEY) is None:
        return fields
    given = fields[KEY]
    names = given if isinstance(given, list) else [given]
    if not all(isinstance(one, str) for one in names):
        raise ValueError(f"{KEY} is a list of tables")
    parents = [str(one) for one in names]
    if len(set(parents)) < len(parents):
        raise ValueError(f"{KEY} names a table twice")
    return {**fields, KEY: {one: {"behind": list[Raw](parents[:place])} for place, one in enumerate(parents)}}


def write(children: dict[str, Raw]) -> dict[str, Raw]:
    """The way back, the parents first."""
    parents = children.get(KEY)
    if not isinstance(parents, dict):
        return children
    return {KEY: list[Raw](parents), **{key: value for key, value in children.items() if key != KEY}}
