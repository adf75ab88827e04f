"""Tests of tuiread.settings: where a value comes from, and what a wrong one is told."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec import Struct, to_builtins

from tuiread.errors import SettingsError
from tuiread.paths import Paths, find_paths
from tuiread.setting_specs import SPECS, Spec
from tuiread.settings import Secret, Settings, explain, load_settings, read_clock, read_keys

ROOT = Path(__file__).parents[1]


@pytest.fixture
def paths(own_home: Path) -> Paths:
    found = find_paths()
    found.config.mkdir(parents=True)
    return found


def configured(
    paths: Paths, text: str, environ: Mapping[str, str] | None = None, overrides: Mapping[str, object] | None = None
) -> Settings:
    paths.config_file.write_text(text, encoding="utf-8")
    return load_settings(paths, environ or {}, overrides)


def complaint(paths: Paths, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        configured(paths, text)
    return str(caught.value).replace(str(paths.config), "CONFIG")


def test_everything_has_a_default(paths: Paths) -> None:
    settings = load_settings(paths, {})
    assert settings.sources.huggingface.url == "https://huggingface.co"
    assert settings.sources.huggingface.min_interval_s == 0.0
    assert settings.sources.huggingface.token is None
    assert settings.network.timeout_s == 10.0
    assert settings.sync.on_start is True
    assert (settings.sync.first_days, settings.sync.catch_up_days) == (7, 60)
    assert (settings.feed.order, settings.feed.mark_read_on_open) == ("trending", True)
    assert (settings.ui.theme, settings.ui.ascii, settings.ui.browser) == ("auto", "auto", "")
    assert set(settings.origins.values()) == {"default"}


def test_the_table_and_the_records_name_the_same_settings(paths: Paths) -> None:
    def names(tree: Mapping[str, Any], prefix: str = "") -> list[str]:
        return [
            name
            for key, value in tree.items()
            for name in (names(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key])
        ]

    tree = to_builtins(load_settings(paths, {}))
    del tree["origins"]
    assert sorted(names(tree)) == sorted(spec.name for spec in SPECS)


def test_an_option_beats_the_environment_beats_the_file_beats_the_default(paths: Paths) -> None:
    text = '# mine\n\n[feed]\norder = "new"\n[network]\ntimeout_s = 5\n[sync]\nfirst_days = 3\n'
    environ = {"TUIREAD_NETWORK_TIMEOUT_S": "7.5", "TUIREAD_SYNC_FIRST_DAYS": "4"}
    settings = configured(paths, text, environ, {"sync.first_days": 5, "ui.ascii": None})
    assert (settings.feed.order, settings.origins["feed.order"]) == ("new", "config.toml line 4")
    assert (settings.network.timeout_s, settings.origins["network.timeout_s"]) == (
        7.5,
        "environment TUIREAD_NETWORK_TIMEOUT_S",
    )
    assert (settings.sync.first_days, settings.origins["sync.first_days"]) == (5, "option")
    assert (settings.ui.ascii, settings.origins["ui.ascii"]) == ("auto", "default")


def test_the_source_variables_have_their_own_names(paths: Paths) -> None:
    environ = {
        "TUIREAD_HUGGINGFACE_URL": "http://127.0.0.1:8099/hf/",
        "TUIREAD_HUGGINGFACE_MIN_INTERVAL_S": "2",
        "HF_TOKEN": "hf_example\n",
    }
    hugging_face = load_settings(paths, environ).sources.huggingface
    assert hugging_face.url == "http://127.0.0.1:8099/hf"
    assert hugging_face.min_interval_s == 2.0
    assert hugging_face.token == Secret("hf_example")


def test_our_own_variable_beats_the_shared_one(paths: Paths) -> None:
    settings = load_settings(paths, {"HF_TOKEN": "shared", "TUIREAD_HUGGINGFACE_TOKEN": "own"})
    assert settings.sources.huggingface.token == Secret("own")
    assert settings.origins["sources.huggingface.token"] == "environment TUIREAD_HUGGINGFACE_TOKEN"


def test_an_empty_variable_counts_as_not_set(paths: Paths) -> None:
    settings = load_settings(paths, {"HF_TOKEN": "", "TUIREAD_FEED_ORDER": " "})
    assert settings.sources.huggingface.token is None
    assert settings.origins["feed.order"] == "default"


def test_variables_that_are_no_settings_are_left_alone(paths: Paths) -> None:
    assert load_settings(paths, {"TUIREAD_NOW": "2026-08-21", "TUIREAD_OTHER_URL": "x"}) == load_settings(paths, {})


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("Yes", True), ("on", True), ("1", True), ("false", False), ("NO", False), ("off", False)],
)
def test_a_variable_can_say_yes_and_no_in_many_ways(paths: Paths, text: str, value: bool) -> None:
    assert load_settings(paths, {"TUIREAD_SYNC_ON_START": text}).sync.on_start is value


def test_a_token_is_never_shown(paths: Paths) -> None:
    from rich.pretty import pretty_repr

    settings = load_settings(paths, {"HF_TOKEN": "hf_very_secret"})
    shown = {line.name: line for line in explain(settings)}
    assert shown["sources.huggingface.token"].value == "set (hidden)"
    assert shown["sources.huggingface.token"].origin == "environment HF_TOKEN"
    for text in (repr(settings), str(settings), pretty_repr(settings), repr(shown)):
        assert "hf_very_secret" not in text


def test_a_wrong_token_is_not_shown_either(paths: Paths) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(paths, {"HF_TOKEN": "two words"})
    assert str(caught.value) == "HF_TOKEN: `sources.huggingface.token` must be a token without blanks."


def test_explain_shows_every_setting_as_one_writes_it(paths: Paths) -> None:
    text = '[ui]\nbrowser = "lynx"\n[sync]\non_start = false\n'
    rows = {line.name: (line.value, line.origin) for line in explain(configured(paths, text))}
    assert list(rows) == [spec.name for spec in SPECS]
    assert rows["ui.browser"] == ('"lynx"', "config.toml line 2")
    assert rows["sync.on_start"] == ("false", "config.toml line 4")
    assert rows["network.timeout_s"] == ("10.0", "default")
    assert rows["sources.huggingface.token"] == ("not set", "default")
    assert all(line.help for line in explain(load_settings(paths, {})))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[ui]\n\nteme = "dark"', "CONFIG/config.toml, line 3: `ui.teme` is not a setting; did you mean `ui.theme`?"),
        ('theme = "dark"', "CONFIG/config.toml, line 1: `theme` is not a setting; did you mean `ui.theme`?"),
        ("\n[networks]\ntimeout = 3", "line 3: `networks.timeout` is not a setting; did you mean `network.timeout_s`?"),
        ("zzz = 3", "CONFIG/config.toml, line 1: `zzz` is not a setting; `tuiread config show` lists them all."),
        ('"\\u001b[2J" = 1', "line 1: `\\x1b[2J` is not a setting; `tuiread config show` lists them all."),
        ("ui = 3", "CONFIG/config.toml, line 1: `ui` is not a setting; `tuiread config show` lists them all."),
        ('feed.order = "best"', '1: `feed.order` must be "trending" or "new" or "for-you", not "best".'),
        ("[ui]\nascii = true", '2: `ui.ascii` must be "auto" or "yes" or "no", not true.'),
        ("sync.on_start = 1", "1: `sync.on_start` must be true or false, not 1."),
        ("sync.first_days = true", "1: `sync.first_days` must be a whole number from 1 to 3650, not true."),
        ("sync.first_days = 0", "1: `sync.first_days` must be a whole number from 1 to 3650, not 0."),
        ("sync.first_days = 2.0", "1: `sync.first_days` must be a whole number from 1 to 3650, not 2.0."),
        ("network.timeout_s = nan", "1: `network.timeout_s` must be a number from 0.1 to 86400, not nan."),
        ("network.timeout_s = inf", "1: `network.timeout_s` must be a number from 0.1 to 86400, not inf."),
        ('network.timeout_s = "5"', '1: `network.timeout_s` must be a number from 0.1 to 86400, not "5".'),
        ("[ui.theme]\nname = 1", "1: `ui.theme` must be a line of text in quotes, not a table."),
        ('ui.browser = [\n"lynx"]', "1: `ui.browser` must be a line of text in quotes, not a list."),
        ('ui.browser = "a\\nb"', '1: `ui.browser` must be a line of text in quotes, not "a\\nb".'),
        (
            '[sources.huggingface]\nurl = "huggingface.co"',
            '2: `sources.huggingface.url` must be an address such as https://example.org, not "huggingface.co".',
        ),
        (
            "[ui]\ntheme = dark",
            "CONFIG/config.toml, line 2 cannot be read as TOML (invalid value); "
            "correct that line (texts need quotes) or remove it.",
        ),
        ('ui.theme = """', "CONFIG/config.toml, line 1 cannot be read as TOML (unterminated string); "),
        ("a = " + "9" * 5000, "CONFIG/config.toml, line 1 cannot be read as TOML (exceeds the limit"),
    ],
)
def test_a_wrong_line_of_the_file_is_named(paths: Paths, text: str, sentence: str) -> None:
    told = complaint(paths, text)
    assert sentence in told
    assert told.isprintable()


@pytest.mark.parametrize(
    "url", ["ftp://example.org", "https://", "https://ada:secret@example.org", "https://a b", "https://example.org/?q"]
)
def test_an_address_must_be_one_that_can_be_asked(paths: Paths, url: str) -> None:
    with pytest.raises(SettingsError, match=r"TUIREAD_HUGGINGFACE_URL: .* must be an address"):
        load_settings(paths, {"TUIREAD_HUGGINGFACE_URL": url})


@pytest.mark.parametrize(
    ("variable", "text", "wanted"),
    [
        ("TUIREAD_SYNC_ON_START", "maybe", 'true or false, not "maybe"'),
        ("TUIREAD_SYNC_FIRST_DAYS", "2.5", 'a whole number from 1 to 3650, not "2.5"'),
        ("TUIREAD_NETWORK_TIMEOUT_S", "soon", 'a number from 0.1 to 86400, not "soon"'),
        ("TUIREAD_HUGGINGFACE_MIN_INTERVAL_S", "-1", "a number from 0 to 86400, not -1.0"),
    ],
)
def test_a_wrong_variable_is_named(paths: Paths, variable: str, text: str, wanted: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(paths, {variable: text})
    assert str(caught.value).startswith(f"{variable}: `")
    assert str(caught.value).endswith(f"must be {wanted}.")


def test_an_option_that_does_not_exist_is_told_its_nearest_name(paths: Paths) -> None:
    with pytest.raises(SettingsError, match=r"^`feed\.oder` is not a setting; did you mean `feed\.order`\?$"):
        load_settings(paths, {}, {"feed.oder": "new"})


def test_a_file_that_is_not_text_or_not_readable_is_named(paths: Paths) -> None:
    paths.config_file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"config\.toml cannot be read \(it is not UTF-8 text\)"):
        load_settings(paths, {})
    paths.config_file.unlink()
    paths.config_file.mkdir()
    with pytest.raises(SettingsError, match=r"config\.toml cannot be read \(Is a directory\)"):
        load_settings(paths, {})


def test_a_byte_order_mark_and_windows_line_ends_are_read(paths: Paths) -> None:
    paths.config_file.write_bytes(b'\xef\xbb\xbf[feed]\r\n\r\norder = "new"\r\n')
    settings = load_settings(paths, {})
    assert (settings.feed.order, settings.origins["feed.order"]) == ("new", "config.toml line 3")


def test_a_value_over_several_lines_counts_from_its_first(paths: Paths) -> None:
    text = 'sync = {on_start = false}\n[ui]\n# a = [\ntheme = """\\\n  nord"""\nbrowser = "x"\n'
    settings = configured(paths, text)
    assert settings.ui.theme == "nord"
    assert settings.origins["sync.on_start"] == "config.toml line 1"
    assert settings.origins["ui.theme"] == "config.toml line 4"
    assert settings.origins["ui.browser"] == "config.toml line 6"


def toml_value(spec: Spec) -> st.SearchStrategy[str]:
    """Return valid values of a setting, as TOML writes them."""
    if spec.choices:
        return st.sampled_from([f'"{choice}"' for choice in spec.choices])
    low, high = spec.minimum, spec.maximum
    return {
        "text": st.from_regex(r'"[a-z\-]{0,12}"', fullmatch=True),
        "url": st.just('"http://127.0.0.1:8099/hf"'),
        "secret": st.from_regex(r'"[a-z_]{1,12}"', fullmatch=True),
        "number": st.floats(low, high, allow_subnormal=False).map(repr),
        "count": st.integers(int(low), int(high)).map(str),
        "switch": st.sampled_from(["true", "false"]),
    }[spec.kind]


@given(data=st.data(), chosen=st.lists(st.sampled_from(SPECS), unique=True))
def test_every_valid_file_is_read_and_every_line_found(
    data: st.DataObject, chosen: list[Spec], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines: list[str] = []
    expected: dict[str, str] = {}
    for spec in chosen:
        lines += data.draw(st.lists(st.sampled_from(["", "# [ui] theme = 1"]), max_size=2))
        lines.append(f"{spec.name} = {data.draw(toml_value(spec))}")
        expected[spec.name] = f"config.toml line {len(lines)}"
    paths = find_paths(str(tmp_path_factory.getbasetemp()))
    paths.config.mkdir(exist_ok=True)
    settings = configured(paths, "\n".join(lines))
    assert {name: origin for name, origin in settings.origins.items() if origin != "default"} == expected


@given(text=st.text(alphabet="[]{}=\"',.#\n \\aus1", max_size=30))
def test_no_file_breaks_the_reader_in_any_other_way(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    paths = find_paths(str(tmp_path_factory.getbasetemp()))
    paths.config.mkdir(exist_ok=True)
    try:
        configured(paths, text)
    except SettingsError as error:
        assert "config.toml, line " in str(error)
        assert "\n" not in str(error)


def test_keys_are_read_by_binding_id(paths: Paths) -> None:
    paths.keys_file.write_text('[keys]\nsave = "s,ctrl+s"\nfeed.older = "["\n"feed.newer" = "]"\n', encoding="utf-8")
    assert read_keys(paths) == {"save": "s,ctrl+s", "feed.older": "[", "feed.newer": "]"}


def test_no_keys_file_means_no_changed_keys(paths: Paths) -> None:
    assert read_keys(paths) == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('save = "s"', "keys.toml, line 1: `save` is not in the [keys] table; write [keys] above it."),
        ('keys = "s"', "keys.toml, line 1: `keys` is not in the [keys] table; write [keys] above it."),
        ("[keys]\nsave = 1", 'keys.toml, line 2: the keys of `save` must be text such as "s" or "s,ctrl+s".'),
        ("[keys\n", "keys.toml, line 1 cannot be read as TOML"),
    ],
)
def test_a_wrong_line_of_the_keys_is_named(paths: Paths, text: str, sentence: str) -> None:
    paths.keys_file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_keys(paths)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "text", ["2026-08-21T18:00:00", "2026-08-21T18:00:00Z", "2026-08-21T20:00:00+02:00", " 2026-08-21 18:00 "]
)
def test_the_clock_can_be_stopped(text: str) -> None:
    clock = read_clock({"TUIREAD_NOW": text})
    assert clock() == clock() == dt.datetime(2026, 8, 21, 18, tzinfo=dt.UTC)
    assert clock().tzinfo is dt.UTC


@pytest.mark.parametrize("environ", [{}, {"TUIREAD_NOW": ""}])
def test_the_clock_is_the_machines_otherwise(environ: dict[str, str]) -> None:
    before = dt.datetime.now(dt.UTC)
    assert before <= read_clock(environ)() <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "0001-01-01T00:00+14:00"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_clock({"TUIREAD_NOW": text})
    assert str(caught.value) == f"TUIREAD_NOW is {text!r}, which is not a time: write it as 2026-08-21T18:00:00Z."


def test_without_a_file_no_toml_is_loaded() -> None:
    program = (
        "import sys; from tuiread.paths import find_paths; from tuiread.settings import load_settings; "
        "load_settings(find_paths(), {}); print('tomllib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_settings_cannot_be_changed(paths: Paths) -> None:
    settings = load_settings(paths, {})
    for part in ("", *{spec.name.rpartition(".")[0] for spec in SPECS}):
        record = attrgetter(part)(settings) if part else settings
        assert isinstance(record, Struct)
        assert record.__struct_config__.frozen
