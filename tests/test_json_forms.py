"""Tests of the JSON documents: each field is described in docs/json.md, and nothing else is printed."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import Story, make_paper
from tests.shelf_fixtures import opened
from tests.test_arxiv_snapshot import line
from tests.test_words_inbox import INBOX
from tests.text_fixtures import PAGE, URL
from tuiread import person_acts, section_acts, text_acts
from tuiread.cli.run import run
from tuiread.cli.table import COMMANDS
from tuiread.document.latexml import read_html
from tuiread.document.words import plain_words
from tuiread.errors import OfflineError
from tuiread.output.json_forms import encode, inbox_form, paper_form
from tuiread.records import (
    Author,
    CitedList,
    ListedWork,
    Notice,
    Paper,
    PaperId,
    PaperPage,
    PaperState,
    PersonKey,
    SectionReply,
    SourceFact,
    SourceReply,
    TextFacts,
)
from tuiread.words.paper import links

MANUAL = Path(__file__).parents[1] / "docs" / "json.md"
LISTS = ("today", "search", "library", "queue", "following")
OPEN_KEYS = ("days", "packages", "integrity", "counts")
"""Objects whose keys are facts: days, packages, databases."""


def described(section: str) -> set[str]:
    """Return the fields that a section of the document describes."""
    text = MANUAL.read_text(encoding="utf-8").split(f"## {section}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def printed(value: Any, path: str = "") -> Iterator[str]:
    """Yield the field of every fact in a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = "*" if path in OPEN_KEYS else key
            yield from printed(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value or [None]:
            yield from printed(inner, f"{path}[]")
    else:
        yield path


SNAPSHOT = "a file of papers"
SAVED = [f"2608.0001{number}" for number in range(5)]
"""As many as the for-you order needs to be offered."""
WITHOUT_JSON = ("save", "follow", "index", "tag", "note", "queue")
COMMANDS_IN_ORDER = [
    ["sync", "--days", "2"], ["save", "2608.00001"], ["follow", "@ada"], ["today", "--week", "2026-W34"],
    ["paper", "2608.00001"], ["search", "lamps"], ["grep", "lamp"],
    ["tag", "2608.00001", "light"], ["note", "2608.00001", "Read again."], ["queue", "2608.00001"],
    ["library"], ["queue"], ["following"], ["inbox"], ["digest", "--reading"], ["catchup", "--since", "2026-08-17"],
    ["who", "@ada"], ["why", "@ada"], ["save", *SAVED], ["why", "2608.00002"], ["claim", "@ada"],
    ["invite", "Bo Sample"], ["invite", "--list"], ["import", SNAPSHOT], ["index"], ["similar", "0704.0001"],
    ["path", "@ada", "Bo Sample"], ["graph", "@ada"], ["doctor"],
]  # fmt: skip
"""What is asked, one after the other; each document has something to say in every field."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Run every command that prints JSON on a story in which each field has something to say."""
    ada = Author("Ada Example", hf_user="ada", hf_status="admin_assigned")
    papers = [make_paper("2608.00001", "Lamps", authors=[ada, "Bo Sample"], keywords=("light",))]
    papers.append(make_paper("2608.00002", "More Lights", authors=[ada, "Bo Sample"]))
    papers += [make_paper(paper_id, f"Lamps and lights {paper_id[-1]}") for paper_id in SAVED]
    story = Story().day("2026-08-20", papers)
    story.fails_with(OfflineError("No network.", source="huggingface"), day="2026-08-19")
    home = str(tmp_path_factory.mktemp("home"))
    environ = {"TUIREAD_HOME": home, "TUIREAD_NOW": "2026-08-20T20:00:00Z"}
    found: dict[str, list[Any]] = {}
    (Path(home) / "data" / "outbox" / "2026-08-01-nothing").mkdir(parents=True)
    snapshot = tmp_path_factory.mktemp("bulk") / "papers.json"
    snapshot.write_bytes(b"{\n" + line(id="0704.0001") + line(id="0704.0002"))
    for words in COMMANDS_IN_ORDER:
        name, wants_json = words[0], words[0] not in WITHOUT_JSON or words == ["queue"]
        asked = [str(snapshot) if word == SNAPSHOT else word for word in words]
        if name == "claim":
            _let_orcid_answer(home)
        if name == "paper":
            _let_crossref_notice(home)
        if name == "grep":
            _let_text_come(home)
        output = _run([*asked, "--json"] if wants_json else asked, environ, story)
        if wants_json:
            found.setdefault(name, []).append(json.loads(output))
    return found


def _let_text_come(home: str) -> None:
    """Keep the full text of the saved paper, as if a sync had brought it."""
    at = dt.datetime(2026, 8, 20, 20, tzinfo=dt.UTC)
    document = read_html(PAGE, URL, "arxiv")
    with opened(Path(home)) as store, store.transaction():
        facts = TextFacts(PaperId("2608.00001"), 1, "arxiv", URL, at)
        text_acts.keep_text(store, facts, document, plain_words(document))


def _let_orcid_answer(home: str) -> None:
    """Keep an answer about somebody as if a check had brought it."""
    at = dt.datetime(2026, 8, 20, 20, tzinfo=dt.UTC)
    with opened(Path(home)) as store, store.transaction():
        person_acts.keep_reply(store, PersonKey("hf:ada"), SourceReply("orcid", "nothing", at, "No such record."))
        person_acts.keep_reply(store, PersonKey("hf:ada"), SourceReply("crossref", "answered", at, "No notices."))


def _let_crossref_notice(home: str) -> None:
    """Keep a correction of the paper and two works that cite it, as if its sections had been opened."""
    at = dt.datetime(2026, 8, 20, 20, tzinfo=dt.UTC)
    paper_id, works = PaperId("2608.00001"), CitedList((ListedWork("One"), ListedWork("Two")), 2)
    notice = Notice("correction", "Erratum", SourceFact("crossref", "updates", at), dt.date(2026, 8, 19))
    with opened(Path(home)) as store, store.transaction():
        section_acts.keep_checked_notices(store, paper_id, SectionReply("crossref", "answered", at), [notice])
        section_acts.keep_cited(store, paper_id, "citations", SectionReply("openalex", "answered", at), works)


def test_a_paper_tells_its_notices_and_how_many_cite_it(documents: dict[str, list[Any]]) -> None:
    (paper,) = documents["paper"]
    wanted = {"kind": "correction", "label": "Erratum", "source": "crossref", "noticed_on": "2026-08-19"}
    assert paper["notices"] == [wanted]
    assert (paper["references_count"], paper["cited_by_count"]) == (None, 2)


def test_a_claim_tells_how_those_answered_who_can_prove_it(documents: dict[str, list[Any]]) -> None:
    (claim,) = documents["claim"]
    assert claim["answers"] == [
        {"source": "orcid", "reply": "nothing", "asked_at": "2026-08-20T20:00:00Z", "sentence": "No such record."}
    ]
    assert (claim["level"], [proof["counts"] for proof in claim["proofs"]]) == (3, [True])


def _run(words: list[str], environ: dict[str, str], story: Story) -> str:
    import contextlib
    import io

    buffer = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(buffer), contextlib.redirect_stderr(io.StringIO()):
        assert run(words, environ, story.open) == 0
    buffer.flush()
    return buffer.buffer.getvalue().decode()


def fields(documents: Iterable[Any]) -> set[str]:
    found = {field for document in documents for field in printed(document)}
    # A list that is empty in one place tells nothing where it has entries in another.
    return {field for field in found if not any(other.startswith(f"{field}.") for other in found)}


@pytest.mark.parametrize("command", ["paper", "who", "claim", "invite", "sync", "doctor", "grep"])
def test_every_field_of_a_document_is_described(documents: dict[str, list[Any]], command: str) -> None:
    assert fields(documents[command]) == described(command)


@pytest.mark.parametrize(
    ("command", "paper"),
    [("why", "paper"), ("catchup", "passes[].papers[].paper"), ("digest", "sections[].papers[].paper")],
)
def test_every_field_of_a_document_with_papers_is_described(
    documents: dict[str, list[Any]], command: str, paper: str
) -> None:
    of_papers = {f"{paper}.{field}" for field in described("A paper of a list")}
    of_learning = {field for field in described("why") if field.startswith("learning.")}
    own = described(command)
    assert fields(documents[command]) == (own - {paper, "learning"}) | of_papers | (
        of_learning if command != "digest" else set()
    )


def test_every_field_of_a_way_is_described(documents: dict[str, list[Any]]) -> None:
    assert fields(documents["path"]) == described("path")


def test_every_field_of_a_graph_is_described(documents: dict[str, list[Any]]) -> None:
    of_nodes = {field.replace("nodes[]", "centre") for field in described("graph") if field.startswith("nodes[]")}
    assert fields(documents["graph"]) == (described("graph") - {"centre"}) | of_nodes


@pytest.mark.parametrize("command", LISTS)
def test_every_field_of_a_list_is_described(documents: dict[str, list[Any]], command: str) -> None:
    of_papers = {f"papers[].{field}" for field in described("A paper of a list")}
    assert fields(documents[command]) == (described(command) - {"papers[]"}) | of_papers


def test_every_field_of_the_inbox_is_described() -> None:
    of_papers = {f"items[].paper.{field}" for field in described("A paper of a list")}
    wanted = (described("inbox") - {"items[].paper"}) | of_papers
    assert fields([json.loads(encode(inbox_form(INBOX)))]) == wanted


def test_every_command_with_json_is_described(documents: dict[str, list[Any]]) -> None:
    assert set(documents) == {command.name for command in COMMANDS if command.has_json}


def test_links_are_those_that_the_screens_show() -> None:
    paper = Paper(PaperId("cs/0112017"), "Old", code_url="https://example.org/c", project_url="https://example.org/p")
    document = json.loads(encode(paper_form(PaperPage(paper, PaperState()))))
    assert document["links"] == dict(links(paper))


def test_text_of_any_script_stays_as_it_is_and_the_document_ends_with_a_line_break() -> None:
    document = encode(paper_form(PaperPage(Paper(PaperId("2501.00001"), "α-nets “für” 日本"), PaperState())))
    assert "α-nets “für” 日本".encode() in document
    assert document.endswith(b"}\n")
    assert document.startswith(b'{\n  "id": "2501.00001",\n')


def test_an_account_that_is_not_confirmed_is_not_printed_as_the_authors() -> None:
    paper = Paper(PaperId("2501.00001"), "T", (Author("Ada Example", hf_user="ada", hf_status="extracted_pending"),))
    document = json.loads(encode(paper_form(PaperPage(paper, PaperState()))))
    assert document["authors"] == [{"name": "Ada Example", "key": "name:ada example"}]
