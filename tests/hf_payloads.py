"""Answers in Hugging Face's own shapes, with invented content.

Three shapes over time, as recorded in 2024, 2025 and 2026, and the paper page's; a test changes what it is about:

    entry_2024(id="2406.00001", title="A title")      changes inside of ``paper``
    entry_2026() | {"numComments": None}              changes around it
"""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

AVATAR = "https://cdn-avatars.example.org/u/1.jpeg"


def body(*entries: object) -> bytes:
    """Return a list as the service sends it."""
    return json.dumps(entries, ensure_ascii=False).encode()


def author(name: str = "Ada Example", **changes: object) -> Json:
    """Return a byline entry without an account, as nine of ten are."""
    return {"_id": "0" * 24, "name": name, "hidden": False} | changes


def account(user: str = "ada", **changes: object) -> Json:
    """Return an account as authors and `submittedOnDailyBy` have it: its name stands in ``user``."""
    shape = {"avatarUrl": AVATAR, "fullname": "Ada E.", "isPro": False, "user": user, "type": "user"}
    return {"_id": "1" * 24} | shape | changes


def submitter(name: str = "bob", **changes: object) -> Json:
    """Return an account as `submittedBy` has it: its name stands in ``name``."""
    shape = {"avatarUrl": "/avatars/2.svg", "fullname": "Bob B.", "name": name, "type": "user", "isPro": False}
    return {"_id": "2" * 24} | shape | {"isHf": False, "isMod": False, "followerCount": 3} | changes


def organization(name: str = "example-lab", **changes: object) -> Json:
    """Return an organisation."""
    return {"_id": "3" * 24, "name": name, "fullname": "Example Lab", "avatar": AVATAR} | changes


def entry_2024(**changes: object) -> Json:
    """Return an item of June 2024: no day, no submitter, hard-wrapped texts, `mediaUrl`, relative avatars."""
    old_account = account("cleo", avatarUrl="/avatars/3.svg")
    del old_account["_id"]
    paper = {
        "id": "2406.00001",
        "authors": [
            author(
                "Cleo Sample", user=old_account, status="extracted_pending", statusLastChangedAt="2024-06-03T03:44:01Z"
            ),
            author("Dan Placeholder", hidden=True),
        ],
        "publishedAt": "2024-05-31T17:50:01.000Z",
        "title": "An Invented Title That Is Long Enough\n  To Be Wrapped",
        "summary": "The first line of an abstract\nand its second line.",
        "upvotes": 27,
    } | changes
    return {
        "paper": paper,
        "publishedAt": "2024-06-02T21:44:01.558Z",
        "title": str(paper["title"]).replace("\n ", ""),
        "mediaUrl": f"https://cdn-thumbnails.example.org/social-thumbnails/papers/{paper['id']}.png",
        "numComments": 3,
    }


def entry_2025(**changes: object) -> Json:
    """Return an item of early 2025: still no day; `submittedBy`, `thumbnail` and outer media."""
    paper = {
        "id": "2501.00001",
        "authors": [author(), author("Eve Specimen", user=account("eve"), status="claimed_verified")],
        "publishedAt": "2025-01-31T18:48:08.000Z",
        "title": "Another Title",
        "summary": "One line.",
        "upvotes": 18,
        "discussionId": "4" * 24,
    } | changes
    return {
        "paper": paper,
        "publishedAt": "2025-02-02T21:45:49.841Z",
        "title": paper["title"],
        "thumbnail": f"https://cdn-thumbnails.example.org/social-thumbnails/papers/{paper['id']}.png",
        "mediaUrls": ["https://cdn-uploads.example.org/a.mp4"],
        "numComments": 1,
        "submittedBy": submitter(),
        "isAuthorParticipating": False,
    }


def entry_2026(**changes: object) -> Json:
    """Return an item of August 2026: the day, both submitters, AI texts, organisation, code and media."""
    paper = {
        "id": "2608.00001",
        "authors": [author(user=account("ada", name="ada"), status="admin_assigned"), author("Bo Sample")],
        "publishedAt": "2026-08-20T00:00:00.000Z",
        "submittedOnDailyAt": "2026-08-21T00:00:00.000Z",
        "title": "A New Title: With <think> and GPT-[n]",
        "submittedOnDailyBy": account("bob", name="bob", fullname="Bob B."),
        "summary": "All of the abstract in one line.",
        "upvotes": 163,
        "discussionId": "5" * 24,
        "projectPage": "https://project.example.org/",
        "githubRepo": "https://github.com/example/code",
        "githubRepoAddedBy": "user",
        "githubStars": 8,
        "ai_summary": "A machine's sentence.",
        "ai_keywords": ["agents", "world models"],
        "ai_summary_model": "example/Small-Model",
        "mediaUrls": ["https://cdn-uploads.example.org/a.png"],
        "organization": organization(),
    } | changes
    return {
        "paper": paper,
        "publishedAt": "2026-08-19T20:00:00.000Z",
        "title": paper["title"],
        "summary": paper["summary"],
        "mediaUrls": ["https://cdn-uploads.example.org/a.png"],
        "thumbnail": f"https://cdn-thumbnails.example.org/social-thumbnails/papers/{paper['id']}.png",
        "numComments": 1,
        "submittedBy": submitter("bob"),
        "organization": organization(),
        "isAuthorParticipating": True,
    }


def detail(**changes: object) -> Json:
    """Return a paper page's answer: the inner object alone, with repositories."""
    repositories = {
        "linkedModels": [{"id": "example/model", "gated": "manual"}],
        "numTotalModels": 72,
        "linkedDatasets": [],
        "numTotalDatasets": 0,
        "linkedSpaces": [{"id": "example/space", "running": True}],
        "numTotalSpaces": 324,
    }
    inner: Json = entry_2026()["paper"]
    return inner | repositories | changes
