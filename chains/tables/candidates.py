"""The columns of candidates and of shortlists."""

from django.utils.translation import gettext_lazy as _

from .base import Column, TableResource, place_of, unique


class CandidateResource(TableResource):
    """Who could fill a gap, one company a row, best first; instances are ``selectors.candidates.CandidateRow``."""

    id = Column(_("id"), read=lambda row: row.company.public_id)
    name = Column(_("name"), read=lambda row: row.company.name)
    legal_name = Column(_("legal name"), read=lambda row: row.company.legal_name)
    name_en = Column(_("English name"), read=lambda row: row.company.name_en)
    uscc = Column(_("unified social credit code"), read=lambda row: row.company.uscc)
    relation = Column(_("relation"), read=lambda row: row.candidate.relation.value)
    why = Column(_("why it stands here"), read=lambda row: row.why)
    segments = Column(_("segment codes"), read=lambda row: unique(p.segment.code for p in row.placements))
    segment_names = Column(_("segments"), read=lambda row: unique(p.segment.name for p in row.placements))
    places = Column(_("places"), read=lambda row: unique(place_of(p) for p in row.placements))
    dedicated = Column(_("dedicated"), read=lambda row: row.candidate.dedicated)
    status = Column(_("status"), read=lambda row: row.candidate.status.value)
    listed = Column(_("listed"), read=lambda row: row.candidate.listed)
    tickers = Column(_("tickers"), read=lambda row: [listing.ticker for listing in row.company.listings.all()])
    labels = Column(_("labels"), read=lambda row: [held.label.slug for held in row.company.labels.all()])
    provinces = Column(_("number of provinces"), read=lambda row: row.candidate.provinces)
    here = Column(_("at the place in another segment"), read=lambda row: row.candidate.here)


class ShortlistResource(TableResource):
    """The companies of a shortlist, one a row, in its order; instances are ``selectors.shortlists.EntryRow``."""

    id = Column(_("id"), read=lambda row: row.company.public_id)
    name = Column(_("name"), read=lambda row: row.company.name)
    legal_name = Column(_("legal name"), read=lambda row: row.company.legal_name)
    name_en = Column(_("English name"), read=lambda row: row.company.name_en)
    uscc = Column(_("unified social credit code"), read=lambda row: row.company.uscc)
    place = Column(_("registered in"), read=lambda row: place_of(row.company))
    segments = Column(_("segment codes"), read=lambda row: unique(p.segment.code for p in row.company.live_placements))
    segment_names = Column(_("segments"), read=lambda row: unique(p.segment.name for p in row.company.live_placements))
    places = Column(_("places"), read=lambda row: unique(place_of(p) for p in row.company.live_placements))
    tickers = Column(_("tickers"), read=lambda row: [listing.ticker for listing in row.company.listings.all()])
    reason = Column(_("reason"), read=lambda row: row.entry.reason)
    note = Column(_("note"), read=lambda row: row.entry.shortlist.note)
