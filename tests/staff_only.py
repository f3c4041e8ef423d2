"""What is on record for the staff alone: rows of each such table, and where the staff meet them.

Each function makes a row that says ``MARK``, in the name of ``user``, and returns the address where the staff read
it and what stands there of it.
"""

from collections.abc import Callable

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.urls import reverse

from chains import models
from chains.choices import RowOutcome, SheetKind
from chains.importing.planning import upload
from tests.factories import (
    ANHUI,
    make_api_token,
    make_batch,
    make_column_mapping,
    make_company,
    make_company_redirect,
    make_duplicate_decision,
    make_import_batch,
    make_import_row,
    make_journal_note,
    make_placement_redirect,
    make_province_grant,
    make_saved_filter,
    make_shortlist,
    make_shortlist_entry,
    make_suggestion,
    make_user,
)
from tests.value_factories import make_sheet_value, make_value_mapping

MARK = "只供内部"
SEGMENT = "ic.lithography"


def batch(user: AbstractUser) -> tuple[str, str]:
    """On the list of batches, with its reason."""
    make_batch(user=user, reason=MARK)
    return reverse("admin:batches"), MARK


def import_batch(user: AbstractUser) -> tuple[str, str]:
    """On the page where an import begins, with its file."""
    make_import_batch(user=user, file_name=f"{MARK}.csv")
    return reverse("admin:import"), f"{MARK}.csv"


def import_row(user: AbstractUser) -> tuple[str, str]:
    """In the plan of its sheet, by its name."""
    counts = {"rows": 1} | dict.fromkeys(RowOutcome.values, 0) | {RowOutcome.NEW: 1}
    sheet = make_import_batch(user=user, status="planned", counts=counts)
    make_import_row(sheet, cells={"name": MARK})
    return reverse("admin:import-plan", args=[sheet.pk]), MARK


def column_mapping(user: AbstractUser) -> tuple[str, str]:
    """Where the columns of a sheet are named, to choose from."""
    make_column_mapping(MARK, user=user)
    sheet = upload(SheetKind.COMPANIES, "名单.csv", "企业名称\n试验微电子\n".encode(), user)
    return reverse("admin:import-columns", args=[sheet.pk]), MARK


def sheet_value(user: AbstractUser) -> tuple[str, str]:
    """Where it is decided on."""
    counts = {"rows": 1} | dict.fromkeys(RowOutcome.values, 0) | {RowOutcome.NEW: 1}
    sheet = make_import_batch(user=user, status="planned", counts=counts)
    make_sheet_value(sheet, value=MARK)
    return reverse("admin:import-values", args=[sheet.pk]), MARK


def value_mapping(user: AbstractUser) -> tuple[str, str]:
    """On the list of what sheets call things."""
    make_value_mapping(MARK)
    return reverse("admin:chains_valuemapping_changelist"), MARK


def province_grant(user: AbstractUser) -> tuple[str, str]:
    """In the form of the curator's account."""
    grant = make_province_grant(make_user(MARK), ANHUI)
    return reverse("admin:auth_user_change", args=[grant.user_id]), f'value="{ANHUI}" selected'


def company_redirect(user: AbstractUser) -> tuple[str, str]:
    """Nowhere by itself: whoever follows the old address stands before the company that it leads to."""
    redirect = make_company_redirect(batch=make_batch("merge", user=user, reason=MARK))
    return reverse("company", args=[redirect.public_id]), redirect.company.name


def placement_redirect(user: AbstractUser) -> tuple[str, str]:
    """Nowhere by itself: whoever follows the old address stands before the company whose placement it leads to."""
    redirect = make_placement_redirect(batch=make_batch("merge", user=user, reason=MARK))
    return redirect.placement.company.get_absolute_url(), f'id="{redirect.public_id}"'


def duplicate_decision(user: AbstractUser) -> tuple[str, str]:
    """In the queue of look-alikes, at the end of which stands what was put off."""
    pair = make_company("海康试验电子"), make_company("海康试验电子股份")
    make_duplicate_decision(*pair, verdict="later", reason=MARK, user=user)
    return f"{reverse('admin:duplicates')}?page=1000", MARK


def journal_note(user: AbstractUser) -> tuple[str, str]:
    """In the form of what it is on."""
    company = models.Company.objects.first()
    make_journal_note(company, MARK, user=user)
    make_journal_note(segment=models.Segment.objects.get(code=SEGMENT), text=MARK, user=user)
    return reverse("admin:chains_company_change", args=[company.pk]), MARK


def saved_filter(user: AbstractUser) -> tuple[str, str]:
    """On the list of saved filters; in the API, for whoever is logged in as one of the staff."""
    make_saved_filter(user, name=MARK, shared=True)
    return reverse("admin:chains_savedfilter_changelist"), MARK


def shortlist(user: AbstractUser) -> tuple[str, str]:
    """On its own page; in the API, for whoever is logged in as one of the staff."""
    row = make_shortlist(user, name=MARK, shared=True)
    return reverse("shortlist", args=[row.public_id]), MARK


def shortlist_entry(user: AbstractUser) -> tuple[str, str]:
    """On the page of its list, with its reason."""
    row = make_shortlist(user, segment=models.Segment.objects.get(code=SEGMENT), shared=True)
    make_shortlist_entry(row, models.Company.objects.first(), reason=MARK)
    return reverse("shortlist", args=[row.public_id]), MARK


def api_token(user: AbstractUser) -> tuple[str, str]:
    """On the page where its owner revokes it."""
    make_api_token(user, name=MARK)
    return reverse("tokens"), MARK


def suggestion(user: AbstractUser) -> tuple[str, str]:
    """On the list of suggested corrections."""
    make_suggestion(models.Company.objects.first(), MARK)
    make_suggestion(segment=models.Segment.objects.get(code=SEGMENT), text=MARK)
    return reverse("admin:suggestions"), MARK


#: Shown to nobody by themselves: the log of what has changed in public, which the API gives as the records that it
#: speaks of, the keys of requests that were answered once, and who is at work in the background.
LOG: set[type[Model]] = {models.Revision, models.RecordChange, models.IdempotencyKey, models.Worker}

INTERNAL: dict[type[Model], Callable[[AbstractUser], tuple[str, str]]] = {
    models.Batch: batch,
    models.ImportBatch: import_batch,
    models.ImportRow: import_row,
    models.ColumnMapping: column_mapping,
    models.SheetValue: sheet_value,
    models.ValueMapping: value_mapping,
    models.ProvinceGrant: province_grant,
    models.CompanyRedirect: company_redirect,
    models.PlacementRedirect: placement_redirect,
    models.DuplicateDecision: duplicate_decision,
    models.JournalNote: journal_note,
    models.SavedFilter: saved_filter,
    models.Shortlist: shortlist,
    models.ShortlistEntry: shortlist_entry,
    models.ApiToken: api_token,
    models.Suggestion: suggestion,
}
