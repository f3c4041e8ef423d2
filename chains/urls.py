"""All URLs of the site: the only room that joins pages and API."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from chains.views import (
    briefs,
    candidates,
    changes,
    companies,
    compare,
    figures,
    flow,
    gaps,
    guide,
    home,
    lists,
    maps,
    preferences,
    profiles,
    ranked_gaps,
    regions,
    saved_filters,
    search,
    shortlists,
    snapshots,
    suggestions,
    tokens,
)


class KeyConverter(StringConverter):
    """A key in a path: anything but a slash and the null character, which PostgreSQL cannot be asked for."""

    regex = r"[^/\x00]+"


class SheetConverter(StringConverter):
    """What a sheet of a free shape may be: the suffixes of its files."""

    regex = "csv|xlsx"


class FigureConverter(StringConverter):
    """What a figure may be: the suffixes of its files."""

    regex = "svg|png|pdf"


register_converter(KeyConverter, "key")
register_converter(FigureConverter, "figure")
register_converter(SheetConverter, "sheet")

_lists = [
    route
    for name in lists.REGISTERS
    for route in (
        path(f"{name}/", lists.register_list, {"name": name}, name=name),
        path(f"{name}.<str:suffix>", lists.register_export, {"name": name}, name=f"{name}-export"),
    )
]

_institutions = [
    path(f"{folder}/<key:public_id>/", profiles.institution, {"kind": kind}, name=kind)
    for kind, folder in (
        ("research-base", "research-bases"),
        ("platform", "platforms"),
        ("park", "parks"),
        ("alliance", "alliances"),
        ("project", "projects"),
        ("technology", "technologies"),
    )
]

_suggestions = [
    route
    for kind, start in (("company", "companies/<key:key>/suggest/"), ("segment", "segments/<key:key>/suggest/"))
    for route in (
        path(start, suggestions.suggest, {"kind": kind}, name=f"{kind}-suggestion"),
        path(f"{start}thanks/", suggestions.thanks, {"kind": kind}, name=f"{kind}-suggestion-thanks"),
    )
]

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("guide/", guide.guide, name="guide"),
    path("guide/sheets/", guide.sheets, name="guide-sheets"),
    path("saved-filters/", saved_filters.save, name="saved-filters"),
    path("theme/", preferences.theme, name="theme"),
    path("search/", search.search, name="search"),
    path(
        "chains/",
        RedirectView.as_view(pattern_name="home", http_method_names=["get", "head", "options"]),
        name="chains",
    ),
    path("chains/<key:slug>/", maps.chain_map, name="chain"),
    path("chains/<key:slug>/flow/", flow.chain_flow, name="chain-flow"),
    path("chains/<key:slug>/flow.svg", flow.chain_flow_export, name="chain-flow-export"),
    path("chains/<key:slug>/matrix.<sheet:suffix>", maps.matrix_file, name="map-matrix"),
    path("chains/<key:slug>.<figure:suffix>", figures.map_file, name="map-figure"),
    path("compare/", compare.compare, name="compare"),
    path("compare.<str:suffix>", compare.compare_export, name="compare-export"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps.<figure:suffix>", figures.gap_file, name="gaps-figure"),
    path("brief.docx", briefs.brief, name="brief"),
    path("gaps/snapshot/", snapshots.take, name="take-snapshot"),
    path("changes/", changes.changes, name="changes"),
    path("changes.atom", changes.feed, name="changes-feed"),
    path("gaps.<str:suffix>", gaps.gaps_export, name="gaps-export"),
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates.<str:suffix>", candidates.candidates_export, name="candidates-export"),
    path("shortlists/", shortlists.shortlists, name="shortlists"),
    path("shortlists/<key:public_id>/", shortlists.shortlist, name="shortlist"),
    path("shortlists/<key:public_id>/delete/", shortlists.delete, name="shortlist-delete"),
    path("shortlists/<key:public_id>.<str:suffix>", shortlists.export, name="shortlist-export"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:number>/revoke/", tokens.revoke, name="token-revoke"),
    path("gaps/ranked/", ranked_gaps.ranked, name="ranked-gaps"),
    path("gaps/ranked.<str:suffix>", ranked_gaps.ranked_export, name="ranked-gaps-export"),
    path("companies/", companies.company_list, name="companies"),
    path("companies.<str:suffix>", companies.company_export, name="companies-export"),
    path("companies/<key:public_id>/", companies.company, name="company"),
    *_lists,
    path("segments/<key:code>/", profiles.segment, name="segment"),
    path("provinces/<key:code>/", profiles.province, name="province"),
    path("regions/<key:slug>/", regions.region, name="region"),
    path("sources/<key:slug>/", profiles.source, name="source"),
    *_institutions,
    *_suggestions,
    path("api/", include("chains.api.urls")),
]
