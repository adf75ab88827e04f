"""Papers as CSL-JSON, which pandoc, Zotero and every citation processor read.

Source: https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tuiread.output.citing import Citation, citation_of
from tuiread.output.names import name_parts
from tuiread.records.exports import Entry

_TYPES = {"article": "article-journal", "proceedings": "paper-conference", "preprint": "article"}


def csl_json(entries: Sequence[Entry]) -> bytes:
    """Return papers as one JSON list in UTF-8, each once."""
    unique = {entry.paper.id: entry for entry in entries}
    return msgspec.json.format(msgspec.json.encode([_item(entry) for entry in unique.values()]), indent=2) + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    paper, cited = entry.paper, citation_of(entry)
    values = {
        "id": entry.key,
        "type": _TYPES[cited.kind],
        "title": paper.title,
        "author": [_name(author.name) for author in paper.authors],
        "issued": {"date-parts": [_date(cited)]},
        "container-title": cited.container,
        "publisher": "arXiv" if cited.kind == "preprint" else None,
        "number": f"arXiv:{paper.id}",
        "DOI": cited.doi,
        "URL": cited.url,
        "abstract": paper.abstract,
        "keyword": ", ".join(entry.tags),
        "note": entry.note,
    }
    return {name: value for name, value in values.items() if value}


def _name(name: str) -> dict[str, str]:
    given, family = name_parts(name)
    return {"family": family, "given": given} if given else {"literal": family}


def _date(cited: Citation) -> list[int]:
    """Return year, month and day as far as they are known."""
    day = (cited.published_on.day,) if cited.published_on else ()
    return [cited.year, cited.month, *day] if cited.month else [cited.year]
