"""Data quality checks: counts and rows of what is doubtful or missing in the atlas.

Everything here is about what is published and live: what is still under review is looked at there. Each count and
each page of rows is one query, whatever the number of rows.
"""

from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chains.choices import CHINA, PlacementStatus
from chains.models import Company, Placement, Segment

#: After so many months without a look a placement is looked at again, unless the page is asked otherwise.
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the worklist: at most one province, after how many months a look is due, as of which day."""

    today: date
    province: str = ""
    months: int = MONTHS

    @property
    def due(self) -> date:
        """The day before which a last look is too long ago."""
        months = self.today.year * 12 + self.today.month - 1 - self.months
        year, month = divmod(months, 12)
        return date(year, month + 1, min(self.today.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code in the address, its title, why it matters, and what is found."""

    code: str
    title: str | Promise
    why: str | Promise
    model: type[Company] | type[Placement] | type[Segment]
    found: Callable[[Asked], QuerySet]

    @property
    def by_province(self) -> bool:
        """Whether what it finds lies in provinces: segments do not."""
        return self.model is not Segment


@dataclass(frozen=True, slots=True)
class CheckTally:
    """How many rows a check finds: in all, and in the provinces of whoever asks (None where all are theirs)."""

    check: Check
    total: int
    own: int | None


def tallies(asked: Asked, own: Collection[str] | None) -> list[CheckTally]:
    """Return the count of every check, one query each; ``own`` are the codes of somebody's provinces, None for all."""
    return [_tally(check, asked, own) for check in CHECKS.values()]


def rows(check: Check, asked: Asked, own: Collection[str] | None) -> QuerySet:
    """Return the rows that a check finds, those in the provinces ``own`` first, with what a line shows of each."""
    found = _within(check, check.found(asked), asked.province)
    if own is not None and check.by_province:
        mine = Case(When(_lies_in(check, own), then=Value(True)), default=Value(False), output_field=BooleanField())
        found = found.annotate(mine=mine).order_by("-mine", *_ORDER[check.model], "pk")
    else:
        found = found.order_by(*_ORDER[check.model], "pk")
    return found.select_related(*_SHOWN[check.model])


def looked_at(placement: Placement) -> date:
    """Return when a placement was last looked at: verified or, failing that, changed."""
    return placement.verified_on or timezone.localdate(placement.updated)


def _tally(check: Check, asked: Asked, own: Collection[str] | None) -> CheckTally:
    found = _within(check, check.found(asked), asked.province).order_by()
    if own is None or not check.by_province:
        return CheckTally(check, found.count(), None)
    numbers = found.aggregate(total=Count("pk"), own=Count("pk", filter=_lies_in(check, own)))
    return CheckTally(check, numbers["total"], numbers["own"])


def _within(check: Check, found: QuerySet, province: str) -> QuerySet:
    return found.filter(_lies_in(check, [province])) if province and check.by_province else found


def _lies_in(check: Check, provinces: Collection[str]) -> Q:
    """Return the condition that a row lies in one of ``provinces``: a company in those it works or is registered in."""
    provinces = sorted(provinces)
    if check.model is Placement:
        return Q(province__in=provinces)
    return Q(province__in=provinces) | Q(Exists(_live_of_company().filter(province__in=provinces)))


def _live_of_company() -> QuerySet:
    return Placement.objects.live().filter(company=OuterRef("pk"))


def _elsewhere(asked: Asked) -> QuerySet:
    live = _live_of_company()
    there = live.filter(province=OuterRef("province"))
    return Company.objects.published().filter(Exists(live), ~Exists(there), province__isnull=False)


def _nameless(asked: Asked) -> QuerySet:
    return Company.objects.published().existing().filter(legal_name="")


def _codeless(asked: Asked) -> QuerySet:
    # A firm abroad has no credit code.
    return Company.objects.published().existing().filter(uscc="", country__in=("", CHINA))


def _overdue(asked: Asked) -> QuerySet:
    midnight = timezone.make_aware(datetime.combine(asked.due, time.min))
    long_ago = Q(verified_on__lt=asked.due) | Q(verified_on__isnull=True, updated__lt=midnight)
    return Placement.objects.live().filter(long_ago)


def _unverified(asked: Asked) -> QuerySet:
    entries = Placement.history.model.objects
    ever = entries.filter(id=OuterRef("pk"), status=PlacementStatus.VERIFIED)
    return Placement.objects.live().filter(~Exists(ever), status=PlacementStatus.REPORTED)


def _undescribed(asked: Asked) -> QuerySet:
    return Segment.objects.filter(description="")


_ORDER: dict[type[Any], tuple[Any, ...]] = {
    Company: ("pinyin",),
    Placement: (F("verified_on").asc(nulls_first=True), "updated"),
    Segment: ("layer__chain__order", "path"),
}

_SHOWN: dict[type[Any], tuple[str, ...]] = {
    Company: ("province", "city"),
    Placement: ("company", "segment__layer__chain", "province", "city"),
    Segment: ("layer__chain", "parent"),
}

CHECKS: dict[str, Check] = {
    check.code: check
    for check in (
        Check(
            "registered-elsewhere",
            _("Registered in one province, placed in others only"),
            _(
                "The registered place says nothing about where a firm works, so this may be right. Often it is not: "
                "the firm was placed where its head office is, or it was taken for another of the same name."
            ),
            Company,
            _elsewhere,
        ),
        Check(
            "no-legal-name",
            _("Name without a legal name"),
            _("Short names are shared by several firms. Without the legal name nobody can tell which one is meant."),
            Company,
            _nameless,
        ),
        Check(
            "no-credit-code",
            _("No credit code"),
            _(
                "The credit code is what imported sheets are matched by first. Without it the next list may enter the "
                "firm a second time."
            ),
            Company,
            _codeless,
        ),
        Check(
            "not-looked-at",
            _("Placements not looked at for long"),
            _("Firms move, close and change their trade. What nobody has looked at for long is a claim of back then."),
            Placement,
            _overdue,
        ),
        Check(
            "never-verified",
            _("Reported, never verified"),
            _("They count like all others, and rest on what a list once said. Check them against a second source."),
            Placement,
            _unverified,
        ),
        Check(
            "no-description",
            _("Segments without a description"),
            _("What belongs into a segment is read from its description; without one, every list draws its own line."),
            Segment,
            _undescribed,
        ),
    )
}
