class Refused(Exception):
    """The file or sheet is not taken; `problems.py` says in words why, for each code."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params
