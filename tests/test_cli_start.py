"""Tests of the door from the shell: real processes, pipes and terminals, and what a start loads."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import tuiread
from tests.pty_terminal import PtyTerminal
from tuiread import __main__
from tuiread.cli.desk import Desk, Options
from tuiread.cli.start import start_app
from tuiread.cli.table import COMMANDS
from tuiread.errors import UsageError
from tuiread.keymap import check_keys
from tuiread.starter import load_starter

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "tuiread"]
NOW = {"TUIREAD_NOW": "2026-08-21T20:00:00Z"}


def process(*words: str, environ: Mapping[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[Any]:
    around = {**os.environ, **NOW, **(environ or {})}
    return subprocess.run([*COMMAND, *words], cwd=ROOT, env=around, capture_output=True, check=False, **options)


def loaded_after(words: list[str]) -> tuple[int, set[str]]:
    """Return the exit code of a start, and the modules that are loaded at its end."""
    program = (
        f"import sys; sys.argv = ['tuiread', *{words!r}]; from tuiread.__main__ import main; code = main(); "
        "print('\\n' + ' '.join(sys.modules)); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, set(done.stdout.splitlines()[-1].split())


def test_the_version_is_one_line_and_costs_no_parser() -> None:
    done = process("--version", text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"tuiread {tuiread.__version__}\n", "")
    code, loaded = loaded_after(["--version"])
    assert code == 0
    assert loaded & {"argparse", "asyncio", "msgspec", "sqlite3", "textual", "rich", "httpx"} == set()


def test_the_version_is_also_told_among_other_words() -> None:
    assert process("today", "--version", text=True).stdout == f"tuiread {tuiread.__version__}\n"


def test_a_start_without_words_loads_no_parser() -> None:
    code, loaded = loaded_after([])
    assert code == 2
    assert "tuiread.cli.start" in loaded
    assert loaded & {"argparse", "shtab"} == set()


def test_a_command_loads_neither_textual_nor_a_client_it_does_not_need() -> None:
    code, loaded = loaded_after(["--offline", "today"])
    assert code == 0
    assert loaded & {"textual", "httpx", "shtab", "rich.progress"} == set()


def test_a_start_or_a_command_loads_no_other_command() -> None:
    for words, own in ((["--offline"], set()), (["undo"], {"tuiread.cli.shelf"})):
        _, loaded = loaded_after(words)
        others = {f"tuiread.cli.{command.answer.partition(':')[0]}" for command in COMMANDS} - own
        # The shelf names people and papers as the commands for reading and the inbox do.
        shared = {"tuiread.cli.reading", "tuiread.cli.inbox"} if own else set()
        assert loaded & (others - shared) == set(), words


def test_every_command_has_an_answer() -> None:
    assert all(inspect.iscoroutinefunction(command.load()) for command in COMMANDS)


def test_help_lists_the_commands() -> None:
    done = process("--help", text=True)
    assert done.returncode == 0
    assert "sync       fetch what is new" in done.stdout


def test_without_a_terminal_the_app_points_to_the_line_form() -> None:
    done = process(text=True, input="")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "tuiread's screens need a terminal; `tuiread today` prints the feed without one.\n"


def test_a_pipe_whose_reader_left_is_no_error() -> None:
    with subprocess.Popen(
        [*COMMAND, "today"], cwd=ROOT, env={**os.environ, **NOW}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_answer_that_cannot_be_written_is_said() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "today"], cwd=ROOT, env={**os.environ, **NOW}, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"The answer cannot be written (No space left on device); check where stdout goes.\n"


def test_output_without_utf8_is_drawn_in_ascii_and_json_is_utf8_all_the_same() -> None:
    papers = [paper for day in load_starter().editions.values() for paper in day]
    foreign = next(paper for paper in papers if any("ł" in author.name for author in paper.authors))
    latin = {"PYTHONIOENCODING": "latin-1"}
    plain = process("--offline", "paper", foreign.id, environ=latin)
    assert plain.returncode == 0
    assert f"arXiv {foreign.id} - first submitted" in plain.stdout.decode("latin-1")
    document = process("--offline", "paper", foreign.id, "--json", environ=latin).stdout
    assert "ł" in document.decode("utf-8")


def test_on_a_terminal_lines_are_as_wide_as_it_and_without_colours() -> None:
    with PtyTerminal([*COMMAND, "today"], columns=60, rows=200, env=NOW, cwd=str(ROOT)) as terminal:
        assert terminal.wait_end() == 0
        lines = terminal.output.decode().splitlines()
    assert "\x1b" not in terminal.output.decode()
    assert 50 < max(map(len, lines[3:])) <= 60


def test_a_terminal_that_cannot_draw_points_to_the_line_form() -> None:
    with PtyTerminal(COMMAND, env=NOW | {"TERM": "dumb"}, cwd=str(ROOT)) as terminal:
        assert terminal.wait_end() == 2
    assert "TERM is dumb" in terminal.output.decode()


def pretend_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that input and output are a terminal, and let the garbage collector be."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("gc.disable", lambda: None)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let the app be started on a pretended terminal; returns what it was given."""
    given: dict[str, Any] = {}

    def run_app(library: Any, settings: Any, **options: Any) -> None:
        given.update(library=library, settings=settings, **options)

    monkeypatch.setattr("tuiread.app.run_app", run_app)
    pretend_terminal(monkeypatch)
    return given


def test_the_app_is_given_the_library_and_what_the_options_say(seen: dict[str, Any], own_home: Path) -> None:
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "keys.toml").write_text('[keys]\n"app.quit" = "ctrl+x"\n', encoding="utf-8")
    environ = {"TUIREAD_HOME": str(own_home)}
    desk = Desk(Options(is_offline=True, is_ascii=True), environ)
    assert start_app(desk) == 0
    assert seen == {
        "library": desk.library,
        "settings": desk.settings,
        "is_offline": True,
        "is_ascii": True,
        "keys": {"app.quit": "ctrl+x"},
        "environ": environ,
    }


def test_no_words_at_all_start_the_app(seen: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["tuiread"])
    assert __main__.main() == 0
    assert seen["is_offline"] is False


def test_options_without_a_command_start_the_app(seen: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["tuiread", "--offline"])
    assert __main__.main() == 0
    assert seen["is_offline"] is True


def test_the_app_is_not_started_where_it_cannot_be_seen() -> None:
    with pytest.raises(UsageError, match="need a terminal"):
        start_app(Desk(Options(), {}))


def test_an_error_inside_the_app_leaves_a_report_and_one_sentence(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run_app(library: Any, settings: Any, **options: Any) -> None:
        raise LookupError("a bug")

    monkeypatch.setattr("tuiread.app.run_app", run_app)
    pretend_terminal(monkeypatch)
    monkeypatch.setenv("TUIREAD_HOME", str(own_home))
    for words in ([], ["--offline"]):
        monkeypatch.setattr("sys.argv", ["tuiread", *words])
        assert __main__.main() == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert err.startswith("tuiread met an error of its own (LookupError); ")
    reports = list((own_home / "state").glob("report-*.txt"))
    assert len(reports) == 2
    assert all("command: the app" in report.read_text(encoding="utf-8") for report in reports)
    monkeypatch.setattr("sys.argv", ["tuiread", "--debug"])
    assert __main__.main() == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_wrong_key_keeps_the_app_from_starting_with_file_and_line(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run_app(library: Any, settings: Any, *, keys: Any, **options: Any) -> None:
        check_keys(keys)

    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "keys.toml").write_text('[keys]\n"app.quiet" = "ctrl+x"\n', encoding="utf-8")
    monkeypatch.setattr("tuiread.app.run_app", run_app)
    monkeypatch.setattr("sys.argv", ["tuiread", "--home", str(own_home)])
    pretend_terminal(monkeypatch)
    assert __main__.main() == 2
    assert capsys.readouterr().err == (
        f"{own_home / 'config' / 'keys.toml'}, line 2: `app.quiet` is not the name of a binding; "
        "did you mean `app.quit`?\n"
    )
