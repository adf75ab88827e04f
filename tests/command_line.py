"""The command line inside a test: fixtures that run it on a story, and what came of it.

    from tests.command_line import Ran, Tuiread, story, synced, tuiread

A test module imports the fixtures it uses; pytest finds them by their names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.fakes import Story, make_paper
from tuiread.cli.run import run
from tuiread.records import Account, Author

CONFIRMED = Author("Ada Example", hf_user="ada", hf_status="claimed_verified")


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """The lines of stdout."""
        return self.out.splitlines()


Tuiread = Callable[..., Ran]


@pytest.fixture
def story() -> Story:
    first = make_paper(
        "2608.00001",
        "Reading by Lamplight",
        authors=[CONFIRMED, "Bo Sample"],
        upvotes=9,
        organization=Account("example-lab", "Example Lab"),
        code_url="https://example.org/code",
    )
    second = make_paper("2608.00002", "Writing by Daylight", authors=["Cy Specimen"], upvotes=4)
    older = make_paper("2608.00003", "Lamps Revisited", authors=["Bo Sample"], upvotes=30)
    return Story().day("2026-08-21", [first, second]).day("2026-08-20", [older])


@pytest.fixture
def tuiread(own_home: Path, story: Story, capsys: pytest.CaptureFixture[str]) -> Tuiread:
    def call(*words: str, **environ: str) -> Ran:
        around = {"TUIREAD_HOME": str(own_home), "TUIREAD_NOW": "2026-08-21T20:00:00Z"}
        # The story tells of one source; a test that wants arXiv says where it is.
        around |= {} if "TUIREAD_ARXIV_URL" in environ else {"TUIREAD_ARXIV_IS_ON": "false"}
        around |= environ
        code = run(words, around, story.open)
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def synced(tuiread: Tuiread) -> Tuiread:
    assert tuiread("sync", "--days", "2").code == 0
    return tuiread
