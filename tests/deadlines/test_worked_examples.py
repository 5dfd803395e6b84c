"""Due days counted by hand on paper calendars, each with the way it was counted."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.due import due
from app.masterdata.calendar import shipped_calendar
from app.masterdata.rulebooks import rule_named

Y, N = True, False

# rule, start, parameters, due, rolled forward, in force, calendar complete, how it was counted
EXAMPLES = [
    ("blacklist.submission", "2017-05-02", {}, "2017-05-12", N, Y, Y, "2+10=12，星期五"),
    ("blacklist.submission", "2017-05-17", {}, "2017-05-27", N, Y, Y, "27日星期六，端午调休上班，不顺延"),
    ("blacklist.submission", "2017-05-18", {}, "2017-05-31", Y, Y, Y, "28日端午，放到30日，31日上班"),
    ("blacklist.submission", "2017-09-21", {}, "2017-10-09", Y, Y, Y, "10月1日，国庆中秋放到8日"),
    ("blacklist.submission", "2017-10-31", {}, "2017-11-10", N, Y, Y, "有效期最后一天"),
    ("blacklist.submission", "2017-11-01", {}, "2017-11-13", Y, N, Y, "已失效；11日星期六，顺延到星期一"),
    ("blacklist.submission", "2015-10-31", {}, "2015-11-10", N, N, Y, "还没有施行；10月31天，31+10=11月10日"),
    ("blacklist.publication", "2016-01-20", {}, "2016-01-20", N, Y, Y, "当天就是固定日"),
    ("blacklist.publication", "2016-01-21", {}, "2016-04-20", N, Y, Y, "过了1月20日，下一个是4月"),
    ("blacklist.publication", "2016-10-21", {}, "2017-01-20", N, Y, Y, "跨年"),
    ("blacklist.publication", "2019-05-01", {}, "2019-07-20", N, N, Y, "星期六也不顺延；已失效"),
    ("blacklist.term", "2023-07-20", {}, "2024-07-20", N, N, Y, "一年，星期六不顺延"),
    ("blacklist.term", "2016-02-29", {}, "2017-02-28", N, Y, Y, "2017年2月没有29日"),
    ("blacklist.term", "2016-01-20", {"grade": "重大"}, "2018-01-20", N, Y, Y, "重大2年，星期六不顺延"),
    ("blacklist.term", "2016-02-29", {"grade": "特别重大"}, "2019-02-28", N, Y, Y, "3年，2月没有29日"),
    ("blacklist.term", "2017-02-28", {"grade": "特别重大"}, "2020-02-28", N, Y, Y, "对应日是28日，不是29日"),
    ("blacklist.term", "2017-01-20", {"grade": "较大"}, "2018-01-20", N, Y, Y, "较大1年"),
    ("blacklist.term", "2017-01-20", {"grade": "较大", "listing": "2"}, "2020-01-20", N, Y, Y, "连续第2次3年"),
    ("blacklist.term", "2017-01-20", {"listing": "1"}, "2018-01-20", N, Y, Y, "第1次1年"),
    ("blacklist.term", "2017-01-20", {"listing": "3"}, "2020-01-20", N, Y, Y, "第3次也是3年"),
    ("blacklist.term", "2026-06-01", {}, "2027-06-01", N, N, Y, "不看日历，2027年没有载入也算得准"),
    ("blacklist.removal_application", "2024-07-20", {}, "2024-06-20", N, N, Y, "往前一个月"),
    ("blacklist.removal_application", "2017-03-31", {}, "2017-02-28", N, Y, Y, "2月没有31日"),
    ("blacklist.removal_application", "2016-03-30", {}, "2016-02-29", N, Y, Y, "闰年2月到29日"),
    ("blacklist.removal_application", "2016-01-15", {}, "2015-12-15", N, Y, Y, "往前跨年"),
    ("blacklist.removal_application", "2017-10-30", {}, "2017-09-30", N, Y, Y, "30日对30日"),
    ("blacklist.removal", "2024-07-20", {}, "2024-07-21", N, N, Y, "次日，星期日不顺延"),
    ("blacklist.removal", "2016-02-28", {}, "2016-02-29", N, Y, Y, "闰年次日是29日"),
    ("blacklist.removal", "2016-12-31", {}, "2017-01-01", N, Y, Y, "元旦也移出"),
    # 22 23 24 25 26 | 27—2.2 春节 | 3 4(班) | 6 7 8
    ("blacklist.removal_publication", "2017-01-21", {}, "2017-02-08", N, Y, Y, "22日、4日是调休上班"),
    # 15—17 中秋 | 18(班) 19—23 | 26 27 28 29
    ("blacklist.removal_publication", "2016-09-14", {}, "2016-09-29", N, Y, Y, "中秋3天不算，18日上班"),
    ("blacklist.monthly_report", "2016-02-10", {}, "2016-02-29", N, Y, Y, "闰年2月末"),
    ("blacklist.monthly_report", "2017-02-10", {}, "2017-02-28", N, Y, Y, "平年2月末"),
    ("blacklist.monthly_report", "2016-12-31", {}, "2016-12-31", N, Y, Y, "月末当天，星期六不顺延"),
    ("blacklist.inspection_county", "2016-03-31", {}, "2016-03-31", N, Y, Y, "季末当天"),
    ("blacklist.inspection_county", "2016-04-01", {}, "2016-06-30", N, Y, Y, "二季度"),
    ("blacklist.inspection_city", "2016-06-30", {}, "2016-06-30", N, Y, Y, "上半年最后一天"),
    ("blacklist.inspection_city", "2016-07-01", {}, "2016-12-31", N, Y, Y, "下半年"),
    ("blacklist.interview", "2017-05-05", {}, "2017-12-31", N, Y, Y, "每年，星期日不顺延"),
    ("dishonesty.term", "2024-02-29", {}, "2027-02-28", N, Y, Y, "2027年2月没有29日"),
    ("dishonesty.term", "2023-09-30", {}, "2026-09-30", N, N, Y, "还没有施行"),
    ("dishonesty.early_removal", "2024-08-31", {}, "2025-08-31", N, Y, Y, "满12个月，星期日不顺延"),
    # 12月还有26天，1月31天=57，2月3日
    ("tipoff.closing", "2016-12-05", {}, "2017-02-03", N, Y, Y, "春节放到2月2日，3日上班"),
    ("tipoff.closing", "2019-12-01", {}, "2020-02-03", Y, Y, Y, "30+30=1月30日，2020年春节延长到2月2日"),
    ("tipoff.closing", "2019-12-31", {}, "2020-03-02", Y, Y, Y, "1月31天+29=2月29日星期六"),
    ("tipoff.closing", "2018-08-02", {}, "2018-10-08", Y, Y, Y, "29+30=59到9月30日，10月1日放到7日"),
    ("tipoff.closing", "2018-08-01", {}, "2018-09-30", N, Y, Y, "星期日，国庆调休上班"),
    ("tipoff.closing", "2020-10-31", {}, "2020-12-30", N, Y, Y, "有效期最后一天；30+30"),
    ("tipoff.closing", "2020-11-01", {}, "2020-12-31", N, N, Y, "已失效；29+31"),
    ("tipoff.extension", "2018-10-08", {}, "2018-11-07", N, Y, Y, "23+7，星期三"),
    ("tipoff.extension", "2019-04-05", {}, "2019-05-05", N, Y, Y, "星期日，劳动节调休上班"),
    ("tipoff.feedback", "2019-04-21", {}, "2019-05-05", Y, Y, Y, "5月1日放到4日，5日星期日上班"),
    ("tipoff.feedback", "2026-12-27", {}, "2027-01-06", N, N, N, "末日在2027年，放假安排没有载入"),
    ("tipoff.archiving", "2019-09-28", {}, "2019-10-14", Y, Y, Y, "2+13=10月13日星期日"),
    ("tipoff.archiving", "2019-09-27", {}, "2019-10-12", N, Y, Y, "星期六，国庆调休上班"),
    # 18—22 | 25—28 | 29—10.6 放假 | 7(班) 8(班) 9 10 11 12
    ("interview.report", "2023-09-15", {}, "2023-10-12", N, Y, Y, "9个+6个，国庆中秋8天不算"),
    # 30 31 1 2 | 4(班) 5—9 | 10—17 春节 | 18(班) 19 20 21 22
    ("interview.report", "2024-01-29", {}, "2024-02-22", N, Y, Y, "春节8天不算，两个调休日算"),
    # 29 30 31 1.1 | 4—8 | 11—15 | 18
    ("interview.report", "2026-12-28", {}, "2027-01-18", N, Y, N, "2027年没有载入，元旦也当工作日"),
    # 8(班) 9—13 | 16—20 | 23 24 25 26
    ("tour.report", "2018-04-04", {}, "2018-04-26", N, Y, Y, "清明5—7日不算，8日上班"),
    # 17—20 | 23—27 28(班) | 5.2 3 4 | 7 8
    ("tour.report", "2018-04-16", {}, "2018-05-08", N, Y, Y, "28日上班，劳动节29—1日不算"),
    ("tour.rectification", "2018-04-30", {}, "2018-07-02", Y, Y, Y, "6月30日星期六"),
    ("tour.rectification", "2018-04-18", {}, "2018-06-19", Y, Y, Y, "6月18日端午"),
    ("tour.rectification", "2018-12-31", {}, "2019-02-28", N, Y, Y, "2月没有31日，28日星期四"),
    ("tour.rectification", "2019-01-01", {}, "2019-03-01", N, N, Y, "方案只管2018年"),
    ("campaign.bulletin", "2023-05-31", {}, "2023-06-30", N, Y, Y, "第一天，二季度末"),
    ("campaign.bulletin", "2023-07-01", {}, "2023-09-30", N, Y, Y, "三季度末是假日，不顺延"),
    ("campaign.bulletin", "2023-05-30", {}, "2023-06-30", N, N, Y, "方案还没有印发"),
    ("campaign.principal_check", "2023-08-15", {}, "2023-09-30", N, Y, Y, "每季度"),
    ("campaign.principal_check", "2023-08-15", {"high_risk": "是"}, "2023-08-31", N, Y, Y, "高危每月"),
    ("campaign.principal_check", "2023-08-15", {"high_risk": "否"}, "2023-09-30", N, Y, Y, "不是高危，每季度"),
    ("campaign.drill", "2023-06-10", {}, "2023-12-31", N, Y, Y, "年底前一次"),
    ("campaign.drill", "2023-06-10", {"high_risk": "true"}, "2023-06-30", N, Y, Y, "高危每半年"),
    ("campaign.drill", "2023-07-01", {"high_risk": "1"}, "2023-12-31", N, Y, Y, "下半年"),
    ("campaign.drill", "2024-01-01", {}, "2023-12-31", N, N, Y, "行动已经结束"),
    ("worker_checks.post", "2024-02-29", {}, "2024-02-29", N, Y, Y, "每天"),
    ("worker_checks.team", "2024-02-29", {}, "2024-02-29", N, Y, Y, "每天"),
    ("worker_checks.workshop", "2024-07-31", {}, "2024-08-04", N, Y, Y, "星期三到本周日，跨月"),
    ("worker_checks.workshop", "2024-08-04", {}, "2024-08-04", N, Y, Y, "星期日当天"),
    ("worker_checks.workshop", "2024-12-30", {}, "2025-01-05", N, Y, Y, "跨年的一周"),
    ("worker_checks.plant", "2024-02-15", {}, "2024-02-15", N, Y, Y, "上半月最后一天"),
    ("worker_checks.plant", "2024-02-16", {}, "2024-02-29", N, Y, Y, "下半月到闰年月末"),
    ("worker_checks.plant", "2023-02-16", {}, "2023-02-28", N, Y, Y, "下半月到平年月末"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "start", "given", "wanted", "rolled", "in_force", "complete", "why"),
    EXAMPLES,
    ids=[f"{one[0]}-{one[1]}-{'-'.join(one[2].values())}" for one in EXAMPLES],
)
def test_due_day_as_counted_by_hand(
    name: str,
    start: str,
    given: dict[str, str],
    wanted: str,
    rolled: bool,
    in_force: bool,
    complete: bool,
    why: str,
) -> None:
    rule = rule_named(name)
    found = due(rule, date.fromisoformat(start), rule.read(given), shipped_calendar())
    assert found.due.isoformat() == wanted, why
    assert found.rolled_forward is rolled, why
    assert found.in_force is in_force, why
    assert found.calendar_complete is complete, why
    assert rule.article in found.source
    assert found.counted[-1].day == found.due
    assert found.counted[0].day == found.start


def test_the_worked_case_of_the_blacklist() -> None:
    """公布 2023-07-20 一年：届满 2024-07-20，次日移出，申请最迟 2024-06-20。"""
    calendar = shipped_calendar()
    term = due(rule_named("blacklist.term"), date(2023, 7, 20), {}, calendar)
    assert term.due == date(2024, 7, 20)
    assert due(rule_named("blacklist.removal"), term.due, {}, calendar).due == date(2024, 7, 21)
    assert due(rule_named("blacklist.removal_application"), term.due, {}, calendar).due == date(2024, 6, 20)


def test_every_rule_has_a_worked_example() -> None:
    from app.masterdata.rulebooks import rules

    assert {one.identifier for one in rules()} == {one[0] for one in EXAMPLES}
    assert len(EXAMPLES) >= 40
