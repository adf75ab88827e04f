"""Which ORCID iD is a person's, where the linked records agree."""

from __future__ import annotations

from tuiread.records import Identity


def orcid_of(identity: Identity) -> str | None:
    """Return the one ORCID iD that the linked records name; None for none or several."""
    known = {orcid for linked in identity.records for orcid in linked.record.orcids}
    known |= {
        linked.record.key.partition(":")[2] for linked in identity.records if linked.record.key.startswith("orcid:")
    }
    return next(iter(known)) if len(known) == 1 else None
