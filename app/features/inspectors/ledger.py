"""技术检查员台账: who is in post on a day."""

from __future__ import annotations

from app.features.inspectors.model import FULL_TIME, PART_TIME, Inspector
from app.kernel.filters import AnyOf, Condition, Filter, Op, all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)


def in_post(day: str = "$today") -> Filter:
    """Took up the post by the day and had not left by then (调度表 D7)."""
    return all_of(
        Condition("took_office_on", Op.LE, (day,)),
        AnyOf((Condition("left_on", Op.EMPTY), Condition("left_on", Op.GT, (day,)))),
    )


LEDGER = Ledger(
    name="inspectors",
    title="技术检查员",
    counter="人",
    about="市县两级配备的专兼职技术检查员，按在任人数计入调度表。",
    icon="hard-hat",
    fields=fields_of(Inspector),
    computed=computed_of(Inspector),
    sections=(Section("检查员", ("name", "post", "unit", "took_office_on", "left_on", "remark")),),
    identity=("name", "unit", "took_office_on"),
    ordinal=True,
    order=("-took_office_on",),
    columns=("name", "post", "unit", "took_office_on", "left_on"),
    day="took_office_on",
    views=(
        View("all", "全部", _LIVE),
        View("in_post", "在任", all_of(_LIVE, in_post())),
        View("full_time", FULL_TIME, all_of(_LIVE, equals("post", FULL_TIME))),
        View("part_time", PART_TIME, all_of(_LIVE, equals("post", PART_TIME))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("post",),
    carried=("post", "unit", "took_office_on"),
    follows=(("took_office_on", "left_on"),),
)
