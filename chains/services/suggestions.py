"""Suggested corrections: anybody makes them, a reviewer settles them, they are never public."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chains.choices import SuggestionStatus
from chains.models import Company, Placement, Segment, Suggestion
from chains.permissions import NotPermitted, Permission, may


def may_settle(user: AbstractBaseUser | None) -> bool:
    """Return whether ``user`` settles suggestions: reviewers do, who answer for what is published."""
    return may(user, Permission.PUBLISH)


def make(
    on: Company | Segment, text: str, *, evidence: str = "", contact: str = "", placement: Placement | None = None
) -> Suggestion:
    """Keep a suggestion on a company (and one of its placements, if it is about one) or on a segment.

    Nothing is kept of the reader but what they typed. Raises ``ValidationError`` for a suggestion that says nothing,
    says too much, or names a placement of another company.
    """
    row = Suggestion(
        company=on if isinstance(on, Company) else None,
        segment=on if isinstance(on, Segment) else None,
        placement=placement,
        text=text.strip(),
        evidence=evidence.strip(),
        contact=contact.strip(),
    )
    if placement is not None and placement.company_id != row.company_id:
        raise ValidationError({"placement": _("This is a placement of another company.")})
    row.full_clean()
    for name in ("text", "evidence"):
        # Django asks how long a text is in forms only.
        most = Suggestion._meta.get_field(name).max_length
        if len(getattr(row, name)) > most:
            raise ValidationError({name: _("This has at most %(most)d characters.") % {"most": most}})
    row.save()
    return row


@transaction.atomic
def settle(key: int, status: SuggestionStatus, user: AbstractBaseUser | None, comment: str = "") -> Suggestion:
    """Accept or decline the suggestion with this primary key; return it.

    It changes no record: whoever accepts a suggestion edits the record, under a reason of their own. A suggestion
    is settled once. Raises ``NotPermitted``, ``Suggestion.DoesNotExist``, and ``ValidationError`` where it is settled
    already, or is declined without a word.
    """
    if not may_settle(user):
        raise NotPermitted(_("Only reviewers settle suggestions. Ask one of them."))
    row = Suggestion.objects.select_for_update().get(pk=key)
    if row.status != SuggestionStatus.OPEN:
        raise ValidationError(_("This suggestion has been settled already."))
    if status == SuggestionStatus.OPEN:
        raise ValidationError(_("Accept the suggestion or decline it."))
    comment = comment.strip()
    if status == SuggestionStatus.DECLINED and not comment:
        raise ValidationError(_("Say why it is declined: colleagues will ask."))
    row.status, row.comment, row.user, row.settled_at = status, comment, user, timezone.now()
    row.save(update_fields=["status", "comment", "user", "settled_at"])
    return row
