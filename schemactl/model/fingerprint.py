"""Fingerprints: a state in a few characters."""

from __future__ import annotations

import msgspec


class Fingerprints(msgspec.Struct, frozen=True, kw_only=True):
    """`full` is "18/hex" and holds on that major only; `structure` leaves out every text the server prints and holds on all of them."""

    full: str
    structure: str

    @property
    def major(self) -> str:
        """The major the full fingerprint holds on, as text."""
        return self.full.partition("/")[0]
