"""What the reader may set, checked once at the start.

Not a place for state: nothing is ever written, and what the reader did belongs to the library.  Not a judge of what
only the screens know: theme names and binding ids are checked by the app.

    option > environment (TUIREAD_<SECTION>_<KEY>) > config.toml > default
             one table, SPECS, says what there is; `load_settings` turns it into one frozen `Settings`
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, convert

from tuiread.errors import SettingsError
from tuiread.paths import Paths
from tuiread.records import Order
from tuiread.setting_specs import SPECS, Spec
from tuiread.toml_file import toml_entries

Clock = Callable[[], dt.datetime]
"""Tells the time: aware, in UTC."""


class Secret(Struct, frozen=True):
    """A text that never shows itself, neither in logs nor in tracebacks."""

    value: str

    def __repr__(self) -> str:
        return "set (hidden)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("value", "hidden")]


class HuggingFaceSettings(Struct, frozen=True):
    """How Hugging Face is asked."""

    url: str
    """Without a slash at its end."""
    min_interval_s: float
    token: Secret | None


class UpstreamSettings(Struct, frozen=True):
    """How a service that tells of people is asked."""

    url: str
    """Without a slash at its end."""
    min_interval_s: float
    is_on: bool
    """False where the reader does not want it to be asked."""


class KeyedSettings(UpstreamSettings, frozen=True):
    """How a service is asked that gives more to those who have a key."""

    api_key: Secret | None


class ArxivSettings(UpstreamSettings, frozen=True):
    """How arXiv is asked, which announces new papers at an address of its own."""

    listing_url: str
    harvest_url: str


class SourcesSettings(Struct, frozen=True):
    """One group for each upstream."""

    huggingface: HuggingFaceSettings
    arxiv: ArxivSettings
    openalex: KeyedSettings
    semantic_scholar: KeyedSettings
    orcid: UpstreamSettings
    crossref: UpstreamSettings
    ar5iv: UpstreamSettings


class NetworkSettings(Struct, frozen=True):
    """What holds for every upstream."""

    timeout_s: float


class SyncSettings(Struct, frozen=True):
    """What a sync looks for."""

    on_start: bool
    first_days: int
    catch_up_days: int


class FeedSettings(Struct, frozen=True):
    """How the feed behaves."""

    order: Order
    mark_read_on_open: bool


class TextsSettings(Struct, frozen=True):
    """How full texts are fetched and set."""

    on_save: bool
    """Whether saving a paper fetches its text."""
    figures: int
    """How many images are kept with a text."""
    figure_kb: int
    """The largest image that is kept, in kilobytes."""
    measure: int
    """The longest line of prose, in cells."""
    justified: bool


class LibrarySettings(Struct, frozen=True):
    """What the library keeps and counts."""

    disk_limit_mb: int
    """How much texts and figures may take before no more are fetched."""
    statistics: bool
    """Whether the library says what was read and saved this week."""


class ExportSettings(Struct, frozen=True):
    """What is written for other programs, and where."""

    library_bib: bool
    """Whether library.bib is kept."""
    folder: str
    """Empty for the data folder's own."""
    zotero_url: str


class TrustSettings(Struct, frozen=True):
    """How the trust snapshot is shown."""

    show: Literal["number", "words", "off"]


class DigestSettings(Struct, frozen=True):
    """What digests tell."""

    reading: bool


class MailSettings(Struct, frozen=True):
    """Who takes digests that are sent, always the reader's own server or program."""

    host: str
    """Empty where `sendmail` takes them."""
    port: int
    """0 for the usual one."""
    security: Literal["starttls", "tls", "none"]
    user: str
    sender: str
    password_command: str
    keyring: bool
    sendmail: str


class UiSettings(Struct, frozen=True):
    """How the screens look."""

    theme: str
    """``auto`` or the name of a Textual theme, not checked here."""
    ascii: Literal["auto", "yes", "no"]
    browser: str


class Settings(Struct, frozen=True):
    """Every setting, where its name says: ``feed.order`` is `settings.feed.order`."""

    sources: SourcesSettings
    network: NetworkSettings
    sync: SyncSettings
    feed: FeedSettings
    texts: TextsSettings
    library: LibrarySettings
    export: ExportSettings
    trust: TrustSettings
    digest: DigestSettings
    mail: MailSettings
    ui: UiSettings
    origins: dict[str, str]
    """Where each value comes from, by the setting's name: ``option``, ``environment HF_TOKEN``, ``default``."""


class ShownSetting(Struct, frozen=True):
    """One line of ``tuiread config show``."""

    name: str
    value: str
    """As text; secrets are hidden."""
    origin: str
    help: str


class KeyChanges(dict[str, str]):
    """The reader's own keys by binding id, each with the place in keys.toml where it stands."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._lines: dict[str, int] = {}

    def change(self, binding: str, keys: str, line: int) -> None:
        """Add what one line says."""
        self[binding] = keys
        self._lines[binding] = line

    def where(self, binding: str) -> str:
        """Return the words before an error: file and line."""
        return f"{self._file}, line {self._lines[binding]}: "


_BY_NAME = {spec.name: spec for spec in SPECS}
_SWITCH_WORDS = dict.fromkeys(["true", "yes", "on", "1"], True) | dict.fromkeys(["false", "no", "off", "0"], False)
_ADDRESS = re.compile(r"https?://[a-z0-9.:\[\]_-]+(/[a-z0-9.:~%/_-]*)?", re.IGNORECASE)


def load_settings(paths: Paths, environ: Mapping[str, str], overrides: Mapping[str, object] | None = None) -> Settings:
    """Read every setting from where it is strongest.

    Args:
        paths: where config.toml may be.
        environ: the environment; a variable that is empty counts as not set.
        overrides: what the command's options say, by the setting's name; None says nothing.

    Raises:
        SettingsError: a name or a value cannot be understood, or config.toml cannot be read.
    """
    values = {spec.name: spec.default for spec in SPECS}
    origins = dict.fromkeys(values, "default")
    for name, value, where, origin in _given(paths.config_file, environ, overrides or {}):
        values[name] = _checked(_spec(name, where), value, where)
        origins[name] = origin
    return _settings(values, origins)


def default_settings() -> Settings:
    """Return every setting as it is where nothing is set."""
    values = {spec.name: spec.default for spec in SPECS}
    return _settings(values, dict.fromkeys(values, "default"))


def _settings(values: Mapping[str, object], origins: dict[str, str]) -> Settings:
    tree: dict[str, Any] = {"origins": origins}
    for name, value in values.items():
        *sections, key = name.split(".")
        branch = tree
        for section in sections:
            branch = branch.setdefault(section, {})
        branch[key] = value
    return convert(tree, Settings)


def explain(settings: Settings) -> tuple[ShownSetting, ...]:
    """Return every setting with its value and where that comes from, secrets hidden."""
    return tuple(
        ShownSetting(spec.name, _shown(attrgetter(spec.name)(settings)), settings.origins[spec.name], spec.help)
        for spec in SPECS
    )


def read_keys(paths: Paths) -> KeyChanges:
    """Return the changed keys, by binding id, from the ``[keys]`` table of keys.toml.

    Whether these bindings and keys exist only the app knows: `tuiread.keymap.check_keys`.

    Raises:
        SettingsError: keys.toml cannot be read, or holds something else.
    """
    keys = KeyChanges(paths.keys_file)
    for name, value, line in toml_entries(paths.keys_file):
        table, _, binding = name.partition(".")
        where = f"{paths.keys_file}, line {line}: "
        if table != "keys" or not binding:
            raise SettingsError(f"{where}`{_plain(name)}` is not in the [keys] table; write [keys] above it.")
        if not isinstance(value, str):
            raise SettingsError(f'{where}the keys of `{_plain(binding)}` must be text such as "s" or "s,ctrl+s".')
        keys.change(binding, value, line)
    return keys


def read_clock(environ: Mapping[str, str]) -> Clock:
    """Return the clock to use: the machine's, or the one moment that ``TUIREAD_NOW`` names.

    Raises:
        SettingsError: ``TUIREAD_NOW`` is not a time.
    """
    text = environ.get("TUIREAD_NOW", "").strip()
    if not text:
        return lambda: dt.datetime.now(dt.UTC)
    try:
        read = dt.datetime.fromisoformat(text)
        moment = (read if read.tzinfo else read.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise SettingsError(
            f"TUIREAD_NOW is {text!r}, which is not a time: write it as 2026-08-21T18:00:00Z."
        ) from error
    return lambda: moment


def _given(
    config_file: Path, environ: Mapping[str, str], overrides: Mapping[str, object]
) -> Iterator[tuple[str, object, str, str]]:
    """Yield (name, value, words before an error, origin) of all that is set, the strongest last."""
    for name, value, line in toml_entries(config_file, _BY_NAME):
        yield name, value, f"{config_file}, line {line}: ", f"{config_file.name} line {line}"
    for spec in SPECS:
        for variable in reversed(spec.variables):
            if text := environ.get(variable, "").strip():
                yield spec.name, _from_text(spec, text), f"{variable}: ", f"environment {variable}"
    for name, value in overrides.items():
        if value is not None:
            yield name, value, "", "option"


def _spec(name: str, where: str) -> Spec:
    """Return the setting of that name, or tell which one may be meant."""
    if spec := _BY_NAME.get(name):
        return spec
    if name == "mail.password":
        raise SettingsError(
            f"{where}A password does not belong into a file; take it out, and set `mail.password_command` to a command "
            'that prints it, such as "pass mail", or `mail.keyring` to true.'
        )
    from difflib import get_close_matches

    names = {spec.name: spec.name for spec in SPECS} | {spec.name.rpartition(".")[2]: spec.name for spec in SPECS}
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    advice = f"did you mean `{names[near[0]]}`?" if near else "`tuiread config show` lists them all."
    raise SettingsError(f"{where}`{_plain(name)}` is not a setting; {advice}")


def _from_text(spec: Spec, text: str) -> object:
    """Return what an environment variable's text says, or the text itself where it says nothing of that kind."""
    if spec.kind == "switch":
        return _SWITCH_WORDS.get(text.lower(), text)
    if spec.kind in ("number", "count"):
        try:
            return int(text) if spec.kind == "count" else float(text)
        except ValueError:
            return text
    return text


def _checked(spec: Spec, value: object, where: str) -> object:
    """Return a value in its final type.

    Raises:
        SettingsError: it is not what the setting holds.
    """
    match spec.kind, value:
        case "switch", bool():
            return value
        case "count", int() if not isinstance(value, bool) and spec.minimum <= value <= spec.maximum:
            return value
        case "number", int() | float() if not isinstance(value, bool) and spec.minimum <= value <= spec.maximum:
            return float(value)
        case "url", str() if _ADDRESS.fullmatch(value):
            return value.rstrip("/")
        case "secret", str() if re.fullmatch(r"[!-~]+", value):
            return Secret(value)
        case "text", str() if value.isprintable() and (not spec.choices or value in spec.choices):
            return value
    got = "" if spec.kind == "secret" else f", not {_shown(value)}"
    raise SettingsError(f"{where}`{spec.name}` must be {spec.wanted}{got}.")


def _shown(value: object) -> str:
    """Return a value as one writes it in TOML, short and on one line."""
    match value:
        case None:
            return "not set"
        case bool():
            return str(value).lower()
        case str():
            return f'"{_plain(value)}"'
        case dict():
            return "a table"
        case list():
            return "a list"
    return str(value)


def _plain(text: str) -> str:
    """Return a text without control characters, and not too long for a sentence."""
    text = text if text.isprintable() else ascii(text)[1:-1]
    return text if len(text) <= 60 else f"{text[:59]}…"
