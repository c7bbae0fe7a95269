"""Where a query's columns come from: each output's set of `catalog.column`, followed through joins, subqueries and views by PostgreSQL's own parser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from pglast.parser import parse_sql_json

Sources = frozenset[str]
Tree = Mapping[str, Any]
NOTHING: Sources = frozenset()


class Relation(msgspec.Struct):
    """Columns of one item of FROM by name; `other` is what any column comes from that has no name here (a function's result)."""

    columns: dict[str, Sources]
    other: Sources | None = None

    def everything(self) -> Sources:
        return _union([*self.columns.values(), self.other or NOTHING])


class Lineage(msgspec.Struct):
    """`outputs` with their names, in order; `conditions` is what decides which rows there are; `joins` are columns held equal."""

    outputs: list[tuple[str, Sources]]
    conditions: Sources
    joins: frozenset[tuple[str, str]] = frozenset()

    def reads(self, column: str, output: str) -> bool:
        """Does an output come from a column, or from the catalog that the column leads to?"""
        sources = _union(one for name, one in self.outputs if name == output)
        reached = {source.partition(".")[0] for source in sources}
        partners = (other for one, other in self.joins if one == column)
        return column in sources or any(partner.partition(".")[0] in reached for partner in partners)


Layer = dict[str, Relation]
Scope = tuple[Layer, ...]
"""What names mean: the innermost query's items of FROM, then those around it."""


class Catalogs(msgspec.Struct):
    """`columns` of every catalog, `views` with their text, `functions` with the columns that they look up themselves."""

    columns: dict[str, list[str]]
    views: dict[str, str]
    functions: Mapping[str, Sources]
    known: dict[str, Lineage] = {}

    def read(self, name: str) -> Lineage:
        """A catalog's columns, or what a view over catalogs makes of them."""
        if name not in self.known:
            self.known[name] = lineage(self.views[name], self) if name in self.views else self._catalog(name)
        return self.known[name]

    def _catalog(self, name: str) -> Lineage:
        return Lineage([(column, frozenset((f"{name}.{column}",))) for column in self.columns[name]], NOTHING)


def lineage(sql: str, catalogs: Catalogs) -> Lineage:
    """Of one SELECT."""
    (statement,) = json.loads(parse_sql_json(sql))["stmts"]
    joins: set[tuple[str, str]] = set()
    found = _Query(catalogs, (), joins).read(statement["stmt"]["SelectStmt"], {})
    return Lineage(found.outputs, found.conditions, frozenset(joins))


def _union(every: Iterable[Sources]) -> Sources:
    return frozenset().union(*every)


class _Query:
    """One SELECT inside of its scope; `conditions` grow as its FROM is read."""

    def __init__(self, catalogs: Catalogs, outer: Scope, joins: set[tuple[str, str]]) -> None:
        self.catalogs, self.outer, self.joins = catalogs, outer, joins
        self.layer: Layer = {}
        self.conditions: list[Sources] = []
        self.ctes: dict[str, Relation] = {}

    @property
    def scope(self) -> Scope:
        return (self.layer, *self.outer)

    def read(self, tree: Tree, ctes: dict[str, Relation]) -> Lineage:
        self.ctes = dict(ctes)
        for cte in tree.get("withClause", {}).get("ctes", []):
            self._cte(cte["CommonTableExpr"])
        if "larg" in tree:
            return self._set_operation(tree)
        for item in tree.get("fromClause", []):
            self._from(item)
        for clause in ("whereClause", "havingClause", "groupClause", "distinctClause", "sortClause"):
            self.conditions.append(self.sources(tree.get(clause)))
        outputs = self._rows(tree["valuesLists"]) if "valuesLists" in tree else self._targets(tree.get("targetList", []))
        return Lineage(list(outputs), _union(self.conditions))

    def _cte(self, cte: Tree) -> None:
        tree, names = cte["ctequery"]["SelectStmt"], cte.get("aliascolnames", [])
        if "larg" in tree:
            # A recursive one reads what its first half gives.
            first = _Query(self.catalogs, self.outer, self.joins).read(tree["larg"], self.ctes)
            self.ctes[cte["ctename"]] = Relation(_renamed(first.outputs, names))
        self.ctes[cte["ctename"]] = self._subquery(tree, names)

    def _set_operation(self, tree: Tree) -> Lineage:
        left, right = (_Query(self.catalogs, self.outer, self.joins).read(tree[side], self.ctes) for side in ("larg", "rarg"))
        pairs = zip(left.outputs, right.outputs, strict=True)
        return Lineage([(name, one | other) for (name, one), (_, other) in pairs], left.conditions | right.conditions)

    def _subquery(self, tree: Tree, names: list[Tree], *, lateral: bool = False) -> Relation:
        found = _Query(self.catalogs, self.scope if lateral else self.outer, self.joins).read(tree, self.ctes)
        self.conditions.append(found.conditions)
        return Relation(_renamed(found.outputs, names))

    def _from(self, item: Tree) -> None:
        ((tag, node),) = item.items()
        alias = node.get("alias", {})
        match tag:
            case "JoinExpr":
                self._from(node["larg"])
                self._from(node["rarg"])
                self.conditions.append(self.sources(node.get("quals")))
                self.conditions += [self._column([_text(one)]) for one in node.get("usingClause", [])]
            case "RangeVar":
                self.layer[alias.get("aliasname", node["relname"])] = self.ctes.get(node["relname"]) or self._relation(node["relname"])
            case "RangeSubselect":
                self.layer[alias["aliasname"]] = self._subquery(node["subquery"]["SelectStmt"], alias.get("colnames", []), lateral=True)
            case "RangeFunction":
                called = self.sources(node["functions"])
                self.layer[alias.get("aliasname", f"function {len(self.layer)}")] = Relation(
                    {_text(one): called for one in alias.get("colnames", [])}, called
                )
            case _:
                raise NotImplementedError(tag)

    def _relation(self, name: str) -> Relation:
        found = self.catalogs.read(name)
        self.joins |= found.joins
        self.conditions.append(found.conditions)
        return Relation(dict(found.outputs))

    def _targets(self, targets: list[Tree]) -> Iterator[tuple[str, Sources]]:
        for target in targets:
            node = target["ResTarget"]
            fields = node["val"].get("ColumnRef", {}).get("fields", [{}])
            if "A_Star" in fields[-1]:
                wanted = [_text(one) for one in fields[:-1]]
                for alias, relation in self.layer.items():
                    yield from relation.columns.items() if not wanted or alias in wanted else ()
            else:
                yield node.get("name") or _default_name(node["val"]), self.sources(node["val"])

    def _rows(self, rows: list[Tree]) -> Iterator[tuple[str, Sources]]:
        columns = zip(*(row["List"]["items"] for row in rows), strict=True)
        return ((f"column{number}", self.sources(values)) for number, values in enumerate(columns, 1))

    def sources(self, node: Any) -> Sources:
        """Every column that an expression reads."""
        match node:
            case list():
                return _union(map(self.sources, node))
            case {"ColumnRef": column}:
                return self._column([_text(one) for one in column["fields"] if "A_Star" not in one])
            case {"SubLink": link}:
                found = _Query(self.catalogs, self.scope, self.joins).read(link["subselect"]["SelectStmt"], self.ctes)
                return _union([found.conditions, *(one for _, one in found.outputs), self.sources(link.get("testexpr"))])
            case {"FuncCall": call}:
                looked_up = self.catalogs.functions.get(_text(call["funcname"][-1]), NOTHING)
                return _union([looked_up, *map(self.sources, call.values())])
            case {"A_Expr": {"kind": "AEXPR_OP", "name": [{"String": {"sval": "="}}], "lexpr": left, "rexpr": right}}:
                one, other = self.sources(left), self.sources(right)
                self.joins.update(pair for a in one for b in other for pair in ((a, b), (b, a)))
                return one | other
            case dict():
                return _union(map(self.sources, node.values()))
            case _:
                return NOTHING

    def _column(self, path: list[str]) -> Sources:
        for layer in self.scope:
            if len(path) > 1 and path[0] in layer:
                relation = layer[path[0]]
                return relation.columns.get(path[1], relation.everything() if relation.other is not None else NOTHING)
            if len(path) == 1 and (found := [one.columns[path[0]] for one in layer.values() if path[0] in one.columns]):
                return _union(found)
            if len(path) == 1 and path[0] in layer:
                return layer[path[0]].everything()
        if len(path) == 1:
            return _union(one.other for layer in self.scope for one in layer.values() if one.other is not None)
        raise KeyError(".".join(path))


def _text(node: Tree) -> str:
    return str(node["String"].get("sval", ""))


def _renamed(outputs: list[tuple[str, Sources]], names: list[Tree]) -> dict[str, Sources]:
    given = [*map(_text, names), *(name for name, _ in outputs[len(names) :])]
    return dict(zip(given, (one for _, one in outputs), strict=True))


def _default_name(node: Tree) -> str:
    """As PostgreSQL names a column that nobody named."""
    match node:
        case {"ColumnRef": column}:
            return _text(column["fields"][-1])
        case {"TypeCast": cast}:
            return _default_name(cast["arg"]) or _text(cast["typeName"]["names"][-1])
        case {"FuncCall": call}:
            return _text(call["funcname"][-1])
        case _:
            return ""
