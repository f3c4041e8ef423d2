"""A brief for leaders as DOCX: headline, map, ranked gaps and sources, in a template that can be changed in Word."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from chains.analysis.wording import in_english
from chains.figures import briefs
from chains.figures.pages import as_png
from chains.filtersets import BriefForm, MapFigureFilterSet, without_blanks
from chains.models import Chain, Placement
from chains.selectors.maps import chain_map
from chains.selectors.ranked_gaps import GapQuestion, ranked_gaps

from . import documents, downloads
from .brief_content import brief_content
from .figures import figure_of_map
from .throttling import throttled


@throttled("export")
def brief(request: HttpRequest) -> HttpResponse:
    """The brief on a chain, for its region or some of its provinces."""
    form, templates = _asked(request.GET)
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    name = form.cleaned_data["template"] or briefs.DEFAULT
    try:
        body = documents.made(brief_body, request.GET.urlencode(), version=templates[name].stat().st_mtime_ns)
    except briefs.UnfillableTemplateError as error:
        message = _("The template “%(name)s” cannot be filled in: %(fault)s") % {"name": name, "fault": error}
        return downloads.refused(request, {"template": [message]})
    response = HttpResponse(body, content_type=briefs.CONTENT_TYPE)
    filename = f"brief-{form.cleaned_data['chain'].slug}-{localdate():%Y%m%d}.docx"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def brief_body(query: str) -> Iterator[bytes]:
    """Yield the brief as a file, by the valid parameters in ``query``; raises ``UnfillableTemplateError``."""
    form, templates = _asked(QueryDict(query))
    # Asked for its data; that it is valid was seen before.
    form.is_valid()
    chain, provinces = form.cleaned_data["chain"], list(form.cleaned_data["province"])
    filterset = _filter(chain, [province.code for province in provinces])
    placements = filterset.qs if provinces else None
    shown = chain_map(chain, placements, {"province": [province.code for province in provinces]})
    province = provinces[0] if len(provinces) == 1 else None
    ranked = ranked_gaps(GapQuestion(chains=[chain], province=province))
    content = brief_content(shown, ranked, provinces)
    template = templates[form.cleaned_data["template"] or briefs.DEFAULT]
    yield briefs.filled(template, content, as_png(figure_of_map(chain, filterset)), now())


def _asked(parameters: QueryDict) -> tuple[BriefForm, dict[str, Path]]:
    """Return the form of what is asked for, and the templates that there are in the reader's language, by name."""
    templates = briefs.found(map(Path, settings.BRIEF_TEMPLATES), "en" if in_english() else "zh")
    return BriefForm(without_blanks(parameters), tuple(templates)), templates


def _filter(chain: Chain, provinces: list[str]) -> MapFigureFilterSet:
    query = QueryDict(mutable=True)
    query.setlist("province", provinces)
    filterset = MapFigureFilterSet(query, Placement.objects.of_chain(chain.slug))
    # The provinces are those of the form, so this cannot fail; it has to be asked before the rows are.
    filterset.is_valid()
    return filterset
