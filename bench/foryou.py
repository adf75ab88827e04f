"""The for-you order: how fast it is made anew after a save, and how much better than votes it finds a reader's topic.

Speed is CPU time over a generated cache, against its bound: one more paper is saved, then everything that the reader
waits for is done again, at once and better.  The matrix of words, which a save does not change, is told beside it.

Quality is measured on the recorded pages of ../shared/seeds where they are at hand.  Each page that answers a search
is a topic.  Twenty of its papers, drawn at random, are saved; all other papers of the three searches are ranked;
counted is how many of the first ten are on that page.  Drawn forty times a topic from each of three seeds, always the
same draws; what is learnt better must be no worse than what is learnt at once.  The pages tell no votes: the votes of a
paper are drawn anew each time by a law like that of real votes (a lognormal one), and know nothing of topics, so that
the order by votes is chance.  The order is taken as a reader sees it, blended with these votes, and also without any.

    python bench/foryou.py [PAPERS]        default 5,000
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import verdict
from bench.generated import NOW, Papers
from bench.meaning import SEARCHES, SEEDS, Recorded, seeds
from tuiread.insight.ranking import standings
from tuiread.insight.taste import Space, logistic, rocchio
from tuiread.records import Example, FeedRow, PaperId

MOST_MS, LEAST_RATIO = 250, 1.4
DRAWS, SEEDS_OF_DRAWS, SAVES, FIRST = 40, (7, 8, 9), 20, 10
ORDERS = ("votes", "at once", "better")
_VOTES = (1.5, 1.2)
"""Mean and spread of the logarithm of votes."""


def speed(count: int) -> None:
    """Save one paper more, and rank all of them."""
    papers_of = Papers()
    papers = sorted((papers_of.paper(number, NOW.date()) for number in range(count)), key=lambda paper: paper.id)
    begin = time.process_time()
    space = Space([(paper.id, paper.title, paper.abstract) for paper in papers])
    built = (time.process_time() - begin) * 1000
    rows = [_row(paper.id, paper.title, paper.upvotes) for paper in papers]
    examples = [Example(paper.id, 1.0) for paper in papers[:: count // 40]]
    times: dict[str, list[float]] = {"at once": [], "better": []}
    for number in range(1, 12):
        more = [*examples, Example(papers[number * 7].id, 1.0)]
        for name, learn in (("at once", rocchio), ("better", logistic)):
            begin = time.process_time()
            standings(rows, learn(space, more).scores(), len(more))
            times[name].append((time.process_time() - begin) * 1000)
    print(
        f"{count:,} papers, {len(space.corpus.terms):,} terms; the matrix, kept between saves: {built:,.0f} ms of CPU"
    )
    for name, taken in times.items():
        middle = float(np.median(taken))
        print(f"    ranked anew after a save, {name}: {middle:.0f} ms of CPU, {verdict(middle, MOST_MS)}")
    both = float(np.median(times["at once"])) + float(np.median(times["better"]))
    print(f"    both: {both:.0f} ms, {verdict(both, MOST_MS)}")


def quality(papers: list[Recorded]) -> None:
    """Save twenty papers of a topic, and look how many of the first ten of all others belong to it."""
    pool = [paper for paper in papers if paper.pages & SEARCHES]
    ids = [PaperId(f"2601.{place:05}") for place in range(len(pool))]
    space = Space([(ids[place], paper.title, paper.abstract) for place, paper in enumerate(pool)])
    found: dict[str, list[float]] = {name: [] for name in (*ORDERS, "at once, without votes", "better, without votes")}
    for page in sorted(SEARCHES):
        topic = {ids[place] for place, paper in enumerate(pool) if page in paper.pages}
        for chance in (random.Random(f"{page} {seed} {draw}") for seed in SEEDS_OF_DRAWS for draw in range(DRAWS)):
            saved = set(chance.sample(sorted(topic), SAVES))
            rows = [
                _row(one, pool[place].title, int(chance.lognormvariate(*_VOTES)))
                for place, one in enumerate(ids)
                if one not in saved
            ]
            chance.shuffle(rows)
            for name, hits in found.items():
                hits.append(_precision(name, space, rows, saved, topic))
        print(f"    search {page}: {len(topic)} papers on its page")
    means = {name: float(np.mean(hits)) for name, hits in found.items()}
    draws = DRAWS * len(SEEDS_OF_DRAWS)
    print(f"of the first {FIRST}, after {SAVES} saves of a topic, {draws} draws for each of {len(SEARCHES)} topics,")
    print(f"among {len(pool) - SAVES} other papers, on the topic's page:")
    for name, mean in means.items():
        print(f"    {name:24} {mean:.3f}   {mean / means['votes']:.2f}x the votes")
    ratio = means["better"] / means["votes"]
    print(f"    {'kept' if ratio >= LEAST_RATIO else 'BROKEN'}: at least {LEAST_RATIO}x")
    is_better = all(means[f"better{order}"] >= means[f"at once{order}"] for order in ("", ", without votes"))
    print(f"    {'kept' if is_better else 'BROKEN'}: better is no worse than at once, with votes and without")


def _precision(name: str, space: Space, rows: list[FeedRow], saved: set[PaperId], topic: set[PaperId]) -> float:
    if name == "votes":
        ranking = [row.id for row in sorted(rows, key=lambda row: -row.upvotes)]
    else:
        examples = [Example(one, 1.0) for one in sorted(saved)]
        scores = (rocchio if "once" in name else logistic)(space, examples).scores()
        shown = [_row(row.id, row.title, 0) for row in rows] if "without" in name else rows
        ranking = [standing.paper_id for standing in standings(shown, scores, len(saved))]
    return float(np.mean([one in topic for one in ranking[:FIRST]]))


def _row(paper_id: PaperId, title: str, votes: int) -> FeedRow:
    return FeedRow(paper_id, title, NOW.date(), NOW.date(), (), 1, votes, 0)


def main() -> None:
    """Measure both."""
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
    if SEEDS.is_dir():
        quality(seeds())
    else:
        print("quality: not measured, because the recorded pages are not here")


if __name__ == "__main__":
    main()
