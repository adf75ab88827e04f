"""The models, datasets and spaces of Hugging Face that name a paper.

    {"models": [...], "datasets": [...], "spaces": [...]}  ──>  Repo, the most liked of each kind first

Source: recorded objects of 2026 (``gated`` is true, false or a word, and is not read); https://huggingface.co/docs/hub/api
"""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from tuiread.cleaning import clean_text
from tuiread.records import Repo, RepoKind
from tuiread.sources.decoding import NOT_OF_THE_SHAPE
from tuiread.sources.huggingface_shapes import ReposShape, unexpected

MOST_OF_A_KIND = 500
_MAX_COUNT = 1_000_000_000_000
_ID = re.compile(r"[\w.\-]{1,100}(?:/[\w.\-]{1,200})?", re.ASCII)


class _RepoShape(Struct, rename="camel"):
    id: str | None = None
    likes: int | None = None
    downloads: int | None = None
    pipeline_tag: str | None = msgspec.field(name="pipeline_tag", default=None)
    short_description: str | None = None


_REPOS = msgspec.json.Decoder(ReposShape)
_REPO = msgspec.json.Decoder(_RepoShape)


def read_repos(body: bytes, url: str) -> tuple[Repo, ...]:
    """Return the repositories that an answer lists; one that cannot be read is left out.

    Raises:
        AnswerError: the body is something else; the message says what.
    """
    try:
        shape = _REPOS.decode(body)
    except NOT_OF_THE_SHAPE as error:
        raise unexpected(body, url) from error
    kinds: tuple[tuple[RepoKind, list[msgspec.Raw]], ...] = (
        ("model", shape.models),
        ("dataset", shape.datasets),
        ("space", shape.spaces),
    )
    return tuple(repo for kind, raws in kinds for repo in _of_a_kind(kind, raws))


def _of_a_kind(kind: RepoKind, raws: list[msgspec.Raw]) -> list[Repo]:
    found = []
    for raw in raws[:MOST_OF_A_KIND]:
        try:
            shape = _REPO.decode(raw)
        except NOT_OF_THE_SHAPE:
            continue
        if shape.id and _ID.fullmatch(shape.id):
            about = shape.pipeline_tag or shape.short_description
            found.append(Repo(kind, shape.id, _count(shape.likes), _count(shape.downloads), _line(about)))
    return sorted(found, key=lambda repo: -(repo.likes or 0))


def _count(value: int | None) -> int | None:
    return None if value is None else max(0, min(value, _MAX_COUNT))


def _line(text: str | None) -> str | None:
    return (clean_text(text[:200]) or None) if text else None
