"""The closed vocabularies: codes that the database, the API, the URLs and the exports carry."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlacementStatus(TextChoices):
    """How far a placement has been checked; withdrawn ones stay on record and count nowhere."""

    REPORTED = "reported", _("reported")
    VERIFIED = "verified", _("verified")
    DISPUTED = "disputed", _("disputed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Signal(TextChoices):
    """What the counts say of a cell or a segment; computed, never a verdict."""

    EMPTY = "empty", _("empty everywhere")
    ABSENT = "absent", _("suspected gap")
    UNLISTED = "unlisted", _("not listed")
    SINGLE = "single", _("single")
    THIN = "thin", _("thin")
    CLUSTER = "cluster", _("cluster")
    PRESENT = "present", _("present")


class Verdict(TextChoices):
    """What a person concludes of a segment, with a source."""

    GAP = "gap", _("gap")
    WEAK = "weak", _("weak")
    ADEQUATE = "adequate", _("adequate")
    STRONG = "strong", _("strong")


class VerdictScope(TextChoices):
    """The place that a verdict was given for."""

    PROVINCE = "province", _("province")
    REGION = "region", _("region")


class Action(TextChoices):
    """What policy does about a segment: 补链, 强链, 延链, 固链."""

    SUPPLEMENT = "supplement", _("fill the gap")
    STRENGTHEN = "strengthen", _("strengthen")
    EXTEND = "extend", _("extend")
    CONSOLIDATE = "consolidate", _("consolidate")


class NameKind(TextChoices):
    """What sort of other name a company has."""

    PRINTED = "printed", _("as printed")
    FORMER = "former", _("former name")
    ABBREVIATION = "abbreviation", _("abbreviation")
    ENGLISH = "english", _("English name")
    BRAND = "brand", _("brand")


class Exchange(TextChoices):
    """Stock exchanges, by the short codes in common use."""

    SSE = "sse", _("Shanghai Stock Exchange")
    SZSE = "szse", _("Shenzhen Stock Exchange")
    BSE = "bse", _("Beijing Stock Exchange")
    HKEX = "hkex", _("Hong Kong Exchanges")
    TWSE = "twse", _("Taiwan Stock Exchange")
    NASDAQ = "nasdaq", _("Nasdaq")
    NYSE = "nyse", _("New York Stock Exchange")
    KRX = "krx", _("Korea Exchange")
    TSE = "tse", _("Tokyo Stock Exchange")
    LSE = "lse", _("London Stock Exchange")


class ResearchBaseKind(TextChoices):
    """Kinds of research base."""

    UNIVERSITY = "university", _("university")
    LABORATORY = "laboratory", _("laboratory")
    INSTITUTE = "institute", _("research institute")
    RD_CENTRE = "rd-centre", _("R&D centre")
    NATIONAL_CENTRE = "national-centre", _("national manufacturing innovation centre")


class PlatformKind(TextChoices):
    """Kinds of platform."""

    FUNCTIONAL = "functional", _("functional platform")
    PUBLIC_SERVICE = "public-service", _("public-service platform")
    OPEN_INNOVATION = "open-innovation", _("national open-innovation platform for AI")


class ParkKind(TextChoices):
    """Kinds of park."""

    PARK = "park", _("park")
    INCUBATOR = "incubator", _("incubator")
    PILOT_ZONE = "pilot-zone", _("pilot zone")
    INNOVATION_CENTRE = "innovation-centre", _("innovation centre")


class SourceKind(TextChoices):
    """Kinds of source."""

    PUBLICATION = "publication", _("publication")
    LIST = "list", _("official list")
    SITE = "site", _("web site")
    REGISTER = "register", _("register")


class AmountQualifier(TextChoices):
    """How exactly an amount is known."""

    EXACT = "exact", _("exactly")
    OVER = "over", _("over")
    ABOUT = "about", _("about")
    TARGET = "target", _("target")


class Currency(TextChoices):
    """ISO 4217 codes of the currencies that amounts are stated in."""

    CNY = "CNY", _("yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("euro")
    HKD = "HKD", _("Hong Kong dollar")
    JPY = "JPY", _("yen")


class MapView(TextChoices):
    """What the cells of a chain map show."""

    NAMES = "names", _("names")
    COUNTS = "counts", _("counts")
    GAPS = "gaps", _("gaps")
