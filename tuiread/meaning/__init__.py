"""Search by meaning, learnt from the reader's own cache: no weights are downloaded, and nothing leaves the machine.

    texts -> words -> corpus -> decomposition -> training -> Model      what words mean in this cache
                                     Model -> vectors -> files -> MeaningIndex -> Neighbour
    two rankings -> fusing                                              found by words, by meaning, or both

Callers give (id, title, abstract) and get ids back.  Not here: where papers are kept and when training is due.  numpy
is imported with these modules and not with this one, so whoever wants an early first frame imports them late.
"""
