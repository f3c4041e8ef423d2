"""The client's address for lock-outs, determined as for the rate limits."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's address, as the outermost of the ``TRUSTED_PROXIES`` saw it.

    Without proxies that is the connection itself: ``X-Forwarded-For`` is then whatever the client wrote into
    it, and believing it would let anybody guess passwords from a new address each time.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.TRUSTED_PROXIES == 0 or not forwarded:
        return connection
    addresses = [address.strip() for address in forwarded.split(",")]
    return addresses[-min(settings.TRUSTED_PROXIES, len(addresses))]
