"""How it looks: one calm palette with a single accent, and the terminal's own colours where 24 bits are missing.

Blue marks what can be acted on, orange what needs a look; nothing depends on either, letters carry every meaning.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

from tuiread.errors import SettingsError

CALM = Theme(
    name="tuiread",
    primary="#7aa2c8",
    secondary="#7aa2c8",
    accent="#8ab4e0",
    warning="#d9a066",
    error="#d9a066",
    success="#8ab4e0",
    foreground="#d0d3d8",
    background="#14171b",
    surface="#14171b",
    panel="#1c2026",
    boost="#1c2026",
    dark=True,
)


def choose_theme(name: str, environ: Mapping[str, str]) -> str:
    """Return the theme to use: the reader's choice, or one that suits the terminal and NO_COLOR."""
    if name != "auto":
        return name
    has_colours = environ.get("COLORTERM", "") in ("truecolor", "24bit") and "NO_COLOR" not in environ
    return CALM.name if has_colours else "tuiread-ansi"


def find_theme(name: str) -> Theme:
    """Return a theme of tuiread's or Textual's.

    Raises:
        SettingsError: there is none of that name.
    """
    known = {theme.name: theme for theme in (*BUILTIN_THEMES.values(), *own_themes())}
    if name not in known:
        raise SettingsError(f"ui.theme: there is no theme “{name}”; choose {', '.join(sorted(known))}.")
    return known[name]


def own_themes() -> tuple[Theme, ...]:
    """Return the themes that tuiread adds to Textual's."""
    ansi = BUILTIN_THEMES["ansi-dark"]
    return CALM, Theme(
        name="tuiread-ansi",
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_blue",
        accent="ansi_blue",
        warning="ansi_yellow",
        error="ansi_yellow",
        success="ansi_blue",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=True,
        variables=ansi.variables,
    )
