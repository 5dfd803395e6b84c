"""The 40 values once more, by hand: naive loops over exported rows, written from the contract of the table
(2023 行动方案附件) and knowing nothing of ``table.toml``. Rows are dicts under their Chinese headings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]
FIRST, LAST = date(2023, 5, 31), date(2023, 12, 31)
FINDINGS = (
    "企业主要负责人未按要求亲自研究排查整治工作",
    "企业主要负责人未带队检查",
    "企业未制定分管负责人职责清单",
    "企业未依法建立安全管理机构和配足安全管理人员",
    "电焊等特种作业岗位人员无证上岗作业",
    "外包外租安全管理混乱",
    "未按规定开展应急演练、员工不熟悉逃生出口",
    "安全教育培训走过场",
    "制度措施不落实",
)


def as_day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


class Office:
    """The exported rows of an office, seen on a day for a scope: ("office", ""), ("community", name) …"""

    def __init__(self, rows: Rows, day: date, kind: str = "office", name: str = "") -> None:
        self.rows = rows
        self.until = min(day, LAST)
        self.kind, self.name = kind, name
        names = Counter(firm["单位名称"] for firm in rows["enterprises"])
        self.homes = {
            firm["单位名称"]: firm["所属社区"] for firm in rows["enterprises"] if names[firm["单位名称"]] == 1
        }
        self.hazards = {one["隐患编号"]: one for one in rows["hazards"] if not one["作废"]}

    def in_community(self, firm: str | None) -> bool:
        home = self.homes.get(firm) if firm else None
        return home is None if self.name == "未分社区" else home == self.name

    def in_time(self, text: Any) -> bool:
        day = as_day(text)
        return day is not None and FIRST <= day <= self.until

    def by_then(self, text: Any) -> bool:
        day = as_day(text)
        return day is not None and day <= self.until

    def taken(
        self, ledger: str, day: str, firm: str | Callable[[Row], str | None] = "", department: str = ""
    ) -> list[Row]:
        """Standing rows of the scope within the time."""
        found = []
        for row in self.rows[ledger]:
            if row["作废"] or (day and not self.in_time(row[day])):
                continue
            if self.kind == "community":
                owner = firm(row) if callable(firm) else (row[firm] if firm else None)
                if not self.in_community(owner):
                    continue
            if self.kind == "department" and (not department or row[department] != self.name):
                continue
            found.append(row)
        return found

    def values(self) -> dict[str, Any]:
        return {**self.section_a(), **self.section_b(), **self.section_c(), **self.section_d()}

    def section_a(self) -> dict[str, Any]:
        major = [one for one in self.taken("hazards", "发现日期", "单位名称") if one["隐患等级"] == "重大"]
        values: dict[str, Any] = {}
        for code, closed, source in (("A1", "A2", "企业自查"), ("A3", "A4", "部门检查")):
            mine = [one for one in major if one["隐患来源"] == source]
            values[code] = len(mine)
            values[closed] = sum(1 for one in mine if self.by_then(one["销号日期"]))

        def firm_of(listing: Row) -> str | None:
            hazard = self.hazards.get(listing["隐患编号"])
            return hazard["单位名称"] if hazard else None

        listed, delisted = set(), set()
        for one in self.taken("supervision", "挂牌日期", firm_of):
            hazard = self.hazards.get(one["隐患编号"])
            if hazard is None or hazard["隐患等级"] != "重大":
                continue
            if one["督办级别"] is None or one["督办级别"] == "部门":
                continue
            listed.add(one["隐患编号"])
            if self.by_then(one["摘牌日期"]):
                delisted.add(one["隐患编号"])
        return {**values, "A5": len(listed), "A6": len(delisted)}

    def section_b(self) -> dict[str, Any]:
        visits = [
            one
            for one in self.taken("inspections", "检查日期", "单位名称", "检查部门")
            if one["检查性质"] == "抽查" and one["单位名称"]
        ]
        values = {"B1": len({one["单位名称"] for one in visits})}
        for number, finding in enumerate(FINDINGS, 2):
            values[f"B{number}"] = len({one["单位名称"] for one in visits if one[finding]})
        return values

    def section_c(self) -> dict[str, Any]:
        areas = self.taken("assistance", "日期", "", "帮扶部门")
        firms = areas
        if self.kind == "community":
            firms = [one for one in self.rows["assistance"] if not one["作废"] and self.in_time(one["日期"])]
        helped = [name for one in firms if one["对象类别"] == "重点企业" for name in one["单位名称"] or ()]
        if self.kind == "community":
            helped = [name for name in helped if self.in_community(name)]
        done = self.taken("enforcement", "日期", "单位名称", "执法部门")

        def of(*kinds: str) -> list[Row]:
            return [one for one in done if one["类别"] in kinds]

        def fine(one: Row, whose: str) -> Decimal:
            return Decimal(one[f"对{whose}罚款（万元）"] or 0)

        def houses(*kinds: str) -> int:
            return len({one["单位名称"] for one in of(*kinds) if one["单位名称"]})

        penalties, cases = of("行政处罚"), of("公布典型案例")
        return {
            "C1": sum(len(one["地区名称"] or ()) for one in areas if one["对象类别"] == "重点地区"),
            "C2": len(helped),
            "C3": [
                len(penalties),
                sum((fine(one, "单位") + fine(one, "主要负责人") for one in penalties), Decimal(0)),
            ],
            "C4": sum(1 for one in penalties if fine(one, "单位") > 0 and fine(one, "主要负责人") > 0),
            "C5": sum(one["人数"] or 0 for one in of("移送司法机关")),
            "C6": houses("责令停产整顿"),
            "C7": houses("曝光", "约谈", "联合惩戒"),
            "C8": [len(cases), sum(1 for one in cases if one["危险作业罪案例"])],
            "C9": sum(one["人数"] or 0 for one in of("责任倒查问责")),
            "C10": len(of("约谈通报地区部门")),
        }

    def section_d(self) -> dict[str, Any]:
        done = self.taken("activities", "日期")

        def led(kind: str) -> list[int]:
            mine = [one for one in done if one["类别"] == kind]
            return [
                sum(1 for one in mine if "党委主要负责同志" in (one["主体"] or ())),
                sum(1 for one in mine if "政府主要负责同志" in (one["主体"] or ())),
            ]

        def times(kind: str) -> int:
            return sum(1 for one in done if one["类别"] == kind)

        paid = self.taken("rewards", "日期")
        in_post = [
            one
            for one in self.taken("inspectors", "")
            if self.by_then(one["任职日期"]) and not self.by_then(one["离任日期"])
        ]
        return {
            "D1": led("专题学习"),
            "D2": led("专题研究"),
            "D3": led("现场督导检查"),
            "D4": times("企业宣讲"),
            "D5": [
                sum((Decimal(one["金额（元）"] or 0) for one in paid), Decimal(0)) / 10000,
                sum(
                    (Decimal(one["金额（元）"] or 0) for one in paid if one["实名/匿名"] == "匿名"),
                    Decimal(0),
                )
                / 10000,
            ],
            "D6": times("媒体专题栏目") > 0,
            "D7": len(in_post),
            "D8": times("考核巡查督导检查"),
        }
