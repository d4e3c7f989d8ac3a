"""The portal's own settings, with the floors beside its pages. A site that others reach never runs with these."""

from portal.settings import *  # noqa: F403
from portal.settings import BASE_DIR, MIDDLEWARE, PAGES_NEVER_KEPT, TEMPLATES

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.CountingMiddleware", *MIDDLEWARE]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]}]
# A floor that is kept would be no floor.
PAGES_NEVER_KEPT = [*PAGES_NEVER_KEPT, r"^bench/"]
