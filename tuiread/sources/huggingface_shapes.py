"""The shapes of Hugging Face's answers: what is decoded from the bytes, typed, and nothing more.

    list:        bytes ── list[Raw] ── EntryShape, one by one, so that a wrong type spoils one item only
    paper page:  bytes ── PaperShape
    repos:       bytes ── LinkedRepos

Fields that we do not use are never built; missing ones and null are None.  What the fields mean and how they become
our records is written in `huggingface_records`.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec
from msgspec import Raw, Struct

from tuiread.cleaning import clean_text
from tuiread.errors import AnswerError
from tuiread.records import LinkedRepos


class UserShape(Struct, rename="camel"):
    """An account; its name stands in ``user``, in ``name``, or in both."""

    user: str | None = None
    name: str | None = None
    fullname: str | None = None
    avatar_url: str | None = None


class OrganizationShape(Struct):
    """An organisation's account."""

    name: str | None = None
    fullname: str | None = None
    avatar: str | None = None


class AuthorShape(Struct):
    """One byline entry."""

    name: str | None = None
    hidden: bool | None = None
    status: str | None = None
    user: UserShape | None = None


class PaperShape(Struct, rename="camel"):
    """The paper itself: inside of a list's item, and alone as the answer of a paper page."""

    id: str | None = None
    title: str | None = None
    summary: str | None = None
    authors: list[AuthorShape] | None = None
    published_at: dt.datetime | None = None
    submitted_on_daily_at: dt.datetime | None = None
    submitted_on_daily_by: UserShape | None = None
    upvotes: int | None = None
    ai_summary: str | None = msgspec.field(name="ai_summary", default=None)
    ai_summary_model: str | None = msgspec.field(name="ai_summary_model", default=None)
    ai_keywords: list[str] | None = msgspec.field(name="ai_keywords", default=None)
    organization: OrganizationShape | None = None
    github_repo: str | None = None
    github_repo_added_by: str | None = None
    github_stars: int | None = None
    project_page: str | None = None
    media_urls: list[str] | None = None
    num_total_models: int | None = None
    num_total_datasets: int | None = None
    num_total_spaces: int | None = None


class EntryShape(Struct, rename="camel"):
    """One item of a list: the paper, and what is said around it."""

    paper: PaperShape
    title: str | None = None
    num_comments: int | None = None
    submitted_by: UserShape | None = None
    organization: OrganizationShape | None = None
    media_urls: list[str] | None = None
    media_url: str | None = None
    thumbnail: str | None = None
    is_author_participating: bool | None = None


class ReposShape(Struct):
    """The repositories that name a paper."""

    models: list[Raw] = []
    datasets: list[Raw] = []
    spaces: list[Raw] = []


class UnreadableError(Exception):
    """One item cannot be read; the message says why in a few words."""


_NOT_OF_THE_SHAPE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_ESCAPES = re.compile(rb"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)|\\.", re.DOTALL)
_LIST = msgspec.json.Decoder(list[Raw])
_ENTRY = msgspec.json.Decoder(EntryShape)
_DETAIL = msgspec.json.Decoder(PaperShape)
_REPOS = msgspec.json.Decoder(ReposShape)
_ERROR = msgspec.json.Decoder(dict[str, str])


def split_list(body: bytes, url: str) -> list[Raw]:
    """Return the items of a JSON list, each still as bytes.

    Raises:
        AnswerError: the body is something else; the message says what.
    """
    try:
        try:
            return _LIST.decode(body)
        except msgspec.DecodeError:
            # Half an emoji, which JavaScript leaves when it cuts a text, would spoil the whole list.
            return _LIST.decode(without_half_characters(body))
    except _NOT_OF_THE_SHAPE as error:
        raise unexpected(body, url) from error


def decode_entry(raw: Raw) -> EntryShape:
    """Return one item of a list.

    Raises:
        UnreadableError: a field has a wrong type.
    """
    try:
        return _ENTRY.decode(raw)
    except _NOT_OF_THE_SHAPE as error:
        raise UnreadableError(clean_text(str(error))) from error


def decode_detail(body: bytes, url: str) -> PaperShape:
    """Return the paper of a paper page's answer.

    Raises:
        AnswerError: the body is something else; the message says what.
    """
    try:
        return _DETAIL.decode(body)
    except _NOT_OF_THE_SHAPE as error:
        raise unexpected(body, url) from error


def decode_repos(body: bytes, url: str) -> LinkedRepos:
    """Return how many repositories an answer lists.

    Raises:
        AnswerError: the body is something else; the message says what.
    """
    try:
        repos = _REPOS.decode(body)
    except _NOT_OF_THE_SHAPE as error:
        raise unexpected(body, url) from error
    return LinkedRepos(len(repos.models), len(repos.datasets), len(repos.spaces))


def unexpected(body: bytes, url: str) -> AnswerError:
    """Return an error that says what came instead of what Hugging Face documents."""
    start = body[:200].lstrip().lower()
    if not start:
        what = "with nothing at all; the next try may go better"
    elif start.startswith(b"<"):
        what = "with a web page instead of data; perhaps this network wants you to log in first"
    elif start.startswith(b'{"error"'):
        what = f"with an error ({_error_word(body)}); the next try may go better"
    elif start.startswith((b"[", b"{")):
        what = "with data that breaks off or has another shape than usual; the next try may go better"
    else:
        what = "with something that is not JSON; the next try may go better"
    return AnswerError(f"Hugging Face answered {what}.", source="huggingface", url=url)


def without_half_characters(body: bytes) -> bytes:
    """Return JSON in which escapes of lone surrogates are replacement characters, and all others as they were."""
    return _ESCAPES.sub(lambda escape: escape[0] if escape[1] is None else b"\\ufffd", body)


def _error_word(body: bytes) -> str:
    try:
        return clean_text(_ERROR.decode(body)["error"][:120])
    except _NOT_OF_THE_SHAPE:
        return "it does not say which"
