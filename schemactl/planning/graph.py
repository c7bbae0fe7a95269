"""Orders actions along the edges of both states: dropping walks the live edges, creating the desired ones.

Objects that read inside their parent's CREATE, and drops that the parent's drop brings along, share one node with the parent as long as that
makes no cycle; where it does, they get a node and a statement of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property
from itertools import chain

from schemactl.kinds import KINDS
from schemactl.kinds.base import Action
from schemactl.model.identity import ObjectId
from schemactl.model.state import State
from schemactl.planning import naming, reading, row_types
from schemactl.planning.actions import Actions
from schemactl.planning.cycles import CycleError, stuck_in, ways_round
from schemactl.planning.disturbing import commits_beforehand, has_to_go_first
from schemactl.planning.leaving import in_turn, leaving
from schemactl.planning.places import host_of, hosts_of
from schemactl.planning.ready import Node, Ready
from schemactl.planning.ties import Ties, all_edges, heirs, is_implied, is_own, tied
from schemactl.planning.turns import Turns


class Graph:
    """The nodes, which of them are merged into which, and what comes before what."""

    def __init__(
        self,
        found: Actions,
        live: State,
        desired: State,
        bare: Collection[ObjectId] = (),
        is_patient: Callable[[Action, ObjectId], bool] = lambda _, __: False,
        stays: Callable[[ObjectId], bool] = lambda _: False,
    ) -> None:
        self.found, self.live, self.desired, self.bare = found, live, desired, frozenset(bare)
        self.is_patient, self.stays = is_patient, cache(stays)
        self.nodes: list[Node] = [
            *(Node("drop", one) for one in live.objects if one in found.drop),
            *(Node("alter", one) for one in desired.objects if one in found.alter),
            *(Node("create", one) for one in desired.objects if one in found.create),
        ]
        self.ties = Ties(found.drop, found.create, live, desired)
        self.staying = self._staying()
        self.merged: dict[Node, Node] = {}
        self.silent: set[Node] = set()
        for node in self.nodes:
            if not self.is_taken(node) and (host := self._heir_host(node)):
                self.merged[node] = host
                self.silent.add(node)
            elif host := self._host(node):
                self.merged[node] = host
        self.wished = dict.fromkeys(chain(*(edges(found, live, desired) for edges in (leaving, reading.edges, in_turn))))
        self.edges = list(self._edges())

    def _staying(self) -> dict[ObjectId, dict[ObjectId, bool]]:
        """What is dropped, and its heirs that do not go with it: they are wanted, or heirs of theirs are. Would they go if nothing was done?"""
        found: dict[ObjectId, dict[ObjectId, bool]] = {}
        pairs = [
            (parent, child)
            for child, parents in self.live.inherited.items()
            for parent in parents
            if parent in self.found.drop and self.ties.leaves(parent, child)
        ]
        while pairs:
            separate = [(parent, child) for parent, child in pairs if child not in self.found.drop or child in found]
            if not separate:
                break
            for parent, child in separate:
                found.setdefault(parent, {})[child] = self.ties.falls(parent, child)
            pairs = [pair for pair in pairs if pair not in separate]
        return found

    def _spares_heirs(self, object_id: ObjectId) -> bool:
        """Is it dropped with ONLY?"""
        return any(self.staying.get(object_id, {}).values())

    def _heir_host(self, node: Node) -> Node | None:
        """The node that brings this one about by itself, because the one object comes from the other."""
        object_id, ties = node.id, self.ties
        match node.verb:
            case "drop" if object_id not in self.staying and not is_own(object_id, self.live):
                parents = self.live.inherited.get(object_id, ())
                gone = [one for one in parents if one in self.found.drop and ties.carries(one, object_id)]
                return Node("drop", gone[0]) if gone and not any(self._spares_heirs(one) for one in parents) else None
            case "create" if not KINDS[object_id.kind].adopts and not is_own(object_id, self.desired):
                parents = self.desired.inherited.get(object_id, ())
                made = [one for one in parents if one in self.found.create and ties.makes(one, object_id)]
                return Node("create", made[0]) if made else self._table_host(object_id)
            case "alter":
                parents = self.desired.inherited.get(object_id, ())
                reaching = [one for one in parents if one in self.found.alter and ties.carries(one, object_id)]
                return Node("alter", reaching[0]) if reaching else None
        return None

    def _table_host(self, object_id: ObjectId) -> Node | None:
        """The table, made with its parents' columns and constraints in it."""
        table = self.ties.desired_root(object_id)
        implied = table in self.found.create and table != object_id and is_implied(self.desired.objects[object_id], self.desired)
        return Node("create", table) if implied else None

    def is_taken(self, node: Node) -> bool:
        """Do another object's statements do this too? Then it never comes apart from it. A part that uses what goes as well goes before that."""
        taken, uses = self.found.taken, self.live.uses.get(node.id, ())
        goes_before = node.verb == "drop" and any(one in self.found.drop and one not in taken for one in uses)
        return node.id in taken and not (goes_before and host_of(node.id, self.live) in taken)

    def _host(self, node: Node) -> Node | None:
        if self.is_taken(node):
            taker = Node("alter", self.found.taken[node.id])
            return taker if taker != node else None
        match node.verb:
            case "drop":
                return self._dropping_host(node.id)
            case "create":
                return self._creating_host(node.id)
            case _:
                return None

    def _dropping_host(self, object_id: ObjectId) -> Node | None:
        kind = KINDS[object_id.kind]
        if kind.standalone or self.is_patient("drop", object_id) or self.ties.outlives(object_id):
            return None
        belongs = kind.belongs(self.live.objects[object_id]) if kind.belongs else None
        if kind.attaches and self._is_held(host_of(object_id, self.live)):
            return None
        for host in (host_of(object_id, self.live), belongs):
            if host in self.found.drop and not self.stays(host) and not self._is_left_bare(host):
                return Node("drop", host)
        return None

    def _is_left_bare(self, object_id: ObjectId) -> bool:
        """Is nothing said of it any more, while it is still there?"""
        host = host_of(object_id, self.live)
        return KINDS[object_id.kind].incidental and (host is None or host not in self.found.drop or self.stays(host))

    def _is_held(self, table: ObjectId | None) -> bool:
        """Does PostgreSQL refuse to drop it where it is attached, for the sake of what stays (a foreign key to the other table)?"""
        return any(KINDS[one.kind].standalone and one not in self.found.drop for one in self._followers.get(table, ()))

    @cached_property
    def _followers(self) -> dict[ObjectId | None, list[ObjectId]]:
        turned: dict[ObjectId | None, list[ObjectId]] = {}
        for one, every in self.live.follows.items():
            for other in every:
                turned.setdefault(other, []).append(one)
        return turned

    def _creating_host(self, object_id: ObjectId) -> Node | None:
        kind = KINDS[object_id.kind]
        host = host_of(object_id, self.desired)
        if host is None or host in self.found.taken or self.stays(host):
            return None
        inside = kind.clause is not None and host in self.found.create and not KINDS[host.kind].incidental
        apart = not (kind.holds_rows or kind.tail) and not self.bare.isdisjoint(hosts_of(object_id, self.desired))
        return Node("create", host) if inside and not apart else None

    def _edges(self) -> Iterator[tuple[Node, Node]]:
        """(earlier, later)."""
        yield from self._dropping_edges()
        yield from self._creating_edges()
        yield from self._parting_edges()
        yield from self._joining_edges()
        yield from self._around_edges()
        yield from self._elders_edges()
        yield from self.wished
        for edges in (naming.taking, naming.mistaking, row_types.edges):
            yield from edges(self.found, self.live, self.desired)

    def _dropping_edges(self) -> Iterator[tuple[Node, Node]]:
        found = self.found
        for user, used in self.ties.before_leaving():
            if KINDS[used.kind].attaches and used in found.drop and user in found.drop and not self.ties.outlives(user):
                # What is detached first keeps its indexes when the parent's are dropped.
                yield Node("drop", used), Node("drop", user)
            elif user in found.drop:
                if used in found.drop:
                    yield Node("drop", user), Node("drop", used)
                if used in found.alter and not commits_beforehand(used, found):
                    yield Node("drop", user), Node("alter", used)
            elif user in found.alter and used in found.drop and not self._goes_from_under(user, used):
                yield Node("alter", user), Node("drop", used)

    def _goes_from_under(self, user: ObjectId, used: ObjectId) -> bool:
        """Need its alteration not come first? What is replaced would have to come both before and after, what stays can be altered once it is back,
        and another alteration takes its users along."""
        comes_back = used in self.found.replaced and used in self.desired.uses.get(user, set()) | self.desired.follows.get(user, set())
        if comes_back and (used not in self.live.uses.get(user, ()) or self.stays(used)):
            return True
        return self.found.taken.get(used) in self.desired.uses.get(user, ())

    def _creating_edges(self) -> Iterator[tuple[Node, Node]]:
        found = self.found
        for user, used in all_edges(self.desired):
            later: Action | None = "create" if user in found.create else "alter" if user in found.alter else None
            if later is None or self._comes_along(Node(later, user), used):
                continue
            if used in found.create:
                yield Node("create", used), Node(later, user)
            elif (by := found.taken.get(used, used)) in found.alter:
                yield Node("alter", by), Node(later, user)
        for object_id in found.replaced:
            yield Node("drop", object_id), Node("create", object_id)

    def _comes_along(self, node: Node, used: ObjectId) -> bool:
        """What a new table has from its parents is there with it, and so is all of the table's that this uses."""
        if node not in self.silent:
            return False
        table = self.ties.desired_root(node.id)
        return self.merged.get(node) == Node("create", table) and self.ties.desired_root(used) == table != used

    def _around_edges(self) -> Iterator[tuple[Node, Node]]:
        """What an alteration would disturb is gone by then, though it may use something else of what that changes (a column, not its type)."""
        for one, altered in self.found.around:
            if altered in self.found.alter and one not in self.found.taken:
                yield from ((node, Node("alter", altered)) for node in self._nodes_of(one, "drop"))
                yield from ((Node("alter", altered), node) for node in self._nodes_of(one, "create"))
                yield from ((node, Node("alter", altered)) for node in self._nodes_of(one, "alter"))

    def _parting_edges(self) -> Iterator[tuple[Node, Node]]:
        """A table that leaves keeps what it has, whatever then happens to the other one's; what it has to lose it loses after the other one did. What is new comes after it left."""
        leaving = tied(self.ties.before, {one for one in self.found.drop if not KINDS[one.kind].loosely})
        new = ((one, self.ties.desired_root(one)) for one in self.found.create) if any(leaving) else ()
        yield from ((Node("drop", tie), Node("create", one)) for one, table in new for end in leaving for tie in end.get(table, ()))
        for tie, parent, child in self.ties.inside(self.ties.before, self.live):
            for one in (parent, child):
                if tie in self.found.drop:
                    yield from ((Node("drop", tie), node) for node in self._nodes_of(one, "drop", "alter"))
            if parent in self.found.drop and self.ties.carries(parent, child):
                yield from ((Node("drop", parent), node) for node in self._nodes_of(child, "drop", "alter"))

    def _joining_edges(self) -> Iterator[tuple[Node, Node]]:
        """A table that joins needs what the other one has, not what that is about to lose; what is added there afterwards reaches it."""
        _, joining = tied(self.ties.after, self.found.create)
        for object_id in self.found.drop if joining else ():
            for tie in joining.get(self.ties.live_root(object_id), ()):
                yield Node("drop", object_id), Node("create", tie)
        for tie, parent, child in self.ties.inside(self.ties.after, self.desired):
            is_new = self.ties.desired_root(child) in self.found.create
            if {parent, child} <= self.found.create and not is_new and is_own(child, self.desired):
                yield Node("create", child), Node("create", parent)
            if tie not in self.found.create:
                continue
            made = self.host(Node("create", child)) == self.host(Node("create", parent)) and child in self.found.create
            yield from ((node, Node("create", tie)) for node in self._nodes_of(parent, *(("alter",) if made else ("create", "alter"))))
            if made:
                yield Node("create", tie), Node("create", parent)
            elif not is_new:
                yield from ((node, Node("create", tie)) for node in self._nodes_of(child, "create", "alter"))

    def _elders_edges(self) -> Iterator[tuple[Node, Node]]:
        """What joins is matched with what is there, the eldest first: so what comes from it is made first."""
        for younger, elders in self.live.follows.items():
            for elder in elders:
                if younger.path[:-1] == elder.path[:-1] and (mine := self._created_heirs.get(younger)):
                    theirs = self._created_heirs.get(elder, ())
                    yield from (
                        (Node("create", first), Node("create", second))
                        for first in theirs
                        for second in mine
                        if first.path[:-1] == second.path[:-1]
                    )

    @cached_property
    def _created_heirs(self) -> dict[ObjectId, list[ObjectId]]:
        return {one: made for one, every in heirs(self.desired).items() if (made := [heir for heir in every if heir in self.found.create])}

    def _nodes_of(self, object_id: ObjectId, *verbs: Action) -> Iterator[Node]:
        chosen = {"drop": self.found.drop, "create": self.found.create, "alter": self.found.alter}
        return (Node(verb, object_id) for verb in verbs if object_id in chosen[verb])

    def host(self, node: Node) -> Node:
        """The node whose statements stand for this one."""
        while node in self.merged:
            node = self.merged[node]
        return node

    def order(self) -> list[Node]:
        """Hosts in order; merged nodes come apart where they would make a cycle."""
        self._break_cycles()
        following, waiting = self._arrows(self._hosts(self.nodes), self.edges)
        keys = Turns(self.found, self.live, self.desired, self.is_patient, following).keys(waiting)
        ready = Ready(keys, (node for node, count in waiting.items() if count == 0))
        done: list[Node] = []
        while node := ready.pop():
            done.append(node)
            for later in following.get(node, ()):
                waiting[later] -= 1
                if waiting[later] == 0:
                    ready.push(later)
        return done

    def _break_cycles(self) -> None:
        hosts, edges = self._hosts(self.nodes), self.edges
        while True:
            following, waiting = self._arrows(hosts, edges)
            stuck = stuck_in(following, waiting)
            if not stuck:
                return
            # What is not stuck now will not be later: only the rest is looked at again.
            hosts = {node: host for node, host in hosts.items() if host in stuck}
            edges = [(earlier, later) for earlier, later in edges if earlier in hosts and later in hosts]
            given_up = self._break(ways_round(following, stuck), hosts, edges)
            edges = [edge for edge in edges if edge not in given_up] if given_up else edges
            hosts = self._hosts(hosts)

    def _break(self, cycles: list[list[Node]], hosts: dict[Node, Node], edges: Iterable[tuple[Node, Node]]) -> set[tuple[Node, Node]]:
        """Each cycle by itself: they share no node. The edges that were given up."""
        lies_in = {node: number for number, cycle in enumerate(cycles) for node in cycle}
        inside: list[list[tuple[Node, Node]]] = [[] for _ in cycles]
        for edge in edges:
            number = lies_in.get(hosts[edge[0]])
            if number is not None and number == lies_in.get(hosts[edge[1]]):
                inside[number].append(edge)
        every: set[tuple[Node, Node]] = set()
        for cycle, round_trip in zip(cycles, inside, strict=True):
            wishes = {edge for edge in round_trip if hosts[edge[0]] != hosts[edge[1]] and self._is_wish(*edge)}
            if not self._come_apart(round_trip, at_any_price=not wishes):
                if not wishes:
                    raise CycleError(cycle)
                every |= {edge for edge in wishes if self._is_faint(*edge)} or wishes
        # What would only be better there first is forgotten, as far as it leads round a cycle: functions may call each other.
        self.edges = [edge for edge in self.edges if edge not in every] if every else self.edges
        return every

    def _hosts(self, nodes: Iterable[Node]) -> dict[Node, Node]:
        return {node: self.host(node) for node in nodes}

    def _arrows(self, hosts: dict[Node, Node], edges: Iterable[tuple[Node, Node]]) -> tuple[dict[Node, set[Node]], dict[Node, int]]:
        """What each host comes before, and for how many others each one waits."""
        following: dict[Node, set[Node]] = {}
        waiting = {node: 0 for node in hosts if node not in self.merged}
        for earlier, later in edges:
            first, second = hosts[earlier], hosts[later]
            if first != second and second not in following.setdefault(first, set()):
                following[first].add(second)
                waiting[second] += 1
        return following, waiting

    def _come_apart(self, round_trip: Iterable[tuple[Node, Node]], *, at_any_price: bool) -> bool:
        """Give nodes of their own to the merged ones whose edges lead round the cycle.

        What another object's statements bring about has hardly a statement of its own that PostgreSQL would take beside them: that is the last resort.
        """
        guilty: set[Node] = set()
        for earlier, later in round_trip:
            if self.host(earlier) != self.host(later):
                # What is created with its host comes too early for what it needs; what is dropped with it goes too late for what needs it gone.
                guilty.update(node for node in (earlier,) if node in self.merged and node.verb != "create")
                guilty.update(node for node in (later,) if node in self.merged and node.verb != "drop")
        guilty = {node for node in guilty if not self.is_taken(node) and not self._is_bound(node)}
        apart = guilty - self.silent or (guilty if at_any_price else set())
        for node in apart:
            del self.merged[node]
        return bool(apart)

    def _is_bound(self, node: Node) -> bool:
        """Is it the tie of a new table that has its parents' columns by it alone? What these lose later it loses with them."""
        host = self.merged.get(node) if KINDS[node.id.kind].attaches else None
        return node.verb == "create" and host is not None and any(self.merged.get(one) == host for one in self.silent)

    def _is_wish(self, earlier: Node, later: Node) -> bool:
        if (earlier, later) in self.wished:
            return True
        if earlier.verb == "drop" and (self._is_bound(later) or naming.are_called_alike(earlier.id, later.id)):
            return True
        dropping = earlier.verb == "drop" or later.verb == "drop"
        user, used, state = (earlier.id, later.id, self.live) if dropping else (later.id, earlier.id, self.desired)
        ahead = (earlier.verb, later.verb) == ("drop", "alter") and used in state.uses.get(user, ())
        if ahead and not has_to_go_first(user, used, self.found, state):
            return True
        if "alter" in (earlier.verb, later.verb) and user in state and used == host_of(user, state):
            return True  # most of what a table is has nothing to do with its columns
        return used in state.follows.get(user, ()) and used not in state.uses.get(user, ())

    def _is_faint(self, earlier: Node, later: Node) -> bool:
        """Is it but a wish of what was? The server lets go whatever nothing uses."""
        return later.verb == "drop" and later.id not in self.live.uses.get(earlier.id, ()) and (earlier, later) not in self.wished


def hosted(nodes: Iterable[Node], graph: Graph) -> dict[Node, list[Node]]:
    """Merged nodes by the node that stands for them, in order."""
    found: dict[Node, list[Node]] = {}
    for node in nodes:
        if node in graph.merged:
            found.setdefault(graph.host(node), []).append(node)
    return found
