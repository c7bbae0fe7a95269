"""Turns changes into the ordered steps of a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, groupby

import msgspec

from schemactl.kinds import KINDS
from schemactl.model.change import Change
from schemactl.model.identity import ObjectId
from schemactl.model.stage import staged
from schemactl.model.state import State
from schemactl.model.statement import Lock, Statement, Step
from schemactl.planning import shells
from schemactl.planning.actions import Actions
from schemactl.planning.context import Planning
from schemactl.planning.cycles import CycleError
from schemactl.planning.diff import diff
from schemactl.planning.disturbing import can_come_anew
from schemactl.planning.graph import Graph, hosted
from schemactl.planning.joining import from_before, joined
from schemactl.planning.lookups import with_lookups
from schemactl.planning.measuring import analyzed
from schemactl.planning.places import hosts_of
from schemactl.planning.ready import Node, bucket
from schemactl.planning.rehearsed import SETTINGS
from schemactl.planning.replace import actions
from schemactl.planning.settling import Settling

RELATIONS_PER_STEP = 500


def plan_steps(live: State, desired: State) -> tuple[list[Change], list[Step]]:
    """What differs, and the steps that lead from live to desired."""
    changes = diff(live, desired)
    return changes, steps(ordered(changes, live, desired))


def remade(changes: Iterable[Change], live: State, desired: State) -> set[ObjectId]:
    """What is dropped and made again."""
    return _planning(list(changes), live, desired).actions.replaced


@staged("order")
def ordered(changes: Iterable[Change], live: State, desired: State, *, bare: Collection[ObjectId] = ()) -> list[Statement]:
    """Every statement, in an order that PostgreSQL accepts. Those that are `bare` are created with what holds rows alone, the rest comes later."""
    return list(in_order(changes, live, desired, bare=bare))


@staged("order")
def in_order(changes: Iterable[Change], live: State, desired: State, *, bare: Collection[ObjectId] = ()) -> Iterator[Statement]:
    """The same; the order is known at once, and each statement is written when somebody asks for it. The states have to stay as they are until then."""
    changes = list(changes)
    ctx = _planning(changes, live, desired)
    if emptied := shells.gone(ctx.actions, live):
        without = shells.with_shells(emptied, live, live)
        rest = in_order(shells.from_shells(changes, emptied, desired), without, desired, bare=bare)
        return chain(_straight(shells.becoming(emptied, live), live, without), rest)
    if meanwhile := shells.made(ctx.actions, live, desired):
        halfway = shells.with_shells(meanwhile, live, desired)
        others = [one for one in changes if one.id not in meanwhile]
        first = _straight([*others, *shells.becoming(meanwhile, live)], live, halfway, bare)
        return chain(first, _completed(meanwhile, live, halfway, desired))
    return _as_planned(changes, ctx, bare)


def around_shells(meanwhile: shells.Shells, empty: State, desired: State) -> tuple[list[Statement], list[Statement]]:
    """The statements that make the shells, and those that make the whole of them, around whatever needs them or is needed."""
    halfway = shells.with_shells(meanwhile, empty, desired)
    first = _straight(shells.becoming(meanwhile, empty), empty, halfway)
    return list(first), list(_completed(meanwhile, empty, halfway, desired))


def _completed(meanwhile: shells.Shells, live: State, halfway: State, desired: State) -> Iterator[Statement]:
    """The shells become the whole, or go; of what is new nobody has stored anything."""
    for one in _straight(shells.from_shells((), meanwhile, desired), halfway, desired):
        yield one if one.object_id in live else _quiet(one)


def _straight(changes: list[Change], live: State, desired: State, bare: Collection[ObjectId] = ()) -> Iterator[Statement]:
    return _as_planned(changes, _planning(changes, live, desired), bare)


def _as_planned(changes: list[Change], ctx: Planning, bare: Collection[ObjectId]) -> Iterator[Statement]:
    """Where alterations come round before one another, what holds no rows is made anew instead."""
    anew = list[ObjectId]()
    while True:
        graph = Graph(ctx.actions, ctx.live, ctx.desired, bare, ctx.is_patient, ctx.stays)
        ctx.staying = graph.staying
        try:
            order, guests = _order(graph, ctx)
        except CycleError as error:
            if (one := can_come_anew(error.nodes, ctx.live)) is None:
                raise
            anew.append(one)
            ctx = _planning(changes, ctx.live, ctx.desired, anew)
        else:
            return with_lookups((_quiet(one) if _is_new(one.object_id, graph) else one for one in _written(order, guests, graph, ctx)), ctx)


def _order(graph: Graph, ctx: Planning) -> tuple[list[Node], dict[Node, list[Node]]]:
    """The nodes in order, and what stands inside of which."""
    # Mostly nothing else comes apart by the order: what declines is let go before there is one.
    _let_go(hosted(graph.nodes, graph), graph, ctx)
    while True:
        order = graph.order()
        guests = hosted(graph.nodes, graph)
        if not _let_go(guests, graph, ctx):
            return order, guests


def _written(order: list[Node], guests: dict[Node, list[Node]], graph: Graph, ctx: Planning) -> Iterator[Statement]:
    unmeasured = list[Statement]()
    for statement in from_before(joined(_settled(order, guests, graph, ctx))):
        if statement.unmeasured:
            unmeasured.append(statement)
        yield statement
    yield from analyzed(unmeasured, ctx)


def _let_go(guests: dict[Node, list[Node]], graph: Graph, ctx: Planning) -> bool:
    """Whatever declines to stand inside its host's CREATE gets statements of its own; is there any?"""
    ctx.inlined = _inlined(guests, graph)
    refused = [node for node in graph.merged if node.verb == "create" and not graph.is_taken(node) and _clauseless(node, ctx, graph)]
    for node in refused:
        del graph.merged[node]
    return bool(refused)


def _planning(changes: list[Change], live: State, desired: State, anew: Collection[ObjectId] = ()) -> Planning:
    """With every action. What an alteration takes along may go with something else, what is made anew may press, cannot stay, or is a tie that lets go for a moment,
    which only shows once all is known: then everything is asked again."""
    ctx = Planning(live, desired)
    while True:
        found = actions(changes, live, desired, ctx, anew)
        telling = any(KINDS[one.kind].stays or KINDS[one.kind].attaches for one in found.replaced)
        asking = found.taken or found.refused or telling or any(KINDS[one.kind].presses for one in found.create)
        if not asking or found.create <= ctx.actions.create:
            break
        ctx.actions = Actions(create=found.create, alter=found.alter)
    for one, error in found.refused.items():
        if one in found.alter:
            raise error
    ctx.actions = found
    return ctx


def _neighbours(order: Iterable[Node]) -> Iterator[list[Node]]:
    """Rows of one table with one verb, as long as nothing comes between them; everything else alone."""
    for _, nodes in groupby(order, key=lambda node: bucket(node) or node):
        yield list(nodes)


def _together(nodes: list[Node], guests: dict[Node, list[Node]], graph: Graph, ctx: Planning) -> Iterator[Statement]:
    verb, first = nodes[0]
    contents = KINDS[first.kind].contents
    if contents is None:
        yield from _statements(nodes[0], guests.get(nodes[0], []), graph, ctx)
        return
    state = ctx.live if verb == "drop" else ctx.desired
    yield from contents.together(verb, [state.objects[node.id] for node in nodes], ctx)


def _settled(order: list[Node], guests: dict[Node, list[Node]], graph: Graph, ctx: Planning) -> Iterator[Statement]:
    """Every statement; behind what is created, those that take back what the server gave unasked."""
    settling = Settling(ctx)
    for nodes in _neighbours(order):
        for statement in _together(nodes, guests, graph, ctx):
            yield from settling.before(statement)
            yield statement
        settling.created([one for node in nodes for one in (node, *guests.get(node, ()))])
    yield from settling.rest()


def _is_new(object_id: ObjectId, graph: Graph) -> bool:
    """Nobody waits for a table that is made by the same plan."""
    *_, host = (None, *hosts_of(object_id, graph.desired))
    alone = not KINDS[object_id.kind].standalone and not _reaches_out(object_id, graph)
    return host in graph.found.create and host not in graph.live and alone


def _reaches_out(object_id: ObjectId, graph: Graph) -> bool:
    """Does it make the table a part of one that is there, which is locked as well?"""
    if KINDS[object_id.kind].attaches is None:
        return False
    others = (one for one in graph.desired.uses.get(object_id, ()) if KINDS[one.kind].holds_rows)
    return any(one in graph.live and one not in graph.found.create for one in others)


def _quiet(statement: Statement) -> Statement:
    return msgspec.structs.replace(
        statement, lock=Lock.NONE, hazards=tuple(one for one in statement.hazards if one.destructive or one.always)
    )


def _inlined(guests: dict[Node, list[Node]], graph: Graph) -> dict[ObjectId, list[ObjectId]]:
    found: dict[ObjectId, list[ObjectId]] = {}
    for every in guests.values():
        for guest in every:
            if guest.verb == "create" and guest not in graph.silent:
                found.setdefault(graph.merged[guest].id, []).append(guest.id)
    return found


def _clauseless(node: Node, ctx: Planning, graph: Graph) -> bool:
    """A kind may decline to stand inside its parent's CREATE, for this object."""
    return node not in graph.silent and ctx.clause(node.id) is None


def _statements(node: Node, guests: list[Node], graph: Graph, ctx: Planning) -> Iterator[Statement]:
    """The host's statements; of a guest inside a CREATE only what its clause could not say."""
    kind = KINDS[node.id.kind]
    match node.verb:
        case "drop":
            yield from kind.drop(ctx.live.objects[node.id], ctx)
        case "alter":
            yield from graph.found.alter[node.id]
            for guest in guests:
                if guest.verb == "alter" and guest in graph.silent:
                    yield from graph.found.single.get(guest.id, ())
        case "create":
            yield from kind.create(ctx.desired.objects[node.id], ctx)
            for guest in guests:
                if guest.verb == "create" and guest not in graph.silent:
                    yield from _unsaid(guest.id, ctx)


def _unsaid(object_id: ObjectId, ctx: Planning) -> Iterator[Statement]:
    """What its clause inside of a CREATE leaves out."""
    kind, obj = KINDS[object_id.kind], ctx.desired.objects[object_id]
    if not (kind.plain and kind.plain(obj, ctx)):
        _clause, *more = kind.create(obj, ctx)
        yield from more


def steps(statements: Iterable[Statement]) -> list[Step]:
    """Group into transactions. What takes many locks is cut; what is usable only once committed ends its transaction."""
    found: list[Step] = []
    current: list[Statement] = []
    touched: set[tuple[str, ...]] = set()

    def close() -> None:
        if current:
            found.append(Step(statements=tuple(current)))
            current.clear()
            touched.clear()

    for together in _with_settings(statements):
        statement = together[len(together) // 2]
        if not statement.transactional or statement.alone:
            close()
            found.append(Step(statements=together, transaction=statement.transactional))
            continue
        if current and current[-1].commit_after and not (statement.commit_after and statement.object_id == current[-1].object_id):
            close()
        relation = statement.object_id.path[:2]
        if relation not in touched and len(touched) == RELATIONS_PER_STEP:
            close()
        current.extend(together)
        touched.add(relation)
    close()
    return found


def _with_settings(statements: Iterable[Statement]) -> Iterator[tuple[Statement, ...]]:
    """Each statement alone, or between the two that set something for it and set it back, which hold in one transaction only."""
    together: list[Statement] = []
    inside = set[str]()
    for statement in statements:
        together.append(statement)
        inside ^= {setting for setting in SETTINGS if statement.sql.startswith(setting)}
        if not inside:
            yield tuple(together)
            together = []


__all__ = ["CycleError", "in_order", "ordered", "plan_steps", "steps"]
