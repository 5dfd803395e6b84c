"""A record as a card: everything on one page, photos side by side, longer ones on a second page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.arguments import parse
from app.bootstrap import CATALOGUE, Workspace
from app.cli import run
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers import attaching, browse, cards, edit
from app.masterdata import files
from app.printing.card import OVER_PAGES, SIZE, card_grid
from app.printing.fonts import book
from app.printing.layout import lay_out
from app.printing.preview import page_count, page_text
from tests.photos.snapping import photo

VALUES: Record = {
    "enterprise_name": "济南甲某机械有限公司",
    "found_on": date(2023, 6, 20),
    "due_on": date(2023, 6, 25),
    "description": "疏散通道堆放包装箱，宽度不足",
    "level": "一般",
}


def _hazard(office: Workspace, **more: object) -> int:
    values: Record = {**VALUES, **more}  # type: ignore[dict-item]
    return edit.create(office.store, office.feature("hazards"), values).created["hazards"][0]


def _with_photos(office: Workspace, hazard: int, before: int, after: int) -> None:
    for name, count, seed in (("photos_before", before, 10), ("photos_after", after, 50)):
        hashes = [
            files.take_in(
                office.store,
                photo(seed=seed + at, moment="2023:06:20 09:05:00"),
                f"{seed + at}.jpg",
                photo=True,
            ).hash
            for at in range(count)
        ]
        attaching.add_files(office.store, office.feature("hazards"), hazard, name, hashes)


def _pictures(pdf: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Where the pictures of a page stand: left, bottom, right, top in pt."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = document[page].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        return sorted(tuple(one.get_bounds()) for one in found)
    finally:
        document.close()


def test_a_hazard_with_photos_before_and_after_is_one_page(office: Workspace) -> None:
    hazard = _hazard(office)
    _with_photos(office, hazard, 1, 1)
    pdf = cards.card_pdf(office.store, office.feature("hazards"), [hazard])
    assert page_count(pdf) == 1
    text = page_text(pdf, 0)
    for word in ("隐患卡片", "编号：YH-2023-0001", "济南甲某机械有限公司", "疏散通道堆放包装箱，宽度不足", "逾期",
                 "整改前照片", "整改后照片", "2023-06-20 09:05 摄", "清泉街道办事处", "第 1 页 共 1 页", "2023年6月30日打印"):  # fmt: skip
        assert word in text
    left, right = _pictures(pdf, 0)
    assert left[2] < right[0]
    assert left[3] == pytest.approx(right[3], abs=1)
    assert left[3] - left[1] > 100


def test_many_photos_go_on_on_the_next_page(office: Workspace) -> None:
    hazard = _hazard(office)
    _with_photos(office, hazard, 5, 1)
    pdf = cards.card_pdf(office.store, office.feature("hazards"), [hazard])
    pages = page_count(pdf)
    assert pages == 2
    assert sum(len(_pictures(pdf, page)) for page in range(pages)) == 6
    assert "第 2 页 共 2 页" in page_text(pdf, 1)
    assert "编号：YH-2023-0001" in page_text(pdf, 1)


def test_a_long_text_keeps_its_lines_and_no_word_is_lost_or_tiny(office: Workspace) -> None:
    lines = [f"{number}．第{number}条整改措施：清理通道，划线管理，明确责任人。" for number in range(1, 90)]
    hazard = _hazard(office, measures="\n".join(lines))
    feature = office.feature("hazards")
    pdf = cards.card_pdf(office.store, feature, [hazard])
    text = "".join(page_text(pdf, page) for page in range(page_count(pdf)))
    assert page_count(pdf) > 1
    assert all(line in text for line in lines)
    record = browse.record(office.store, feature, hazard)
    assert record is not None
    grid = card_grid(cards.card_of(office.store, feature, record, "清泉街道办事处"), book())
    assert min(one.size for one in lay_out(grid, 60, 30, book()).placed) >= 9


def test_a_card_of_several_pages_keeps_its_size_and_fills_its_lines(office: Workspace) -> None:
    hazard = _hazard(office, description="配电箱门未关闭，箱内有积尘，线路老化破损，未设置警示标志；" * 60)
    feature = office.feature("hazards")
    record = browse.record(office.store, feature, hazard)
    assert record is not None
    card = cards.card_of(office.store, feature, record, "清泉街道办事处")
    layout = lay_out(card_grid(card, book(), OVER_PAGES), 60, 30, book())
    assert len(layout.pages) > 1
    parts = [one for one in layout.placed if "配电箱" in one.cell.text]
    assert [one.cell.goes_on for one in parts] == [False] + [True] * (len(parts) - 1)
    assert {one.size for one in parts} == {SIZE}
    room = layout.column_edges[4] - layout.column_edges[1]
    full = [line for one in parts for line in one.lines][:-1]
    assert min(book().width(line, "fangsong", SIZE) for line in full) > 0.9 * room


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_ledger_has_cards(sample: Workspace, name: str) -> None:
    feature = sample.feature(name)
    ids = list(browse.ids(sample.store, feature, limit=3))
    if not ids:  # the successor register is younger than the sample's year
        made = edit.create(sample.store, feature, {"enterprise_name": "济南历山木业有限公司"})
        ids = list(made.created[feature.name])
    pdf = cards.card_pdf(sample.store, feature, ids)
    assert page_count(pdf) == len(ids)  # empty fields give way before a second page is begun
    first = browse.record(sample.store, feature, ids[0])
    assert first is not None
    filled = [
        field.label
        for field in feature.ledger.fields
        if field.typed and field.name != feature.ledger.key and show(first.get(field.name))
    ]
    text = "".join(page_text(pdf, 0).split())
    assert all(label[:4] in text for label in filled)


def test_a_photo_that_is_gone_is_said_on_the_card(office: Workspace) -> None:
    hazard = _hazard(office)
    _with_photos(office, hazard, 1, 1)
    record = browse.record(office.store, office.feature("hazards"), hazard)
    assert record is not None
    held = record["photos_before"]
    assert isinstance(held, tuple)
    files.known(office.store, held)[held[0]].path.unlink()
    pdf = cards.card_pdf(office.store, office.feature("hazards"), [hazard])
    assert "照片“10.jpg”不在或已损坏" in page_text(pdf, 0)
    assert len(_pictures(pdf, 0)) == 1


def test_the_command_prints_by_number(
    sample: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample.store.close()
    sample.lock.release()
    out = tmp_path / "卡片.pdf"
    data = str(sample.folder)
    assert run(parse(["--data", data, "print", "card", "YH-2023-0007", "--out", str(out)])) == 0
    assert "编号：YH-2023-0007" in page_text(out, 0)
    assert run(parse(["--data", data, "print", "card", "1", "--ledger", "rewards", "--out", str(out)])) == 0
    assert "举报奖励卡片" in page_text(out, 0)
    assert run(parse(["--data", data, "print", "card", "没有", "--out", str(tmp_path / "b.pdf")])) == 2
    assert "没有找到编号“没有”" in capsys.readouterr().err
    assert not (tmp_path / "b.pdf").exists()


def test_too_many_and_none_are_refused(office: Workspace) -> None:
    feature = office.feature("hazards")
    with pytest.raises(Refusal, match="请先选中"):
        cards.card_pdf(office.store, feature, [])
    with pytest.raises(Refusal, match="一次最多打印 200 张"):
        cards.card_pdf(office.store, feature, range(1, 300))
