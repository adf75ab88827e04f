"""The command line: arguments, exit codes, the only print.

    words --arguments--> Desk --table--> command --> Reply --writing--> stdout, stderr
                           └── start --> the app          edge: every failure -> one sentence and an exit code

Commands ask the library as screens do, and answer with a `Reply`; they never print.  Not here: words for records
(words) and the shape of JSON documents (output).
"""
