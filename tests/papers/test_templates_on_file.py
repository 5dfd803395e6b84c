"""Every template that comes with the program: what it names is declared and given, and it holds whatever is filled in."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest

from app.bootstrap import CATALOGUE, Workspace
from app.kernel.chart_text import chart_text
from app.kernel.charts import Series
from app.kernel.documents import Family, Part
from app.kernel.papers import Facts, PaperKind
from app.kernel.templates import Filling, fill, missing
from app.masterdata.organ import office_values
from app.papers import templates
from app.papers.bulletin import BULLETIN
from app.papers.letters import KINDS as LETTERS
from app.papers.templates import Version
from app.paths import TEMPLATES
from app.printing import fonts
from app.printing.document_pdf import draw_document
from app.printing.preview import PDFIUM

VERSIONS = [version for kind in templates.kinds() for version in templates.shipped(kind)]
EACH = pytest.mark.parametrize("version", VERSIONS, ids=lambda one: f"{one.kind}-{one.variant}")
FIRM = "济南历城清泉高新技术产业开发区某某精密机械制造与智能装备安全技术服务股份有限公司"
LONG = (
    "车间内动火作业未办理审批手续，作业现场没有配备灭火器材，也没有专人监护，氧气瓶与乙炔瓶间距不足五米；" * 4
)


def offers(kind: str) -> list[tuple[str, PaperKind]]:
    """Who offers a kind of paper: ledgers, the bulletin, what is typed by hand."""
    found = [(name, one) for name, feature in CATALOGUE.items() for one in feature.papers]
    found += [("submissions", BULLETIN), *(("official", one) for one in LETTERS)]
    return [(name, one) for name, one in found if one.code == kind]


SHORT = {
    "文号": "（济历清办）安监责改〔2023〕1234号",
    "编号": "HMD-2017-0012",
    "日期": "2023年12月31日",
    "提交日期": "2017年12月31日",
    "成文日期": "2023年12月31日",
    "通报期间": "2023年第四季度",
    "密级": "秘密★10年",
    "紧急程度": "特急",
    "移出框": "■",
    "保留框": "□",
    "签发人": "欧阳某某",
    "填表人": "欧阳某某",
    "审核人": "欧阳某某",
    "联系电话": "0531-88888888转8888",
    "机关名称": "济南市历城区人民政府清泉街道办事处",
    "告知机关": "济南市历城区人民政府清泉街道办事处",
    "印发机关": "济南市历城区人民政府清泉街道办事处",
    "纪要名称": "安全生产约谈",
    "证号1": "SD-370112-2023-0001",
    "证号2": "SD-370112-2023-0002",
    "签名": "欧阳某某",
}
"""Values that stand on one line by nature, as long as they come."""


def facts_of(name: str, office: Workspace) -> Facts:
    """Facts of an empty record."""
    with office.store.read() as connection:
        known = office_values(connection)
    record: dict[str, object] = {}
    if name == "submissions":
        record = {
            "day": office.clock.today(),
            "printed": {},
            "before": {},
            "before_day": None,
            "communities": {},
            "definition": {"title": ("某某行动", "进展情况调度表"), "sections": []},
        }
    return Facts(record, office.clock.today(), office=known)


def lists(version: Version) -> set[str]:
    """Values that are lists: starred, or named in a repeated row."""
    starred = set(re.findall(r"\{\*([^{}]+)\}", version.text))
    rows = [row for line in version.template.lines for row in line.rows if row.each]
    named = {name for row in rows for cell in row.cells for name in re.findall(r"\{([^{}*]+)\}", cell)}
    return starred | named | {row.each for row in rows}


def filled(version: Version, text: str, entries: int) -> dict[str, Filling]:
    """The same text in every value, so many entries in every list."""
    several = lists(version)
    values: dict[str, Filling] = {
        name: (text,) * entries if name in several else text for name in version.template.wanted
    }
    if len(text) > 1:
        values |= {name: SHORT[name] for name in values if name in SHORT}
    charts = [line for line in version.template.lines if line.part is Part.CHART]
    if charts:
        values["图"] = chart_text(("甲", "乙"), (Series("发现", (1, 100000)), Series("整改", (0, 3))))
    return values


@EACH
def test_what_a_template_names_is_declared_and_the_other_way_round(version: Version) -> None:
    assert version.template.names() == set(version.template.wanted)


@EACH
def test_every_value_comes_from_those_who_offer_the_paper(version: Version, office: Workspace) -> None:
    offered = offers(version.kind)
    assert offered, "nobody offers this paper"
    for name, kind in offered:
        facts = facts_of(name, office)
        given = {*kind.values(facts), *(ask.name for ask in kind.asks), *facts.office, "文号"}
        assert version.template.names() <= given, name


def test_every_paper_that_is_offered_has_a_template() -> None:
    offered = {one.code for feature in CATALOGUE.values() for one in feature.papers}
    offered |= {"bulletin", *(one.code for one in LETTERS)}
    assert offered == {version.kind for version in VERSIONS}


@EACH
def test_it_tells_where_it_comes_from_and_how_long_it_holds(version: Version) -> None:
    source = TEMPLATES / version.kind / version.variant / "source.md"
    assert len(source.read_text(encoding="utf-8")) > 50
    assert version.basis
    assert version.title
    assert version.variant_title
    if version.valid_from and version.valid_to:
        assert version.valid_from < version.valid_to
    if version.number:
        assert version.number.count("{年}") == version.number.count("{序号}") == 1
        assert "〔{年}〕" in version.number


@EACH
@pytest.mark.parametrize(
    ("text", "entries"), [("", 0), ("某", 1), (FIRM, 3), (LONG, 20)], ids=["none", "one", "firm", "long"]
)
def test_it_holds_whatever_is_filled_in(version: Version, text: str, entries: int) -> None:
    values = filled(version, text, entries)
    out = BytesIO()
    paper = draw_document(fill(version.template, values), out, fonts.book(bundled=True))
    assert paper.missing == ()
    assert paper.smallest >= 9
    if not text:
        assert set(missing(version.template, values)) <= {
            name for name, wanted in version.template.wanted.items() if wanted.needed
        }
    with PDFIUM, pypdfium2.PdfDocument(out.getvalue()) as document:
        assert len(document) == paper.pages
        said = ""
        for number in range(len(document)):
            page = document[number].get_textpage()
            said += page.get_text_range()
            for at in range(page.count_rects()):
                left, bottom, right, top = page.get_rect(at)
                assert 40 < left < right < 595 - 40, "text stands beyond the margins"
                assert 25 < bottom < top < 842 - 35, "text stands beyond the margins"
    plain = re.sub(r"\s", "", said)
    if text == FIRM:
        assert FIRM[:12] in plain
    if version.template.family is Family.CASE and not text:
        assert paper.pages == 1
