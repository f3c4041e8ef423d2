"""Authentication of API requests: by token, by browser session, or anonymous."""

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from chains.models import ApiToken
from chains.services import tokens


class BearerToken(TokenAuthentication):
    """``Authorization: Bearer <token>``. One that is not valid is 401 everywhere: it is never taken for no token."""

    def authenticate(self, request: Request) -> tuple[object, ApiToken] | None:
        """Return the owner and the token, or None where none is sent; raises ``AuthenticationFailed``."""
        scheme = get_authorization_header(request).partition(b" ")[0].lower()
        # A proxy in front may ask for a password of its own, which comes on to here.
        if scheme in (b"", b"basic"):
            return None
        if scheme != self.authenticate_header(request).lower().encode():
            raise AuthenticationFailed(_("Send the token as “Authorization: Bearer …”."))
        return super().authenticate(request)

    def authenticate_credentials(self, token: bytes) -> tuple[object, ApiToken]:
        """Return the owner and the token; raises ``AuthenticationFailed``, in the same words whatever is wrong."""
        # Whatever is no ASCII is no token either, and stays so.
        row = tokens.recognise(token.decode("ascii", "replace"))
        if row is None:
            raise AuthenticationFailed(
                _("This token is not valid: it was revoked, has expired, or never was one. Make another in the site.")
            )
        return row.user, row


class SiteSession(SessionAuthentication):
    """The session of a browser that is logged in to the site, with its protection against forged requests."""


class BearerTokenExtension(OpenApiAuthenticationExtension):
    """Describes the token."""

    target_class = BearerToken
    name = "token"
    priority = 1

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """Return the scheme."""
        return {"type": "http", "scheme": "bearer", "description": "A token, made at `/tokens/` in the site."}


class SiteSessionExtension(OpenApiAuthenticationExtension):
    """Describes the session."""

    target_class = SiteSession
    name = "session"
    priority = 1

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """Return the scheme."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A login to the site. The browser sends it by itself.",
        }
