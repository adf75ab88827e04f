"""Invented answers of the services that tell of people, in the shapes that were recorded; and a scripted carrier."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tuiread.sources.client import Client

NOW = dt.datetime(2026, 8, 21, 20, tzinfo=dt.UTC)
Json = dict[str, Any]
Answer = tuple[int, bytes | Json, dict[str, str]]

ORCID = "0000-0002-1825-0097"


class Service:
    """Answers each path as scripted, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[httpx.Headers] = []
        self._answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}

    def answers(
        self,
        path: str,
        body: bytes | Json | Callable[[dict[str, str]], Answer],
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Service:
        """Let a path be answered with a body, or by a function of the query."""
        self._answers[path] = body if callable(body) else (status, body, headers or {})
        return self

    def client(self) -> Client:
        """Return a client whose requests this service answers; it never waits."""
        return Client(transport=httpx.MockTransport(self._answer), sleep=_at_once)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        url = urlsplit(str(request.url))
        self.asked.append(str(request.url).removeprefix(f"{url.scheme}://{url.netloc}"))
        self.headers.append(request.headers)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        answer = self._answers.get(url.path, (404, b"<html><title>404 Not Found</title></html>", {}))
        status, body, headers = answer(query) if callable(answer) else answer
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content, headers=headers)


async def _at_once(seconds: float) -> None:
    """Wait for nothing."""


BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "a web page": b"<!doctype html><html><body>Log in first</body></html>",
    "half of it": b'{"results": [{"id": "https://openalex.org/A5',
    "garbage": bytes(range(128, 256)),
    "another shape": b'["an", "array"]',
}
"""Bodies that are no answer, whatever their status says."""


def openalex_author(number: int = 1, name: str = "Jane Example", **changes: Any) -> Json:
    """Return a record of an author."""
    return {
        "id": f"https://openalex.org/A500000000{number}",
        "orcid": f"https://orcid.org/{ORCID}",
        "display_name": name,
        "display_name_alternatives": ["A Former Name", "Jane Formerly"],
        "works_count": 3,
        "ids": {"openalex": f"https://openalex.org/A500000000{number}"},
        "affiliations": [
            {
                "institution": {"ror": "https://ror.org/05a28rw58", "display_name": "Example &amp; Sons Institute"},
                "years": [2026, 2024, 2024],
            }
        ],
        "topics": [{"display_name": "Quiet Screens", "count": 2}, {"display_name": "Lamps", "count": 9}],
        **changes,
    }


def openalex_work(number: int = 1, **changes: Any) -> Json:
    """Return a work that is also at arXiv."""
    url = f"https://arxiv.org/abs/2501.{number:05}"
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.48550/ARXIV.2501.{number:05}",
        "title": f"Work {number}",
        "publication_year": 2025,
        "publication_date": "2025-01-02",
        "type": "preprint",
        "primary_location": {"landing_page_url": url, "source": {"display_name": "arXiv (Cornell University)"}},
        "locations": [{"landing_page_url": url}],
        "authorships": [
            {
                "author": {"id": "https://openalex.org/A5000000001", "display_name": "Jane Example", "orcid": None},
                "institutions": [{"ror": "https://ror.org/05a28rw58", "display_name": "Example Institute"}],
                "raw_author_name": "J. Example",
            },
            {
                "author": {"id": None, "display_name": "Bo Sample &amp; Co", "orcid": f"https://orcid.org/{ORCID}"},
                "institutions": [{"ror": "https://ror.org/0other000", "display_name": "Elsewhere"}],
                "raw_author_name": "Bo Sample",
            },
        ],
        "abstract_inverted_index": {"Abstract": [0], "Lamps": [1, 3], "are": [2], "<jats:p>": [4]},
        **changes,
    }


def atom_feed(*entries: str, total: int | None = 1) -> bytes:
    """Return a feed of arXiv."""
    count = "" if total is None else f"<opensearch:totalResults>{total}</opensearch:totalResults><title>Query</title>"
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        f'xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id>{count}{"".join(entries)}</feed>'
    ).encode()


def atom_entry(paper_id: str = "2501.00001v2", title: str = "Quiet\n  Screens", **parts: str) -> str:
    """Return one entry, its children in the newer order."""
    more = "".join(f"<arxiv:{name}>{text}</arxiv:{name}>" for name, text in parts.items())
    return (
        f"<entry><id>http://arxiv.org/abs/{paper_id}</id><title>{title}</title><updated>2025-03-04T05:06:07Z</updated>"
        "<summary>  We study\nscreens.</summary><category term='cs.CL'/><category term='cs.LG'/>"
        "<category term='68T50 (Primary)'/><published>2025-01-02T03:04:05Z</published>"
        f"<arxiv:primary_category term='cs.LG'/>{more}"
        "<author><name>Jane Example</name></author><author><name>Jörg Wübben</name></author></entry>"
    )


def s2_paper(number: int = 1, **changes: Any) -> Json:
    """Return a paper as Semantic Scholar tells it."""
    return {
        "paperId": f"{number:040}",
        "externalIds": {"ArXiv": f"2501.{number:05}", "DOI": "10.1/LAMPS", "CorpusId": 7},
        "title": f"Work {number}",
        "year": 2025,
        "publicationDate": "2025-01-02",
        "venue": "arXiv.org",
        "publicationTypes": None,
        "abstract": None,
        "authors": [{"authorId": "11", "name": "Jane Example"}, {"authorId": None, "name": "Bo Sample"}],
        **changes,
    }


def orcid_employment(name: str, ror: str, source: Json, start: str, end: str | None) -> Json:
    """Return one employment of a public record."""
    return {
        "employment-summary": {
            "source": source,
            "start-date": {"year": {"value": start}, "month": None, "day": None},
            "end-date": {"year": {"value": end}} if end else None,
            "organization": {
                "name": name,
                "disambiguated-organization": {
                    "disambiguated-organization-identifier": f"https://ror.org/{ror}",
                    "disambiguation-source": "ROR",
                },
            },
        }
    }


def orcid_work(title: str | None, kind: str, value: str) -> Json:
    """Return one work of a public record, with one statement about it."""
    one = {"external-id-type": kind, "external-id-value": value, "external-id-relationship": "self"}
    ids = {"external-id": [one]}
    summary = {
        "put-code": 5,
        "title": {"title": {"value": title}} if title else None,
        "type": "preprint",
        "publication-date": {"year": {"value": "2025"}, "month": {"value": "01"}, "day": {"value": "02"}},
        "display-index": "0",
        "external-ids": ids,
    }
    return {"external-ids": ids, "work-summary": [summary]}


def orcid_record() -> Json:
    """Return a public record: an employment that an organisation asserts, one of the person's own, two works."""
    by_client = {
        "source-client-id": {"path": "APP-1"},
        "source-orcid": None,
        "source-name": {"value": "Example Institute"},
    }
    by_person = {"source-client-id": None, "source-orcid": {"path": ORCID}, "source-name": {"value": "Jane Example"}}
    return {
        "orcid-identifier": {"path": ORCID},
        "person": {
            "name": {"given-names": {"value": "Jane"}, "family-name": {"value": "Example"}, "credit-name": None},
            "other-names": {"other-name": [{"content": "A Former Name"}]},
            "biography": {"content": "I study lamps."},
            "researcher-urls": {"researcher-url": [{"url": {"value": "https://jane.example/"}}]},
        },
        "activities-summary": {
            "employments": {
                "affiliation-group": [
                    {"summaries": [orcid_employment("Example Institute", "05a28rw58", by_client, "2024", None)]},
                    {"summaries": [orcid_employment("Elsewhere", "0other000", by_person, "2019", "2021")]},
                ]
            },
            "works": {"group": [orcid_work("Work 1", "arxiv", "arXiv:2501.00001"), orcid_work(None, "doi", "10.1/x")]},
        },
    }
