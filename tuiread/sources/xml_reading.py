"""XML of a service as a tree, within bounds; nothing of it is trusted.

Bytes are parsed as they came, because a text that was decoded wrongly once cannot be mended.  Document types, and with
them declarations of entities, are refused.  Not here: what the elements mean (atom, arxiv_oai).
"""

from __future__ import annotations

from typing import Never
from xml.etree import ElementTree as ET
from xml.parsers import expat

MAX_ELEMENTS, MAX_DEPTH = 1_000_000, 20
"""More than 100 papers of the largest collaborations need, and far less than would fill the memory."""


def read_xml(body: bytes) -> ET.Element:
    """Return the root of a document; expat is asked itself, because it alone lets document types be refused.

    Raises:
        ValueError: it is no XML, or none that is read here.
    """
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.tree.data
    parser.StartDoctypeDeclHandler = _refuse_document_types
    try:
        parser.Parse(body, True)
        root: ET.Element = builder.tree.close()
    except (expat.ExpatError, LookupError, AssertionError) as error:
        raise ValueError(str(error)) from error
    return root


def what_came(body: bytes, wanted: str, mark: bytes) -> str:
    """Return the end of the sentence "arXiv answered ..." for a body that is not what was wanted.

    Args:
        body: what came.
        wanted: what it should have been, such as ``feed``.
        mark: what the beginning of such a body holds, in small letters.
    """
    start = body[:500].lstrip().lower()
    if not start:
        return "with nothing at all; the next try may go better"
    if b"<html" in start or start.startswith(b"<!doctype html"):
        return f"with a web page instead of a {wanted}; perhaps this network wants you to log in first"
    if start.startswith(b"rate exceeded"):
        return "that we ask too often; try again in some minutes"
    if mark in start:
        return f"with a {wanted} that breaks off or is malformed; the next try may go better"
    return f"with something that is no {wanted}; the next try may go better"


class _Builder:
    """Builds the tree of what expat reads, within bounds."""

    def __init__(self) -> None:
        self.tree = ET.TreeBuilder()
        self._depth = self._count = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise ValueError("a feed is not as deep or as long as this")
        self.tree.start(_name(tag), given)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self.tree.end(_name(tag))


def _name(tag: str) -> str:
    return f"{{{tag}" if "}" in tag else tag


def _refuse_document_types(*_: object) -> Never:
    raise ValueError("a feed has no document type")
