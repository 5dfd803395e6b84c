"""技术检查员: the technical inspectors in post, full-time and part-time."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day, one, paragraph, text

FULL_TIME = "专职"
PART_TIME = "兼职"
POST_WORDS = means({FULL_TIME: "专 全职 专职人员", PART_TIME: "兼 兼职人员"})


class Inspector(LedgerRecord, Base):
    """One person in one term of office: in post from 任职日期 on, no longer from 离任日期 on."""

    __tablename__ = "inspectors"

    name = text(
        "姓名",
        required=True,
        search=True,
        width=100,
        aliases=listed("检查员姓名 技术检查员 名字 人员姓名 检查员"),
    )
    post = one(
        "专职/兼职",
        choices=(FULL_TIME, PART_TIME),
        synonyms=POST_WORDS,
        required=True,
        aliases=listed("专兼职 类别 专职或兼职 性质 人员类别"),
    )
    unit = text(
        "单位",
        dictionary="部门",
        search=True,
        width=180,
        aliases=listed("工作单位 所在单位 所属单位 单位名称 部门"),
    )
    took_office_on = day(
        "任职日期",
        required=True,
        index=True,
        aliases=listed("任职时间 聘任日期 聘任时间 上岗日期 入职时间 到岗时间 聘用日期"),
    )
    left_on = day("离任日期", aliases=listed("离任时间 解聘日期 离职时间 离岗日期 解聘时间"))
    remark = paragraph("备注", search=True, aliases=listed("说明"))
