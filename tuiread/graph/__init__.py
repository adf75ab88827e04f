"""The research graph from what the cache holds: what stands beside a person, a paper, a topic or an institution.

    text ──nodes──> Node ──around, beside──> Surroundings, Neighbours
                           people    as the profile counts: co-authors, works, topics, institutions; similar people
                           papers    authors, topics, references, citations, what is near
                           subjects  topics and institutions: their people and papers
    two people ──ways──> the shortest chains of co-authors

Each function takes the one connection and gives records; a question asks the tables a fixed number of times, however
many neighbours there are.  Not here: threads and files (graph_room), ties and nearness (insight), SQL (tables).
"""
