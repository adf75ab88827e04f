"""The commands for digests: digest, subscribe and unsubscribe.

A digest is printed, written into a file, or sent by the reader's own mail server.  A subscription is a timer or a
line of the crontab, shown before it is written.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from tuiread.cli.desk import Reply
from tuiread.cli.endings import form_by_ending
from tuiread.dates import day_period, feed_today, parse_day, parse_month, parse_week
from tuiread.errors import UsageError
from tuiread.output.json_digest import digest_form
from tuiread.output.json_forms import encode
from tuiread.output.letter import check_address
from tuiread.records import DigestFormat, Period, Rhythm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.cli.desk import Desk
    from tuiread.records import Digest, Subscription
    from tuiread.schedules import Schedules

NO_SERVER = (
    "There is no server of ours: the mail goes only to the address that you named, by the server that you named, "
    "and nothing else of you goes out."
)
_ALIASES: dict[str, DigestFormat] = {"markdown": "md", "text": "txt", "htm": "html", "xml": "atom"}


async def digest(desk: Desk) -> Reply:
    """Print a digest, write it into a file, or send it."""
    _check_words(desk)
    period = _asked_period(desk)
    tells_reading = True if desk.words.reading else None
    found = await desk.library.digests.page(period, tells_reading=tells_reading)
    if desk.words.send:
        return await _send(desk, found)
    if desk.wants_json:
        return Reply(document=encode(digest_form(found)))
    form = _form(desk)
    if desk.words.output and desk.words.output != "-":
        path = await desk.library.digests.write(found, form, Path(desk.words.output).expanduser())
        return Reply((f"Written: {path}",))
    from tuiread.output.digest import render

    content = render(found, form)
    if form in ("md", "txt"):
        return Reply(tuple(content.decode().rstrip("\n").split("\n")), is_verbatim=form == "md")
    return Reply(document=content)


async def subscribe(desk: Desk) -> Reply:
    """Write what sends a digest regularly, after showing it.

    Raises:
        UsageError: the address is none, or nobody said yes.
    """
    schedules, to = _schedules(desk), check_address(desk.words.to)
    planned = schedules.plan(desk.words.rhythm, to, _own_command(desk))
    shown = tuple(_shown(planned))
    if planned.is_there:
        return Reply((*shown, f"This is written already; the {planned.rhythm} digest goes to {to}."))
    if not desk.words.yes:
        _ask(shown, planned)
        shown = ()
    schedules.write(planned)
    return Reply((*shown, *_subscribed(desk, planned, to)))


async def unsubscribe(desk: Desk) -> Reply:
    """Take away what sends digests."""
    from tuiread.schedules import RHYTHMS

    rhythms: tuple[Rhythm, ...] = (desk.words.rhythm,) if desk.words.rhythm else RHYTHMS
    gone = _schedules(desk).remove(rhythms)
    return Reply((f"Taken away: {', '.join(gone)}." if gone else "Nothing of tuiread's sends a digest here.",))


def _check_words(desk: Desk) -> None:
    """Make sure that the words fit together.

    Raises:
        UsageError: they do not.
    """
    words = desk.words
    if words.send and not words.to:
        raise UsageError("Where to? `tuiread digest --send --to ADDRESS`.")
    if words.send and (words.format or words.output):
        raise UsageError("--send makes a mail of its own; leave --format and --output out.")
    if words.send and desk.options.is_offline:
        raise UsageError("--send speaks to your mail server, and --offline forbids it; leave one of them out.")
    if desk.wants_json and (words.send or words.format or words.output):
        raise UsageError("--json prints the digest's facts; leave --format, --output and --send out.")
    if (words.to or words.again) and not words.send:
        raise UsageError("--to and --again are for --send; `--format eml` makes a mail without sending it.")


def _asked_period(desk: Desk) -> Period | None:
    """Return the period that the words name: bare --week and --day mean the latest that is over."""
    words, today = desk.words, feed_today(desk.clock())
    if words.since is not None:
        return Period("day", parse_day(words.since, today), today)
    if words.month is not None:
        return parse_month(words.month or f"{today:%Y-%m}", today)
    if words.day is not None:
        return day_period(parse_day(words.day, today)) if words.day else desk.library.digests.latest("daily")
    if words.week:
        return parse_week(words.week, today)
    return desk.library.digests.latest("weekly") if words.week is not None or words.send else None


def _form(desk: Desk) -> DigestFormat:
    """Return the form that is asked for, else what the file's name says, else Markdown.

    Raises:
        UsageError: the file's ending names none.
    """
    if desk.words.format:
        asked: DigestFormat = desk.words.format
        return asked
    forms: tuple[DigestFormat, ...] = get_args(DigestFormat)
    return form_by_ending(desk.words.output, forms, _ALIASES, "A digest") or "md"


async def _send(desk: Desk, found: Digest) -> Reply:
    from tuiread.output.digest.wording import title

    to = check_address(desk.words.to)
    is_day = found.period.kind == "day" and found.period.start == found.period.end
    rhythm: Rhythm = "daily" if is_day else "weekly"
    sent = await desk.library.digests.send(found, rhythm, to, is_again=desk.words.again)
    if sent.was_sent_before:
        return Reply((f"{title(found)} was sent to {to} already; --again sends it once more.",))
    late = f" {len(sent.late_names)} that had waited went, too." if sent.late_names else ""
    return Reply((f"Sent to {to}: {title(found)}.{late}",))


def _schedules(desk: Desk) -> Schedules:
    from tuiread.schedules import Schedules

    return Schedules(desk.environ)


def _own_command(desk: Desk) -> list[str]:
    """Return how this tuiread is called from elsewhere: whole paths, and the home where it is not the usual one."""
    program = shutil.which(sys.argv[0]) if Path(sys.argv[0]).name == "tuiread" else shutil.which("tuiread")
    called = [os.path.abspath(program)] if program else [sys.executable, "-m", "tuiread"]
    home = desk.options.home or desk.environ.get("TUIREAD_HOME")
    return [*called, "--home", str(Path(home).expanduser().absolute())] if home else called


def _shown(planned: Subscription) -> list[str]:
    lines = []
    for name, text in planned.texts:
        lines += [f"{name}:", *(f"    {line}" for line in text.rstrip("\n").split("\n")), ""]
    return [*lines, NO_SERVER]


def _ask(shown: Sequence[str], planned: Subscription) -> None:
    """Show what would be written, and ask where there is a terminal.

    Raises:
        UsageError: there is none, or the answer is no.
    """
    print("\n".join(shown), file=sys.stderr)
    what = "these two files" if planned.how == "systemd" else "this line into your crontab"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"Nothing was written; --yes writes {what}.")
    print(f"Write {what}? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise UsageError("Nothing was written.")


def _subscribed(desk: Desk, planned: Subscription, to: str) -> list[str]:
    what = "last week's digest" if planned.rhythm == "weekly" else "the digest of the last weekday"
    mail = desk.settings.mail
    by = mail.host or "this machine's sendmail (set mail.host in config.toml for an SMTP server)"
    said = [f"Each morning at 7, tuiread syncs and sends {what} to {to}, once, by {by}."]
    if planned.how == "systemd":
        said.append("systemd runs it while you are logged in; `loginctl enable-linger` lets it run without.")
    return [*said, "`tuiread unsubscribe` takes it away again."]
