"""The pages by which an officer brings a sheet into a list of the desk.

frame.py    addresses, rights and the frame around every page
upload.py   the file, the template, the imports that wait
columns.py  which sheet, which header, what each column holds;   questions.py what is asked there
preview.py  what the sheet would do, decisions, confirmation;    sections.py what is shown there
result.py   what it did;                                         downloads.py the file, and the rows not taken
"""

from portal.kit.imports.desk.columns import ColumnsPage
from portal.kit.imports.desk.downloads import Downloads
from portal.kit.imports.desk.preview import PreviewPage
from portal.kit.imports.desk.result import ResultPage
from portal.kit.imports.desk.upload import UploadPage


class ImportsOfList(UploadPage, ColumnsPage, PreviewPage, ResultPage, Downloads):
    """For a `DeskAdmin`: declare `import_resource`. Who may add and change the records may import them.

    An admin has many such parents: every method of these says «import» in its name, so that none takes another's place.
    """


__all__ = ["ImportsOfList"]
