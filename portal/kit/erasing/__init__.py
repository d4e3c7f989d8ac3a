"""Erasing what the portal knows of one person, wherever it is kept; a dated stub without personal data stays.

models.py     the stub
subject.py    whom it is about: keys, and the words by which copies are found
scrubbers.py  what holds such data, each thing with the function that counts and empties it; the list is open
erasure.py    the preview and the act
elsewhere.py  texts of staff that mention the person too: shown, for a person to decide
desk.py       the page

Where a mechanism keeps copies of rows or texts, its app adds `@scrubber(words)`.
"""
