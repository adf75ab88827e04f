"""The JSON documents of the command line, made from the same records as the screens.

    records --paper_form, feed_form, ...--> forms (json_shapes) --encode--> one indented document

Not here: which command prints which document (cli).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import UNSET, Struct

from tuiread.insight.trust_checks import counting_proofs
from tuiread.names import author_key
from tuiread.output.json_shapes import (
    AnswerForm,
    AuthorForm,
    BrokenLetterForm,
    CheckForm,
    ClaimForm,
    CollaboratorForm,
    DayForm,
    ExplainedForm,
    FactForm,
    FeedForm,
    FollowedFeedForm,
    FollowingForm,
    InboxForm,
    InboxItemForm,
    InboxPersonForm,
    LetterForm,
    LettersForm,
    LinksForm,
    MatchForm,
    NoticeForm,
    OutcomeForm,
    PaperForm,
    PapersForm,
    PersonForm,
    ProfileForm,
    ProofForm,
    RowForm,
    SourceForm,
    StateForm,
    SyncForm,
    TrustForm,
    WhyForm,
    WorkForm,
)
from tuiread.records import (
    Account,
    Author,
    Check,
    CitedFact,
    Claim,
    FeedPage,
    FeedRow,
    FollowedPaper,
    FollowedPerson,
    FollowingPage,
    Inbox,
    InboxItem,
    Notice,
    Outbox,
    Paper,
    PaperId,
    PaperPage,
    Profile,
    Proof,
    SourceFact,
    SyncReport,
    Trust,
    Work,
)

OWNER_PROVED = 3
"""The level from which on a record counts as claimed."""

PROVING_SOURCES = ("orcid", "arxiv_page", "proofs")
"""Whom a check of a claim asks."""


def encode(form: Struct) -> bytes:
    """Return a form as one JSON document in UTF-8, indented by two, with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(form), indent=2) + b"\n"


def paper_form(page: PaperPage) -> PaperForm:
    """Return one paper with all its facts."""
    paper, state = page.paper, page.state
    return PaperForm(
        id=paper.id,
        version=paper.version,
        title=paper.title,
        abstract=paper.abstract,
        authors=tuple(map(_author, paper.authors)),
        published_on=paper.published_on,
        revised_on=paper.revised_at.date() if paper.revised_at else None,
        feed_days=tuple(item.day for item in paper.feed_days),
        upvotes=paper.upvotes,
        comments=paper.comment_count,
        ai_summary=paper.ai_summary,
        ai_summary_model=paper.ai_summary_model,
        keywords=paper.keywords,
        organization=_organization(paper.organization),
        categories=paper.categories,
        links=_links_of(paper),
        code_stars=paper.code_stars,
        notices=tuple(map(_notice, page.counts.notices)),
        references_count=page.counts.references,
        cited_by_count=page.counts.citations,
        state=StateForm(
            state.is_unread,
            state.is_saved,
            next(iter(state.followed_names), None),
            has_text=state.has_text,
            tags=state.tags,
            note=state.note,
            queued=state.is_queued,
        ),
        sources=tuple(_sources(paper.facts)),
    )


def feed_form(page: FeedPage) -> FeedForm:
    """Return a period of the feed."""
    return FeedForm(
        papers=_rows(page.rows),
        as_of=page.freshness.fetched_at,
        period=page.period,
        order=page.order,
        freshness=page.freshness,
    )


def papers_form(rows: Iterable[FeedRow]) -> PapersForm:
    """Return a list of papers that were found."""
    return PapersForm(_rows(rows))


def following_form(page: FollowingPage) -> FollowingForm:
    """Return whom the reader follows, and their papers."""
    people = (PersonForm(person.key, person.name, person.paper_count, person.new_count) for person in page.people)
    return FollowingForm(tuple(people), tuple(map(_followed, page.papers)))


def inbox_form(inbox: Inbox) -> InboxForm:
    """Return what came of those whom the reader follows, with how each person was matched."""
    return InboxForm(
        items=tuple(map(_inbox_item, inbox.items)),
        people=tuple(map(_inbox_person, inbox.people)),
        feeds=tuple(
            FollowedFeedForm(feed.key, feed.kind, feed.value, feed.paper_count, feed.new_count) for feed in inbox.feeds
        ),
        new_count=inbox.new_count,
        waiting_count=inbox.waiting_count,
        left_out_count=inbox.left_out_count,
        as_of=inbox.as_of,
    )


def profile_form(profile: Profile) -> ProfileForm:
    """Return a researcher."""
    return ProfileForm(
        key=profile.key,
        name=profile.name,
        claimed=profile.trust.level >= OWNER_PROVED,
        affiliation=profile.affiliation,
        works_count=len(profile.works),
        followers_count=profile.follower_count,
        topics=tuple(topic.name for topic in profile.topics.categories or ()),
        close_collaborators=tuple(
            CollaboratorForm(coauthor.key, coauthor.name, coauthor.joint_count, round(coauthor.tie, 4))
            for coauthor in profile.close
        ),
        institutions=tuple(place.name for place in profile.institutions),
        trust=_trust(profile.trust),
        following=profile.is_followed,
        works=tuple(map(_work, profile.works)),
        as_of=profile.as_of,
    )


def claim_form(claim: Claim, profile: Profile, repeat: Sequence[str]) -> ClaimForm:
    """Return the reader's claim, what proves it, and the commands that repeat the checks."""
    counting = counting_proofs(profile.identity.proofs, profile.trust.as_of)
    return ClaimForm(
        claim.person,
        claim.name,
        claim.claimed_at,
        claim.token,
        tuple(_proof(proof, counts=proof in counting) for proof in profile.identity.proofs),
        tuple(repeat),
        profile.trust.level,
        tuple(
            AnswerForm(reply.source, reply.reply, reply.asked_at, reply.sentence)
            for reply in profile.identity.replies
            if reply.source in PROVING_SOURCES
        ),
    )


def letters_form(outbox: Outbox, today: dt.date) -> LettersForm:
    """Return letters of the outbox, with since when each waits for an answer."""
    return LettersForm(
        tuple(
            LetterForm(
                letter.folder,
                letter.person,
                letter.name,
                letter.state,
                letter.drafted_on,
                letter.changed_on,
                letter.waited_days(today),
                letter.papers,
                letter.address,
                letter.text,
            )
            for letter in outbox.letters
        ),
        tuple(BrokenLetterForm(one.folder, one.problem) for one in outbox.broken),
    )


def why_form(profile: Profile) -> WhyForm:
    """Return a researcher's trust snapshot with every fact behind it."""
    trust = profile.trust
    return WhyForm(
        key=profile.key,
        name=profile.name,
        formula=trust.formula,
        as_of=trust.as_of,
        score=trust.score,
        band=trust.band,
        level=trust.level,
        mixed=trust.mixed,
        checks=tuple(map(_explained, trust.checks)),
    )


def sync_form(report: SyncReport) -> SyncForm:
    """Return what a sync did, by day and by source."""
    return SyncForm(
        days={
            day.isoformat(): DayForm(done.paper_count, done.new_count, done.skipped_count)
            for day, done in report.days.items()
        },
        outcomes=tuple(
            OutcomeForm(outcome.source, outcome.is_ok, outcome.request_count, outcome.error or UNSET)
            for outcome in report.outcomes
        ),
        papers_total=report.paper_total,
        failed_days=report.failed_days,
    )


def _author(author: Author) -> AuthorForm:
    return AuthorForm(author.name, author_key(author), author.account or UNSET)


def _organization(account: Account | None) -> str | None:
    return (account.full_name or account.user) if account else None


def _links(paper_id: PaperId) -> LinksForm:
    return LinksForm(
        abs=f"https://arxiv.org/abs/{paper_id}",
        pdf=f"https://arxiv.org/pdf/{paper_id}",
        html=f"https://arxiv.org/html/{paper_id}",
        hf=f"https://huggingface.co/papers/{paper_id}",
    )


def _links_of(paper: Paper) -> LinksForm:
    return msgspec.structs.replace(_links(paper.id), code=paper.code_url, project=paper.project_url)


def _sources(facts: Sequence[SourceFact]) -> Iterable[SourceForm]:
    """Give each source once, with its latest answer; facts come newest first."""
    for source in dict.fromkeys(fact.source for fact in facts):
        yield SourceForm(source, max(fact.fetched_at for fact in facts if fact.source == source))


def _rows(rows: Iterable[FeedRow]) -> tuple[RowForm, ...]:
    return tuple(map(row_form, rows))


def row_form(row: FeedRow) -> RowForm:
    """Return a paper of a list."""
    return RowForm(
        id=row.id,
        title=row.title,
        authors=tuple(AuthorForm(name) for name in row.author_names),
        author_count=row.author_count,
        published_on=row.published_on,
        day=row.day,
        upvotes=row.upvotes,
        comments=row.comment_count,
        organization=row.organization,
        has_code=row.has_code,
        has_project=row.has_project,
        is_starter=row.is_starter,
        links=_links(row.id),
        state=StateForm(row.is_unread, row.is_saved, row.followed_name, has_text=row.has_text),
    )


def _followed(followed: FollowedPaper) -> RowForm:
    return msgspec.structs.replace(row_form(followed.paper), followed=followed.names, is_new=followed.is_new)


def _inbox_item(item: InboxItem) -> InboxItemForm:
    people = (MatchForm(one.person, one.name, one.how, one.coauthors, one.waits) for one in item.matches)
    notice = item.notice
    told = _notice(notice) if notice else None
    feeds = tuple(feed.key for feed in item.feeds)
    return InboxItemForm(
        item.kind, item.came_on, item.is_new, item.waits, tuple(people), feeds, told, row_form(item.paper)
    )


def _notice(notice: Notice) -> NoticeForm:
    return NoticeForm(notice.kind, notice.label, notice.fact.source, notice.noticed_on)


def _inbox_person(person: FollowedPerson) -> InboxPersonForm:
    row = person.row
    return InboxPersonForm(row.key, row.name, person.how, person.is_muted, row.new_count, person.waiting_count)


def _proof(proof: Proof, *, counts: bool) -> ProofForm:
    return ProofForm(
        proof.kind,
        proof.url,
        proof.checked_at,
        proof.is_found,
        proof.excerpt,
        proof.status,
        proof.sha256,
        proof.note,
        counts,
    )


def _trust(trust: Trust) -> TrustForm:
    checks = tuple(CheckForm(one.id, one.state, one.points, one.most, one.evidence) for one in trust.checks)
    return TrustForm(trust.score, trust.band, trust.level, trust.formula, trust.as_of, checks, trust.mixed)


def _explained(check: Check) -> ExplainedForm:
    facts = tuple(map(_fact, check.facts))
    return ExplainedForm(check.id, check.label, check.state, check.points, check.most, check.evidence, facts)


def _fact(cited: CitedFact) -> FactForm:
    fact = cited.fact
    return (
        FactForm(cited.text, fact.source, fact.fetched_at, fact.url) if fact else FactForm(cited.text, None, None, None)
    )


def _work(work: Work) -> WorkForm:
    return WorkForm(
        work.title,
        work.year,
        work.kind,
        work.source,
        work.paper.id if work.paper else None,
        work.is_name_match,
        work.first_on,
        work.revised_year,
        work.doi,
        work.listed_by,
        work.notice,
    )
