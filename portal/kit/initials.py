"""The letter under which a record stands in an A–Z list."""

from django.db import models

from portal.kit.text import initial
from portal.kit.textfields import DerivedMixin


class InitialField(DerivedMixin, models.CharField):
    """The index letter of its source: Ă and Â stand under A, Đ apart from D, digits and signs under #."""

    fixed = {**DerivedMixin.fixed, "max_length": 1, "db_index": True}

    def derive(self, *texts):
        return initial(" ".join(texts))
