"""The notes on a record, as its form in the admin shows them."""

from django.db.models import QuerySet

from chains.models import Company, JournalNote, Segment


def notes_on(row: Company | Segment) -> QuerySet[JournalNote]:
    """Return the notes on a company or a segment with their authors, the newest first."""
    about = {"company": row.pk} if isinstance(row, Company) else {"segment": row.pk}
    return JournalNote.objects.filter(**about).select_related("user")
