"""API tokens 令牌: a program reads and writes in the name of the user who created the token."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager
from knox.settings import CONSTANTS

from chains.choices import TokenScope

#: What may stand in ``scopes``: reading always, then what was asked for, in the order of the vocabulary. The whole
#: lists, as neither database can say of a JSON list what its parts are in a way that the other understands.
SCOPES: tuple[list[str], ...] = tuple(
    [scope.value for scope in TokenScope if scope == TokenScope.READ or scope in more]
    for more in (
        (),
        (TokenScope.WRITE,),
        (TokenScope.IMPORT,),
        (TokenScope.WRITE, TokenScope.IMPORT),
    )
)


class TokenQuerySet(models.QuerySet):
    """What tokens can be asked."""

    def live(self, now: datetime) -> Self:
        """Return those that have not expired."""
        return self.filter(expiry__gt=now)

    def begun_with(self, secret: str) -> Self:
        """Return those whose secret begins as this one does: practically never more than one."""
        return self.filter(token_key=secret[: CONSTANTS.TOKEN_KEY_LENGTH])


class ApiToken(AbstractAuthToken):
    """A token 令牌 of somebody's: its secret is kept as a hash only, and shown once, when it is made.

    ``token_key`` is how the secret begins, by which it is found, and by which its owner tells it from others. It is
    known by a number of its own, so that no address and no form carries the hash.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(_("hash"), max_length=CONSTANTS.DIGEST_LENGTH, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("owner"), related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    scopes = models.JSONField(_("scopes"))
    created = models.DateTimeField(_("created"), auto_now_add=True)
    expiry = models.DateTimeField(_("expires"))
    last_used = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    objects = AuthTokenManager.from_queryset(TokenQuerySet)()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ("-created", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "name"],
                name="apitoken_name_once",
                violation_error_message=_("You have a token of this name already."),
            ),
            models.CheckConstraint(
                name="apitoken_has_a_name",
                condition=~models.Q(name=""),
                violation_error_message=_("Give the token a name."),
            ),
            models.CheckConstraint(
                name="apitoken_scopes_known",
                condition=models.Q(*(models.Q(scopes=scopes) for scopes in SCOPES), _connector=models.Q.OR),
                violation_error_message=_("A token may read, and besides write, import, or both."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def scope_labels(self) -> list[str]:
        """Return the scopes in the reader's words."""
        return [str(TokenScope(scope).label) for scope in self.scopes]
