"""Ways round in what comes before what. Knows nodes, and not what they do."""

from __future__ import annotations

from schemactl.errors import ProofError
from schemactl.planning.ready import Node


class CycleError(ProofError):
    """The edges go round; `nodes` are on the way. Either PostgreSQL cannot make this change at all, or a kind is wrong."""

    code = "S206"

    def __init__(self, nodes: list[Node]) -> None:
        super().__init__(
            "no order of statements makes this change: " + " → ".join(f"{verb} {object_id}" for verb, object_id in nodes),
            hint="make it in two plans: what is in the way first",
        )
        self.nodes = nodes


def stuck_in(following: dict[Node, set[Node]], waiting: dict[Node, int]) -> set[Node]:
    """Nodes that never become ready: those in cycles, and those behind them."""
    left = dict(waiting)
    ready = [node for node, count in left.items() if count == 0]
    while ready:
        node = ready.pop()
        del left[node]
        for later in following.get(node, ()):
            left[later] -= 1
            if left[later] == 0:
                ready.append(later)
    return set(left)


def ways_round(following: dict[Node, set[Node]], stuck: set[Node]) -> list[list[Node]]:
    """Ways round among the nodes that never became ready, at least one, and no two through the same node."""
    before: dict[Node, Node] = {}
    for earlier, every in following.items():
        if earlier in stuck:
            for later in every:
                before.setdefault(later, earlier)
    found: list[list[Node]] = []
    seen: set[Node] = set()
    for node in sorted(stuck):
        path: dict[Node, int] = {}
        while node not in seen:
            seen.add(node)
            path[node] = len(path)
            node = before[node]
        if node in path:
            found.append(list(path)[path[node] :])
    return found
