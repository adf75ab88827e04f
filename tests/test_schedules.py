"""Subscriptions: a timer or a line of the crontab, shown first, taken away again, and nothing else touched."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tuiread.errors import NotFoundError, StoreError
from tuiread.records import Rhythm
from tuiread.schedules import Schedules, _quoted

TO = "reader@example.org"
COMMAND = ("/opt/some place/tuiread", "--home", "/srv/100%")
OTHERS = "# my own\nMAILTO=me\n0 7 * * * backup # tuiread-digest-weekly is not this\n@daily  run 50\\%\n"


class Machine:
    """A machine with systemd, crontab, both or neither, whose crontab can be read."""

    def __init__(self, *programs: str, crontab: str | None = None) -> None:
        self.programs = programs
        self.crontab = crontab
        self.calls: list[str] = []
        self.reading_fails = False
        self.has_manager = "systemctl" in programs

    def find(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.programs else None

    def run(self, words: Sequence[str], text: str) -> subprocess.CompletedProcess[str]:
        self.calls.append(" ".join(words))
        code, out, err = 0, "", ""
        if words[-1] == "show-environment":
            code = 0 if self.has_manager else 1
        elif words == ("crontab", "-"):
            self.crontab = text
        elif words == ("crontab", "-l"):
            if self.reading_fails:
                code, err = 1, "you are not allowed to use this program"
            elif self.crontab is None:
                code, err = 1, "no crontab for reader"
            else:
                out = self.crontab
        return subprocess.CompletedProcess(words, code, out, err)


def schedules(machine: Machine, tmp_path: Path) -> Schedules:
    return Schedules({"XDG_CONFIG_HOME": str(tmp_path)}, machine.run, machine.find)


def subscribe(machine: Machine, tmp_path: Path, rhythm: Rhythm = "weekly", to: str = TO) -> None:
    mine = schedules(machine, tmp_path)
    mine.write(mine.plan(rhythm, to, COMMAND))


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    machine = Machine("crontab", crontab=OTHERS)
    planned = schedules(machine, tmp_path).plan("weekly", TO, COMMAND)
    assert (planned.how, planned.is_there) == ("crontab", False)
    assert machine.crontab == OTHERS
    [(_, line)] = planned.texts
    assert line == (
        "0 7 * * * '/opt/some place/tuiread' --home /srv/100\\% sync; '/opt/some place/tuiread' --home /srv/100\\% "
        "digest --send --to reader@example.org --week # tuiread-digest-weekly"
    )


def test_every_other_line_of_the_crontab_stays_as_it_was(tmp_path: Path) -> None:
    machine = Machine("crontab", crontab=OTHERS)
    subscribe(machine, tmp_path)
    assert machine.crontab is not None
    assert machine.crontab.startswith(OTHERS)
    assert machine.crontab.count("\n") == OTHERS.count("\n") + 1
    assert schedules(machine, tmp_path).remove() == ("a line of your crontab",)
    assert machine.crontab == OTHERS


def test_a_subscription_twice_is_one_and_another_address_takes_its_place(tmp_path: Path) -> None:
    machine = Machine("crontab")
    subscribe(machine, tmp_path)
    once = machine.crontab
    assert schedules(machine, tmp_path).plan("weekly", TO, COMMAND).is_there
    subscribe(machine, tmp_path)
    assert machine.crontab == once
    subscribe(machine, tmp_path, to="other@example.org")
    assert machine.crontab is not None
    assert (machine.crontab.count("\n"), TO in machine.crontab) == (1, False)
    subscribe(machine, tmp_path, "daily")
    assert machine.crontab.count("\n") == 2
    schedules(machine, tmp_path).remove(("weekly",))
    assert machine.crontab.count("--day # tuiread-digest-daily\n") == machine.crontab.count("\n") == 1


def test_a_last_line_without_an_end_is_not_joined(tmp_path: Path) -> None:
    machine = Machine("crontab", crontab="@daily run")
    subscribe(machine, tmp_path)
    assert machine.crontab is not None
    assert machine.crontab.split("\n")[0] == "@daily run"


def test_a_crontab_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    machine = Machine("crontab", crontab=OTHERS)
    machine.reading_fails = True
    with pytest.raises(StoreError, match=r"cannot be read .*not allowed.*nothing was changed"):
        schedules(machine, tmp_path).plan("weekly", TO, COMMAND)
    assert machine.crontab == OTHERS


def test_systemd_comes_before_crontab_where_it_runs(tmp_path: Path) -> None:
    machine = Machine("systemctl", "crontab", crontab=OTHERS)
    subscribe(machine, tmp_path)
    units = tmp_path / "systemd" / "user"
    service = (units / "tuiread-digest-weekly.service").read_text(encoding="utf-8")
    assert 'ExecStart=-"/opt/some place/tuiread" "--home" "/srv/100%%" "sync"\n' in service
    assert '"digest" "--send" "--to" "reader@example.org" "--week"\n' in service
    timer = (units / "tuiread-digest-weekly.timer").read_text(encoding="utf-8")
    assert "OnCalendar=*-*-* 07:00:00\nPersistent=true\n" in timer
    assert machine.calls[-1] == "systemctl --user enable --now tuiread-digest-weekly.timer"
    assert machine.crontab == OTHERS
    assert schedules(machine, tmp_path).plan("weekly", TO, COMMAND).is_there
    assert schedules(machine, tmp_path).remove() == ("tuiread-digest-weekly.timer",)
    assert list(units.iterdir()) == []
    assert "systemctl --user disable --now tuiread-digest-weekly.timer" in machine.calls


def test_a_systemd_that_serves_no_users_is_left_for_crontab(tmp_path: Path) -> None:
    machine = Machine("systemctl", "crontab")
    machine.has_manager = False
    assert schedules(machine, tmp_path).plan("weekly", TO, COMMAND).how == "crontab"


def test_a_machine_with_neither_is_told_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"let your own scheduler run each morning: .*digest --send --to reader@"):
        schedules(Machine(), tmp_path).plan("daily", TO, COMMAND)
    assert schedules(Machine(), tmp_path).remove() == ()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0"), min_size=1, max_size=30))
def test_no_word_leaves_its_quotes(word: str) -> None:
    # systemd undoes backslashes as a shell's double quotes do, and doubled % and $ afterwards.
    inside = _quoted(word)[1:-1].replace("%%", "%").replace("$$", "$")
    assert inside.replace("\\\\", "\0").replace('\\"', '"').replace("\0", "\\") == word


@given(st.sampled_from(["a b", "a'b", "50%", "$HOME", "`x`", "a;b", "#", '"']))
def test_a_shell_reads_a_line_of_the_crontab_as_it_was_meant(folder: str) -> None:
    machine = Machine("crontab")
    planned = Schedules({"HOME": "/nowhere"}, machine.run, machine.find).plan("weekly", TO, ("/bin/tuiread", folder))
    shell = planned.texts[0][1].removeprefix("0 7 * * * ").replace("\\%", "%")
    words = shlex.split(shell, comments=True)
    assert words == [
        "/bin/tuiread",
        folder,
        "sync;",
        "/bin/tuiread",
        folder,
        *["digest", "--send", "--to"],
        TO,
        "--week",
    ]
