"""Sheets in, sheets out: any app declares its columns and gets import, export and template.

columns.py    a column: what it is called, what it holds, where its value comes from
reading.py    open_sheets, read_sheet: the cells of an uploaded file, or a SheetProblem that says what to do
tables.py     what was read: rows, the header among them, the records below it
headers.py    which column stands under which header
values.py     one cell read as what its column holds
writing.py    write_xlsx;   delimited.py write_csv;   template.py write_template;   refused.py write_refused
parser/       what looks into the file, in a process of its own under limits; nothing there imports Django
"""
