"""The screens: each asks the library, holds its page's state and runs its workers; widgets draw, messages come up.

BaseScreen          bars, notices, back, help              every screen with a place
└── PaperVerbs      save, read, follow, open, copy ...     every screen that has a paper in hand
    ├── FeedScreen  LibraryScreen  FollowingScreen         the places
    ├── PaperSections                                      what stands around a paper, asked for when it is shown
    │   └── PaperScreen                                    objects that any place can push
    └── PersonVerbs     follow, ask sources, claim, forget
        └── ProfileScreen
WhyScreen                                                  what stands behind a trust snapshot
OverScreen          a box with a title, one answer
└── PickScreen  TextScreen  CopyMenu  ExportMenu           short questions and answers over a screen

Textual calls the ``on_...`` handlers of every class of a screen, the subclass's first: a handler never calls
``super()``, and what a subclass replaces is a verb.
"""
