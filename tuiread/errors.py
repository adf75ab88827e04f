"""Every failure that tuiread expects, as one tree.

    TuireadError                 one sentence: what, where, what to do next
    ├── UsageError               the command's words are off                       exit 2
    ├── SettingsError            a setting cannot be understood                    exit 2
    ├── NotFoundError            not in the cache, and not online where asked      exit 3
    │   └── AmbiguousError       several people or things answer to that name
    ├── SourceError              an upstream failed                                exit 4
    │   ├── OfflineError         no connection could be made
    │   ├── StatusError          it answered with an error status
    │   │   └── RateLimitedError it asks us to wait longer than we want to
    │   └── AnswerError          it answered something that we cannot read
    │       └── MovedError       it sent us to another host
    ├── DocumentError            a page or PDF that cannot be read as a paper      exit 4
    ├── MailError                a mail could not be handed over                   exit 4
    └── StoreError               the library or cache cannot be opened or written  exit 5
        ├── NewerStoreError      written by a newer tuiread
        ├── ForeignStoreError    the file belongs to another program
        ├── StoreFullError       no room left on the disk
        └── LimitError           texts and figures take all the room that the reader gave them

The sentence is the message: every raiser writes it for the reader, with the next step.  Foreign exceptions are mapped
where they are caught first, with their cause kept.
"""

from __future__ import annotations

from typing import ClassVar


class TuireadError(Exception):
    """A failure that is expected and explained in one sentence."""

    exit_code: ClassVar[int] = 1


class UsageError(TuireadError):
    """The words of a command do not fit together."""

    exit_code = 2


class SettingsError(TuireadError):
    """A setting has an unknown name or a value of the wrong type."""

    exit_code = 2


class NotFoundError(TuireadError):
    """What was asked for is nowhere that was looked at."""

    exit_code = 3


class AmbiguousError(NotFoundError):
    """More than one thing answers; the message names them."""


class SourceError(TuireadError):
    """An upstream service failed.

    Attributes:
        source: its name, as in settings (``huggingface``).
        url: the request that failed.
    """

    exit_code = 4

    def __init__(self, message: str, *, source: str, url: str | None = None) -> None:
        super().__init__(message)
        self.source = source
        self.url = url


class OfflineError(SourceError):
    """No connection could be made, or it broke."""


class StatusError(SourceError):
    """The service answered with an error status.

    Attributes:
        status: the HTTP status code.
    """

    def __init__(self, message: str, *, source: str, url: str | None = None, status: int) -> None:
        super().__init__(message, source=source, url=url)
        self.status = status


class RateLimitedError(StatusError):
    """The service asks us to wait.

    Attributes:
        wait_s: how long it wants us to wait, in seconds.
    """

    def __init__(self, message: str, *, source: str, url: str | None = None, wait_s: float) -> None:
        super().__init__(message, source=source, url=url, status=429)
        self.wait_s = wait_s


class AnswerError(SourceError):
    """The service answered something that is not what it documents."""


class MovedError(AnswerError):
    """The service sent us to another host, where nothing of ours is asked."""


class DocumentError(TuireadError):
    """A page or a PDF came, but it cannot be read as a paper."""

    exit_code = 4


class MailError(TuireadError):
    """A mail could not be handed over; it is kept and tried again."""

    exit_code = 4


class StoreError(TuireadError):
    """The library or the cache cannot be opened or written."""

    exit_code = 5


class NewerStoreError(StoreError):
    """A newer tuiread wrote this file."""


class ForeignStoreError(StoreError):
    """This file belongs to another program, or is no database."""


class LimitError(StoreError):
    """Texts and figures take as much room as the reader gave them."""


class StoreFullError(StoreError):
    """There is no room left on the disk."""
