"""Words of the blacklist: grounds, ranks, grades, states, and what they are called in the field."""

from __future__ import annotations

from app.masterdata.words import means

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九")
GROUNDS = tuple(f"第三条（{numeral}）" for numeral in NUMERALS)
"""The nine grounds of 第三条, called by their place."""

_OFTEN = {
    "一": "较大及以上事故 较大以上事故 年度累计死亡3人以上",
    "二": "瞒报 谎报 瞒报谎报 破坏事故现场 主要负责人逃匿 拒不承担赔偿责任",
    "三": "重大隐患逾期未整改 重大事故隐患不按时整改 职业病危害严重超标",
    "四": "暴力抗法 拒不执行执法指令",
    "五": "两次以上重大行政处罚 2次以上重大行政处罚",
    "六": "暂扣许可证 吊销许可证 暂扣吊销安全生产许可证",
    "七": "出具虚假证明 出具虚假报告",
    "八": "国家黑名单",
    "九": "其他严重违法行为",
}
GROUND_WORDS = means(
    {
        f"第三条（{numeral}）": f"第三条第（{numeral}）项 第三条{numeral} 第三条第{numeral}项 第（{numeral}）项 第{numeral}项 "
        f"（{numeral}） {_OFTEN[numeral]}"
        for numeral in NUMERALS
    }
)

RANKS = ("省", "市", "县")
RANK_WORDS = means({"省": "省级", "市": "市级", "县": "县级 区 区级 区县 区县级"})

GRADES = ("一般", "较大", "重大", "特别重大")
GRADE_WORDS = means(
    {
        "一般": "一般事故",
        "较大": "较大事故",
        "重大": "重大事故",
        "特别重大": "特别重大事故 特大 特大事故",
    }
)

LISTED, UNLISTED = "纳入", "不纳入"
DECISIONS = (LISTED, UNLISTED)
REMOVE, KEEP = "移出", "保留"
RULINGS = (REMOVE, KEEP)
RULING_WORDS = means({REMOVE: "移除 移出黑名单 予以移出", KEEP: "继续保留 予以保留 保留黑名单"})
PASSED, FAILED = "合格", "不合格"

COLLECTING = "采集中"
TO_NOTIFY = "待告知"
TO_SERVE = "待送达"
DEFENDING = "申辩期"
TO_PROPOSE = "待研究"
TO_REVIEW = "待审核"
TO_DECIDE = "待决定"
TO_SUBMIT = "待提交"
TO_PUBLISH = "待公布"
MANAGED = "管理期"
TO_ACCEPT = "待验收"
TO_RULE = "待处理"
TO_REMOVE = "待移出"
TO_ANNOUNCE = "待移出公布"
REMOVED = "已移出"
NOT_LISTED = "不纳入"
TRANSFERRED = "已上报"
WITHDRAWN = "已撤回"

BEFORE_LISTING = (
    COLLECTING,
    TO_NOTIFY,
    TO_SERVE,
    DEFENDING,
    TO_PROPOSE,
    TO_REVIEW,
    TO_DECIDE,
    TO_SUBMIT,
    TO_PUBLISH,
)
ON_THE_LIST = (MANAGED, TO_ACCEPT, TO_RULE, TO_REMOVE)
ENDED = (REMOVED, NOT_LISTED, WITHDRAWN)
STATES = (*BEFORE_LISTING, *ON_THE_LIST, TO_ANNOUNCE, REMOVED, NOT_LISTED, TRANSFERRED, WITHDRAWN)

TONES = (
    *((one, "amber") for one in BEFORE_LISTING),
    (MANAGED, "red"),
    *((one, "violet") for one in (TO_ACCEPT, TO_RULE, TO_REMOVE, TO_ANNOUNCE)),
    (REMOVED, "green"),
    *((one, "neutral") for one in (NOT_LISTED, WITHDRAWN)),
    (TRANSFERRED, "blue"),
)
