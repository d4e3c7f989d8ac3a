"""The pages by which an officer merges two records of a list of the desk, and takes a merge back.

frame.py    addresses, rights and the frame around every page
start.py    from the list, from a record: which two
preview.py  what the merge would do, the questions it asks, confirmation;  showing.py  what is shown there
result.py   what it did, what stands in the way of undoing it, undoing
"""

from portal.kit.merging.desk.preview import PreviewPage
from portal.kit.merging.desk.result import ResultPage
from portal.kit.merging.desk.start import StartPage


class MergesOfList(StartPage, PreviewPage, ResultPage):
    """For a `DeskAdmin`: declare `merging`."""


__all__ = ["MergesOfList"]
