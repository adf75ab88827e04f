"""The least that a Textual app can be: one `Static`; what tuiread is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One text."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static("the bare app")


if __name__ == "__main__":
    BareApp().run()
