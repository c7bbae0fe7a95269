"""What somebody else keeps stays theirs when its table gets another name: a plan whose renames would bring it into scope is refused.

The scope goes by names. Under the new ones it would be the project's own, written nowhere, and dropped, by this plan or by the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.errors import Problem, RefusedError
from schemactl.live.hosts import host_of
from schemactl.live.within import managed, parents_of_left
from schemactl.model.identity import ObjectId
from schemactl.model.scope import Scope, exactly, glob_of
from schemactl.model.state import State
from schemactl.planning.heirs import Renames
from schemactl.planning.places import moved
from schemactl.planning.renames import moved_back


def refuse_strays(live: State, renamed: State, wished: Renames, scope: Scope) -> None:
    """RefusedError, with the lines that keep it out, where something that was out of scope is in it behind the renames."""
    outside = live.objects.keys() - managed(live, scope)
    if not outside:
        return
    kept = managed(renamed, scope)
    strays = {one: old for one in renamed.objects if one in kept and (old := moved_back(one, wished)) in outside}
    if strays:
        raise RefusedError.of(list(_problems(strays, live, renamed, wished, scope)))


def _problems(strays: dict[ObjectId, ObjectId], live: State, renamed: State, wished: Renames, scope: Scope) -> Iterator[Problem]:
    """One for each line that is lacking: what lives in such an object goes with it, and partitions with their parent."""
    parents, names = parents_of_left(live, scope), {old.path: new.path for old, new in wished.items()}
    said, theirs = set[str](), set(strays.values())
    for new, old in strays.items():
        parent = parents.get(old)
        line = f"unmanaged_partitions = [{glob_of(moved(parent.path, names))!r}]" if parent is not None else f"ignore = [{exactly(new)!r}]"
        if line in said or host_of(new, renamed) in strays or parent in theirs:
            continue
        said.add(line)
        yield Problem(
            code="S322",
            message=f"{old} is out of scope, and in scope behind the renames" + (f", as {new}" if new != old else ""),
            hint=f"add the new name in the configuration, and keep the old one beside it until every environment has run the plan: [scope] {line}",
        )
