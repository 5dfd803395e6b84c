"""Words met for the choices of the hazards' ledger."""

from __future__ import annotations

from app.masterdata.words import means

SOURCES = ("企业自查", "部门检查", "群众举报", "职工查保促", "督查巡查", "上级交办")
SOURCE_WORDS = means(
    {
        "企业自查": "自查 企业自查自改 自查自改 企业自查自报",
        "部门检查": "检查 执法检查 街道检查 日常检查 专项检查 监督检查 部门抽查",
        "群众举报": "举报 投诉举报 12350 12345",
        "职工查保促": "职工查保促活动 查保促",
        "督查巡查": "督查 巡查 督导 督导检查 上级督查",
        "上级交办": "交办 上级转办 转办",
    }
)

LEVELS = ("一般", "重大")
LEVEL_TONES = (("一般", "neutral"), ("重大", "red"))
LEVEL_WORDS = means(
    {
        "重大": "重大事故隐患 重大隐患 重大安全隐患 是 √ Ⅰ级",
        "一般": "一般事故隐患 一般隐患 一般安全隐患 否",
    }
)

CATEGORIES = (
    "物体打击",
    "车辆伤害",
    "机械伤害",
    "起重伤害",
    "触电",
    "淹溺",
    "灼烫",
    "火灾",
    "高处坠落",
    "坍塌",
    "冒顶片帮",
    "透水",
    "放炮",
    "火药爆炸",
    "瓦斯爆炸",
    "锅炉爆炸",
    "容器爆炸",
    "其他爆炸",
    "中毒和窒息",
    "其他伤害",
)
"""The twenty kinds of accident of GB 6441-1986."""

CATEGORY_WORDS = means(
    {
        "其他爆炸": "爆炸 化学爆炸 粉尘爆炸 燃气爆炸 爆燃 燃爆 其它爆炸",
        "中毒和窒息": "中毒窒息 中毒 窒息 中毒与窒息 中毒、窒息",
        "容器爆炸": "压力容器爆炸",
        "灼烫": "烫伤 烧伤 灼伤",
        "高处坠落": "坠落 高坠 高空坠落",
        "坍塌": "倒塌 垮塌",
        "机械伤害": "挤压",
        "触电": "电击",
        "淹溺": "溺水",
        "放炮": "爆破",
        "车辆伤害": "交通事故",
        "火灾": "着火",
        "其他伤害": "其他 其它 其它伤害",
    }
)

AT_ONCE = "立查立改"
IN_TIME = "限期整改"
TREATMENTS = (AT_ONCE, IN_TIME)
TREATMENT_WORDS = means(
    {
        AT_ONCE: "立即整改 当场整改 即查即改 立即改正 当场纠正 立行立改 即知即改 立整立改 立改",
        IN_TIME: "限期 限期治理 挂牌督办",
    }
)

PASSED = "合格"
FAILED = "不合格"
DONE_WORDS = ("已整改", "已完成", "已完成整改", "整改完成")
OPEN_WORDS = ("整改中", "正在整改")
UNDONE_WORDS = ("未整改", "未完成")
RECHECK_WORDS = means(
    {
        PASSED: " ".join(DONE_WORDS) + " 整改合格 复查合格 通过 验收合格 已验收 是 √ 已销号",
        FAILED: "未通过 整改不到位 否 ×",
        "": " ".join((*OPEN_WORDS, *UNDONE_WORDS)) + " 待复查 未复查 待验收 未到期",
    }
)
RECHECK_TONES = ((PASSED, "green"), (FAILED, "red"))

SITUATION_WORDS = means({"已整改": "是 √", "未整改": "否 ×"})
DUE_WORDS = means({"": "立即 当场 即时 随时 马上 立查立改 即查即改 立行立改"})
