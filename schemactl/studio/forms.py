"""What a form of ours sends → its fields, once it has shown that it is ours."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams
from starlette.requests import Request

from schemactl.errors import RefusedError, UsageError
from schemactl.studio.desk import desk_of
from schemactl.studio.guard import same

LARGEST = 4 * 1024 * 1024
MOST_FIELDS = 10_000
FORM_KEY = "form_key"


async def sent(request: Request) -> QueryParams:
    """The fields; RefusedError without this run's form key, which no other page knows."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise UsageError(f"a form holds at most {LARGEST // 1024 // 1024} MB")
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise UsageError("this is not what a form of the studio sends") from error
    fields = QueryParams(pairs)
    if not same(fields.get(FORM_KEY, ""), desk_of(request).keys.form):
        raise RefusedError("the form is not this studio's", hint="load its page again: the studio was started anew since")
    return fields
