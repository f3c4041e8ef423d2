"""Queries that every record can be asked, and those of segments and labels."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from chains.changelog import clock
from chains.choices import LOST
from chains.searching import Tier, called_condition, english_condition, in_order, name_condition, tiers, words_of


class RecordQuerySet(QuerySet):
    """What every row that staff keep can be asked."""

    def bulk_create(self, objs: Iterable[Model], *args: Any, **kwargs: Any) -> list[Model]:
        """Make rows as Django does, all with the stamp of one moment: the clock is asked once."""
        rows, stamp = list(objs), clock.now()
        for row in rows:
            row.stamp = stamp
        return super().bulk_create(rows, *args, **kwargs)

    def updated_since(self, moment: object) -> Self:
        """Rows changed at ``moment`` (aware datetime) or later."""
        return self.filter(updated__gte=moment)

    def search(self, text: str) -> Self:
        """Rows that are called ``text``, and those whose name, English name or readings match every word of it."""
        condition = Q()
        for word in words_of(text):
            condition &= name_condition(word) | english_condition(word)
        return self.filter(condition | self.called_condition(text)) if condition else self

    def called(self, text: str) -> Self:
        """Rows of which ``text`` is the name, the English name or a short form, such as a slug or a code."""
        return self.filter(self.called_condition(text))

    def called_condition(self, text: str) -> Q:
        """Return the condition of :meth:`called`."""
        return called_condition(text, self.model.SHORT_FORMS)

    def tiers(self, text: str) -> tuple[Tier, ...]:
        """Return how well a row may match ``text``, best first; a row of none of them comes last."""
        return (Tier(self.called_condition(text)), *tiers(text))

    def best_first(self, text: str) -> Self:
        """Order by how well the name matches: exactly, at its start, anywhere, in pinyin after characters."""
        return self.order_by(*in_order(self.tiers(text)))


class SegmentQuerySet(RecordQuerySet):
    """Segments as a tree."""

    def top_level(self) -> Self:
        """The columns of the maps."""
        return self.filter(parent__isnull=True)

    def of_chain(self, slug: str) -> Self:
        """Every segment of one chain."""
        return self.filter(layer__chain__slug=slug)

    def in_subtree(self, codes: Iterable[str]) -> Self:
        """The segments of these codes with all their descendants, whose paths begin with theirs."""
        above = self.model.objects.filter(code__in=list(codes)).annotate(
            below=ExpressionWrapper(OuterRef("path"), output_field=CharField())
        )
        return self.filter(Exists(above.filter(below__startswith=F("path"))))


class CompanyLabelQuerySet(RecordQuerySet):
    """Labels as companies have them, by whether they still hold."""

    def expired(self) -> Self:
        """Labels that have run out by today, or were lost in a re-examination."""
        return self.filter(Q(valid_until__lt=localdate()) | Q(reexamination__in=LOST))
