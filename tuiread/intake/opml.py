"""Follows as OPML, the list that feed readers export: feeds of arXiv and pages of people at Hugging Face.

Outlines that are neither are told, each with its place in the file.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from tuiread.errors import UsageError
from tuiread.intake.fields import MOST_BAD, Unreadable, bad_line
from tuiread.intake.follow_list import bundle_of, follow_in
from tuiread.records.exports import Bundle, ListedFeed, ListedPerson
from tuiread.sources.xml_reading import read_xml

_QUERY = re.compile(r'^(?P<field>all|ti|abs|au|cat):\(?"?(?P<words>[^"()]+?)"?\)?$')
_ADDRESSES = ("tuiread", "xmlUrl", "htmlUrl", "url")
_NOT_PEOPLE = frozenset({"papers", "models", "datasets", "spaces", "blog", "docs", "posts", "collections"})


def read(name: str, text: str) -> Bundle:
    """Return the follows of an OPML file.

    Raises:
        UsageError: it is damaged, or declares what no list needs.
    """
    try:
        root = read_xml(text.encode())
    except ValueError as error:
        raise UsageError(f"{name} is no OPML that can be read: {error}.") from error
    found: dict[object, ListedPerson | ListedFeed] = {}
    bad = []
    for number, outline in enumerate(root.iter("outline"), 1):
        address = next((outline.get(one, "") for one in _ADDRESSES if outline.get(one)), "")
        called = outline.get("title") or outline.get("text") or ""
        if not address and len(outline):
            continue  # a folder
        try:
            one = _follow(address, called)
        except Unreadable as error:
            bad.append(bad_line(number, f"“{called or address}”: {error}"))
        else:
            found.setdefault(one.key if isinstance(one, ListedPerson) else one, one)
    return bundle_of(name, found.values(), bad[:MOST_BAD])


def _follow(address: str, called: str) -> ListedPerson | ListedFeed:
    parts = urlsplit(address)
    host, path = (parts.hostname or "").lower(), parts.path.strip("/")
    if parts.scheme not in ("http", "https"):
        return follow_in(address or "", called)
    if host.endswith("arxiv.org"):
        if path.startswith(("rss/", "atom/")):
            return follow_in(f"category:{path.partition('/')[2].partition('+')[0]}")
        return _search(parse_qs(parts.query).get("search_query", [""])[0])
    if host in ("huggingface.co", "hf.co") and path and "/" not in path and path not in _NOT_PEOPLE:
        return follow_in(f"hf:{unquote(path)}", called)
    raise Unreadable("neither a feed of arXiv nor somebody's page at Hugging Face")


def _search(query: str) -> ListedPerson | ListedFeed:
    """Return what a feed of arXiv's search follows, where it is one condition."""
    found = _QUERY.match(query.strip())
    if found is None:
        raise Unreadable("a search of arXiv that tuiread cannot follow as one")
    words = found["words"].replace("_", " ")
    kind = {"cat": "category", "au": "name"}.get(found["field"], "search")
    return follow_in(f"{kind}:{words}")
