"""Which digests wait to be handed over and which ones were, as files: one period goes to one address once.

    mail/waiting/weekly-2026-W34-1a2b3c4d.eml      handed over by the next `digest --send`, whatever it is about
    mail/sent/weekly-2026-W34-1a2b3c4d             when that was

A mail is written before it is tried, so that a failure loses nothing.  Not here: speaking to servers (mailing).
"""

from __future__ import annotations

import datetime as dt
import email
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from tuiread.errors import MailError, StoreError
from tuiread.paths import make_private_folder
from tuiread.whole_file import write_whole

HandOver = Callable[[bytes, str], None]
"""Hands a mail to an address over, or raises a `MailError`."""


class SentBox:
    """The mails in one folder.

    Args:
        folder: where they lie; made with the first one.
    """

    def __init__(self, folder: Path) -> None:
        self._waiting = folder / "waiting"
        self._sent = folder / "sent"
        self._folder = folder

    def was_sent(self, name: str) -> bool:
        """Tell whether a mail was handed over."""
        return (self._sent / name).exists()

    def keep(self, name: str, mail: bytes, *, is_again: bool = False) -> Path:
        """Let a mail wait; one that was handed over goes only if it is to go again.

        Raises:
            StoreError: it cannot be written.
        """
        for folder in (self._folder, self._waiting, self._sent):
            make_private_folder(folder)
        if is_again:
            (self._sent / name).unlink(missing_ok=True)
        path = self._waiting / f"{name}.eml"
        write_whole(path, mail)
        return path

    def hand_over_all(self, hand_over: HandOver, now: dt.datetime) -> tuple[str, ...]:
        """Hand over what waits, oldest first, and return the names; one that fails waits on and keeps none back.

        Raises:
            MailError: one was not taken, or another tuiread is sending.
            StoreError: the folder cannot be read or written.
        """
        done: list[str] = []
        failures: list[str] = []
        with self._alone():
            for path in sorted(self._waiting.glob("*.eml"), key=lambda one: (one.stat().st_mtime, one.name)):
                try:
                    self._hand_over(path, hand_over, now)
                    done.append(path.stem)
                except MailError as error:
                    failures.append(f"{error} It waits in {path}; the next `tuiread digest --send` tries again.")
        if failures:
            raise MailError(failures[-1])
        return tuple(done)

    def _hand_over(self, path: Path, hand_over: HandOver, now: dt.datetime) -> None:
        if not self.was_sent(path.stem):  # it was when the machine stopped between the two lines below
            mail = path.read_bytes()
            to = email.message_from_bytes(mail, policy=SMTP)["To"]
            if not to:
                raise MailError(f"{path.name} does not say where it goes.")
            hand_over(mail, str(to))
            write_whole(self._sent / path.stem, f"{now.isoformat()}\n".encode())
        path.unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep another tuiread from sending the same at the same time."""
        try:
            handle = os.open(self._folder / ".lock", os.O_WRONLY | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(f"{self._folder} cannot be used ({error.strerror or error}).") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise MailError("Another tuiread is sending right now; it sends what waits.") from error
        finally:
            os.close(handle)


def mail_name(rhythm: str, stem: str, to: str) -> str:
    """Return a mail's name: what it is about, and a few letters for its address, which does not stand there."""
    return f"{rhythm}-{stem}-{sha256(to.encode()).hexdigest()[:8]}"
