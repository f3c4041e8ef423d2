"""Rows to test with, and the form of a page as a browser would send it back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.messages import get_messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse

from chains.models import (
    Chain,
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    Label,
    Listing,
    Placement,
    Province,
    Segment,
    Source,
    SupplyShare,
    Target,
)


def page(row: Model | type[Model], name: str) -> str:
    """Return the path of an admin page: changelist, add; of a row also change, history, delete."""
    address = f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}"
    return reverse(address, args=[row.pk] if isinstance(row, Model) else [])


def make_company(name: str = "试验微电子", **fields: Any) -> Company:
    return Company.objects.create(name=name, **fields)


def make_placement(company: Company | None = None, segment: str = "ic.design", **fields: Any) -> Placement:
    if not fields.keys() & {"province", "country"}:
        fields["province"] = Province.objects.get(code="310000")
    company = company or make_company()
    return Placement.objects.create(company=company, segment=Segment.objects.get(code=segment), **fields)


def make_evidence(placement: Placement, **fields: Any) -> Evidence:
    return Evidence.objects.create(placement=placement, source=Source.objects.first(), **fields)


def make_supply_share(segment: str = "ic.lithography", country: str = "NL", **fields: Any) -> SupplyShare:
    values = {"segment": Segment.objects.get(code=segment), "source": Source.objects.first(), "year": 2020, "share": 80}
    return SupplyShare.objects.create(country=country, **values | fields)


def make_target(segment: str = "ic.lithography", **fields: Any) -> Target:
    values = {"segment": Segment.objects.get(code=segment), "province": Province.objects.get(code="310000")}
    return Target.objects.create(**values | {"companies": 3, "by_year": 2030} | fields)


def make_whole_company(number: int) -> Company:
    """Return a company with two of everything that its page shows."""
    company = make_company(f"样本{number}", province=Province.objects.get(code="320000"))
    for place, code in enumerate(("310000", "320000")):
        placement = make_placement(company, province=Province.objects.get(code=code))
        make_evidence(placement, printed_name=f"样本{number}", locator=f"图{place}")
        CompanyName.objects.create(company=company, name=f"别名{number}-{place}", source=Source.objects.first())
        Listing.objects.create(company=company, exchange="sse", ticker=f"{600 + place}{number:03}")
    for chain, label in zip(Chain.objects.all(), Label.objects.order_by("per_chain")[:2], strict=True):
        holds = chain if label.per_chain else None
        CompanyLabel.objects.create(company=company, label=label, chain=holds, year=2020, source=Source.objects.first())
    return company


def sent(response: HttpResponse, **changes: Any) -> dict[str, Any]:
    """Return what the form of a change or add page would send, with ``changes``; None leaves a field out."""
    data: dict[str, Any] = {}
    _fill(data, response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        _fill(data, inline.formset.management_form)
        for form in inline.formset.forms:
            _fill(data, form)
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


def messages_of(response: HttpResponse) -> str:
    """Return what the page that answered a sent form will say at its top, in one text."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def _fill(data: dict[str, Any], form: BaseForm) -> None:
    for bound in form:
        value = bound.value()
        if isinstance(value, str | date) or not isinstance(value, Iterable):
            empty = value is None or value is False
            data[bound.html_name] = None if empty else str(value)
        else:
            data[bound.html_name] = [str(getattr(each, "pk", each)) for each in value]


def error_texts(response: HttpResponse) -> str:
    """Return every message about a faulty form, in one text."""
    forms = [response.context["adminform"].form]
    texts = []
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
        texts += inline.formset.non_form_errors()
    for form in forms:
        texts += [text for messages in form.errors.values() for text in messages]
    return " ".join(map(str, texts))
