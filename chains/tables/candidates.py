"""The columns of candidates and of shortlists."""

from django.utils.translation import gettext_lazy as _

from .base import TableColumn, TableResource, place_of, unique


class CandidateResource(TableResource):
    """Candidates for a gap, one company a row, best first; instances are ``selectors.candidates.CandidateRow``."""

    id = TableColumn(_("id"), read=lambda row: row.company.public_id)
    name = TableColumn(_("name"), read=lambda row: row.company.name)
    legal_name = TableColumn(_("legal name"), read=lambda row: row.company.legal_name)
    name_en = TableColumn(_("English name"), read=lambda row: row.company.name_en)
    uscc = TableColumn(_("unified social credit code"), read=lambda row: row.company.uscc)
    relation = TableColumn(_("relation"), read=lambda row: row.candidate.relation.value)
    why = TableColumn(_("why it stands here"), read=lambda row: row.why)
    segments = TableColumn(_("segment codes"), read=lambda row: unique(p.segment.code for p in row.placements))
    segment_names = TableColumn(_("segments"), read=lambda row: unique(p.segment.name for p in row.placements))
    places = TableColumn(_("places"), read=lambda row: unique(place_of(p) for p in row.placements))
    dedicated = TableColumn(_("dedicated"), read=lambda row: row.candidate.dedicated)
    status = TableColumn(_("status"), read=lambda row: row.candidate.status.value)
    listed = TableColumn(_("listed"), read=lambda row: row.candidate.listed)
    tickers = TableColumn(_("tickers"), read=lambda row: [listing.ticker for listing in row.company.listings.all()])
    labels = TableColumn(_("labels"), read=lambda row: [held.label.slug for held in row.company.labels.all()])
    provinces = TableColumn(_("number of provinces"), read=lambda row: row.candidate.provinces)
    here = TableColumn(_("at the place in another segment"), read=lambda row: row.candidate.here)


class ShortlistResource(TableResource):
    """The companies of a shortlist, one a row, in its order; instances are ``selectors.shortlists.EntryRow``."""

    id = TableColumn(_("id"), read=lambda row: row.company.public_id)
    name = TableColumn(_("name"), read=lambda row: row.company.name)
    legal_name = TableColumn(_("legal name"), read=lambda row: row.company.legal_name)
    name_en = TableColumn(_("English name"), read=lambda row: row.company.name_en)
    uscc = TableColumn(_("unified social credit code"), read=lambda row: row.company.uscc)
    place = TableColumn(_("registered in"), read=lambda row: place_of(row.company))
    segments = TableColumn(
        _("segment codes"), read=lambda row: unique(p.segment.code for p in row.company.live_placements)
    )
    segment_names = TableColumn(
        _("segments"), read=lambda row: unique(p.segment.name for p in row.company.live_placements)
    )
    places = TableColumn(_("places"), read=lambda row: unique(place_of(p) for p in row.company.live_placements))
    tickers = TableColumn(_("tickers"), read=lambda row: [listing.ticker for listing in row.company.listings.all()])
    reason = TableColumn(_("reason"), read=lambda row: row.entry.reason)
    note = TableColumn(_("note"), read=lambda row: row.entry.shortlist.note)
