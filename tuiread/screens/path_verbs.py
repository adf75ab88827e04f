"""A screen with a person in hand, from whom a path can be looked for."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.graph_verbs import GraphVerbs


class PathVerbs(GraphVerbs):
    """A screen on which a path may begin."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "path", "path to", tooltip="How this person, or you, and another hang together", id="graph.path"),
    ]

    def path_start(self) -> str | None:
        """Return the key of the person from whom a path leads; None for the reader."""
        return self.node_in_hand()

    def path_has_big(self) -> bool:
        """Return whether papers of many authors count, as they do on this screen."""
        return False

    def action_path(self) -> None:
        """Ask to whom, and show the path."""
        start, with_big = self.path_start(), self.path_has_big()
        self.work(lambda: self.find_path(start, with_big=with_big), "paper")
