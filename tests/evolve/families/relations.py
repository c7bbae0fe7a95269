"""Tables."""

from __future__ import annotations

from evolve.choice import Choice
from evolve.families.base import Body, Family
from evolve.families.storing import tablespace
from evolve.model import Item, Model, Ref

GRANTS = ("select", "insert", "update", "delete", "truncate", "references", "trigger")


def draw(choice: Choice, model: Model, _: Item | None, number: int) -> Body:
    options = {
        "fillfactor": choice.pick(("70", "90")),
        "autovacuum_enabled": "false",
        "toast.autovacuum_enabled": "false",
        "autovacuum_vacuum_scale_factor": "0.2",
    }
    with_ = {key: options[key] for key in choice.some(list(options), 0, 2)} if choice.chance(25) else None
    methods = [one for one in model.of("access_method") if one.sort == "table" and one.uid < number]
    return {
        "access_method": Ref(choice.pick(methods).uid, sort="table", bare=True) if methods and choice.chance(30) else None,
        "tablespace": tablespace(choice),
        "unlogged": "true" if choice.chance(8) else None,
        "with": with_ or None,
        "row_level_security": choice.pick(("enabled", "forced", "disabled forced")) if choice.chance(20) else None,
        "replica_identity": choice.pick(("full", "nothing")) if choice.chance(10) else None,
    }


def fits(item: Item, model: Model) -> bool:
    """A partitioned table has no storage; a permanent table's foreign keys lead to permanent ones."""
    partitioned = model.of("partition_by", under=item.uid)
    return not (partitioned and {"unlogged", "with", "access_method"} & item.body.keys())


FAMILIES = (Family(name="table", key="tables", draw=draw, fits=fits, weight=14, most=5, grants=GRANTS, schema_names=True, owned=True),)
