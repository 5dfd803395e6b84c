"""情况通报: the quarterly bulletin of the campaign. Its figures come from a submitted table only, which never changes.

2023行动方案 三（二）6: 每季度通报专项行动进展情况; slow communities and departments are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from app.dispatch.archive import SUBMISSIONS, Submission, frozen, submissions
from app.dispatch.archive import find as find_submission
from app.dispatch.scope import Whose
from app.kernel.chart_text import chart_text
from app.kernel.charts import Series
from app.kernel.display import USUAL_PERCENT, long_day, percent, plain
from app.kernel.errors import Refusal
from app.kernel.indicators import Amount
from app.kernel.papers import Ask, Facts, PaperKind
from app.kernel.templates import Filling
from app.masterdata.organ import office_values, read_organ
from app.papers import issued
from app.papers.issuing import Draft, Subject, draft_from, issue_from, proposed
from app.store.session import Store

LEDGER = "submissions"
"""Under this name the papers of submitted tables are on file."""
DAYS_TOLD = 6
QUARTERS = ("一", "二", "三", "四")
Printed = Mapping[str, Sequence[Amount]]

NEXT = """各社区、各有关部门科室要压实企业主要负责人责任，督促企业对照重大事故隐患判定标准深入自查自改，做到立查立改；需要一定时间整改的，逐项明确责任人、措施、资金、期限和应急预案。
对尚未完成整改的重大事故隐患，要逐条跟踪督办，按期整改销号；逾期未整改的，依法上报相关部门处理。
进展较慢的单位要分析原因，加快排查整治进度，并及时在“泉城安全”综合监管平台填报工作开展情况。"""


@dataclass(frozen=True)
class Rates:
    """Found and put right, and the share."""

    name: str
    found: int
    done: int

    def share(self, how: str) -> str:
        """65.3%, as the office prints its percentages; — where nothing was found."""
        return percent(self.done, self.found, how)


def find(connection: Connection, said: str) -> Submission:
    """A submitted table by its number or its day (the office's own, in its last correction). Raises Refusal."""
    word = said.strip()
    if word.isascii() and word.isdigit():
        return find_submission(connection, int(word))
    every = [
        one
        for table in connection.execute(select(SUBMISSIONS.c.table_id).distinct()).scalars()
        for one in submissions(connection, table)
        if one.scope.whose is Whose.OFFICE
    ]
    for one in every:
        if word in (one.day.isoformat(), long_day(one.day), one.title):
            return one
    days = list(dict.fromkeys(one.day.isoformat() for one in every))  # a correction stands here as well
    known = "、".join(days[:DAYS_TOLD]) + ("等" if len(days) > DAYS_TOLD else "")
    raise Refusal(f"没有找到“{said}”报送的调度表。已报送的：{known or '无'}。")


def facts_of(connection: Connection, submission: Submission, typed: Mapping[str, str], day: date) -> Facts:
    """The frozen figures, those submitted before, and those of the communities on the same day."""
    here = submissions(connection, submission.table_id, submission.scope)
    before = next((one for one in here if one.day < submission.day), None)
    kept = frozen(connection, submission.id)
    communities: dict[str, Printed] = {}
    for one in submissions(connection, submission.table_id):
        if (
            one.scope.whose is Whose.COMMUNITY
            and one.day == submission.day
            and one.scope.name not in communities
        ):
            communities[one.scope.name] = frozen(connection, one.id).printed
    record = {
        "id": submission.id,
        "day": submission.day,
        "printed": kept.printed,
        "definition": kept.raw["definition"],
        "before": frozen(connection, before.id).printed if before else {},
        "before_day": before.day if before else None,
        "communities": communities,
        "percent": read_organ(connection).percent,
    }
    papers = issued.earlier(connection, (LEDGER, submission.id))
    return Facts(record, day, papers=papers, office=office_values(connection), typed=dict(typed))


def asked(store: Store, submission: int, day: date) -> dict[str, str]:
    """What is asked before printing, with what is proposed."""
    with store.read() as connection:
        return proposed(BULLETIN, facts_of(connection, find_submission(connection, submission), {}, day))


def draft(
    store: Store,
    submission: int,
    typed: Mapping[str, str] | None = None,
    *,
    variant: str = "",
    day: date | None = None,
) -> Draft:
    """The bulletin as it would be issued. Raises Refusal for an unknown submission."""
    with store.read() as connection:
        one = find_submission(connection, submission)
        facts = facts_of(connection, one, typed or {}, day or store.clock.today())
        return draft_from(connection, BULLETIN, facts, variant)


def issue(
    store: Store,
    submission: int,
    typed: Mapping[str, str] | None = None,
    *,
    variant: str = "",
    day: date | None = None,
) -> tuple[int, str]:
    """Issue the bulletin: the paper's id and its number. Raises Refusal."""
    with store.write() as connection:
        one = find_submission(connection, submission)
        facts = facts_of(connection, one, typed or {}, day or store.clock.today())
        subject = Subject(LEDGER, one.id, f"{one.title}调度表")
        return issue_from(store, connection, BULLETIN, facts, subject, variant)


def _amount(printed: Printed, code: str, part: int = 1) -> Amount:
    parts = printed.get(code, ())
    return parts[part - 1] if part <= len(parts) else 0


def _count(printed: Printed, code: str) -> int:
    return int(_amount(printed, code))


def _shown(printed: Printed, code: str, part: int = 1) -> str:
    amount = _amount(printed, code, part)
    return plain(amount) if isinstance(amount, Decimal) else str(int(amount))


def rates(name: str, printed: Printed) -> Rates:
    """企业自查 + 部门检查; 挂牌督办 is part of them and never added."""
    return Rates(
        name,
        _count(printed, "A1") + _count(printed, "A3"),
        _count(printed, "A2") + _count(printed, "A4"),
    )


def _period(day: date) -> str:
    return f"{day.year}年第{QUARTERS[(day.month - 1) // 3]}季度"


def _campaign(facts: Facts) -> str:
    """历城区重大事故隐患专项排查整治2023行动, from the table's own title."""
    title = "".join(facts.record["definition"]["title"])
    return title.removesuffix("调度表").removesuffix("进展情况")


def _communities(facts: Facts) -> list[Rates]:
    found = [rates(name, printed) for name, printed in facts.record["communities"].items()]
    return sorted(found, key=lambda one: (-one.done / one.found if one.found else 1, -one.found, one.name))


def _slow(facts: Facts) -> str:
    """Communities whose share lies below that of the whole office."""
    whole = rates("", facts.record["printed"])
    if not whole.found:
        return ""
    slow = [
        one for one in _communities(facts) if one.found and one.done * whole.found < whole.done * one.found
    ]
    return "、".join(one.name for one in reversed(slow))


def _findings(facts: Facts) -> str:
    """The findings of the spot checks, those that were met, in the table's order."""
    printed = facts.record["printed"]
    section = next((one for one in facts.record["definition"]["sections"] if one["letter"] == "B"), None)
    if section is None:
        return ""
    told = [
        f"{one['label'].replace(chr(10), '').removesuffix('（家）')}{_count(printed, one['code'])}家"
        for one in section["indicators"][1:]
        if _count(printed, one["code"])
    ]
    return "，".join(told)


def _values(facts: Facts) -> dict[str, Filling]:
    printed, before = facts.record["printed"], facts.record["before"]
    whole, last = rates("", printed), rates("", before)
    every, how = _communities(facts), facts.record.get("percent", USUAL_PERCENT)
    names = {
        "企业自查发现": "A1", "企业自查整改": "A2", "部门检查发现": "A3", "部门检查整改": "A4", "挂牌督办数": "A5",
        "挂牌整改数": "A6", "抽查企业数": "B1", "帮扶地区次数": "C1", "帮扶企业次数": "C2", "行政处罚次数": "C3",
        "一案双罚次数": "C4", "移送司法人数": "C5", "停产整顿家数": "C6", "曝光约谈惩戒家数": "C7",
        "典型案例数": "C8", "追责问责人数": "C9", "约谈通报次数": "C10", "企业宣讲次数": "D4", "督导检查次数": "D8",
    }  # fmt: skip
    fine, reward = _amount(printed, "C3", 2), _amount(printed, "D5")
    chart = chart_text(
        ("企业自查", "部门检查", "挂牌督办"),
        (
            Series("排查发现", tuple(float(_count(printed, code)) for code in ("A1", "A3", "A5"))),
            Series("完成整改", tuple(float(_count(printed, code)) for code in ("A2", "A4", "A6"))),
        ),
    )
    return {
        **{name: _shown(printed, code) for name, code in names.items()},
        "通报期间": _period(facts.record["day"]),
        "截止日期": long_day(facts.record["day"]),
        "日期": long_day(facts.today),
        "排查总数": str(whole.found),
        "整改总数": str(whole.done),
        "整改率": whole.share(how) if whole.found else "",
        "罚款金额": _shown(printed, "C3", 2) if fine else "",
        "举报奖励金额": _shown(printed, "D5") if reward else "",
        "抽查问题": _findings(facts),
        "党政研究次数": str(_count(printed, "D2") + int(_amount(printed, "D2", 2))),
        "党政督导次数": str(_count(printed, "D3") + int(_amount(printed, "D3", 2))),
        "上次截止": long_day(facts.record["before_day"]) if facts.record["before_day"] else "",
        "新增排查": str(whole.found - last.found),
        "新增整改": str(whole.done - last.done),
        "社区名称": tuple(one.name for one in every),
        "社区排查": tuple(str(one.found) for one in every),
        "社区整改": tuple(str(one.done) for one in every),
        "社区整改率": tuple(one.share(how) for one in every),
        "下一步要求": tuple(
            line.strip() for line in facts.typed.get("下一步要求", NEXT).splitlines() if line.strip()
        ),
        "图": chart,
    }


def _receivers(_facts: Facts) -> str:
    return "街道安委会各成员单位、各社区"


def _next_asked(_facts: Facts) -> str:
    return NEXT


BULLETIN = PaperKind(
    "bulletin",
    "情况通报",
    _values,
    asks=(
        Ask("行动名称", default=_campaign),
        Ask("主送单位", default=_receivers),
        Ask("进展较慢的单位", "点名通报的社区、部门科室，没有可以不填", default=_slow),
        Ask("下一步要求", "一行一段", "paragraph", _next_asked),
        Ask("抄送单位", "没有可以不填"),
    ),
)
