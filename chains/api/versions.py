"""Versions of records for ETags and ``If-Match``."""

from collections import OrderedDict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from chains import index
from chains.selectors.record_changes import Latest

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class PreconditionFailedError(APIException):
    """412: the record is not as the client has read it."""

    status_code = 412
    default_code = "precondition_failed"


#: When this process began: another version of the software may show the same records otherwise.
_BEGUN = timezone.now()
#: How long nothing has to have changed, so that the next change cannot fall into the same second.
_SETTLED = timedelta(seconds=2)


def last_modified(changed: datetime | None) -> int | None:
    """Return the second in which anything public last changed, deletions included; None while that may be still now.

    ``changed`` is when the newest revision was committed. The seconds of HTTP are coarse: who has read in the second of
    a change could miss the one after it.
    """
    if changed is None or timezone.now() - changed < _SETTLED:
        return None
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return int(max(changed, _BEGUN, *([midnight] if index.day() else [])).timestamp())


#: Address and language, at a revision → the ETag of the answer. Old ones make room.
_told: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_TOLD = 10_000


class NotModifiedError(APIException):
    """304: the client has the answer already."""

    status_code = 304

    def __init__(self, etag: str, changed: int | None) -> None:
        super().__init__()
        self.etag, self.changed = etag, changed


def refuse_to_repeat(request: Request, revision: Latest) -> None:
    """Raise :class:`NotModifiedError` where the client has the answer to this request at this revision already.

    Its ETag is remembered, so that an answer is not made again only to find that it is the same.
    """
    asked = request.headers.get("If-None-Match")
    etag = _told.get(_asked(request, revision)) if asked else None
    if etag is None or "If-Match" in request.headers or "If-Unmodified-Since" in request.headers:
        return
    if "*" in (tags := parse_etags(asked)) or etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in tags}:
        raise NotModifiedError(etag, last_modified(revision.moment))


def tell(request: Request, revision: Latest, etag: str) -> None:
    """Remember the ETag of an answer that shows nothing but what the log tells of."""
    _told[_asked(request, revision)] = etag
    while len(_told) > _TOLD:
        # Another thread may have made room as well.
        with suppress(KeyError):
            _told.popitem(last=False)


def _asked(request: Request, revision: Latest) -> tuple[Any, ...]:
    return (*revision, index.day(), get_language(), request.build_absolute_uri(), request.META.get("HTTP_ACCEPT", ""))


def version_of(record: Any) -> str:
    """Return the version of a record: the microsecond of its last change, in hexadecimal."""
    return f"{(record.updated - _EPOCH) // timedelta(microseconds=1):x}"


def etag_of(version: str, digest: str = "") -> str:
    """Return the weak ETag of a record in this version; ``digest`` is of how it is shown: language, chosen columns."""
    return f'W/"{version}.{digest}"' if digest else f'W/"{version}"'


def require_match(request: Request, record: Any) -> None:
    """Raise :class:`PreconditionFailedError` where ``If-Match`` names other versions than the record has.

    The record has to be locked. Compared is the version alone: in which language and with which columns somebody has
    read the record does not matter to a change of it.
    """
    asked = request.headers.get("If-Match")
    if asked is None:
        return
    tags = parse_etags(asked)
    versions = {tag.removeprefix("W/").strip('"').partition(".")[0] for tag in tags}
    if "*" not in tags and version_of(record) not in versions:
        raise PreconditionFailedError(_("Somebody has changed the record since you have read it. Read it again."))
