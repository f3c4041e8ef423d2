"""The brief for leaders: composed from the numbers, in a template that was made in Word."""

import io
import shutil
import subprocess
import zipfile

import pytest
from django.utils.timezone import localdate
from docx import Document
from pypdf import PdfReader

from chains.models import Segment
from chains.selectors.gaps import gap_view
from tests.factories import make_assessment, make_province
from tests.pages.figures import size_of
from tests.pages.reading import page, refused

pytestmark = pytest.mark.django_db

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def brief(client, query="chain=ic", language="zh-hans"):
    response = client.get(f"/brief.docx?{query}", headers={"accept-language": language})
    assert response.status_code == 200, response.content.decode(errors="replace")
    return Document(io.BytesIO(response.content))


def paragraphs(document, style=""):
    return [each.text for each in document.paragraphs if each.text and each.style.name.startswith(style)]


def rows(document):
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


@pytest.fixture
def folder(settings, tmp_path):
    """A bureau's own folder of templates."""
    settings.BRIEF_TEMPLATES = [*settings.BRIEF_TEMPLATES, tmp_path]
    return tmp_path


def template(folder, name, *lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(folder / name)


def test_it_is_named_for_the_chain_and_the_day(client):
    response = client.get("/brief.docx?chain=ic")
    assert response["Content-Type"] == TYPE
    assert response["Content-Disposition"] == f'attachment; filename="brief-ic-{localdate():%Y%m%d}.docx"'


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_placeholder_is_filled_in(client, language):
    document = brief(client, language=language)
    text = "\n".join([*paragraphs(document), *(cell for row in rows(document) for cell in row)])
    assert "{{" not in text
    assert "{%" not in text
    assert ("Equipment" if language == "en" else "设备") in text


def test_the_headline_says_how_many_gaps_there_are_and_which_is_first(client):
    ranked = gap_view(Segment.objects.get(code="ic.equipment").layer.chain).ranked
    document = brief(client, language="en")
    (headline,) = [text for text in paragraphs(document) if "call for a look" in text]
    assert f"{len(ranked)} segments" in headline
    assert Segment.objects.get(code=ranked[0].segment).name_en in headline
    assert "2 companies" in headline


def test_the_table_has_the_gaps_in_the_order_of_their_page(client):
    view = gap_view(Segment.objects.get(code="ic.equipment").layer.chain)
    head, *listed = rows(brief(client, language="en"))
    assert head[1:5] == ["Segment", "Verdict", "Signal", "Companies"]
    assert [int(row[0]) for row in listed] == list(range(1, len(listed) + 1))
    assert [int(row[4]) for row in listed] == [row.tally.companies for row in view.ranked[: len(listed)]]
    assert listed[0][1:4] == ["Equipment", "weak, import dependent", "thin"]
    assert listed[0][5] == "Shanghai\u00a01, Jiangsu\u00a01, Zhejiang\u00a00, Anhui\u00a00"
    assert listed[0][6] == "fill the gap"
    assert "contradicts the counts" in listed[1][2]


def test_the_map_stands_in_it_as_a_figure(client):
    response = client.get("/brief.docx?chain=ic")
    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        (picture,) = [name for name in package.namelist() if name.startswith("word/media/")]
        assert size_of(package.read(picture)) == (2339, 1654)
        # Nothing that runs, and nothing that is fetched.
        assert not [name for name in package.namelist() if "vba" in name.lower() or "embeddings" in name]
        assert b'TargetMode="External"' not in b"".join(
            package.read(name) for name in package.namelist() if name.endswith(".rels")
        )
    (shape,) = brief(client).inline_shapes
    section = brief(client).sections[-1]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape.height <= section.page_height - section.top_margin - section.bottom_margin


def test_the_sources_of_placements_and_verdicts_are_listed_once(client):
    assessment = make_assessment("ic.design", statement="x")
    listed = paragraphs(brief(client), "List Number")
    assert len(listed) == len(set(listed))
    assert any("长三角数字经济关键技术协同创新研究" in line for line in listed)
    shown = [line for line in listed if assessment.source.title in line]
    assert len(shown) <= 1


def test_a_brief_on_a_province_ranks_its_own_gaps_and_counts_its_own_companies(client):
    document = brief(client, "chain=ic&province=340000", "en")
    assert any("Anhui" in text for text in paragraphs(document, "Subtitle"))
    _, *listed = rows(document)
    assert {row[5].rpartition("\u00a0")[0] for row in listed} == {"Anhui"}
    document = brief(client, "chain=ic&province=340000&province=310000", "en")
    assert rows(document)[1][5] in ("Anhui\u00a00, Shanghai\u00a01", "Shanghai\u00a01, Anhui\u00a00")


def test_a_bureau_has_templates_of_its_own(client, folder):
    template(
        folder,
        "short.docx",
        "{{ title }} | {{ companies }}",
        "{%p for gap in gaps %}",
        "{{ gap.segment }}",
        "{%p endfor %}",
    )
    text = paragraphs(brief(client, "chain=ic&template=short"))
    assert text[0] == "长三角集成电路产业链 | 74"
    assert text[1] == "设备"
    # Without one in English, readers of English get the only one there is.
    assert paragraphs(brief(client, "chain=ic&template=short", "en"))[1] == "Equipment"


def test_a_bureau_s_template_wins_over_the_one_of_the_same_name(client, folder):
    template(folder, "leaders.docx", "{{ headline }}")
    assert len(paragraphs(brief(client))) == 1


def test_an_unknown_template_is_refused_with_those_there_are(client, folder):
    template(folder, "short.docx", "{{ title }}")
    shown = page(client, "/brief.docx?chain=ic&template=../leaders", 400)
    assert "template" in refused(shown)
    assert "leaders, short" in shown.text


@pytest.mark.parametrize(
    "line",
    ["{{ nothing }}", "{{ title", "{{ title.__class__.__mro__ }}", "{% for gap in gaps %}", "{{ gaps[0].nothing }}"],
)
def test_a_template_with_a_slip_or_with_more_than_placeholders_is_refused(client, folder, line):
    template(folder, "wrong.docx", line)
    assert "template" in refused(page(client, "/brief.docx?chain=ic&template=wrong", 400))


def test_a_file_that_is_no_document_is_refused(client, folder):
    (folder / "text.docx").write_text("{{ title }}")
    assert "template" in refused(page(client, "/brief.docx?chain=ic&template=text", 400))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "chain"),
        ("chain=nothing", "chain"),
        ("chain=ic&province=1", "province"),
        ("chain=ic&province=110000", "province"),
        ("chain=ic&colour=red", "colour"),
    ],
)
def test_a_bad_parameter_is_named(client, query, parameter):
    make_province("110000")
    assert parameter in refused(page(client, f"/brief.docx?{query}", 400))


def test_briefs_are_limited_as_exports_are(client, throttle):
    throttle("export", "1/hour")
    assert client.get("/brief.docx?chain=ic").status_code == 200
    assert client.get("/brief.docx?chain=ic").status_code == 429


def test_the_gap_page_leads_to_the_brief(client):
    assert "/brief.docx?chain=ic" in page(client, "/gaps/?chain=ic").links


#: A second program that reads what Word reads. Where it is found, it is asked as well.
OFFICE = shutil.which("soffice")

if OFFICE:

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_an_office_program_turns_it_into_pages(client, tmp_path, language):
        response = client.get("/brief.docx?chain=ic", headers={"accept-language": language})
        (tmp_path / "brief.docx").write_bytes(response.content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        orders = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "brief.docx"]
        subprocess.run(orders, check=True, capture_output=True)
        pages = PdfReader(tmp_path / "brief.pdf").pages
        text = "".join("".join(each.extract_text().split()) for each in pages)
        document = Document(io.BytesIO(response.content))
        for line in (*paragraphs(document), *(cell for row in rows(document) for cell in row)):
            assert "".join(line.split()) in text
        # The map has a page of its own, in landscape, and fills it.
        last = pages[-1]
        assert last.mediabox.width > last.mediabox.height
        assert [name for name, each in last["/Resources"]["/XObject"].items() if each["/Subtype"] == "/Image"]
