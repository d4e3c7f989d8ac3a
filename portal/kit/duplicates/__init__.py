"""Records of one kind that may be the same one: what speaks for it, in words, found by a few indexed questions.

names.py     a name without the words that say what form a body has
contacts.py  addresses, numbers and acronyms in the one form in which they are compared
models.py    the three tables of each kind of record: its keys, pairs that share one, pairs that staff settled
signs.py     what a sign is, and what is told of records that share some
keeping.py   keys and pairs, written anew with their records
finding.py   matches of what somebody types and of the rows of a sheet, and the list of pairs
desk/        the warning in a form, and the page of possible duplicates
"""
