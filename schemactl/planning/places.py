"""Where objects stand in a state: inside which other one, attached to what."""

from __future__ import annotations

from schemactl.live.hosts import host_of

__all__ = ["host_of"]
