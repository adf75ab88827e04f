"""The inbox and a digest as Atom feeds, for any feed reader: an entry a paper, with an id that never changes.

Source: RFC 4287.  Not here: reading feeds (sources.atom).
"""

from __future__ import annotations

import datetime as dt
import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tuiread.output.digest import wording
from tuiread.records import Digest, FeedRow, Inbox, InboxItem

ATOM = "http://www.w3.org/2005/Atom"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def digest_feed(digest: Digest) -> bytes:
    """Return a digest as a feed of its papers."""
    feed = _feed(f"digest {wording.file_stem(digest.period)}", f"Papers: {wording.title(digest)}")
    _updated(feed, digest.made_at)
    for said in wording.warnings(digest):
        SubElement(feed, "subtitle").text = _xml(said)
        break
    for section in digest.sections:
        for item in section.items:
            text = f"{item.quote.text} ({item.quote.maker})" if item.quote else ""
            _entry(feed, item.paper, _came_at(item.paper), wording.facts(item), text, wording.HEADINGS[section.kind])
    return _bytes(feed)


def inbox_feed(inbox: Inbox) -> bytes:
    """Return the inbox as a feed, newest first."""
    feed = _feed("inbox", "tuiread: inbox")
    times = [_day_time(item.came_on) for item in inbox.items]
    _updated(feed, max(times, default=EPOCH))
    for item, at in zip(inbox.items, times, strict=True):
        entry = _entry(feed, item.paper, at, _why(item), "", item.kind)
        if item.notice:  # another entry than the paper's own, which may have come before
            _child(entry, "id").text = f"{wording.address(item.paper.id)}#{item.notice.kind}"
    return _bytes(feed)


def _child(entry: Element, name: str) -> Element:
    found = entry.find(name)
    if found is None:
        raise LookupError(f"an entry without {name}")
    return found


def _why(item: InboxItem) -> str:
    reasons = [f"by {match.name}" for match in item.matches]
    reasons += [f"{feed.kind} {feed.value}" for feed in item.feeds]
    reasons += [item.notice.label] if item.notice else []
    return " · ".join(filter(None, (wording.byline(item.paper), *reasons)))


def _feed(name: str, title: str) -> Element:
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    SubElement(feed, "id").text = uuid5(NAMESPACE_URL, f"tuiread {name}").urn
    SubElement(feed, "title").text = title
    SubElement(SubElement(feed, "author"), "name").text = "tuiread"
    return feed


def _entry(feed: Element, row: FeedRow, at: dt.datetime, about: str, text: str, kind: str) -> Element:
    entry = SubElement(feed, "entry")
    address = wording.address(row.id)
    SubElement(entry, "id").text = address
    SubElement(entry, "title").text = _xml(wording.paper_title(row))
    SubElement(entry, "link", {"rel": "alternate", "href": address})
    _updated(entry, at)
    for name in row.author_names:
        SubElement(SubElement(entry, "author"), "name").text = _xml(name)
    SubElement(entry, "category", {"term": kind})
    SubElement(entry, "summary").text = _xml("\n".join(filter(None, (about, text))))
    return entry


def _updated(element: Element, at: dt.datetime) -> None:
    SubElement(element, "updated").text = f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _came_at(row: FeedRow) -> dt.datetime:
    return _day_time(row.day or row.published_on or EPOCH.date())


def _day_time(day: dt.date) -> dt.datetime:
    """Return when a day begins, not before feeds did: papers without any day have the least one there is."""
    return max(EPOCH, dt.datetime.combine(day, dt.time(), dt.UTC))


def _xml(text: str) -> str:
    """Return a text without what no XML may hold."""
    return _NOT_XML.sub("", text)


def _bytes(feed: Element) -> bytes:
    indent(feed)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
