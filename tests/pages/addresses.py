"""The addresses of the site's pages: those that are always there, and one of each kind with the seed in place."""

from chains.models import (
    Alliance,
    Chain,
    Company,
    Park,
    Platform,
    Project,
    Province,
    ResearchBase,
    Segment,
    Source,
    Technology,
)
from chains.views.lists import REGISTERS

#: There whatever is on record.
ALWAYS = [
    "/",
    "/about/",
    "/guide/",
    "/guide/sheets/",
    "/candidates/",
    "/changes/",
    "/compare/",
    "/gaps/",
    "/gaps/ranked/",
    "/companies/",
    "/search/",
    *(f"/{name}/" for name in REGISTERS),
]

#: Pages in a state that looks different.
STATES = [
    "/changes/?chain=ic&province=310000",
    "/chains/ic/?view=counts",
    "/chains/ic/?view=gaps",
    "/chains/ic/?listed=true&province=310000",
    "/chains/ic/flow/?shade=verdict",
    "/chains/ai/flow/?shade=imports",
    "/chains/ic/flow/?segment=ic.equipment",
    "/compare/?chain=ic&province=310000&province=320000",
    "/compare/?chain=ic&chain=ai&province=340000",
    "/compare/?chain=ic&city=310000&city=320500&city=330100",
    "/regions/yangtze-delta/",
    "/regions/yangtze-delta/?chain=ic&listed=true",
    "/gaps/?chain=ai",
    "/gaps/?chain=ic&segment=ic.equipment",
    "/gaps/ranked/?province=340000&verdict=none&verdict=weak",
    "/candidates/?segment=ic.photoresist&province=340000",
    "/candidates/?segment=ic.manufacturing&city=340100&page=2",
    "/companies/?chain=ai&listed=true&q=sh&page=1",
    "/placements/?status=reported&page=2",
    "/search/?q=sh",
]

#: What is refused.
REFUSED = [
    "/changes/?colour=red",
    "/changes/?segment=ic.nothing",
    "/gaps/?chain=ic&against=0000000000",
    "/chains/ic/?view=tiles",
    "/chains/ic/flow/?shade=red",
    "/compare/?chain=ic&province=310000",
    "/regions/yangtze-delta/?colour=red",
    "/gaps/?chain=nothing",
    "/candidates/?segment=nothing",
    "/candidates/?segment=ic.design&province=310000&city=320500",
    "/gaps/ranked/?level=9",
    "/companies/?colour=red&province=1",
    "/parks/?kind=x",
    f"/search/?q={'x' * 101}",
]

#: What is asked for in vain.
VAIN = [
    "/gaps/ranked/?signal=cluster&chain=ai",
    "/companies/?q=zzzzqqqq",
    "/parks/?q=zzzzqqqq",
    "/search/?q=zzzzqqqq",
]

MISSING = ["/no-such-page/", "/companies/0000000000/", "/segments/ic.nothing/", "/companies/?page=99", "/companies.pdf"]


def of_records() -> list[str]:
    """Return the address of one record of each kind, of those that show the most."""
    return [
        *(chain.get_absolute_url() for chain in Chain.objects.all()),
        f"{Company.objects.get(name='扬杰科技').get_absolute_url()}suggest/",
        "/segments/ic.lithography/suggest/",
        "/segments/ic.lithography/suggest/thanks/",
        Company.objects.get(name="扬杰科技").get_absolute_url(),
        Segment.objects.get(code="ic.equipment").get_absolute_url(),
        Segment.objects.get(code="ic.lithography").get_absolute_url(),
        *(f"/provinces/{province.code}/" for province in Province.objects.order_by("code")[:2]),
        *(source.get_absolute_url() for source in Source.objects.all()),
        ResearchBase.objects.filter(members__company__isnull=False).first().get_absolute_url(),
        Platform.objects.filter(host__isnull=False).first().get_absolute_url(),
        *(model.objects.first().get_absolute_url() for model in (Alliance, Park, Project, Technology)),
    ]
