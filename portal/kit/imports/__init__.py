"""Sheets that come back: a file is kept, understood, previewed and, once a person agrees, written as a whole.

models.py      an import with its file and answers, and the headers that staff have matched by hand
resource.py    SheetResource: what every row of a sheet would do (django-import-export's engine)
rows.py        one row: what it says, what it would change, what stands in its way
previewing.py  an import read, matched and tried, without writing anything
acts.py        the verbs: receive, choose, decide, confirm, withdraw
desk/          the pages of these for any list of the staff desk;   addresses.py where an import has its own
"""
