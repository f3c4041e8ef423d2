"""Candidates for a gap, with the reasons for each."""

from rest_framework import serializers

from chains.choices import PlacementStatus, Relation

from .base import PlainSerializer, Reference, coded


class ReasonSerializer(PlainSerializer):
    """How a segment that the company works in is near that of the gap."""

    relation, relation_label = coded(Relation, "relation")
    segment = serializers.CharField(help_text="The segment that it works in.")
    other = serializers.SerializerMethodField(help_text="The other end of the link, up or down the chain.")

    def get_other(self, reason: object) -> str | None:
        """Return the code, or ``None`` where there is no link."""
        return reason.other or None


class CandidatePlacementSerializer(PlainSerializer):
    """A placement behind the reasons: where the company works near the gap."""

    id = Reference("public_id")
    segment = Reference("segment.code")
    province = Reference("province_id", allow_null=True, help_text="Empty outside China.")
    city = Reference("city_id", allow_null=True)
    country = serializers.SerializerMethodField(help_text="ISO 3166; `CN` where only the province is not known.")
    status, status_label = coded(PlacementStatus, "status")

    def get_country(self, placement: object) -> str | None:
        """Return the code, or ``None`` in China."""
        return placement.country.code or None


class CandidateSerializer(PlainSerializer):
    """A company that could fill the gap."""

    id = Reference("company.public_id")
    name = serializers.CharField(source="company.name")
    name_en = serializers.CharField(source="company.name_en")
    relation, relation_label = coded(Relation, "candidate.relation", help_text="The nearest of `reasons`.")
    reasons = ReasonSerializer(source="candidate.reasons", many=True, help_text="The nearest first.")
    why = serializers.ListField(
        child=serializers.CharField(), help_text="The reasons in words, in the reader's language."
    )
    placements = CandidatePlacementSerializer(many=True, help_text="Behind the reasons, in the same order.")
    dedicated = serializers.BooleanField(
        source="candidate.dedicated", help_text="In no other top-level segment of the chain."
    )
    status, status_label = coded(
        PlacementStatus, "candidate.status", help_text="The best among the placements of `relation`."
    )
    listed = serializers.BooleanField(source="candidate.listed")
    tickers = serializers.SerializerMethodField()
    labels = serializers.SerializerMethodField()
    provinces = serializers.IntegerField(source="candidate.provinces", help_text="Provinces it works in at all.")
    here = serializers.BooleanField(source="candidate.here", help_text="At the place already, in another segment.")

    def get_tickers(self, row: object) -> list[str]:
        """Return the tickers under which it is or was listed."""
        return [listing.ticker for listing in row.company.listings.all()]

    def get_labels(self, row: object) -> list[str]:
        """Return the slugs of its labels."""
        return [held.label.slug for held in row.company.labels.all()]


class TiedSerializer(PlainSerializer):
    """A research base or a platform."""

    id = Reference("public_id")
    name = serializers.CharField()
    name_en = serializers.CharField()
    province = Reference("province_id", allow_null=True)
    city = Reference("city_id", allow_null=True)
    tied = serializers.BooleanField(
        help_text="To the segment or one below it (a platform by its host); otherwise it is of the whole chain."
    )


class TechnologyTiedSerializer(PlainSerializer):
    """A key technology of the segment or of one below it."""

    id = Reference("public_id")
    name = serializers.CharField()
    name_en = serializers.CharField()


class CandidatesSerializer(PlainSerializer):
    """A window on those who could fill a gap, best first, and what else is tied to its segment."""

    count = serializers.IntegerField(help_text="All candidates, in this window or not.")
    next = serializers.URLField(allow_null=True, help_text="The address of the next window.")
    previous = serializers.URLField(allow_null=True, help_text="The address of the window before.")
    segment = serializers.CharField(source="view.segment.code")
    places = serializers.SerializerMethodField(
        help_text="Codes of the places where it is to be filled; none: anywhere."
    )
    present = serializers.IntegerField(source="view.found.present", help_text="Companies that fill it already.")
    results = CandidateSerializer(many=True)
    technologies = TechnologyTiedSerializer(source="support.technologies", many=True)
    research_bases = TiedSerializer(source="support.research_bases", many=True)
    platforms = TiedSerializer(source="support.platforms", many=True)

    def get_places(self, answer: dict) -> list[str]:
        """Return the codes of the places."""
        return [place.code for place in answer["view"].places]
