"""The map and the gap table as figures: what the page shows, on A4 or A3, with fonts of their own."""

import re

import pytest
from django.utils.timezone import localdate

from chains.models import Company
from tests.factories import make_company, make_placement, make_province
from tests.pages.figures import drawing, fonts_of, keys, parts, size_of, text_of, texts
from tests.pages.reading import key_of, page, refused

pytestmark = pytest.mark.django_db

TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "pdf": "application/pdf"}
FIGURES = [("/chains/ic", "", "map-ic"), ("/gaps", "chain=ic", "gaps-ic")]

#: Millimetres, and dots at 200 to the inch.
SHEETS = {"a4": ((297, 210), (2339, 1654)), "a3": ((420, 297), (3307, 2339))}


def figure(client, path, query="", suffix="svg", language="zh-hans"):
    response = client.get(f"{path}.{suffix}?{query}", headers={"accept-language": language})
    assert response.status_code == 200
    return response.content


@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize(("path", "query", "name"), FIGURES)
def test_a_figure_has_its_type_and_is_named_for_what_it_shows_and_the_day(client, path, query, name, suffix):
    response = client.get(f"{path}.{suffix}?{query}&paper=a3")
    assert response["Content-Type"] == TYPES[suffix]
    assert response["Content-Disposition"] == f'attachment; filename="{name}-a3-{localdate():%Y%m%d}.{suffix}"'


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize(("path", "query", "_name"), FIGURES)
def test_a_figure_is_as_large_as_its_paper(client, path, query, _name, paper):
    (width, height), dots = SHEETS[paper]
    svg = drawing(figure(client, path, f"{query}&paper={paper}"))
    assert (svg.attrib["width"], svg.attrib["height"]) == (f"{width}mm", f"{height}mm")
    assert size_of(figure(client, path, f"{query}&paper={paper}", "png")) == dots


@pytest.mark.parametrize(
    ("chain", "query"),
    [
        ("ic", ""),
        ("ic", "view=gaps"),
        ("ic", "view=names&province=310000&province=330000&listed=true"),
        ("ic", "view=counts&q=zzzz"),
        ("ic", "province=110000"),
        ("ai", "view=counts"),
    ],
)
def test_a_map_shows_the_numbers_of_its_page(client, beside, chain, query):
    make_province("110000")
    cells = page(client, f"/chains/{chain}/?{query}").all("td", class_="cell")
    on_page = [cell.all("a")[0].text for cell in cells]
    shown = parts(drawing(figure(client, f"/chains/{chain}", query)))
    in_figure = [texts(part, "number") for name, part in shown.items() if name.startswith("cell-")]
    assert in_figure == [[number] for number in on_page]


def test_a_map_names_the_companies_of_its_page(client, beside):
    shown = page(client, "/chains/ic/?listed=false").one("table", class_="map")
    on_page = {key_of(link.attributes["href"]) for link in shown.one("tbody").all("a", class_="co")}
    assert keys(drawing(figure(client, "/chains/ic", "listed=false")), "company") == on_page


def test_a_filter_is_written_on_the_figure(client):
    svg = drawing(figure(client, "/chains/ic", "province=310000&listed=true", language="en"))
    (said,) = texts(svg, "choice")
    assert "Shanghai" in said
    assert "listed yes" in said
    assert texts(drawing(figure(client, "/chains/ic")), "choice") == []


@pytest.mark.parametrize(("language", "declared"), [("zh-hans", "zh-Hans"), ("en", "en")])
@pytest.mark.parametrize(("path", "query", "_name"), FIGURES)
def test_an_svg_stands_by_itself(client, path, query, _name, language, declared):
    body = figure(client, path, query, language=language)
    svg = drawing(body)
    assert svg.attrib["lang"] == declared
    assert svg.find("{http://www.w3.org/2000/svg}title").text == texts(svg, "title")[0]
    assert svg.find("{http://www.w3.org/2000/svg}desc").text
    text = body.decode()
    assert "<script" not in text
    assert not re.findall(r"\son\w+=", text)
    # Fonts and patterns are inside; the only address is the name of the format.
    assert set(re.findall(r"https?://[^\"']+", text)) == {"http://www.w3.org/2000/svg"}
    assert all(address.startswith(("data:font/woff", "#")) for address in re.findall(r'url\("?([^")]+)', text))
    assert text.count("@font-face") == 2


def test_the_text_of_a_pdf_is_text_in_fonts_that_it_brings(client):
    for path, query, _ in FIGURES:
        pdf = figure(client, path, query, "pdf")
        assert "集成电路" in text_of(pdf)
        # None of the machine's own fonts is among them, so a machine without Chinese fonts draws the same.
        assert fonts_of(pdf) == {"NotoSansSC-Regular": True, "NotoSerifSC-Regular": True}
    names = [
        re.sub(r"\s", "", company.name) for company in Company.objects.filter(placements__segment__code="ic.design")
    ]
    assert [name for name in names if name not in text_of(figure(client, "/chains/ic", "", "pdf"))] == []


@pytest.mark.parametrize("name", ["<b>&\"'</b>#image(1)", "한국𠮷龘𠀀", "“引号”…", "A" * 120, "超" * 100])
def test_any_name_can_be_drawn(client, name):
    make_placement(make_company(name), "ic.equipment", province="340000")
    svg = drawing(figure(client, "/chains/ic"))
    assert "".join(texts(parts(svg)["cell-ic.equipment-340000"], "company")) == name
    assert size_of(figure(client, "/chains/ic", "", "png")) == SHEETS["a4"][1]
    assert fonts_of(figure(client, "/chains/ic", "", "pdf")).keys() <= {"NotoSansSC-Regular", "NotoSerifSC-Regular"}


@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize(
    ("path", "query", "parameter"),
    [
        ("/chains/ic", "paper=a5", "paper"),
        ("/chains/ic", "colour=red", "colour"),
        ("/chains/ic", "province=1", "province"),
        ("/gaps", "chain=ic&paper=letter", "paper"),
        ("/gaps", "chain=nothing", "chain"),
        ("/gaps", "", "chain"),
    ],
)
def test_a_bad_parameter_is_named(client, path, query, parameter, suffix):
    assert parameter in refused(page(client, f"{path}.{suffix}?{query}", 400))


def test_there_is_no_figure_of_what_is_not_there(client):
    for path in ("/chains/nothing.svg", "/chains/ic.gif", "/chains/ic.svgz"):
        assert client.get(path, follow=True).status_code == 404


@pytest.mark.parametrize(("path", "query", "_name"), FIGURES)
def test_figures_are_limited_as_exports_are(client, throttle, path, query, _name):
    throttle("export", "1/hour")
    assert client.get(f"{path}.svg?{query}").status_code == 200
    response = client.get(f"{path}.pdf?{query}")
    assert response.status_code == 429
    assert "Retry-After" in response


def test_the_pages_lead_to_their_figures_with_the_same_filter(client):
    links = page(client, "/chains/ic/?listed=true&view=counts").links
    assert "/chains/ic.svg?listed=true&view=counts&paper=a4" in links
    assert "/chains/ic.pdf?listed=true&view=counts&paper=a3" in links
    links = page(client, "/gaps/?chain=ic&segment=ic.equipment").links
    assert "/gaps.png?chain=ic&segment=ic.equipment&paper=a4" in links


@pytest.mark.usefixtures("empty_database")
def test_an_empty_site_has_no_figures(client):
    assert client.get("/chains/ic.svg").status_code == 404
    assert client.get("/gaps.svg?chain=ic").status_code == 400
