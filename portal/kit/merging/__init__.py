"""Two records of one kind that are one: everything moves to the survivor, nothing is lost, and it can be undone.

relations.py  what points at a record, found in the models themselves, and how each link is declared to be handled
rows.py       a row as plain values, and back
columns.py    the columns that people decide: where two records differ, and which value stands
planning.py   what a merge would do, nothing written
acts.py       the merge itself
undoing.py    what stands in the way of undoing it, and undoing it
models.py     the merge as a record of its own, which holds all that undoing needs
former.py     where a record went;  addresses.py  where a merge has its page
scrubbing.py  taking one person out of what merges remember
desk/         the pages
"""
