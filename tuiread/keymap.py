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


def owners_of_keys() -> Sequence[tuple[str, type]]:  # noqa: PLR0915 (an import for each screen, none at start)
    """Return every class that has bindings, with its name for readers."""
    from tuiread.app import TuireadApp
    from tuiread.screens.base_screen import BaseScreen
    from tuiread.screens.change_verbs import ChangeVerbs
    from tuiread.screens.claim_screen import ClaimScreen
    from tuiread.screens.digest_screen import DigestScreen
    from tuiread.screens.feed_screen import FeedScreen
    from tuiread.screens.inbox_screen import InboxScreen
    from tuiread.screens.inbox_verbs import InboxVerbs
    from tuiread.screens.letter_screen import LetterScreen
    from tuiread.screens.list_screen import ListScreen
    from tuiread.screens.narrowing import Narrowing
    from tuiread.screens.paper_screen import PaperScreen
    from tuiread.screens.paper_sections import PaperSections
    from tuiread.screens.paper_verbs import PaperVerbs
    from tuiread.screens.people_screen import PeopleScreen
    from tuiread.screens.person_verbs import PersonVerbs
    from tuiread.screens.pick_screen import PickScreen
    from tuiread.screens.profile_screen import ProfileScreen
    from tuiread.screens.reader_screen import ReaderScreen
    from tuiread.screens.reader_verbs import ReaderVerbs
    from tuiread.screens.search_screen import SearchScreen
    from tuiread.screens.search_verbs import SearchVerbs
    from tuiread.screens.text_screen import TextScreen
    from tuiread.screens.why_screen import WhyScreen
    from tuiread.widgets.needle_input import NeedleInput
    from tuiread.widgets.opening_pane import OpeningPane
    from tuiread.widgets.row_list import RowList
    from tuiread.widgets.search_input import SearchInput
    from tuiread.widgets.text_pane import TextPane
    from tuiread.widgets.text_view import TextView

    return (
        ("everywhere", TuireadApp), ("every screen", BaseScreen), ("lists", RowList), ("lists", Narrowing),
        ("lists of papers", ListScreen),
        ("a paper in hand", PaperVerbs), *_owners_of_the_shelf(),
        ("feed", FeedScreen), *_orders_of_keys(), ("inbox", InboxScreen), ("inbox", InboxVerbs),
        ("digest", DigestScreen),
        ("search", SearchScreen), ("search", SearchVerbs), ("typing a search", SearchInput),
        ("people", PeopleScreen), ("paper", PaperScreen), ("paper", PaperSections),
        ("a paper and its text", ChangeVerbs),
        ("a full text", TextView), ("a full text", ReaderScreen), ("a full text", ReaderVerbs),
        *_owners_in_the_graph(),
        ("a person in hand", PersonVerbs), ("profile", ProfileScreen), ("why", WhyScreen), ("claim", ClaimScreen),
        ("letter", LetterScreen),
        ("texts", TextPane), ("a paper's sections", OpeningPane), ("narrowing a list", NeedleInput),
        ("choosing one of several", PickScreen), ("help and sources", TextScreen),
    )  # fmt: skip


def _owners_of_the_shelf() -> Sequence[tuple[str, type]]:
    from tuiread.screens.library_verbs import LibraryVerbs
    from tuiread.screens.shelf_verbs import ShelfVerbs
    from tuiread.widgets.note_input import NoteInput
    from tuiread.widgets.tag_input import TagInput

    return (
        ("a paper in hand", ShelfVerbs), ("library", LibraryVerbs), ("typing tags", TagInput),
        ("typing a note", NoteInput),
    )  # fmt: skip


def _owners_in_the_graph() -> Sequence[tuple[str, type]]:
    from tuiread.screens.graph_acts import GraphActs
    from tuiread.screens.graph_screen import GraphScreen
    from tuiread.screens.graph_verbs import GraphVerbs
    from tuiread.screens.path_screen import PathScreen
    from tuiread.screens.path_verbs import PathVerbs
    from tuiread.widgets.find_input import FindInput
    from tuiread.widgets.graph_list import GraphList
    from tuiread.widgets.graph_map import GraphMap
    from tuiread.widgets.lane_list import LaneList

    return (
        ("a paper or person in hand", GraphVerbs), ("a person in hand", PathVerbs), ("graph", GraphScreen),
        ("graph", GraphActs), ("graph: columns", GraphList), ("graph: map", GraphMap), ("graph: lanes", LaneList),
        ("a path", PathScreen), ("naming somebody", FindInput),
    )  # fmt: skip


def _orders_of_keys() -> Sequence[tuple[str, type]]:
    """Return the classes with the bindings of the feed's orders and of catching up."""
    from tuiread.screens.catch_up_screen import CatchUpScreen
    from tuiread.screens.hide_verbs import HideVerbs
    from tuiread.screens.order_verbs import OrderVerbs
    from tuiread.screens.place_screen import PlaceScreen

    return (
        ("feed", OrderVerbs), ("feed and catch-up", HideVerbs), ("catch-up", CatchUpScreen), ("why here", PlaceScreen),
    )  # fmt: skip


def places_of_keys() -> Iterator[tuple[str, list[type]]]:
    """Yield where keys mean something at the same time: a list or text that has the focus, its screen, the app."""
    from tuiread.app import TuireadApp
    from tuiread.screens.claim_screen import ClaimScreen
    from tuiread.screens.digest_screen import DigestScreen
    from tuiread.screens.feed_screen import FeedScreen
    from tuiread.screens.inbox_screen import InboxScreen
    from tuiread.screens.letter_screen import LetterScreen
    from tuiread.screens.library_screen import LibraryScreen
    from tuiread.screens.outbox_screen import OutboxScreen
    from tuiread.screens.paper_screen import PaperScreen
    from tuiread.screens.people_screen import PeopleScreen
    from tuiread.screens.profile_screen import ProfileScreen
    from tuiread.screens.search_screen import SearchScreen
    from tuiread.screens.why_screen import WhyScreen
    from tuiread.widgets.opening_pane import OpeningPane
    from tuiread.widgets.row_list import RowList

    for pane in (RowList, OpeningPane):  # a text from which something opens has every key of a text
        yield "in the feed", [pane, FeedScreen, TuireadApp]
        yield "in the inbox", [pane, InboxScreen, TuireadApp]
        yield "in the digest", [pane, DigestScreen, TuireadApp]
        yield "among people", [pane, PeopleScreen, TuireadApp]
        yield "in a search", [pane, SearchScreen, TuireadApp]
        yield "in the library", [pane, LibraryScreen, TuireadApp]
        yield "on a paper", [pane, PaperScreen, TuireadApp]
        yield "on a profile", [pane, ProfileScreen, TuireadApp]
        yield "under why", [pane, WhyScreen, TuireadApp]
        yield "on a claim", [pane, ClaimScreen, TuireadApp]
        yield "on a letter", [pane, LetterScreen, TuireadApp]
        yield "in the outbox", [pane, OutboxScreen, TuireadApp]
    yield from _places_of_orders()
    yield from _places_over_screens()
    yield from _places_of_texts()
    yield from _places_of_graph()


def _places_of_graph() -> Iterator[tuple[str, list[type]]]:
    from tuiread.app import TuireadApp
    from tuiread.screens.graph_screen import GraphScreen
    from tuiread.screens.path_screen import PathScreen
    from tuiread.widgets.find_input import FindInput
    from tuiread.widgets.graph_list import GraphList
    from tuiread.widgets.graph_map import GraphMap
    from tuiread.widgets.lane_list import LaneList
    from tuiread.widgets.row_list import RowList

    for pane in (GraphList, GraphMap, LaneList):
        yield "in the graph", [pane, GraphScreen, TuireadApp]
    yield "on a path", [RowList, PathScreen, TuireadApp]
    yield "while somebody is named", [FindInput]


def _places_of_orders() -> Iterator[tuple[str, list[type]]]:
    from tuiread.app import TuireadApp
    from tuiread.screens.catch_up_screen import CatchUpScreen
    from tuiread.screens.place_screen import PlaceScreen
    from tuiread.widgets.opening_pane import OpeningPane
    from tuiread.widgets.row_list import RowList

    for pane in (RowList, OpeningPane):
        yield "in a catch-up", [pane, CatchUpScreen, TuireadApp]
        yield "under why here", [pane, PlaceScreen, TuireadApp]


def _places_over_screens() -> Iterator[tuple[str, list[type]]]:
    from tuiread.screens.pick_screen import PickScreen
    from tuiread.screens.text_screen import TextScreen
    from tuiread.widgets.opening_pane import OpeningPane
    from tuiread.widgets.row_list import RowList

    for pane in (RowList, OpeningPane):  # nothing of the app works below these
        yield "where one of several is chosen", [pane, PickScreen]
        yield "in the help", [pane, TextScreen]


def _places_of_texts() -> Iterator[tuple[str, list[type]]]:
    from tuiread.app import TuireadApp
    from tuiread.screens.reader_screen import ReaderScreen
    from tuiread.widgets.needle_input import NeedleInput
    from tuiread.widgets.note_input import NoteInput
    from tuiread.widgets.row_list import RowList
    from tuiread.widgets.search_input import SearchInput
    from tuiread.widgets.tag_input import TagInput
    from tuiread.widgets.text_view import TextView

    yield "in a full text", [TextView, ReaderScreen, TuireadApp]
    yield "in a text's contents", [RowList, ReaderScreen, TuireadApp]
    yield "while a list is narrowed", [NeedleInput]
    yield "while tags are typed", [TagInput]
    yield "while a note is typed", [NoteInput]
    yield "while a search is typed", [SearchInput]


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
