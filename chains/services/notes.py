"""Staff notes on companies and segments, never public."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chains.models import Company, JournalNote, Segment
from chains.permissions import Permission, require

#: How long a note may be: a page or so; what is longer is a document, and belongs to the sources.
NOTE_LENGTH = 4000


def add(on: Company | Segment, text: str, user: AbstractBaseUser | None) -> JournalNote:
    """Put a note on a company or a segment; author and time are kept with it. Notes are never changed afterwards.

    On a company it takes the right to edit that company; on a segment any role will do, because nobody but the
    administrators edits segments, and what others know of them should not be lost. Raises ``NotPermitted``, and
    ``ValidationError`` for a note that is empty or too long.
    """
    text = text.strip()
    if isinstance(on, Company):
        require(user, Permission.EDIT, on)
    else:
        require(user, Permission.VIEW)
    if not text:
        raise ValidationError(_("Write something."))
    if len(text) > NOTE_LENGTH:
        raise ValidationError(_("A note has at most %(most)d characters.") % {"most": NOTE_LENGTH})
    about = {"company": on} if isinstance(on, Company) else {"segment": on}
    return JournalNote.objects.create(text=text, user=user, **about)
