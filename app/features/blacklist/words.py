"""Words of the blacklist: grounds, ranks, grades, states, and what they are called in the field."""

from __future__ import annotations

from app.masterdata.words import means

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九")
GROUNDS = tuple(f"第三条（{numeral}）" for numeral in NUMERALS)
"""The nine grounds of 第三条, called by their place."""

GROUND_TEXTS = {
    "一": "发生较大及以上生产安全责任事故，或一个年度内累计发生责任事故死亡3人（含）以上，或者发生虽未达到相应事故等级、"
    "死亡人数但造成严重社会影响的生产安全责任事故的",
    "二": "发生生产安全事故、发现职业病病人或疑似职业病病人后，瞒报、谎报或故意破坏事故现场、毁灭有关证据，或者主要负责人逃匿，"
    "或者拒不承担依法应承担的赔偿责任的",
    "三": "存在重大生产安全事故隐患、作业岗位职业病危害因素严重超标，经省安委会挂牌督办或省级负有安全生产监督管理职责的部门"
    "责令限期整改后，不按时整改或整改不到位的",
    "四": "发生暴力抗法行为，或者拒不执行负有安全生产监督管理职责的部门下达的行政执法指令的",
    "五": "一个年度内因安全生产非法违法行为，受到2次（含）以上重大行政处罚的",
    "六": "被暂扣、吊销安全生产许可证书的",
    "七": "安全生产和职业卫生专业技术服务机构出具虚假证明、报告或有其它严重违法违规行为的",
    "八": "被国家安全监管总局纳入“黑名单”管理的",
    "九": "存在其他严重违反安全生产、职业病防治法律法规行为，经省级负有安全生产监督管理职责的部门认定有必要纳入“黑名单”的",
}
"""第三条, as it stands, by its items."""

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

CHANNELS, BODIES = "黑名单公布渠道", "黑名单通报单位"
"""The editable lists of where a listing is published and who is told."""
