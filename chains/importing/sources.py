"""The source of all rows of a sheet: on record, or created when the sheet is committed."""

from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import derived_public_id
from chains.choices import SourceKind
from chains.history.curation import Change, save
from chains.models import Batch, ImportBatch, Source
from chains.permissions import Permission, require


def source_named(title: str) -> Source:
    """Return the source of this title (or slug), an official list that is not saved if there is none on record."""
    title = " ".join(title.split())
    known = Source.objects.filter(slug=title).first() or Source.objects.filter(title=title).first()
    return known or Source(slug=f"list-{derived_public_id(title)}", kind=SourceKind.LIST, title=title)


def checked_source(title: str, batch: ImportBatch) -> Source:
    """Return :func:`source_named` where the user of ``batch`` may make it; writes nothing.

    Raises ``ValidationError`` for what cannot be a title, and ``NotPermitted``.
    """
    source = source_named(title)
    if source.pk is None:
        source.full_clean()
        require(batch.user, Permission.EDIT, source)
    return source


def source_titled(title: str, batch: Batch) -> Source:
    """Return :func:`source_named`, made in ``batch`` if there is none."""
    source = source_named(title)
    if source.pk is None:
        source.full_clean()
        save(source, Change(batch.user, str(_("Named as the source of an imported sheet.")), batch=batch))
    return source


def source_of(batch: ImportBatch) -> Source | None:
    """Return the source of all rows of ``batch``, not saved where committing it is to make it; None for none."""
    return batch.source or (source_named(batch.new_source) if batch.new_source else None)


def settle_source(batch: ImportBatch) -> Source | None:
    """Return the source of all rows of ``batch``, made now if need be; belongs into the transaction of the rows."""
    if batch.source is None and batch.new_source:
        batch.source = source_titled(batch.new_source, batch)
        batch.save(update_fields=["source"])
    return batch.source
