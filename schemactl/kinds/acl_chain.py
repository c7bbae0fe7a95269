"""Privileges that their holders granted, not the owner: they stand in the way of what their grantor loses, and only the grantor's loss takes them away.

GRANTED BY takes the current user alone, so the owner cannot revoke what another role granted. Who granted is not part of a schema here: what somebody shall keep is
granted again by the owner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from schemactl.kinds.acl import Atom, Rights, listed
from schemactl.kinds.sql import name, role


class Link(NamedTuple):
    """One privilege that `grantor`, who does not own the object, granted; `column` is a plain name, or empty."""

    grantor: str
    grantee: str
    privilege: str
    column: str = ""

    @property
    def atom(self) -> Atom:
        return Atom(self.privilege, name(self.column) if self.column else "")


def in_the_way(links: Iterable[Link], before: Rights, wanted: Rights) -> set[str]:
    """The privileges that a role cannot lose as long as these links hold."""
    lost = {atom.privilege for atom in (before.held - wanted.held) | (before.grantable - wanted.grantable)}
    return lost & {link.privilege for link in links}


def untied(
    links: Iterable[Link], privileges: set[str], wanted: Callable[[str], Rights], target: str, major: int
) -> Iterator[tuple[str, str]]:
    """(GRANT or REVOKE …, what follows the object's name): nothing of these privileges is left that a holder granted, and everybody has what is wanted."""
    tied = [link for link in links if link.privilege in privileges]
    for grantor in dict.fromkeys(link.grantor for link in tied):
        atoms = {link.atom for link in tied if link.grantor == grantor}
        columns = {atom for atom in atoms if atom.column}
        if columns:
            # The option for a table lets its holder grant columns, and its loss leaves these grants behind: only a column's own takes them along.
            yield f"GRANT {listed(columns, target, major)}", f"TO {role(grantor)} WITH GRANT OPTION"
            yield f"REVOKE {listed(columns, target, major)}", f"FROM {role(grantor)} CASCADE"
        if whole := atoms - columns:
            yield f"REVOKE GRANT OPTION FOR {listed(whole, target, major)}", f"FROM {role(grantor)} CASCADE"
    for one in dict.fromkeys(party for link in tied for party in (link.grantor, link.grantee)):
        yield from _restored(one, {link.atom for link in tied if one in (link.grantor, link.grantee)}, wanted(one), target, major)


def _restored(one: str, atoms: set[Atom], wanted: Rights, target: str, major: int) -> Iterator[tuple[str, str]]:
    atoms = atoms | {Atom(atom.privilege) for atom in atoms}
    if held := (wanted.held - wanted.grantable) & atoms:
        yield f"GRANT {listed(held, target, major)}", f"TO {role(one)}"
    if grantable := wanted.grantable & atoms:
        yield f"GRANT {listed(grantable, target, major)}", f"TO {role(one)} WITH GRANT OPTION"
