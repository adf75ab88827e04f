"""The comments of a paper's page on Hugging Face, which no API tells: they stand in the page's own data.

    page's HTML  ──selectolax──>  the JSON in <div data-target="PaperContent" data-props="...">  ──>  Comment

Everything in it is a stranger's text: sizes, depth and number are bounded, control characters removed, Markdown shown
as the plain text that it nearly is, and what was hidden there is not read.  Nothing is ever run or fetched from it.

Source: pages of https://huggingface.co/papers as recorded, 2026-08
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec
from msgspec import Raw, Struct
from selectolax.lexbor import LexborHTMLParser

from tuiread.cleaning import clean_paragraphs, clean_text
from tuiread.errors import AnswerError
from tuiread.records import Comment
from tuiread.sources.decoding import NOT_OF_THE_SHAPE
from tuiread.sources.huggingface_shapes import without_half_characters

MOST_COMMENTS = 500
MOST_REACTIONS = 12
MAX_DEPTH = 6
_MAX_TEXT, _MAX_NAME, _MAX_PROPS = 10_000, 200, 8_000_000
_MAX_COUNT = 1_000_000_000


class _AuthorShape(Struct):
    name: str | None = None
    fullname: str | None = None


class _TextShape(Struct):
    raw: str | None = None


class _ReactionShape(Struct):
    reaction: str | None = None
    count: int | None = None


class _DataShape(Struct):
    edited: bool | None = None
    hidden: bool | None = None
    latest: _TextShape | None = None
    reactions: list[_ReactionShape] | None = None


class _CommentShape(Struct, rename="camel"):
    author: _AuthorShape | None = None
    created_at: dt.datetime | None = None
    type: str | None = None
    data: _DataShape | None = None
    replies: list[Raw] | None = None


class _PropsShape(Struct):
    comments: list[Raw] | None = None


_PROPS = msgspec.json.Decoder(_PropsShape)
_COMMENT = msgspec.json.Decoder(_CommentShape)


def read_comments(body: bytes, url: str) -> tuple[Comment, ...]:
    """Return the comments of a paper's page, each reply after what it replies to; empty where there are none.

    One that cannot be read is left out, and its replies with it.

    Raises:
        AnswerError: the page holds no such data; the message says what to do.
    """
    found: list[Comment] = []
    _read_all(_props(body, url).comments or (), 0, found)
    return tuple(found)


def plain_markdown(text: str) -> str:
    r"""Return Markdown as plain text: links with their address, without marks of emphasis, headings and quotes' HTML.

    >>> plain_markdown("# Hello\n\nSee **[the code](https://example.org/x)** and `x_y`.")
    'Hello\n\nSee the code (https://example.org/x) and x_y.'
    """
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return clean_paragraphs(_LINE_END.sub("\n\n", text))


_MARKS = (
    (re.compile(r"<!--.{0,10000}?-->|</?[A-Za-z][^<>]{0,500}>", re.DOTALL), ""),
    (re.compile(r"!\[([^\[\]]{0,300})\]\([^()\s]{1,1000}\)"), r"[image: \1]"),
    (re.compile(r"\[([^\[\]]{1,300})\]\((https?://[^()\s]{1,1000})\)"), r"\1 (\2)"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^```[^\n]{0,100}$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,300})`"), r"\1"),
)
_LINE_END = re.compile(r"\n(?=[ \t]*(?:[-*+>]|\d{1,3}[.)])[ \t])")


def _props(body: bytes, url: str) -> _PropsShape:
    node = LexborHTMLParser(body).css_first('div[data-target="PaperContent"]')
    text = (node.attributes.get("data-props") or "") if node is not None else ""
    if not text or len(text) > _MAX_PROPS:
        raise _no_comments(url)
    try:
        # Half an emoji, which JavaScript leaves when it cuts a text, would spoil all comments.
        return _PROPS.decode(without_half_characters(text.encode(errors="replace")))
    except NOT_OF_THE_SHAPE as error:
        raise _no_comments(url) from error


def _no_comments(url: str) -> AnswerError:
    sentence = (
        "Hugging Face's page of this paper tells its comments in another way than before; o opens it in the browser."
    )
    return AnswerError(sentence, source="huggingface", url=url)


def _read_all(raws: list[Raw] | tuple[Raw, ...], depth: int, found: list[Comment]) -> None:
    for raw in raws:
        if len(found) >= MOST_COMMENTS or depth > MAX_DEPTH:
            return
        try:
            shape = _COMMENT.decode(raw)
        except NOT_OF_THE_SHAPE:
            continue
        comment = _comment(shape, depth)
        found += [comment] if comment else []
        _read_all(shape.replies or (), depth + (comment is not None), found)


def _comment(shape: _CommentShape, depth: int) -> Comment | None:
    """Return one comment; None where it is hidden, empty, or an event such as a changed title."""
    data = shape.data
    if shape.type not in (None, "comment") or data is None or data.hidden or data.latest is None:
        return None
    text = plain_markdown((data.latest.raw or "")[:_MAX_TEXT])
    if not text:
        return None
    author = shape.author or _AuthorShape()
    account = _line(author.name)
    return Comment(
        author=_line(author.fullname) or account or "somebody",
        text=text,
        written_at=_utc(shape.created_at),
        account=account,
        is_edited=bool(data.edited),
        reactions=_reactions(data.reactions or []),
        depth=depth,
    )


def _reactions(shapes: list[_ReactionShape]) -> tuple[tuple[str, int], ...]:
    given = ((_line(one.reaction, 20), one.count or 0) for one in shapes[:MOST_REACTIONS])
    return tuple((sign, min(count, _MAX_COUNT)) for sign, count in given if sign and count > 0)


def _line(text: str | None, length: int = _MAX_NAME) -> str | None:
    return (clean_text(text[:length]) or None) if text else None


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    if moment is None:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
