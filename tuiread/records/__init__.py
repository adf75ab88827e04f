"""The nouns of the field, as frozen records that every layer shares.

    papers ── authors ── trust ── people ── inbox, letters, pages        each knows those at its left
       └───── answers      └───── claims, sections

Records hold facts and answer small questions about themselves.  They are *not* rows of a table, answers of a service or
text for a screen: tables and sources build them, words draw them.  They are msgspec structs rather than dataclasses,
because they cost a fraction of the time to define at start, and because one definition also encodes and checks the
snapshot of a saved paper.  Times are aware and in UTC; days are Hugging Face feed days (America/New_York).
"""

from tuiread.records.answers import (
    Answer as Answer,
    DayReport as DayReport,
    Item as Item,
    Outcome as Outcome,
    Progress as Progress,
    SyncReport as SyncReport,
)
from tuiread.records.authors import (
    Affiliation as Affiliation,
    AuthorRecord as AuthorRecord,
    AuthorWorks as AuthorWorks,
    Budget as Budget,
    Candidate as Candidate,
    JointCount as JointCount,
    LinkedRecord as LinkedRecord,
    LinkHow as LinkHow,
    ListedAuthor as ListedAuthor,
    ListedWork as ListedWork,
    Notice as Notice,
    RecordKey as RecordKey,
    Reply as Reply,
    SourceReply as SourceReply,
)
from tuiread.records.bulk import (
    BadLine as BadLine,
    ImportReport as ImportReport,
)
from tuiread.records.claims import (
    Look as Look,
    PublicPage as PublicPage,
)
from tuiread.records.digest import (
    DayCount as DayCount,
    Digest as Digest,
    DigestFormat as DigestFormat,
    DigestItem as DigestItem,
    DigestKind as DigestKind,
    DigestSection as DigestSection,
    Quote as Quote,
    Rhythm as Rhythm,
    SentDigest as SentDigest,
    Subscription as Subscription,
)
from tuiread.records.graph import (
    MUTUAL_EDGES as MUTUAL_EDGES,
    Between as Between,
    CoauthorPath as CoauthorPath,
    EdgeKind as EdgeKind,
    GraphEdge as GraphEdge,
    GraphFilter as GraphFilter,
    GraphRelation as GraphRelation,
    GraphView as GraphView,
    JointTable as JointTable,
    Lineage as Lineage,
    LineageKind as LineageKind,
    LineageRow as LineageRow,
    Nearness as Nearness,
    Neighbour as Neighbour,
    Neighbours as Neighbours,
    Node as Node,
    NodeKind as NodeKind,
    PathAnswer as PathAnswer,
    PathStep as PathStep,
    RelationCount as RelationCount,
    Surroundings as Surroundings,
)
from tuiread.records.inbox import (
    SAVED as SAVED,
    FeedKind as FeedKind,
    FollowedFeed as FollowedFeed,
    FollowedPerson as FollowedPerson,
    How as How,
    Inbox as Inbox,
    InboxItem as InboxItem,
    InboxMatch as InboxMatch,
    ItemKind as ItemKind,
)
from tuiread.records.letters import (
    WAITING_DAYS as WAITING_DAYS,
    BrokenLetter as BrokenLetter,
    Letter as Letter,
    LetterFacts as LetterFacts,
    LetterState as LetterState,
    Outbox as Outbox,
    Party as Party,
)
from tuiread.records.merging import (
    MergeReport as MergeReport,
    OlderNote as OlderNote,
    Restored as Restored,
    RowChange as RowChange,
    SaidRow as SaidRow,
)
from tuiread.records.pages import (
    FeedPage as FeedPage,
    FollowedPaper as FollowedPaper,
    FollowingPage as FollowingPage,
    Freshness as Freshness,
    Order as Order,
    PaperPage as PaperPage,
    Period as Period,
    PeriodKind as PeriodKind,
    Step as Step,
)
from tuiread.records.papers import (
    CONFIRMED_STATUSES as CONFIRMED_STATUSES,
    Account as Account,
    Author as Author,
    FeedDay as FeedDay,
    FeedRow as FeedRow,
    LinkedRepos as LinkedRepos,
    Paper as Paper,
    PaperId as PaperId,
    PaperState as PaperState,
    SourceFact as SourceFact,
)
from tuiread.records.people import (
    AFFILIATION_SOURCES as AFFILIATION_SOURCES,
    CLOSE_AUTHORS as CLOSE_AUTHORS,
    Byline as Byline,
    Circle as Circle,
    Claim as Claim,
    CoAuthor as CoAuthor,
    Follow as Follow,
    Identity as Identity,
    Institution as Institution,
    JointRow as JointRow,
    JointWork as JointWork,
    PersonKey as PersonKey,
    PersonRow as PersonRow,
    Profile as Profile,
    TopicCount as TopicCount,
    Topics as Topics,
    Work as Work,
)
from tuiread.records.search import (
    MOST_TERMS as MOST_TERMS,
    Facet as Facet,
    Facets as Facets,
    FoundNote as FoundNote,
    Hit as Hit,
    IndexState as IndexState,
    PaperText as PaperText,
    Query as Query,
    Remark as Remark,
    SearchMode as SearchMode,
    SearchOrder as SearchOrder,
    SearchOutcome as SearchOutcome,
    SearchPage as SearchPage,
    Term as Term,
    TermField as TermField,
    WantedState as WantedState,
    Years as Years,
)
from tuiread.records.sections import (
    CitedList as CitedList,
    CitedPage as CitedPage,
    CitedWork as CitedWork,
    Comment as Comment,
    CommentsPage as CommentsPage,
    LinkedPage as LinkedPage,
    NoticesPage as NoticesPage,
    Relation as Relation,
    Repo as Repo,
    RepoKind as RepoKind,
    Section as Section,
    SectionCounts as SectionCounts,
    SectionReply as SectionReply,
    SectionState as SectionState,
)
from tuiread.records.shelf import (
    LETTERS_A_MINUTE as LETTERS_A_MINUTE,
    GroupKind as GroupKind,
    LibraryPage as LibraryPage,
    NearPaper as NearPaper,
    ReadingStop as ReadingStop,
    ReadingWeek as ReadingWeek,
    SavedRow as SavedRow,
    ShelfFacts as ShelfFacts,
    ShelfGroup as ShelfGroup,
    ShelfOrder as ShelfOrder,
    TagCount as TagCount,
    Tagging as Tagging,
)
from tuiread.records.taste import (
    FEWEST_SAVES as FEWEST_SAVES,
    LEARNT_SAVES as LEARNT_SAVES,
    CatchUp as CatchUp,
    Example as Example,
    Learning as Learning,
    Pass as Pass,
    PassKind as PassKind,
    PassReason as PassReason,
    PlaceInFeed as PlaceInFeed,
    Reason as Reason,
    ReasonKind as ReasonKind,
    Standing as Standing,
)
from tuiread.records.texts import (
    FoundSentence as FoundSentence,
    Mark as Mark,
    Place as Place,
    PlaceNote as PlaceNote,
    TextFacts as TextFacts,
    TextPage as TextPage,
    TextSource as TextSource,
    TextTry as TextTry,
)
from tuiread.records.trust import (
    AffiliationFact as AffiliationFact,
    Check as Check,
    CheckState as CheckState,
    CitedFact as CitedFact,
    CloseFact as CloseFact,
    Evidence as Evidence,
    IdFact as IdFact,
    Listing as Listing,
    Proof as Proof,
    ProofKind as ProofKind,
    Trust as Trust,
    WorkFact as WorkFact,
)
