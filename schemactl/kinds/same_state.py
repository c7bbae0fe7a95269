"""What is worked out of a whole state once, and not for each object that asks."""

from __future__ import annotations

from schemactl.model.state import State


class SameState:
    """A state as a key of a cache: itself, not what it holds. Whoever asks gives the number of its objects as well, for it may grow."""

    def __init__(self, state: State) -> None:
        self.state = state

    def __hash__(self) -> int:
        return id(self.state)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameState) and other.state is self.state
