"""The SQL of tuiread, one file per group of tables; nothing outside this package writes any.

    schema     both databases' migrations
    papers     papers with their details, bylines and facts         cache.db
    editions   the days of the feed                                 cache.db
    people     who wrote what: works, co-authors, namesakes         cache.db
    search     the word index                                       cache.db
    shelf      saves, read marks, follows                           library.db
    journal    what each act changed, for undo                      library.db

Each function takes the one connection and named values, and gives records.  Not here: opening, transactions and
threads (store), and every decision about what to keep (sync).
"""
