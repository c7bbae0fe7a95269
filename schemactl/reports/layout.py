"""Where tables stand in a drawing: neighbourhoods of foreign keys, each in layers, packed beside each other. Pure, and the same each time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

Node = tuple[str, ...]
Size = tuple[float, float]

GAP_X, GAP_Y, MARGIN, TITLE = 64.0, 22.0, 18.0, 26.0
LARGEST = 36
WHOLE = 24
HUB = 25
ROUNDS = 12
ALONE = ": no foreign keys"


class Cluster(msgspec.Struct, kw_only=True):
    """Nodes that are drawn in one frame; x and y is its corner."""

    title: str
    nodes: list[Node]
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0


class Layout(msgspec.Struct, kw_only=True):
    """The corner of every node, and the frames."""

    places: dict[Node, Size]
    clusters: list[Cluster]
    width: float
    height: float


def layout(sizes: Mapping[Node, Size], edges: Sequence[tuple[Node, Node]], *, heading: float = TITLE) -> Layout:
    """`edges` lead from what refers to what is referred to; what is referred to stands left of it. A frame has a title of that height on top."""
    found = Layout(places={}, clusters=[], width=0, height=0)
    for title, nodes in clusters(sizes, edges):
        cluster = Cluster(title=title, nodes=nodes)
        inner = [(one, other) for one, other in edges if one in set(nodes) and other in set(nodes) and one != other]
        local, cluster.width, cluster.height = _arranged(nodes, inner, sizes, heading)
        found.clusters.append(cluster)
        found.places |= local
    _pack(found)
    return found


def clusters(nodes: Iterable[Node], edges: Sequence[tuple[Node, Node]]) -> list[tuple[str, list[Node]]]:
    """By schema; a large schema by who refers to whom. What refers to nothing, and nothing to it, comes last in its schema."""
    schemas: dict[str, list[Node]] = {}
    for node in nodes:
        schemas.setdefault(node[0], []).append(node)
    found: list[tuple[str, list[Node]]] = []
    for schema, own in schemas.items():
        if len(own) <= WHOLE:
            found.append((schema, own))
            continue
        inside = set(own)
        inner = [(one, other) for one, other in edges if one in inside and other in inside and one != other]
        near = _neighbours(inner)
        parts = _communities([node for node in own if node in near], near)
        found += [(f"{schema}: around {max(part, key=lambda node: len(near[node]))[-1]}", part) for part in parts]
        if alone := [node for node in own if node not in near]:
            found += [(f"{schema}{ALONE}", alone)]
    return found


def _neighbours(edges: Sequence[tuple[Node, Node]]) -> dict[Node, set[Node]]:
    near: dict[Node, set[Node]] = {}
    for one, other in edges:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    return near


def _communities(nodes: Sequence[Node], near: Mapping[Node, set[Node]]) -> list[list[Node]]:
    """Every node takes the label that weighs most among its neighbours, where that one has room. A hub's word counts for little: all know it."""
    label = {node: node for node in nodes}
    size: dict[Node, int] = dict(Counter(label.values()))
    for _ in range(ROUNDS):
        moved = False
        for node in sorted(nodes, key=lambda one: (len(near[one]), one)):
            weights: dict[Node, float] = dict.fromkeys((label[other] for other in sorted(near[node])), 0.0)
            for other in sorted(near[node]):
                weights[label[other]] += 1 / math.sqrt(len(near[other])) if len(near[other]) <= HUB else 0.05
            best = [
                one for one, _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])) if size[one] < LARGEST or one == label[node]
            ]
            if best and best[0] != label[node]:
                size[label[node]] -= 1
                label[node] = best[0]
                size[best[0]] += 1
                moved = True
        if not moved:
            break
    parts: dict[Node, list[Node]] = {}
    for node in nodes:
        parts.setdefault(label[node], []).append(node)
    return _gathered(sorted(parts.values(), key=lambda part: (-len(part), part)), near)


def _gathered(parts: list[list[Node]], near: Mapping[Node, set[Node]]) -> list[list[Node]]:
    """Pieces of one to three nodes join the part that they refer to most, or each other."""
    large = [part for part in parts if len(part) > 3]
    home = {node: number for number, part in enumerate(large) for node in part}
    left: list[Node] = []
    for part in parts:
        if len(part) > 3:
            continue
        votes = Counter(home[other] for node in part for other in sorted(near[node]) if other in home)
        open_ones = [number for number, _ in votes.most_common() if len(large[number]) + len(part) <= LARGEST * 1.5]
        if open_ones:
            large[open_ones[0]] += part
        else:
            left += part
    return [*large, *(left[at : at + LARGEST] for at in range(0, len(left), LARGEST))]


def _arranged(
    nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]], sizes: Mapping[Node, Size], heading: float
) -> tuple[dict[Node, Size], float, float]:
    """Layers from left to right; within a layer the order that keeps lines short. Tables without lines fill columns at the end."""
    linked = [node for node in nodes if any(node in edge for edge in edges)]
    columns = _columns(_layers(linked, edges), sizes, nodes)
    alone = [node for node in nodes if node not in set(linked)]
    columns += _filled(alone, sizes, _tall(sizes, nodes))
    places: dict[Node, Size] = {}
    x, height = MARGIN, 0.0
    tallest = max((_height(column, sizes) for column in columns), default=0)
    for column in columns:
        y = heading + MARGIN + (tallest - _height(column, sizes)) / 2
        for node in column:
            places[node] = (x, y)
            y += sizes[node][1] + GAP_Y
        height = max(height, y)
        x += max(sizes[node][0] for node in column) + GAP_X
    return places, x - GAP_X + MARGIN, height - GAP_Y + MARGIN


def _height(column: Sequence[Node], sizes: Mapping[Node, Size]) -> float:
    return sum(sizes[node][1] + GAP_Y for node in column) - GAP_Y


def _tall(sizes: Mapping[Node, Size], nodes: Sequence[Node]) -> float:
    """How high a column may be, so that the whole is about three by two."""
    area = sum((sizes[node][0] + GAP_X) * (sizes[node][1] + GAP_Y) for node in nodes)
    return max(math.sqrt(area / 1.5), *(sizes[node][1] for node in nodes)) if nodes else 0


def _layers(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> list[list[Node]]:
    """Right of everything that it refers to; in a circle somebody has to be first."""
    refers: dict[Node, list[Node]] = {node: [] for node in nodes}
    for one, other in edges:
        refers[one].append(other)
    rank: dict[Node, int] = {}
    on_the_way: set[Node] = set()

    def ranked(node: Node) -> int:
        if node in rank:
            return rank[node]
        on_the_way.add(node)
        rank[node] = max((ranked(other) + 1 for other in refers[node] if other not in on_the_way), default=0)
        on_the_way.discard(node)
        return rank[node]

    for node in nodes:
        ranked(node)
    layers = [[node for node in nodes if rank[node] == number] for number in range(max(rank.values(), default=-1) + 1)]
    return _untangled([layer for layer in layers if layer], _neighbours(edges))


def _untangled(layers: list[list[Node]], near: Mapping[Node, set[Node]]) -> list[list[Node]]:
    """Each node at the mean of its neighbours' places, back and forth a few times."""
    for number in range(6):
        at = {node: place / max(1, len(layer) - 1) for layer in layers for place, node in enumerate(layer)}
        for layer in layers if number % 2 else reversed(layers):
            means = {node: sum(at[one] for one in near[node]) / len(near[node]) for node in layer}
            layer.sort(key=lambda node: (means[node], node))
            at |= {node: place / max(1, len(layer) - 1) for place, node in enumerate(layer)}
    return layers


def _columns(layers: list[list[Node]], sizes: Mapping[Node, Size], nodes: Sequence[Node]) -> list[list[Node]]:
    return [column for layer in layers for column in _filled(layer, sizes, _tall(sizes, nodes))]


def _filled(nodes: Sequence[Node], sizes: Mapping[Node, Size], tall: float) -> list[list[Node]]:
    """Columns of at most that height."""
    columns: list[list[Node]] = []
    height = math.inf
    for node in nodes:
        if height + sizes[node][1] > tall:
            columns.append([])
            height = 0
        columns[-1].append(node)
        height += sizes[node][1] + GAP_Y
    return columns


def _pack(found: Layout) -> None:
    """Frames in rows, the tallest first and those without lines last, about three by two as a whole."""
    area = sum((one.width + GAP_Y) * (one.height + GAP_Y) for one in found.clusters)
    wide = max([math.sqrt(area * 1.6), *(one.width for one in found.clusters)], default=0)
    x, y, row = MARGIN, MARGIN, 0.0
    for cluster in sorted(found.clusters, key=lambda one: (one.title.endswith(ALONE), -one.height, one.title)):
        if x > MARGIN and x + cluster.width > wide + MARGIN:
            x, y, row = MARGIN, y + row + GAP_Y, 0.0
        cluster.x, cluster.y = x, y
        for node in cluster.nodes:
            left, top = found.places[node]
            found.places[node] = (left + x, top + y)
        x += cluster.width + GAP_Y
        row = max(row, cluster.height)
        found.width = max(found.width, x - GAP_Y + MARGIN)
        found.height = max(found.height, y + row + MARGIN)
