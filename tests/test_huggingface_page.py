"""A paper's page on Hugging Face: comments out of its data, bounded and plain; and what names the paper."""

from __future__ import annotations

import datetime as dt
import html
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tests.upstream_payloads import BROKEN, Json, Service
from tuiread.errors import AnswerError, NotFoundError, StatusError
from tuiread.records import Comment, PaperId, Repo
from tuiread.sources.huggingface import HuggingFace
from tuiread.sources.huggingface_page import MAX_DEPTH, MOST_COMMENTS, plain_markdown, read_comments
from tuiread.sources.huggingface_repos import read_repos

PAPER = PaperId("2501.00001")
URL = "https://huggingface.co/papers/2501.00001"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "hf_papers"


def comment(raw: str = "Fine work.", *, replies: list[Any] | None = None, **data: Any) -> Json:
    """Return a comment in the recorded shape."""
    return {
        "id": "66a24e137fe09e2a65d89b38",
        "author": {"_id": "1", "fullname": "Jane Example", "name": "jane", "type": "user", "isHf": False},
        "createdAt": "2025-01-03T13:07:31.000Z",
        "type": "comment",
        "data": {
            "edited": False,
            "hidden": False,
            "latest": {"raw": raw, "html": "<p>never read</p>", "updatedAt": "2025-01-03T13:07:31.796Z"},
            "numEdits": 0,
            "reactions": [{"reaction": "👍", "users": ["bo"], "count": 1}],
            "isReport": False,
            **data,
        },
        **({"replies": replies} if replies is not None else {}),
    }


def page(comments: Any, *, target: str = "PaperContent") -> bytes:
    """Return a page that holds its data as the recorded ones do: JSON, escaped for an attribute."""
    props = html.escape(json.dumps({"comments": comments, "paper": {"id": PAPER}, "upvoters": []}), quote=True)
    return (
        "<!doctype html><html><head><title>Paper page</title></head><body>"
        f'<div class="SVELTE_HYDRATER contents" data-target="Other" data-props="{{}}"></div>'
        f'<div class="SVELTE_HYDRATER contents" data-target="{target}" data-props="{props}"></div></body></html>'
    ).encode()


def read(*comments: Any) -> tuple[Comment, ...]:
    return read_comments(page(list(comments)), URL)


def test_a_comment_is_read_with_author_day_and_reactions() -> None:
    (found,) = read(comment(edited=True))
    at = dt.datetime(2025, 1, 3, 13, 7, 31, tzinfo=dt.UTC)
    assert found == Comment("Jane Example", "Fine work.", at, "jane", is_edited=True, reactions=(("👍", 1),))


def test_replies_stand_after_what_they_reply_to() -> None:
    found = read(comment("A", replies=[comment("B", replies=[comment("C")])]), comment("D"))
    assert [(one.text, one.depth) for one in found] == [("A", 0), ("B", 1), ("C", 2), ("D", 0)]


def test_what_is_hidden_or_no_comment_is_left_out_but_not_its_replies() -> None:
    event = comment("x") | {"type": "status-change"}
    cut = {"_trimmed": "the first part", "replies": [comment("kept")]}
    found = read(comment("gone", hidden=True, replies=None), event, comment(" "), comment("here"), cut)
    assert [(one.text, one.depth) for one in found] == [("here", 0), ("kept", 0)]


def test_one_that_cannot_be_read_does_not_spoil_the_others() -> None:
    bad = comment() | {"data": "a text"}
    assert [one.text for one in read(bad, None, 7, comment("good"))] == ["good"]


def test_control_characters_and_markup_never_pass() -> None:
    (found,) = read(comment("A\x1b[31m\u202e **bold** <b onclick=x>tag</b> [link](https://example.org/a)\x07"))
    assert found.text == "A bold tag link (https://example.org/a)"


def test_half_an_emoji_does_not_spoil_the_page() -> None:
    body = page([comment("left HALF")]).replace(b"HALF", b"\\ud83d")
    assert read_comments(body, URL)[0].text.startswith("left")


def test_number_depth_and_length_are_bounded() -> None:
    deep: Json = comment("bottom")
    for _ in range(50):
        deep = comment("above", replies=[deep])
    assert max(one.depth for one in read(deep)) == MAX_DEPTH
    assert len(read(*[comment("x")] * (MOST_COMMENTS + 9))) == MOST_COMMENTS
    assert len(read(comment("long " * 10_000))[0].text) < 10_001


@pytest.mark.parametrize(
    "body", [*BROKEN.values(), page([], target="Else"), page("no list")], ids=[*BROKEN, "no data", "no list"]
)
def test_a_page_without_the_data_is_an_error_that_says_what_to_do(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^Hugging Face's page of this paper tells its comments in another way"):
        read_comments(body, URL)


def test_a_page_without_comments_has_none() -> None:
    assert read() == ()
    assert read_comments(page(None), URL) == ()


def test_markdown_reads_as_text() -> None:
    text = "# Head\n\n* one\n* two `code`\n\n```py\nx = a*b*c\n```\n![plot](https://example.org/p.png) _kept_ 2 * 3 * 4"
    assert plain_markdown(text) == "Head\n\n* one\n\n* two code\n\nx = a*b*c\n\n[image: plot] _kept_ 2 * 3 * 4"


@given(st.text())
def test_no_markdown_breaks_it_or_brings_control_characters(text: str) -> None:
    assert not any(ord(char) < 32 and char != "\n" for char in plain_markdown(text))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["data", "author", "type", "replies", "latest", "raw"]), inner, max_size=4)
    ),
)


@given(json_values)
def test_whatever_stands_for_the_comments_is_read_or_refused(comments: Any) -> None:
    try:
        found = read_comments(page(comments), URL)
    except AnswerError:
        return
    assert all(one.text for one in found)


async def test_the_page_is_asked_for_where_a_browser_finds_it() -> None:
    service = Service().answers(f"/papers/{PAPER}", page([comment()]))
    assert len(await HuggingFace(service.client()).comments(PAPER)) == 1
    assert service.asked == [f"/papers/{PAPER}"]


async def test_a_paper_without_a_page_is_not_found_and_a_failure_is_one() -> None:
    with pytest.raises(NotFoundError, match=rf"^Hugging Face has no page of arXiv {PAPER}, and so no comments\.$"):
        await HuggingFace(Service().client()).comments(PAPER)
    with pytest.raises(StatusError):
        await HuggingFace(Service().answers(f"/papers/{PAPER}", b"", 503).client()).comments(PAPER)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded answers are not on this machine")
def test_the_recorded_comments_are_read() -> None:
    recorded = json.loads((SAMPLES / "page_props_2407.13168_trimmed.json").read_bytes())
    found = read(*recorded["comments"])
    assert [(one.account, one.depth) for one in found] == [("nielsr", 0), ("librarian-bot", 0)]
    assert found[0].reactions == (("👍", 1),)


# What names the paper


def model(**changes: Any) -> Json:
    return {"id": "example/lamp-8b", "downloads": 146, "gated": "manual", "likes": 31, "repoType": "model"} | changes


async def test_repositories_are_read_with_what_is_told_of_them() -> None:
    body = {
        "models": [model(pipeline_tag="text-generation"), model(id="example/more", likes=99, downloads=None)],
        "datasets": [{"id": "example/set", "likes": 3}],
        "spaces": [{"id": "example/demo", "shortDescription": "Try\x07 it", "emoji": "🌌"}],
    }
    service = Service().answers(f"/api/arxiv/{PAPER}/repos", body)
    assert await HuggingFace(service.client()).repos(PAPER) == (
        Repo("model", "example/more", 99),
        Repo("model", "example/lamp-8b", 31, 146, "text-generation"),
        Repo("dataset", "example/set", 3),
        Repo("space", "example/demo", about="Try it"),
    )


def test_a_repository_with_a_wrong_name_or_type_is_left_out() -> None:
    body = {"models": [model(id="../../x y"), model(id=None), model(likes="many"), "text", model()]}
    assert [repo.id for repo in read_repos(json.dumps(body).encode(), URL)] == ["example/lamp-8b"]


def test_each_repository_has_its_page() -> None:
    pages = [Repo(kind, "a/b").url.removeprefix("https://huggingface.co/") for kind in ("model", "dataset", "space")]
    assert pages == ["a/b", "datasets/a/b", "spaces/a/b"]


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_an_answer_that_lists_nothing_is_an_error(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^Hugging Face answered with "):
        read_repos(body, URL)
