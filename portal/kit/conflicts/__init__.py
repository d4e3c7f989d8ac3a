"""Two people, one record: the second to save keeps what the first wrote, and chooses where both changed the same.

shown.py      what a form showed when it was opened, carried by the form itself
typed.py      what came back from it, row by row, and the same as a form's data again
comparing.py  opened, saved meanwhile, typed here: what follows of the three
authors.py    who saved what meanwhile, from the history
desk.py       how the desk does it: merges, says what it merged, asks where it cannot know
"""
