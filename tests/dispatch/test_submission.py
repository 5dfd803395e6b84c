"""Handing in, correcting, comparing, and saying why a figure fell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import update

from app.bootstrap import CATALOGUE
from app.dispatch import adjustments, archive, comparison, paper, reconcile, submission
from app.dispatch.compute import compute
from app.dispatch.figures import to_json
from app.dispatch.scope import OFFICE, Scope, community, department
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.kernel.indicators import Table
from app.ledgers import edit
from app.masterdata.settings import Office, read_office, write_office
from app.papers import bulletin
from app.printing.preview import page_text
from app.store.session import Store

JUNE, JULY = date(2023, 6, 30), date(2023, 7, 31)
FIRM = "济南历山木业有限公司"


def add(store: Store, ledger: str, **facts: Any) -> int:
    return edit.create(store, CATALOGUE[ledger], facts).created[ledger][0]


def hazard(store: Store, **facts: Any) -> int:
    own = {"source": "企业自查", "level": "重大", "found_on": date(2023, 6, 5), "enterprise_name": FIRM}
    return add(store, "hazards", **{**own, "description": "配电箱未接地", **facts})


@pytest.fixture
def office(store: Store) -> Store:
    store.clock = Clock(now=lambda: datetime(2023, 7, 3, 9, 30))
    with store.write() as connection:
        write_office(connection, Office(name="全福街道办事处"))
    return store


def submit(
    store: Store, table: Table, day: date = JUNE, scope: Scope = OFFICE, **given: Any
) -> submission.Submission:
    return submission.submit(store, CATALOGUE, table, day, scope, **given)


def fallen(store: Store, table: Table, day: date = JULY, scope: Scope = OFFICE) -> list[comparison.Fall]:
    with store.read() as connection:
        last = archive.last_submitted(connection, table.id, day, scope)
        return comparison.falls(
            connection, CATALOGUE, compute(connection, CATALOGUE, table, day, scope), last
        )


def test_what_was_submitted_never_changes(office: Store, table: Table) -> None:
    one = hazard(office)
    done = submit(office, table)
    with office.read() as connection:
        before = archive.reprint(connection, done.id), archive.reprint(connection, done.id, "xlsx")
    edit.void(office, CATALOGUE["hazards"], [one], "重复登记")
    with office.read() as connection:
        assert (archive.reprint(connection, done.id), archive.reprint(connection, done.id, "xlsx")) == before
        kept = archive.frozen(connection, done.id)
    assert kept.printed["A1"] == (1,)
    assert kept.counted["A1", 1].ids == (one,)
    assert "企业自查发现的" in page_text(before[0], 0)
    assert kept.raw["definition"]["sections"][0]["indicators"][0]["cell"] == "1"


def test_reprint_gives_the_paper_of_the_day(office: Store, table: Table) -> None:
    hazard(office)
    done = submit(office, table)
    out = BytesIO()
    with office.read() as connection:
        paper.draw_pdf(out, compute(connection, CATALOGUE, table, JUNE), read_office(connection))
        assert archive.reprint(connection, done.id) == out.getvalue()


def test_a_damaged_archive_is_not_printed(office: Store, table: Table) -> None:
    done = submit(office, table)
    with office.write() as connection:
        connection.execute(update(archive.SUBMISSIONS).values(pdf=b"%PDF-1.4 other"))
    with office.read() as connection, pytest.raises(Refusal, match="校验值不符"):
        archive.reprint(connection, done.id)


def test_a_second_submission_must_be_a_correction_with_a_reason(office: Store, table: Table) -> None:
    submit(office, table)
    with pytest.raises(Refusal, match="已经报送"):
        submit(office, table)
    with pytest.raises(Refusal, match="更正要写明原因"):
        submit(office, table, correction=True)
    hazard(office)
    done = submit(office, table, correction=True, reason="补登6月5日隐患1条")
    assert (done.number, done.title) == (1, "2023年6月30日（更正第1次）")
    assert submit(office, table, scope=community("洪家楼社区")).number == 0
    with pytest.raises(Refusal, match="还没有报送过"):
        submit(office, table, day=JULY, correction=True, reason="无")


def test_a_correction_may_fall_below_what_it_corrects(office: Store, table: Table) -> None:
    one = hazard(office)
    submit(office, table)
    edit.delete(office, CATALOGUE["hazards"], [one])
    assert submit(office, table, correction=True, reason="误登1条").number == 1


def test_a_fall_keeps_a_table_back_unless_a_reason_is_recorded(office: Store, table: Table) -> None:
    one = hazard(office)
    submit(office, table)
    edit.void(office, CATALOGUE["hazards"], [one], "重复登记")
    with pytest.raises(Refusal, match="小于已报送的截至2023年6月30日的1个"):
        submit(office, table, day=JULY)
    with pytest.raises(Refusal, match="须写明原因"):
        submit(office, table, day=JULY, force=True)
    done = submit(office, table, day=JULY, force=True, reason="6月重复登记1条")
    assert done.reason == "6月重复登记1条"


def test_a_fall_names_the_record_and_the_edit(office: Store, table: Table) -> None:
    one = hazard(office, number="YH-7")
    submit(office, table)
    edit.update(office, CATALOGUE["hazards"], one, {"level": "一般"})
    found = fallen(office, table)
    assert [(fall.row.code, fall.row.change) for fall in found] == [("A1", -1)]
    loss = found[0].losses[0]
    assert (loss.ledger, loss.record_id) == ("hazards", one)
    assert loss.name == f"隐患YH-7（{FIRM}）"
    assert loss.causes == ("2023年7月3日09:30由张三把隐患等级从“重大”改为“一般”",)


def test_a_fall_tells_a_withdrawal_with_its_reason(office: Store, table: Table) -> None:
    one = hazard(office)
    submit(office, table)
    edit.void(office, CATALOGUE["hazards"], [one], "与5号重复")
    assert fallen(office, table)[0].losses[0].causes == (
        "2023年7月3日09:30由张三将该记录作废（原因：与5号重复）",
    )


def test_a_deleted_record_is_named(office: Store, table: Table) -> None:
    one = hazard(office)
    submit(office, table)
    edit.delete(office, CATALOGUE["hazards"], [one])
    assert "删除了这条记录" in fallen(office, table)[0].losses[0].causes[0]


def test_a_firm_that_moved_out_of_the_community_is_named(office: Store, table: Table) -> None:
    firm = add(office, "enterprises", name=FIRM, community="洪家楼社区")
    hazard(office)
    here = community("洪家楼社区")
    submit(office, table, scope=here)
    edit.update(office, CATALOGUE["enterprises"], firm, {"community": "祝甸社区"})
    causes = fallen(office, table, scope=here)[0].losses[0].causes
    assert causes == ("所属企业：2023年7月3日09:30由张三把所属社区从“洪家楼社区”改为“祝甸社区”",)


def test_a_listing_falls_with_its_hazard(office: Store, table: Table) -> None:
    one = hazard(office, number="YH-7")
    add(office, "supervision", hazard_number="YH-7", rank="街道", listed_on=date(2023, 6, 8))
    submit(office, table)
    edit.update(office, CATALOGUE["hazards"], one, {"level": "一般"})
    found = {fall.row.code: fall for fall in fallen(office, table)}
    assert set(found) == {"A1", "A5"}
    assert found["A5"].losses[0].causes[0].startswith("所对应的隐患：2023年7月3日09:30由张三把隐患等级")


def test_a_firm_counted_once_is_lost_only_with_its_last_visit(office: Store, table: Table) -> None:
    facts = {"enterprise_name": FIRM, "kind": "抽查", "inspected_on": date(2023, 6, 9)}
    first, second = (add(office, "inspections", **facts) for _ in range(2))
    submit(office, table)
    edit.void(office, CATALOGUE["inspections"], [first], "重复")
    assert fallen(office, table) == []
    edit.void(office, CATALOGUE["inspections"], [second], "重复")
    found = fallen(office, table)
    assert [fall.row.code for fall in found] == ["B1"]
    assert [loss.record_id for loss in found[0].losses] == [first, second]


def test_a_lower_fine_tells_then_and_now(office: Store, table: Table) -> None:
    facts = {"kind": "行政处罚", "day": date(2023, 6, 9), "enterprise_fine": Decimal("3.2")}
    one = add(office, "enforcement", **facts)
    submit(office, table)
    edit.update(office, CATALOGUE["enforcement"], one, {"enterprise_fine": Decimal("2.5")})
    found = fallen(office, table)
    assert [(fall.row.code, fall.row.part) for fall in found] == [("C3", 2)]
    assert (found[0].losses[0].before, found[0].losses[0].after) == (Decimal("3.2"), Decimal("2.5"))


def test_a_cancelled_adjustment_explains_a_fall(office: Store, table: Table) -> None:
    entry = adjustments.add(office, table, "C5", "2", date(2023, 6, 20), "区公安分局通报")
    submit(office, table)
    adjustments.cancel(office, entry.id, "通报有误")
    found = fallen(office, table)
    assert found[0].adjustments == ("2023-06-20登记的调整2人（区公安分局通报）已撤销",)


def test_the_statement_reads_like_a_letter(office: Store, table: Table) -> None:
    one = hazard(office, number="YH-7")
    last = submit(office, table)
    edit.void(office, CATALOGUE["hazards"], [one], "与5号重复")
    with office.read() as connection:
        figures = compute(connection, CATALOGUE, table, JULY)
    text = comparison.draft_statement(figures, last, fallen(office, table), "全福街道办事处")
    assert text.splitlines()[0] == "关于调度表部分累计数据减少的情况说明"
    assert (
        "一、“总体情况”第1项“企业自查发现的重大事故隐患（个）”：由1个变为0个，减少1个。原因是：隐患YH-7"
        in text
    )
    assert text.endswith("全福街道办事处\n2023年7月31日")


def test_every_value_beside_the_last(office: Store, table: Table) -> None:
    hazard(office)
    submit(office, table)
    hazard(office, found_on=date(2023, 7, 1))
    with office.read() as connection:
        rows = comparison.compare(connection, CATALOGUE, table, JULY)
    assert len(rows) == 40
    assert (rows[0].last, rows[0].this, rows[0].change) == (1, 2, 1)
    assert not [row for row in rows if row.fell]


def test_what_an_undone_edit_took_is_back(office: Store, table: Table) -> None:
    from app.ledgers import undo

    one = hazard(office)
    submit(office, table)
    change = edit.update(office, CATALOGUE["hazards"], one, {"level": "一般"})
    undo.undo(office, CATALOGUE, change.operation)
    assert fallen(office, table) == []


def test_part_must_not_exceed_the_whole(office: Store, table: Table) -> None:
    hazard(office)
    adjustments.add(office, table, "A2", "3", date(2023, 6, 1), "电话通报")
    with office.read() as connection:
        findings = reconcile.check(connection, CATALOGUE, table, JUNE)
    red = [one for one in findings if one.severity == reconcile.RED]
    assert [(one.codes, one.rule) for one in red] == [(("A2", "A1"), reconcile.PART)]
    assert "是3，大于" in red[0].sentence


def test_every_relation_of_the_table_is_checked(office: Store, table: Table) -> None:
    for code in ("A2", "A4", "A6", *(f"B{number}" for number in range(2, 11)), "C4"):
        adjustments.add(office, table, code, "1", date(2023, 6, 1), "通报")
    for code in ("C8", "D5"):
        adjustments.add(office, table, code, "1", date(2023, 6, 1), "通报", part=2)
    with office.read() as connection:
        found = reconcile.within_table(compute(connection, CATALOGUE, table, JUNE))
    assert {one.codes for one in found} == {
        ("A2", "A1"), ("A4", "A3"), ("A6", "A5"), ("C4", "C3"), ("C8", "C8"), ("D5", "D5"),
        *((f"B{number}", "B1") for number in range(2, 11)),
    }  # fmt: skip


def test_records_that_would_count_if_complete_are_named(office: Store, table: Table) -> None:
    one = hazard(office, level=None)
    two = hazard(office, found_on=None, source="部门检查")
    hazard(office, level="一般", source=None)
    add(office, "supervision", hazard_number="没有", rank="市", listed_on=date(2023, 6, 9))
    with office.read() as connection:
        gaps = [
            one for one in reconcile.check(connection, CATALOGUE, table, JUNE) if one.rule == reconcile.GAP
        ]
    found = {gap.codes: gap.records for gap in gaps if gap.codes}
    assert found[("A1", "A3")] == {"hazards": (one, two)}
    assert ("A5",) in found


def test_a_closed_record_without_a_level_would_count_twice(office: Store, table: Table) -> None:
    hazard(office, level=None, closed_on=date(2023, 6, 20))
    with office.read() as connection:
        findings = reconcile.check(connection, CATALOGUE, table, JUNE)
    assert ("A1", "A2") in [one.codes for one in findings]


def test_firms_without_a_community_and_names_of_several_firms(office: Store, table: Table) -> None:
    for home in ("洪家楼社区", "祝甸社区"):
        add(office, "enterprises", name="同名商店有限公司", community=home)
    homeless = add(office, "enterprises", name=FIRM)
    visit = add(
        office, "inspections", enterprise_name="同名商店有限公司", kind="抽查", inspected_on=date(2023, 6, 9)
    )
    with office.read() as connection:
        records = [one.records for one in reconcile.check(connection, CATALOGUE, table, JUNE)]
    assert {"enterprises": (homeless,)} in records
    assert {"inspections": (visit,)} in records


def test_people_not_filled_in_count_nothing_and_are_named(office: Store, table: Table) -> None:
    one = add(office, "enforcement", kind="移送司法机关", day=date(2023, 6, 9))
    with office.read() as connection:
        findings = reconcile.check(connection, CATALOGUE, table, JUNE)
    assert [(found.codes, found.records) for found in findings] == [(("C5",), {"enforcement": (one,)})]


def test_an_adjustment_counts_from_its_day_on(office: Store, table: Table) -> None:
    adjustments.add(office, table, "C3", "2.55", date(2023, 6, 20), "区局通报", part=2)
    with office.read() as connection:
        before = compute(connection, CATALOGUE, table, date(2023, 6, 19))
        after = compute(connection, CATALOGUE, table, JULY)
    assert before.cell("C3") == "0，0"
    assert after.cell("C3") == "0，2.55"
    data = to_json(after)
    assert (data["values"]["C3"], data["computed"]["C3"]) == ([0, "2.55"], [0, "0"])
    assert data["adjustments"] == [
        {
            "value": "C3", "part": 2, "amount": "2.55", "day": "2023-06-20", "scope": "office",
            "reason": "区局通报", "who": "张三",
        }
    ]  # fmt: skip


def test_the_office_takes_in_what_was_entered_for_its_parts(office: Store, table: Table) -> None:
    adjustments.add(office, table, "A1", "2", JUNE, "社区报来", scope=community("洪家楼社区"))
    adjustments.add(office, table, "C5", "1", JUNE, "通报", scope=department("综合执法办"))
    adjustments.add(office, table, "A1", "5", JUNE, "区局通报")
    with office.read() as connection:
        whole = compute(connection, CATALOGUE, table, JUNE)
        part = compute(connection, CATALOGUE, table, JUNE, community("洪家楼社区"))
    assert (whole.value("A1"), whole.value("C5")) == (7, 1)
    assert (part.value("A1"), part.value("C5")) == (2, 0)


def test_a_stock_and_a_flag_are_overridden_from_a_day(office: Store, table: Table) -> None:
    add(office, "inspectors", name="李四", took_office_on=date(2023, 1, 1))
    adjustments.add(office, table, "D7", "12", date(2023, 6, 10), "区局核定")
    adjustments.add(office, table, "D7", "11", date(2023, 7, 10), "离任1人")
    adjustments.add(office, table, "D6", "是", date(2023, 6, 10), "区电视台")
    adjustments.add(office, table, "D6", "否", date(2023, 7, 10), "核实为市级媒体")
    values = []
    with office.read() as connection:
        for days in (0, 15, 45):
            figures = compute(connection, CATALOGUE, table, date(2023, 6, 1) + timedelta(days=days))
            values.append((figures.value("D7"), figures.value("D6")))
    assert values == [(1, False), (12, True), (11, False)]


@pytest.mark.parametrize(
    ("code", "amount", "day", "reason", "word"),
    [
        ("E1", "1", JUNE, "x", "没有编号为“E1”的指标"),
        ("A1", "1.5", JUNE, "x", "整数"),
        ("A1", "很多", JUNE, "x", "不是数"),
        ("A1", "NaN", JUNE, "x", "不是数"),
        ("A1", "0", JUNE, "x", "不能是0"),
        ("A1", "1", JUNE, " ", "写明原因"),
        ("A1", "1", date(2024, 1, 1), "x", "不在行动期间"),
        ("D6", "1", JUNE, "x", "“是”或“否”"),
        ("D7", "-1", JUNE, "x", "不能小于0"),
    ],
)
def test_an_adjustment_that_makes_no_sense_is_refused(
    office: Store, table: Table, code: str, amount: str, day: date, reason: str, word: str
) -> None:
    with pytest.raises(Refusal, match=word):
        adjustments.add(office, table, code, amount, day, reason)


def test_only_the_firm_that_is_gone_is_named(office: Store, table: Table) -> None:
    facts = {"kind": "抽查", "inspected_on": date(2023, 6, 9)}
    add(office, "inspections", enterprise_name=FIRM, **facts)
    other = add(office, "inspections", enterprise_name="济南第二机械有限公司", **facts)
    submit(office, table)
    edit.delete(office, CATALOGUE["inspections"], [other])
    assert [loss.record_id for loss in fallen(office, table)[0].losses] == [other]


def test_edits_before_the_submission_are_no_cause(office: Store, table: Table) -> None:
    one = hazard(office, level="一般")
    edit.update(office, CATALOGUE["hazards"], one, {"level": "重大"})
    submit(office, table)
    edit.update(office, CATALOGUE["hazards"], one, {"source": "部门检查"})
    causes = fallen(office, table)[0].losses[0].causes
    assert causes == ("2023年7月3日09:30由张三把隐患来源从“企业自查”改为“部门检查”",)


def test_a_correction_must_still_reconcile(office: Store, table: Table) -> None:
    submit(office, table)
    adjustments.add(office, table, "A2", "1", date(2023, 6, 1), "通报")
    with pytest.raises(Refusal, match="大于A1"):
        submit(office, table, correction=True, reason="补登")


def test_the_table_of_the_same_day_is_a_baseline_too(office: Store, table: Table) -> None:
    one = hazard(office)
    submit(office, table)
    edit.void(office, CATALOGUE["hazards"], [one], "重复")
    with office.read() as connection:
        findings = reconcile.check(connection, CATALOGUE, table, JUNE)
    assert [(found.rule, found.records) for found in reconcile.blocking(findings)] == [
        (reconcile.FALL, {"hazards": (one,)})
    ]


def test_a_visit_without_a_firm_is_named(office: Store, table: Table) -> None:
    one = add(office, "inspections", kind="抽查", inspected_on=date(2023, 6, 9), not_led=True)
    with office.read() as connection:
        findings = reconcile.check(connection, CATALOGUE, table, JUNE)
        assert compute(connection, CATALOGUE, table, JUNE).value("B1") == 0
    assert [(found.codes, found.records) for found in findings] == [(("B1", "B3"), {"inspections": (one,)})]


def test_the_office_adds_what_a_part_of_a_stock_differs_by(office: Store, table: Table) -> None:
    add(office, "inspectors", name="李四", took_office_on=date(2023, 1, 1))
    add(office, "inspectors", name="王五", took_office_on=date(2023, 1, 1))
    adjustments.add(office, table, "D7", "3", JUNE, "核定", scope=community("未分社区"))
    adjustments.add(office, table, "D7", "4", JUNE, "社区报来", scope=community("洪家楼社区"))
    with office.read() as connection:
        assert compute(connection, CATALOGUE, table, JUNE).value("D7") == 2 + (3 - 2) + 4


def test_many_records_are_told_in_short_and_all_led_to(office: Store, table: Table) -> None:
    ids = [hazard(office) for _ in range(comparison.TOLD_AT_MOST + 2)]
    last = submit(office, table)
    edit.void(office, CATALOGUE["hazards"], ids, "批量误导入")
    found = fallen(office, table)
    assert found[0].records == {"hazards": tuple(ids)}
    with office.read() as connection:
        figures = compute(connection, CATALOGUE, table, JULY)
        red = reconcile.blocking(reconcile.check(connection, CATALOGUE, table, JULY))
    assert "另有2条记录" in comparison.draft_statement(figures, last, found, "")
    assert red[0].sentence.endswith("等共22条记录。")


def test_archives_that_are_not_intact_are_found(office: Store, table: Table) -> None:
    submit(office, table)
    bad = submit(office, table, day=JULY)
    with office.write() as connection:
        assert archive.damaged(connection) == []
        changed = update(archive.SUBMISSIONS).where(archive.SUBMISSIONS.c.id == bad.id).values(payload="{}")
        connection.execute(changed)
        assert [one.id for one in archive.damaged(connection)] == [bad.id]


def test_a_table_for_a_day_to_come_says_so_and_is_not_held_back(office: Store, table: Table) -> None:
    with office.read() as connection:
        said = [
            [one.sentence for one in reconcile.check(connection, CATALOGUE, table, day, today=today)]
            for day, today in ((JULY, date(2023, 7, 3)), (JULY, JULY))
        ]
    assert said == [["截至日期2023年7月31日还没有到，数字只算到今天为止的记录。"], []]
    done = submit(office, table, day=JULY)  # the clock stands at 3 July
    with office.read() as connection:
        assert "还没有到" in archive.frozen(connection, done.id).raw["findings"][0]["sentence"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2022, 6, 30), "早于行动第一日2023年5月31日，累计数都是0。请核对日期"),
        (date(2024, 6, 30), "晚于行动最后一日2023年12月31日，只统计到最后一日。请核对日期"),
    ],
)
def test_a_day_outside_the_campaign_is_asked_about_before_it_is_frozen(
    office: Store, table: Table, day: date, said: str
) -> None:
    office.clock = Clock(now=lambda: datetime(2024, 7, 3, 9, 30))
    with pytest.raises(Refusal, match=said):
        submit(office, table, day=day)
    with pytest.raises(Refusal, match="须写明原因"):
        submit(office, table, day=day, force=True)
    with office.read() as connection:
        assert archive.submissions(connection, table.id) == [], "nothing was frozen"
    done = submit(office, table, day=day, force=True, reason="区安委办要求补报")
    assert (done.day, done.reason) == (day, "区安委办要求补报")
    again = submit(office, table, day=day, correction=True, reason="日期以通知为准")
    assert again.number == 1, "a correction gives its own reason and is not asked again"
    longer = replace(table, first_day=date(2022, 6, 1), last_day=date(2024, 12, 31))
    assert submit(office, longer, day=day, scope=community("洪家楼社区")).reason == "", (
        "as the settings have it"
    )


def test_a_day_corrected_often_is_named_once_where_a_bulletin_finds_no_table(
    office: Store, table: Table
) -> None:
    submit(office, table)
    for reason in ("补登1条", "又补登1条"):
        submit(office, table, correction=True, reason=reason)
    submit(office, table, day=JULY)
    with office.read() as connection, pytest.raises(Refusal) as refused:
        bulletin.find(connection, "2023-09-30")
    assert str(refused.value).endswith("已报送的：2023-07-31、2023-06-30。")
