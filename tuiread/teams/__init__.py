"""Who wrote which paper with whom, as numbers in arrays, so that a way between two people is found in milliseconds.

    cache ──tables.teams──> files.write_teams ──> teams.bin, mapped into memory
                            changes since then ──> Teams.with_changes

People and papers are numbers here: a paper is the cache's key, a person a vertex (see tables.teams).  Brings numpy.
Not here: whose bylines are whose (tables), and searching (insight.ways).
"""
