"""Read by gunicorn where it starts: its own lines, too, tell nothing of who visits."""

import gc

from gunicorn.glogging import Logger

from portal.kit.logs import LogFormatter


class QuietLogger(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(LogFormatter())


logger_class = QuietLogger


def post_worker_init(worker):
    """What is loaded stays: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
