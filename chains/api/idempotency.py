"""Idempotency keys: a client may repeat a POST whose answer it has not received (``Idempotency-Key``)."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from chains.services import idempotency

from .errors import ConflictError, RefusedError

HEADER = "Idempotency-Key"
#: The headers of an answer that are part of what a client asked for.
_KEPT = ("Location", "ETag")

_KEY = re.compile(r"[\x21-\x7e]{1,255}")


@transaction.atomic
def idempotent_answer(request: Request, act: Callable[[], Response]) -> Response:
    """Return the answer of ``act``, in one transaction; for a key that was sent before, the answer of that time.

    Raises ``RefusedError`` for a malformed key, :class:`ConflictError` for a key that came with another request.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    if not _KEY.fullmatch(key):
        raise RefusedError({HEADER: [_("A key has 1 to 255 visible ASCII characters.")]})
    try:
        row, answer = idempotency.claim(request.user, key, _fingerprint(request))
    except idempotency.KeyTakenError as error:
        raise ConflictError(_("This key came with another request before. Take a new one.")) from error
    if answer is not None:
        return Response(answer.body, answer.status, headers={**answer.headers, "Idempotency-Replayed": "true"})
    response = act()
    body = json.loads(JSONRenderer().render(response.data) or "null")
    headers = {name: response[name] for name in _KEPT if name in response}
    idempotency.keep(row, idempotency.Answer(response.status_code, body, headers))
    return response


def _fingerprint(request: Request) -> str:
    """Return a digest of all that makes the request what it is."""
    digest = hashlib.blake2b(f"{request.method} {request.get_full_path()}\n".encode(), digest_size=32)
    data: Any = request.data
    if hasattr(data, "lists"):
        for name, values in sorted(data.lists()):
            for value in values:
                digest.update(f"{name}\n".encode())
                digest.update(_content(value))
    else:
        digest.update(json.dumps(data, sort_keys=True).encode())
    return digest.hexdigest()


def _content(value: Any) -> bytes:
    if not isinstance(value, UploadedFile):
        return str(value).encode()
    content = hashlib.blake2b(value.read()).digest()
    value.seek(0)
    return content
