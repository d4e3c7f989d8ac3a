"""How many queries an answer took and which process gave it, told to who asks with the header X-Bench."""

import os

from django.db import connection


class CountingMiddleware:
    """Outermost, so that whatever the others ask is counted too; a timed request does not ask and is not slowed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "x-bench" not in request.headers:
            return self.get_response(request)
        count = 0

        def counting(execute, sql, params, many, context):
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        response.headers["X-Bench-Queries"] = str(count)
        response.headers["X-Bench-Worker"] = str(os.getpid())
        return response
