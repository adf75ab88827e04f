"""What a person's works are about, counted in one vocabulary; vocabularies are never mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from tuiread.records import TopicCount


def count_topics(per_work: Iterable[Iterable[str]]) -> tuple[TopicCount, ...]:
    """Return topics with how many works have each, most works first, then by name.

    Args:
        per_work: the topics of each work; one that repeats within a work counts once.
    """
    counts = Counter(chain.from_iterable(map(set, per_work)))
    ranked = sorted(sorted(counts), key=counts.__getitem__, reverse=True)  # a sort leaves equals in their order
    return tuple([TopicCount(topic, counts[topic]) for topic in ranked])
