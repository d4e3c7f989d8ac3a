"""The history of a record as pages: read it, ask it who changed one thing, bring back what stood there before.

reading.py   the timeline narrowed to one column
earlier.py   what a row of history held, as a form would send it
deleted.py   deleted records: which there are, and how one comes back with its rows
desk.py      the pages
"""
