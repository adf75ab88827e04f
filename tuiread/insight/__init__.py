"""Pure rules about people and papers: they take records and return records, and touch nothing.

    trust            how sure a record is, in seventeen checks
    matching ─ works which records tell of one person, and which listings tell of one work
    ties             who works closely with whom
    topics, institutions
    claims           what proves that a record is somebody's own

Not here: reading facts (tables, profiles) and wording them (words).
"""
