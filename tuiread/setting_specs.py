"""Every setting there is: its name, what it may be, its default and a line of help.

Not here: where values come from and the records that hold them (settings).
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Kind = Literal["text", "url", "secret", "number", "count", "switch"]
"""What a value is: ``number`` counts seconds, ``count`` whole things, ``switch`` is true or false."""


class Spec(Struct, frozen=True):
    """What there is to know of one setting."""

    name: str
    kind: Kind
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    minimum: float = 0
    maximum: float = 86_400
    """Both for numbers and counts; a day, where seconds are counted."""
    also_variable: str | None = None
    """Another environment variable that is read after the regular one."""

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that set it, the strongest first."""
        regular = "TUIREAD_" + self.name.removeprefix("sources.").upper().replace(".", "_")
        return (regular, self.also_variable) if self.also_variable else (regular,)

    @property
    def wanted(self) -> str:
        """What a value must be, in words."""
        if self.choices:
            return " or ".join(f'"{choice}"' for choice in self.choices)
        return {
            "text": "a line of text in quotes",
            "url": "an address such as https://example.org",
            "secret": "a token without blanks",
            "number": f"a number from {self.minimum:g} to {self.maximum:g}",
            "count": f"a whole number from {self.minimum:g} to {self.maximum:g}",
            "switch": "true or false",
        }[self.kind]


def _upstream(name: str, url: str, title: str, *, min_interval_s: float, has_key: bool = False) -> tuple[Spec, ...]:
    """Return the settings of a service that tells of people."""
    key = (Spec(f"sources.{name}.api_key", "secret", None, "a key, for higher limits"),) if has_key else ()
    return (
        Spec(f"sources.{name}.url", "url", url, f"where {title} is asked about people and papers"),
        Spec(f"sources.{name}.min_interval_s", "number", min_interval_s, f"seconds between two requests to {title}"),
        Spec(f"sources.{name}.is_on", "switch", True, f"ask {title} at all"),
        *key,
    )


ORDERS = ("trending", "new", "for-you")

SPECS = (
    Spec("sources.huggingface.url", "url", "https://huggingface.co", "where the daily papers are asked for"),
    Spec("sources.huggingface.min_interval_s", "number", 0.0, "seconds between two requests to Hugging Face"),
    Spec("sources.huggingface.token", "secret", None, "an access token, for higher limits", also_variable="HF_TOKEN"),
    *_upstream("arxiv", "https://export.arxiv.org", "arXiv", min_interval_s=3.0),
    Spec("sources.arxiv.listing_url", "url", "https://rss.arxiv.org", "where arXiv announces each day's papers"),
    Spec("sources.arxiv.harvest_url", "url", "https://oaipmh.arxiv.org/oai", "where arXiv's metadata is harvested"),
    *_upstream("openalex", "https://api.openalex.org", "OpenAlex", min_interval_s=0.1, has_key=True),
    *_upstream(
        "semantic_scholar", "https://api.semanticscholar.org", "Semantic Scholar", min_interval_s=1.0, has_key=True
    ),
    *_upstream("orcid", "https://pub.orcid.org", "ORCID", min_interval_s=0.1),
    *_upstream("crossref", "https://api.crossref.org", "Crossref", min_interval_s=0.1),
    *_upstream("ar5iv", "https://ar5iv.labs.arxiv.org", "ar5iv", min_interval_s=1.0),
    Spec("texts.on_save", "switch", True, "fetch the full text of a paper when it is saved"),
    Spec("texts.figures", "count", 12, "images that are kept with a text", maximum=200),
    Spec("texts.figure_kb", "count", 400, "kilobytes of the largest image that is kept", minimum=1, maximum=20_000),
    Spec("texts.measure", "count", 78, "cells of the longest line of a text", minimum=20, maximum=200),
    Spec("texts.justified", "switch", False, "set texts with straight right edges"),
    Spec(
        "library.disk_limit_mb",
        "count",
        2000,
        "megabytes of texts and figures, then no more are fetched",
        minimum=1,
        maximum=1_000_000,
    ),
    Spec("library.statistics", "switch", False, "say in the library what you read this week; counted here only"),
    Spec("trust.show", "text", "number", "the trust snapshot as", choices=("number", "words", "off")),
    Spec("export.library_bib", "switch", True, "keep library.bib in the data folder as the library is"),
    Spec("export.folder", "text", "", "where exports go from the screens; empty: exports in the data folder"),
    Spec("export.zotero_url", "url", "http://127.0.0.1:23119", "where Zotero on this machine takes papers"),
    Spec("network.timeout_s", "number", 10.0, "seconds to wait for an answer", minimum=0.1),
    Spec("sync.on_start", "switch", True, "refresh in the background when the app opens"),
    Spec("sync.first_days", "count", 7, "weekdays that a first sync fetches", minimum=1, maximum=3650),
    Spec("sync.catch_up_days", "count", 60, "days that a sync looks back for missed ones", maximum=3650),
    Spec("feed.order", "text", "trending", "by votes, newest first, or as you like", choices=ORDERS),
    Spec("feed.mark_read_on_open", "switch", True, "opening a paper marks it read"),
    Spec("digest.reading", "switch", False, "a digest tells what you saved and read"),
    Spec("mail.host", "text", "", "the SMTP server that takes your digests; empty: this machine's sendmail"),
    Spec("mail.port", "count", 0, "its port; 0 is the usual one: starttls 587, tls 465, none 25", maximum=65_535),
    Spec("mail.security", "text", "starttls", "how it is reached", choices=("starttls", "tls", "none")),
    Spec("mail.user", "text", "", "the name to sign in with; empty: without"),
    Spec("mail.sender", "text", "", "the address that digests come from; empty: the one they go to"),
    Spec("mail.password_command", "text", "", "the command that prints the password"),
    Spec("mail.keyring", "switch", False, "take the password from the desktop's keyring: service tuiread, that user"),
    Spec("mail.sendmail", "text", "", "the command that takes a mail where no server is set; empty: sendmail"),
    Spec("ui.theme", "text", "auto", "auto, or the name of a theme"),
    Spec("ui.ascii", "text", "auto", "draw with ASCII characters only", choices=("auto", "yes", "no")),
    Spec("ui.browser", "text", "", "the command that opens links; empty: $BROWSER or the desktop's"),
)
"""Every setting; the records above, the environment, config.toml and ``config show`` follow this table."""
