"""How fast a sync is where the network is not: at least 1,500 papers parsed and stored a second of CPU.

The real sync over the real client; only the transport is replaced by recorded days, or where there are none by invented
papers in the service's newest form.  Beside it what ``json.loads`` needs for the same bytes, and parsing alone.

    python bench/sync_speed.py [rounds]
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx

from bench._measuring import Found, in_rounds, ratios, spread
from bench.generated import NOW, days_of_papers
from tests import hf_payloads
from tuiread.dates import day_period
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import Paper, SourceFact
from tuiread.settings import load_settings
from tuiread.sources.client import Client
from tuiread.sources.huggingface import HuggingFace, parse_list

RECORDED = Path(__file__).parents[2] / "shared" / "samples" / "hf_daily_papers"
PROMISED = 1_500
INVENTED = 1_500

Days = dict[dt.date, bytes]
"""What the service answers for each day."""


def recorded_days() -> Days:
    """Reads the recorded days, where they are at hand."""
    return {dt.date.fromisoformat(file.stem): file.read_bytes() for file in sorted(RECORDED.glob("*.json"))}


def invented_days() -> Days:
    """Makes answers of the service for invented papers."""
    return {day: hf_payloads.body(*map(entry, papers)) for day, papers in days_of_papers(INVENTED)}


def entry(paper: Paper) -> hf_payloads.Json:
    """Makes an item of a list in the form of 2026."""
    return hf_payloads.entry_2026(
        id=paper.id,
        title=paper.title,
        summary=paper.abstract,
        authors=[hf_payloads.author(author.name) for author in paper.authors],
        submittedOnDailyAt=f"{paper.feed_days[0].day}T00:00:00.000Z",
        ai_summary=paper.ai_summary,
        ai_keywords=list(paper.keywords),
        upvotes=paper.upvotes,
    )


def loading(days: Days) -> Mapping[str, float]:
    """Reads all bodies with ``json.loads``; in CPU seconds."""
    begin = time.process_time()
    for body in days.values():
        json.loads(body)
    return {"CPU s": time.process_time() - begin}


def parsing(days: Days) -> Mapping[str, float]:
    """Turns all bodies into records; in CPU seconds."""
    begin = time.process_time()
    for day, body in days.items():
        parse_list(body, SourceFact("huggingface", f"daily papers of {day}", NOW, "https://example.org/"), day)
    return {"CPU s": time.process_time() - begin}


def syncing(days: Days) -> Mapping[str, float]:
    """Syncs all days into a new home; in CPU seconds."""
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(sync(days, home))


async def sync(days: Days, home: str) -> Mapping[str, float]:
    """Syncs all days into a home folder and checks that all of them came."""
    paths = find_paths(home)
    library = Library(paths, load_settings(paths, {}), lambda: NOW, lambda settings, now: source_of(days))
    await library.paper_total()
    begin = time.process_time()
    report = await library.sync([day_period(day) for day in days])
    cpu_s = time.process_time() - begin
    await library.close()
    if report.failed_days or any(day.skipped_count for day in report.days.values()):
        raise RuntimeError(f"days failed or items were skipped: {report}")
    return {"CPU s": cpu_s}


def source_of(days: Days) -> HuggingFace:
    """Makes the real source over a transport that answers from memory."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=days[dt.date.fromisoformat(request.url.params["date"])])

    return HuggingFace(Client(transport=httpx.MockTransport(answer)), now=lambda: NOW)


def main(rounds: int) -> None:
    """Prints the table."""
    days = recorded_days() or invented_days()
    papers = sum(len(json.loads(body)) for body in days.values())
    size_mb = sum(map(len, days.values())) / 1e6
    kind = "recorded" if RECORDED.is_dir() else "invented"
    print(f"{papers:,} {kind} papers of {len(days)} days, {size_mb:.1f} MB")
    found = in_rounds(
        {"json.loads": partial(loading, days), "parse": partial(parsing, days), "sync": partial(syncing, days)}, rounds
    )
    print(f"{'':<12}{'papers a CPU second':>34}{'x json.loads':>22}")
    for case, values in found.items():
        show(case, values, found["json.loads"], papers)


def show(case: str, values: Found, base: Found, papers: int) -> None:
    """Prints one case."""
    speeds = [papers / seconds for seconds in values["CPU s"]]
    kept = "kept" if sorted(speeds)[len(speeds) // 2] >= PROMISED else "BROKEN"
    judged = f"{kept}: at least {PROMISED:,}" if case == "sync" else ""
    print(f"{case:<12}{spread(speeds):>34}{spread(ratios(values['CPU s'], base['CPU s']), ',.1f'):>22}  {judged}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
