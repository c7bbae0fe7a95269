"""What a kind is: one record that tells the engine how to read, write, create, drop and alter one kind of object."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, Protocol, TypeVar

import msgspec

from schemactl.kinds.sql import in_this_database
from schemactl.kinds.views import Views
from schemactl.kinds.widening import Widens
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.change import Change
from schemactl.model.content import Content
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement, Verb

M = TypeVar("M", bound=Object)


class Replace(msgspec.Struct, frozen=True):
    """PostgreSQL cannot alter this in place: drop and create, with everything that hangs on it. `host`: what it lives in, too."""

    host: bool = False


REPLACE: Final = Replace()
REPLACE_HOST: Final = Replace(host=True)


class Context(Protocol):
    """What DDL functions may ask about the world around their object."""

    @property
    def major(self) -> int: ...

    @property
    def live(self) -> State: ...

    @property
    def desired(self) -> State: ...

    def designation(self, object_id: ObjectId) -> str:
        """`TABLE public.orders`, `CONSTRAINT a ON public.b`: how COMMENT ON and ALTER … OWNER name an object."""

    def kind(self, object_id: ObjectId) -> Kind: ...

    def clauses(self, object_id: ObjectId) -> list[str]:
        """What the children that are created with this object read inside its CREATE."""

    def makes(self, object_id: ObjectId) -> bool:
        """Does the plan make this object, or make it anew?"""

    def busy(self, object_id: ObjectId) -> bool:
        """Does it live in a table that stays, that others use while the plan runs, and that is too large to lock for a scan?"""

    def stays(self, object_id: ObjectId) -> bool:
        """Is it there all the time, though it is dropped and made anew?"""

    def stands(self, object_id: ObjectId, survives: Callable[[ObjectId], bool] = lambda _: False) -> bool:
        """Does everything that this object uses stay as it is, or change only in a way that the object survives?"""

    def vacant(self, key: tuple[str, ...], label: str) -> str:
        """A name beside the last part of this one, as a kind's `namespace` makes them, that nothing in live or desired has."""

    def takers(self, key: tuple[str, ...]) -> Collection[ObjectId]:
        """What the plan makes that gets this name, as a kind's `namespace` makes them."""

    def view(self, state: State) -> Views:
        """The live or the desired state by other keys: who uses an object, what comes from it, what lies in a place."""

    def siblings(self, object_id: ObjectId) -> Iterable[Object]:
        """What is desired in the same place, this object itself included, in order."""

    def leaving(self, object_id: ObjectId) -> Iterable[Object]:
        """What goes from the same place, and does not come back."""

    def given(self, field: str, schema: str, name: str) -> bool:
        """Has any live or desired object of the schema this name in a field that is one of those it takes?"""

    def tails(self, object_id: ObjectId) -> list[str]:
        """What those children read that stand behind it."""

    def outliving(self, object_id: ObjectId) -> Mapping[ObjectId, bool]:
        """The objects that come from this one and stay when it is dropped; of each, whether it would go if nothing was done."""

    def intent(self, object_id: ObjectId, key: str) -> str | None:
        """What the YAML says about how to get there: `using`, `backfill`."""

    def assignable(self, source: str, target: str) -> bool:
        """Does PostgreSQL cast source to target on assignment (pg_cast)?"""

    def castable(self, source: str, target: str) -> bool:
        """Is there any cast from source to target?"""

    def basic(self, type_name: str, state: State) -> str:
        """The type below a domain, with its modifiers: what it casts like; for an array, one of those below its elements."""

    def built_in(self, type_name: str) -> bool:
        """Is it a type of PostgreSQL's own?"""


Action = Literal["drop", "alter", "create"]

Create = Callable[[Any, Context], Iterator[Statement]]
Drop = Callable[[Any, Context], Iterator[Statement]]
AlterFunction = Callable[[Any, Any, Context], Iterator[Statement] | Replace]


class Alter(msgspec.Struct, frozen=True, kw_only=True):
    """How one field changes. `disturbs`: PostgreSQL refuses, or changes them behind our back, while objects of kinds with `disturbed` hang on it,
    so these are dropped before and created after. With `spares`, everything that uses the object is dropped and made again, but objects of the
    kinds named there: the statements take these along, and only what is disturbed on them is dropped.
    `takes` names other objects that the statements make, drop or change themselves: these have no statements of their own.
    Without `recurses`, PostgreSQL does it to this object alone, and not to what comes from it in partitions and heirs."""

    function: AlterFunction
    disturbs: bool | Callable[[Any, Any, Context], bool] = False
    spares: tuple[str, ...] | Callable[[Any, Any, Context], tuple[str, ...]] | None = None
    takes: Callable[[Any, Any, Context], Iterable[ObjectId]] | None = None
    recurses: bool = True

    def disturbing(self, before: Object, after: Object, ctx: Context) -> bool:
        """Does this very change disturb?"""
        return self.disturbs(before, after, ctx) if callable(self.disturbs) else self.disturbs

    def sparing(self, before: Object, after: Object, ctx: Context) -> tuple[str, ...] | None:
        """The kinds that this very change spares."""
        return self.spares(before, after, ctx) if callable(self.spares) else self.spares


Rule = Alter | Replace | AlterFunction


class Restricted(msgspec.Struct, frozen=True, kw_only=True):
    """The SELECT for roles that are no superusers, and what of which objects they cannot read; the fields that are unknown then, if no text stands
    for what they hold."""

    catalog: str | Callable[[int], str]
    unread: str
    where: Callable[[Any], bool] = lambda _: True
    fields: tuple[str, ...] = ()


Query = Callable[[str], list[tuple[str | None, ...]]]
"""Runs a SELECT; every value is the text that the server prints."""


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """How objects are read that no catalog holds: rows, of those parents alone whose schema files list some. No fingerprint counts them.

    `read`: the content of one parent with everything resolved, and its objects. `needs`: in the desired state, pairs of an object and what must
    be there before it is written, in the order of creation only. `bounded`: the content, so that no more is read than this state's own objects. `together`: one statement for many neighbours; the verb is drop, alter or
    create. `part_at`: which of an object's values stands at an offset of its statement. `offender`: whose value a message of the server
    about another object quotes, and which. `until`: what is otherwise, or (None) not there, until the rows are written: rows make true what a
    constraint asks for; `guards` are statements that make a plan which does so fail before its first change, where other rows do not.
    `acting`: does any of these, which are made anew, act by itself when rows change so?
    `everything`: the content of a parent with all that it holds; RefusedError where that cannot be told apart.
    """

    read: Callable[[Query, ObjectId, Content], tuple[Content, list[Object]]]
    bounded: Callable[[ObjectId, Content, State], Content]
    everything: Callable[[ObjectId, State], Content]
    needs: Callable[[State], Iterable[tuple[ObjectId, ObjectId]]]
    together: Callable[[str, list[Any], Context], Iterator[Statement]]
    part_at: Callable[[Any, str, int], str | None]
    offender: Callable[[State, ObjectId, str], tuple[ObjectId, str] | None]
    until: Callable[[Iterable[Change], State, State], dict[ObjectId, Object | None]]
    guards: Callable[[Mapping[ObjectId, Object | None], State, Context], Iterator[Statement]]
    acting: Callable[[Iterable[Change], Collection[ObjectId], State, State], bool]


class BothNames(msgspec.Struct, frozen=True, kw_only=True):
    """How objects answer to their old names and their new ones from expand to contract. The functions are given them under both, before first.

    `raised`: the statements that make the second names of all that get one together. `lowered`: those that take one away, right before the
    rename; None where the object is renamed in expand already, and it is the old name that is made. `stands`: is it there? RefusedError where
    it cannot be had.
    """

    raised: Callable[[Sequence[tuple[Any, Any]], Context], Iterator[Statement]]
    lowered: Callable[[Any, Any, Context], Iterator[Statement]] | None = None
    stands: Callable[[ObjectId, ObjectId, State], bool] = lambda _before, _after, _state: False


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of object.

    `catalog` is a SELECT (or one per major) of: classid, objid, subid, path, then exactly the model's fields but `id`.
    `among` is a catalog in which each of a database's own objects of this kind has a row, with a condition if need be: where it holds none
    (their oids begin at 16384), `catalog`, `aliases` and `links` are not asked.
    With `about`, classid/objid/subid are the subject's address and path holds only what follows the subject's own path:
    `about_names` names (a privilege's grantee).
    `aliases` is a SELECT of (classid, objid, subid, to_classid, to_objid, to_subid): catalog rows that belong to an object of this kind.
    `parents` are the kinds it can live in; the parent's path is the path without its last part.
    `clause` is how it reads inside its parent's CREATE, with `tail` behind it; what that leaves unsaid comes from `create`, which is not asked
    where an object is `plain`: the clause says all of it. `namespace` tells kinds whose names collide.
    `disturbed`: it must be dropped and made again around an alteration that `disturbs` what it uses; where its kind is spared, as far as it is
    `bound` to what that is made of, and not only to its name.
    `links` is a SELECT of (classid, objid, subid, to_classid, to_objid, to_subid): a partition's or child's object, and the parent's it comes from;
    `elders` is a SELECT of the same: an object, and one that was made before it, where PostgreSQL goes by that. `displaces` names what has to be made anew when an object is created: PostgreSQL would otherwise take it for a part of that;
    with `adopts` the parent's creation takes over a child's that is there already, otherwise it makes the child's itself. `own` says of one that its table
    has it by itself as well: the parent's creation takes it over, and the parent's drop leaves it. `as_heir` is how one is written that comes from
    a parent's: as it is, as another object that says only what it adds, or, where the parent says it all, not at all.
    `edges` yields (user, used) pairs that pg_depend does not hold, `cuts` pairs that it holds and that are not meant; `follows` yields pairs that
    order creation and nothing else. `derived` fields are read from the catalog for the rules' sake, never written nor compared. `attaches`: it says that a table is part of another; the other's name as SQL;
    with `loosely`, the table's rows and columns are its own, and what it has can stay when the other one's goes.
    `incidental`: it is there only because something is said about it, so dropping it drops nothing. `inherits` says
    which fields PostgreSQL decides where an object comes from a parent's: not compared as long as it does; `gains` are derived flags that such an object can get but
    not lose: a difference only where it is wanted and not there; `mends` are derived flags that nobody writes and that should always be there. `roles` names the
    roles an object needs, `superusers` those of them that PostgreSQL wants to be superusers; `is_role` says that these are objects of this kind, `is_tablespace` the same of fields `tablespace`. `remake` is how an object is made anew around what uses it: for a part of it that
    `presses` (PostgreSQL refuses to add it where the object is), and where one of another kind with `remake` takes its name. `stuck`: PostgreSQL
    changes nothing of it where it is, so that what it lives in is made anew. `holds_rows`: dropping it loses data. `stays`: where what it uses goes, and is
    made anew, can it lead away from that and back where it is? Then its `drop` and `create` do so, and nothing goes or comes along with it. `belongs` names an object outside of its path that takes it along when dropped.
    Without `in_scratch` a scratch database cannot hold it (roles are the whole server's): it is taken as written, and its statements are parsed there, not run.
    `patient`: where it takes steps of its own to be made or dropped, so that all that need not wait for it comes before it.
    With `where_named` only objects that schema files name are anybody's business, and `absent` instead of a definition drops one; `said` are the
    fields that the schema files speak of, where such an object is only looked at and never changed, and `met_by` is what does on this server as
    well as that very object; `import` writes those that are `imported`.
    `contents`: its objects are rows, not schema.
    `take_back` is asked about every object that a plan creates, of whatever kind: statements, right behind what creates it, that undo what the
    server added by itself (default privileges). So is `settle`: statements for the plan's end, when all rows are there again. `over` is the field that names the type an object of this kind casts like. `standalone`: dropping its parent does not drop it early enough (foreign keys), so its drop is always written.
    `pins` maps a field that counts only where the schema files say it to the derived field that holds the database's own value. `carried` are fields
    whose change PostgreSQL carries into the text of everything that uses the object: such a change runs first, like a rename. `retold` gives the object as it is after the part of its change that PostgreSQL carries
    (an enum with its values renamed), `relabels` the values that are called otherwise then, old → new.
    `varying` fields may hold `${name}` in their texts, which stands for anything and is filled in when a plan is applied; they are no part of
    fingerprints. `restricted` is for whom `catalog` is refused. `rehearsed` makes of a statement what runs in scratch instead of it.
    `softened` is a new object as it may be while nobody fills it yet, where that is another one. `unseen` are fields that nothing depends on
    which uses such an object.
    `elastic`: is it called with other than its own types, too, so that a text may mean it or another one that is called alike?
    `widens`: does an application that does not know of a change to such an object work on? Without it, nobody knows.
    `own_comment`: the comment, as an SQL expression, that comes with such an object and is nobody's.
    `ways` are what the YAML may say about how to get there, each with what reads it: ValueError with a message for people.
    `reads` are what these need of live and desired while such an object is made or changed, and pg_depend knows nothing of.
    `unmeant` finds what of that does not go with the object's own fields: the keys that lead there, and a message.
    `both`: what `both_names` asks for.
    `unrecorded`: expressions may use it and pg_depend does not hold that, so it is made before all that it does not need, and dropped after the rest.
    `ceases`: is this an alteration after which it gets in nobody's way? Then it comes before the others, as a drop does.
    `turns`: of those of its objects that are altered, pairs of one and another that PostgreSQL refuses to alter before it.
    `shell` is the object without what may lead from it back to itself; it becomes the whole, and the other way round, where it stands. None: it has nothing of that.
    `idle`: it says nothing in this state, because PostgreSQL gives as much by itself (to an owner).
    `initial` is the derived field of facts about what every new database comes with: `left` as it came, which is nobody's and all the same, or `meant`.
    `looks_up` are names without a schema in an object's code, which PostgreSQL looks up under the search_path of whoever runs it.
    """

    name: str
    model: type[Object]
    catalog: str | Callable[[int], str]
    create: Create
    drop: Drop
    alter: Mapping[str, Rule]
    designation: Callable[[ObjectId], str]
    yaml: Yaml | None = None
    among: str | None = None
    aliases: str | Callable[[int], str] | None = None
    links: str | Callable[[int], str] | None = None
    elders: str | None = None
    parents: tuple[str, ...] = ()
    about: bool = False
    about_names: int = 0
    schema_scoped: bool = False
    clause: Callable[[Any, Context], str | None] | None = None
    tail: bool = False
    plain: Callable[[Any, Context], bool] | None = None
    rename: Callable[[Any, Any, Context], Iterator[Statement]] | None = None
    namespace: Callable[[Any], tuple[tuple[str, ...], ...]] | None = None
    disturbed: bool | Callable[[Any, State], bool] = False
    bound: Callable[[Any], bool] | None = None
    shell: Callable[[Any], Object | None] | None = None
    standalone: bool = False
    belongs: Callable[[Any], ObjectId | None] | None = None
    edges: Callable[[State], Iterable[tuple[ObjectId, ObjectId]]] | None = None
    cuts: Callable[[State], Iterable[tuple[ObjectId, ObjectId]]] | None = None
    follows: Callable[[State], Iterable[tuple[ObjectId, ObjectId]]] | None = None
    displaces: Callable[[Any, State, State], Iterable[ObjectId]] | None = None
    adopts: bool = False
    own: Callable[[Any], bool] | None = None
    as_heir: Callable[[Any, State], Object | None] | None = None
    attaches: Callable[[Any], str] | None = None
    loosely: bool = False
    incidental: bool = False
    roles: Callable[[Any], Iterable[str]] | None = None
    superusers: Callable[[Any], Iterable[str]] | None = None
    take_back: Callable[[Object, Context], Iterable[Statement]] | None = None
    settle: Callable[[Object, Context], Iterable[Statement]] | None = None
    derived: tuple[str, ...] = ()
    inherits: Callable[[Any], tuple[str, ...]] | None = None
    pins: Mapping[str, str] = {}
    carried: tuple[str, ...] = ()
    varying: tuple[str, ...] = ()
    restricted: Restricted | None = None
    rehearsed: Callable[[str], str] | None = None
    looks_up: Callable[[Any], Iterable[str]] | None = None
    idle: Callable[[Any, State], bool] | None = None
    initial: str | None = None
    own_comment: Callable[[ObjectId], str | None] | None = None
    retold: Callable[[Any, Any, Context], Object] | None = None
    relabels: Callable[[Any, Any, Context], Mapping[str, str]] | None = None
    stuck: Callable[[Any], bool] | None = None
    remake: Alter | None = None
    presses: Callable[[Any, Context], bool] | None = None
    gains: tuple[str, ...] = ()
    mends: tuple[str, ...] = ()
    holds_rows: bool = False
    stays: Callable[[Any, Any, Context], bool] | None = None
    owned: bool = False
    grantable: str | None = None
    over: str | None = None
    is_role: bool = False
    is_tablespace: bool = False
    in_scratch: bool = True
    patient: Mapping[Action, Callable[[Any, Context], bool]] = {}
    where_named: bool = False
    said: Callable[[Any], Iterable[str]] | None = None
    met_by: Callable[[Any, Mapping[ObjectId, Object]], Object | None] | None = None
    imported: Callable[[Any], bool] | None = None
    contents: Contents | None = None
    widens: Widens | None = None
    softened: Callable[[Any], Object | None] | None = None
    unseen: tuple[str, ...] = ()
    elastic: Callable[[Any], bool] | None = None
    unrecorded: bool = False
    ceases: Callable[[Any, Any], bool] | None = None
    turns: Callable[[Collection[ObjectId], State, State], Iterable[tuple[ObjectId, ObjectId]]] | None = None
    ways: Mapping[str, Callable[[Raw], object]] = {}
    reads: Callable[[Any, State, State], Iterable[ObjectId]] | None = None
    unmeant: Callable[[Mapping[str, Raw], Mapping[str, Raw]], Iterable[tuple[tuple[str, ...], str]]] = lambda _ways, _fields: ()
    both: BothNames | None = None


def made(obj: Object | ObjectId, sql: str, *, lock: Lock = Lock.NONE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    """A statement that creates."""
    return _statement(obj, "+", sql, lock, hazards)


def dropped(obj: Object | ObjectId, sql: str, *, lock: Lock = Lock.ACCESS_EXCLUSIVE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    """A statement that drops."""
    return _statement(obj, "-", sql, lock, hazards)


def altered(obj: Object | ObjectId, sql: str, *, lock: Lock = Lock.NONE, hazards: tuple[Hazard, ...] = ()) -> Statement:
    """A statement that changes in place."""
    return _statement(obj, "~", sql, lock, hazards)


def evaluating(statement: Statement) -> Statement:
    """The same statement; the expressions of its object are computed as it runs."""
    return msgspec.structs.replace(statement, evaluates=True)


def unmeasured(statement: Statement, *relations: ObjectId) -> Statement:
    """The same statement; behind it PostgreSQL's planner knows nothing of these, relations or parts of them."""
    return msgspec.structs.replace(statement, unmeasured=relations)


def _statement(obj: Object | ObjectId, verb: Verb, sql: str, lock: Lock, hazards: tuple[Hazard, ...]) -> Statement:
    object_id = obj.id if isinstance(obj, Object) else obj
    return Statement(sql=in_this_database(sql), object_id=object_id, verb=verb, lock=lock, hazards=hazards)
