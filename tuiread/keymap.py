"""Every key with its meaning, read from the bindings themselves: for the help, the key line and the documents.

    BINDINGS of app, screens, widgets ──> KeyRow ──> help screen, `tuiread config keys`, docs/keys.md
    keys.toml ──check_keys──> the same bindings with the reader's own keys

Not here: reading keys.toml (settings), and what a key does (the screens).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import KEY_ALIASES, REPLACED_KEYS, Keys, key_to_character

from tuiread.errors import SettingsError
from tuiread.key_places import owners_of_keys, places_of_keys
from tuiread.settings import KeyChanges

GROUPS = {
    "list": "Move",
    "scroll": "Move",
    "read": "Text",
    "go": "Move",
    "place": "Move",
    "feed": "Time and order",
    "catch_up": "Time and order",
    "inbox": "Inbox",
    "digest": "Digest",
    "search": "Search",
    "library": "Library",
    "paper": "Paper",
    "tags": "Paper",
    "note": "Paper",
    "person": "Person",
    "people": "Person",
    "graph": "Graph",
    "map": "Graph",
    "lanes": "Graph",
    "path": "Graph",
    "why": "Person",
    "claim": "Person",
    "letter": "Letter",
    "app": "Everywhere",
}
"""The heading of each kind of binding id, in the order of the help."""

_SHORT = {
    "backspace": "Backspace", "escape": "Esc", "enter": "Enter", "tab": "Tab", "space": "space", "home": "Home",
    "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "slash": "/", "full_stop": ".", "minus": "-", "plus": "+", "equals_sign": "=", "colon": ":", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]",
}  # fmt: skip

_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which Textual names them."""

_NAMED = frozenset(key.value for key in Keys if key.value.isalnum()) - {"return"}
"""Keys that write no character; terminals send Enter for the one called return."""

_OTHER_NAMES = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}
"""What people call a key, and its name here."""

_SAME_KEY = {alias: key for key, aliases in KEY_ALIASES.items() for alias in aliases}
"""Names for which a terminal sends the same, such as ``ctrl+i`` for Tab."""


class KeyRow(NamedTuple):
    """One binding in words."""

    context: str
    """The screen or widget that has it."""
    id: str
    keys: str
    """As on the keyboard, separated by blanks."""
    label: str
    """A word or two, for the key line."""
    tooltip: str
    """A short sentence, for the help."""

    @property
    def group(self) -> str:
        """The heading it stands under."""
        return GROUPS.get(self.id.partition(".")[0], "Here")


def key_name(key: str) -> str:
    """Return a key as it is printed on the keyboard: ``[`` for ``left_square_bracket``."""
    *modifiers, name = key.split("+")
    if modifiers:
        return "+".join((*modifiers, name))
    return _SHORT.get(name) or key_to_character(name) or name


def rows_of(context: str, bindings: Iterable[BindingType]) -> list[KeyRow]:
    """Return the bindings that have an id, in their order."""
    return [
        KeyRow(context, binding.id, key_names(binding.key), binding.description, binding.tooltip)
        for binding in bindings
        if isinstance(binding, Binding) and binding.id
    ]


def key_names(keys: str) -> str:
    """Return comma-separated keys as they are printed on the keyboard."""
    return " ".join(key_name(key.strip()) for key in keys.split(","))


def key_table(keys: Mapping[str, str] | None = None) -> list[KeyRow]:
    """Return every binding of the program by the class that has it, with the reader's own keys where there are any."""
    own = {name: key_names(text) for name, text in (keys or {}).items()}
    rows = [row for context, owner in owners_of_keys() for row in rows_of(context, owner.__dict__.get("BINDINGS", ()))]
    return [row._replace(keys=own.get(row.id, row.keys)) for row in rows]


def check_keys(keys: Mapping[str, str]) -> None:
    """Make sure that changed keys name bindings and keys that exist, and that none of them means two things at once.

    Raises:
        SettingsError: one of them does not; the sentence says which, and where if `keys` knows that.
    """
    if not keys:
        return  # the usual start, for which no other screen need be imported
    known = [row.id for row in key_table()]
    for name, text in keys.items():
        if name not in known:
            raise SettingsError(f"{_where(name, keys)}`{name}` is not the name of a binding; {_advice(name, known)}")
        for key in text.split(","):
            _check_key(key.strip(), f"{_where(name, keys)}`{name}` ")
    for name in keys:
        if clash := _clash_of(name, keys):
            raise SettingsError(_where(name, keys) + clash)


def canonical_key(name: str) -> str | None:
    """Return a key by the name that Textual gives it, ``left_square_bracket`` for ``[``; None for what is no key."""
    *modifiers, base = name.split("+") if len(name) > 1 else [name]
    if not base.strip():
        return None
    base = _normal(base) if len(base) == 1 else base
    is_character = base not in _NAMED
    if is_character and not _is_character(base):
        return None
    if modifiers != sorted(set(modifiers) & set(_MODIFIERS)):
        return None
    if modifiers and is_character and (modifiers == ["shift"] or base != base.lower()):
        return None  # what a terminal sends is the capital letter, or the modifier with the small one
    return "+".join((*modifiers, base))


def _where(name: str, keys: Mapping[str, str]) -> str:
    return keys.where(name) if isinstance(keys, KeyChanges) else "keys.toml: "


def bindings_of(owners: Iterable[type]) -> Iterator[Binding]:
    """Yield the bindings of classes and their bases, one for each key."""
    for owner in owners:
        for base in owner.__mro__:
            yield from Binding.make_bindings(base.__dict__.get("BINDINGS", ()))


def _clash_of(name: str, keys: Mapping[str, str]) -> str | None:
    """Return in a sentence what else a key of a changed binding means; what the program itself overrides is meant."""
    for place, owners in places_of_keys():
        bindings = list(bindings_of(owners))
        mine = {_same(binding.key) for binding in bindings if binding.id == name}
        if not mine:
            continue
        wanted = _own_keys(keys[name])
        for other in bindings:
            if other.id == name or _same(other.key) in mine:
                continue
            taken = _own_keys(keys.get(other.id or "", other.key))
            if both := sorted(wanted & taken):
                what = f"`{other.id}`" if other.id else f"“{other.description or other.action}”"
                return (
                    f"`{key_name(both[0])}` cannot be a key of `{name}`, because {place} it belongs to {what}; "
                    "choose another."
                )
    return None


def _own_keys(text: str) -> set[str]:
    return {_same(canonical_key(key.strip()) or key) for key in text.split(",")}


def _same(key: str) -> str:
    return _SAME_KEY.get(key, key)


def _normal(character: str) -> str:
    return next(iter(Binding.make_bindings([Binding(character, "")]))).key


def _is_character(base: str) -> bool:
    """Tell whether this is Textual's name of a character that a key can write."""
    if base == "comma":
        return True  # the character parts keys from each other, and Textual would not take it alone
    character = key_to_character(REPLACED_KEYS.get(base, base))
    return character is not None and character.isprintable() and _normal(character) == base


def _check_key(key: str, where: str) -> None:
    if not key:
        raise SettingsError(f'{where}has no key; write one such as "z", or several with commas between them.')
    if canonical_key(key) is None:
        shown = key if key.isprintable() else ascii(key)[1:-1]
        raise SettingsError(f"{where}is `{shown}`, which is not the name of a key; {_key_advice(key)}")


def _key_advice(key: str) -> str:
    from difflib import get_close_matches

    *modifiers, base = key.lower().split("+")
    names = sorted(_NAMED | _OTHER_NAMES.keys() | {"slash", "comma", "full_stop", "question_mark"})
    if base not in names and len(base) > 1:
        base = next(iter(get_close_matches(base, names, n=1, cutoff=0.75)), base)
    base = _OTHER_NAMES.get(base, base)
    meant = "+".join((*sorted(set(modifiers)), base)) if modifiers != ["shift"] or len(base) > 1 else base.upper()
    if canonical_key(meant):
        return f"did you mean `{meant}`?"
    return "write a single character such as z, or a name such as ctrl+r, pagedown or f5."


def _advice(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    by_name = {each.rpartition(".")[2]: each for each in reversed(known)} | {each: each for each in known}
    if near := get_close_matches(name, by_name, n=1, cutoff=0.5):
        return f"did you mean `{by_name[near[0]]}`?"
    return "`tuiread config keys` lists them all."
