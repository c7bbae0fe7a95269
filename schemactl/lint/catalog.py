"""What a judge of statements asks about the database they meet: a State, looked at from its relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from schemactl.kinds import KINDS
from schemactl.kinds.check import Check
from schemactl.kinds.column import Column
from schemactl.kinds.domain import Domain
from schemactl.kinds.domain_check import DomainCheck
from schemactl.kinds.foreign_key import ForeignKey
from schemactl.kinds.function import Function
from schemactl.kinds.index import Index
from schemactl.kinds.partition import Partition
from schemactl.kinds.table import Table
from schemactl.lint.tree import Node, Path, parse, relation, strings, walk
from schemactl.lint.tree import expression as parsed
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State

RELATIONS = ("table", "view", "materialized_view", "sequence", "foreign_table", "composite_type")
KEYS = ("primary_key", "unique", "exclusion")
CONSTRAINTS = (*KEYS, "check", "foreign_key")
# What PostgreSQL drops with a column without a word.
GOES_WITH_COLUMN = (*CONSTRAINTS, "index", "default", "statistics_object", "index_comment", "comment", "privilege")


class Catalog:
    """`search_path` finds names without a schema."""

    def __init__(self, state: State, search_path: Iterable[str] = ()) -> None:
        self.state = state
        self.search_path = tuple(search_path)

    @cached_property
    def _inside(self) -> dict[Path, list[Object]]:
        found: dict[Path, list[Object]] = {}
        for obj in self.state:
            if len(obj.id.path) > 2:
                found.setdefault(obj.id.path[:2], []).append(obj)
        return found

    @cached_property
    def used_by(self) -> dict[ObjectId, set[ObjectId]]:
        """Who depends on each object."""
        return self.state.used_by()

    def resolve(self, path: Path) -> Path:
        """The whole name of a relation; where the state does not hold it, the name under the first schema of the path."""
        if len(path) != 1:
            return path[-2:]
        tried = [(schema, path[0]) for schema in self.search_path]
        return next(
            (one for one in tried if self.find((kind.name for kind in KINDS), one) or self.index(one)),
            tried[0] if tried else ("public", path[0]),
        )

    def find(self, kinds: Iterable[str], path: Path) -> Object | None:
        """The object with that path, if it is of one of these kinds."""
        return next((obj for kind in kinds if (obj := self.state.objects.get(ObjectId(kind, path)))), None)

    def table(self, path: Path) -> Table | None:
        found = self.find(("table",), path)
        return found if isinstance(found, Table) else None

    def column(self, table: Path, name: str) -> Column | None:
        found = self.find(("column",), (*table, name))
        return found if isinstance(found, Column) else None

    def inside(self, table: Path, *kinds: str) -> list[Object]:
        """A relation's columns, constraints, indexes and so on; all of it where no kind is named."""
        return [obj for obj in self._inside.get(table, ()) if not kinds or obj.id.kind in kinds]

    def constraint(self, table: Path, name: str) -> Object | None:
        return self.find(CONSTRAINTS, (*table, name))

    def index(self, path: Path) -> Index | None:
        """An index by its own name, which stands in its table's schema."""
        return self._indexes.get(path)

    @cached_property
    def _indexes(self) -> dict[Path, Index]:
        return {(obj.id.path[0], obj.id.name): obj for obj in self.state if isinstance(obj, Index)}

    @cached_property
    def index_names(self) -> frozenset[Path]:
        """Of every index, those of constraints too."""
        return frozenset(self._indexed)

    def indexed(self, path: Path) -> Path | None:
        """The table of an index, also of one behind a constraint."""
        return self._indexed.get(path)

    @cached_property
    def _indexed(self) -> dict[Path, Path]:
        return {(one.path[0], one.name): one.path[:2] for one in self.state.objects if one.kind in ("index", *KEYS)}

    @cached_property
    def _children(self) -> dict[Path, list[Path]]:
        found: dict[Path, list[Path]] = {}
        for one in self.state.objects:
            if one.kind in ("partition", "inheritance"):
                for parent in self._parents_by_edge(one):
                    found.setdefault(parent, []).append(one.path[:2])
        return found

    def _parents_by_edge(self, one: ObjectId) -> list[Path]:
        return [used.path for used in self.state.uses[one] if used.kind == "table" and used.path != one.path[:2]]

    def heirs(self, table: Path) -> list[Path]:
        """Partitions and inheriting tables, at any depth."""
        return [deeper for one in self._children.get(table, ()) for deeper in (one, *self.heirs(one))]

    def parents(self, table: Path) -> list[Path]:
        """Whom a partition or an heir belongs to."""
        return self._belonging.get(table, [])

    @cached_property
    def _belonging(self) -> dict[Path, list[Path]]:
        found: dict[Path, list[Path]] = {}
        for parent, children in self._children.items():
            for child in children:
                found.setdefault(child, []).append(parent)
        return found

    def default_partition(self, table: Path) -> Path | None:
        return self._defaults.get(table)

    @cached_property
    def _defaults(self) -> dict[Path, Path]:
        default = [one.id for one in self.state if isinstance(one, Partition) and one.bound == "DEFAULT"]
        return {parent: one.path[:2] for one in default for parent in self._parents_by_edge(one)}

    def partitioned(self, table: Path) -> bool:
        found = self.table(table)
        return found is not None and found.partition_by is not None

    def foreign_keys(self, table: Path) -> list[ForeignKey]:
        return [obj for obj in self.inside(table, "foreign_key") if isinstance(obj, ForeignKey)]

    def referenced(self, key: ForeignKey) -> Path:
        """The table that a foreign key points to."""
        return self.resolve(relation(parsed_key(key.definition)["pktable"]))

    def using(self, column: ObjectId, *kinds: str) -> list[Object]:
        """Objects of these kinds that hang on a column."""
        return [self.state.objects[one] for one in sorted(self.used_by.get(column, ())) if one.kind in kinds]

    def proves_not_null(self, table: Path, column: str) -> bool:
        """A validated CHECK that says IS NOT NULL at its top level, or NOT NULL itself."""
        found = self.column(table, column)
        if found is not None and found.not_null and not found.not_null_not_valid:
            return True
        return any(column in not_nulls(one.expression) for one in self.checks(table))

    def checks(self, table: Path) -> list[Check]:
        """Those that are validated and enforced."""
        found = (obj for obj in self.inside(table, "check") if isinstance(obj, Check))
        return [one for one in found if not one.not_valid and not one.not_enforced]

    def domain(self, names: Path) -> Domain | None:
        paths = [names] if len(names) > 1 else [(schema, names[0]) for schema in (*self.search_path, "public")]
        found = next((one for path in paths if (one := self.find(("domain",), path))), None)
        return found if isinstance(found, Domain) else None

    def domain_checks(self, domain: Domain) -> list[DomainCheck]:
        return [obj for obj in self.inside(domain.id.path, "domain_check") if isinstance(obj, DomainCheck)]

    def tables_with_type(self, type_id: ObjectId) -> set[Path]:
        """Tables that have a column of the type or of a domain over it."""
        found: set[Path] = set()
        for user in self.used_by.get(type_id, ()):
            found |= {user.path[:2]} if user.kind == "column" else self.tables_with_type(user) if user.kind == "domain" else set()
        return found

    def functions(self, names: Path) -> list[Function]:
        """Every function of a name."""
        return [one for one in self._functions.get(names[-1], ()) if len(names) == 1 or one.id.path[0] == names[-2]]

    @cached_property
    def _functions(self) -> dict[str, list[Function]]:
        found: dict[str, list[Function]] = {}
        for obj in self.state:
            if isinstance(obj, Function):
                found.setdefault(obj.id.path[1], []).append(obj)
        return found


def parsed_key(definition: str) -> Node:
    """The tree of a foreign key as the catalog prints it."""
    node = parse(f"ALTER TABLE t ADD FOREIGN KEY {definition}")[0].node
    return dict(node["cmds"][0]["AlterTableCmd"]["def"]["Constraint"])


def not_nulls(expression: str) -> Iterator[str]:
    """Columns that are not null wherever the condition is true: IS NOT NULL, alone or in an AND."""
    try:
        tree = parsed(expression)
    except ValueError:
        return
    parts = [tree]
    while parts:
        part = parts.pop()
        if "BoolExpr" in part and part["BoolExpr"]["boolop"] == "AND_EXPR":
            parts += part["BoolExpr"]["args"]
        elif (test := part.get("NullTest")) and test["nulltesttype"] == "IS_NOT_NULL":
            yield from (inner["fields"][-1]["String"]["sval"] for tag, inner in walk(test["arg"]) if tag == "ColumnRef")


def key_columns(key: ForeignKey) -> Path:
    """The columns of a foreign key, in its own table."""
    return strings(parsed_key(key.definition)["fk_attrs"])


def referenced_columns(key: ForeignKey) -> Path:
    """Those that it points to, where they are named."""
    return strings(parsed_key(key.definition).get("pk_attrs", []))
