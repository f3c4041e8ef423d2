"""Idempotency keys: API requests that have been answered, so that a repeated one is not carried out again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: How long a key may be.
KEY_LENGTH = 255


class IdempotencyKey(models.Model):
    """A key that came with a POST 幂等键, with what was asked and how it was answered.

    ``fingerprint`` is a digest of the request: the same key for something else is a slip of the client. Kept for a day.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="idempotency_keys"
    )
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    body = models.JSONField(_("body"), null=True, blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    created = models.DateTimeField(_("created"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="idempotencykey_once"),)

    def __str__(self) -> str:
        return self.key
