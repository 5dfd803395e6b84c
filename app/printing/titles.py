"""Where a title of several lines is parted: between words, never within a number, a name or 《》, and in a good shape.

A title is cut into words by a short list of those that street offices write; what the list does not know is rather
left whole. Of all ways to part it into as few lines as its length allows, the best is taken: between the larger parts
of the sentence, lines of like length, as a trapezium or a rhombus, never narrow in the waist. A line break that
someone wrote is kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from app.printing.breaker import break_text, may_break
from app.printing.layout import EM

if TYPE_CHECKING:
    from app.printing.typeset import Piece, Type, Typesetter

WORDS = frozenset(  # a list that people read and add to
    """
    关于 印发 转发 开展 做好 进一步 加强 切实 全面 深入 持续 扎实 组织 召开 举办 调整 成立 公布 发布 报送 上报 提请
    商请 申请 请求 同意 给予 下达 建立 健全 完善 规范 推进 推动 落实 贯彻 实施 执行 启动 部署 安排 明确 纳入 移出 督促
    安全 生产 安全生产 消防 消防安全 重大 事故 隐患 重大事故隐患 事故隐患 一般 风险 分级 管控 双重 预防 机制 体系
    排查 整治 排查整治 专项 专项行动 行动 整改 整改落实 治理 治本攻坚 攻坚 三年行动 大检查 检查 抽查 督查 巡查 督导
    督办 挂牌 挂牌督办 核查 复查 验收 销号 约谈 举报 奖励 处罚 行政处罚 行政执法 执法 监管 监督 监督检查 管理 黑名单
    情况 进展 进展情况 有关 有关情况 工作 工作情况 下一步 打算 意见 建议 问题 事项 措施 要求 责任 责任制 责任落实
    方案 实施方案 工作方案 行动方案 计划 工作要点 要点 总结 办法 管理办法 暂行 规定 细则 制度 预案 应急 应急预案
    应急管理 应急救援 演练 应急演练 培训 教育 教育培训 宣传 宣传教育 活动 宣传月 会议 专题 专题会议 联合 联席会议
    通知 通报 报告 请示 批复 函 复函 意见 决定 公告 通告 纪要 告知书 提交表
    街道 办事处 街道办事处 社区 党工委 人民政府 安全生产委员会 安委会 委员会 办公室 领导小组 工作专班 专班 管理局 应急管理局
    消防救援大队 消防救援 大队 中队 成员单位 单位 部门 企业 生产经营单位 生产经营 经营 场所 学校 医院 养老机构 机构 人员 负责人
    主要负责人 领导 干部 群众 辖区 全区 全市 全街道 各社区 各单位 各有关单位 各成员单位 各部门
    春季 夏季 秋季 冬季 汛期 岁末年初 元旦 春节 清明节 五一 劳动节 端午节 中秋节 国庆节 两节 两会 节假日 期间 假期
    年度 季度 上半年 下半年 月份 近期 当前 阶段 阶段性 工贸 行业 领域 行业领域 重点 重点行业 危险 化学品 危险化学品
    燃气 建筑 施工 建筑施工 交通 运输 道路 道路交通 有限空间 作业 有限空间作业 粉尘 涉爆 粉尘涉爆 电气 焊接 动火 动火作业
    特种 设备 特种设备 特种作业 仓储 物流 商场 市场 餐饮 住宿 娱乐 文化 旅游 医疗 教育 养老 高层 建筑 自建房 九小场所
    电动 自行车 电动自行车 充电 停放 液化 石油气 烟花 爆竹 烟花爆竹 防汛 防火 防台风 森林 森林防火 防灾 减灾 自然 灾害
    """.split()  # noqa: SIM905
)
_LONGEST = max(map(len, WORDS))
_WHOLE = re.compile(
    r"第[一二三四五六七八九十百零\d]+(?:季度|季|批次|批|次|期|届|条|阶段|轮|号)?"
    r"|[\d.%％/]+(?:年度|年|月份|月|日|号|项|家|起|个|次|万元|周年)?"
    r"|[A-Za-z]+"
    r"|[一二三四五六七八九十百]+(?:年|月|季度|级|项|次|批|周年)"
)
_TAILS = (
    "街道办事处",
    "办事处",
    "街道",
    "社区",
    "人民政府",
    "委员会",
    "管理局",
    "区",
    "市",
    "县",
    "镇",
    "乡",
    "村",
    "省",
    "局",
)
_NOT_FIRST = frozenset("的了等之者们年月日号项次家个条级率法")
_LEADS = frozenset("和及与并或暨")
_OPEN, _CLOSE = "《〈“‘（〔", "》〉”’）〕"
_AFTER = "、，；：》"

MOST = 5
"""A title of more lines is parted where they are full."""
BETWEEN, BESIDE, WITHIN, NEVER = 1.0, 2.0, 8.0, 1000.0
"""What it costs to part a title between two known words, beside one, among signs of unknown words, and where it must not be."""
UNEVEN, WAIST, SHORT = 12.0, 3.0, 2.0
"""What it costs that a line is shorter than the longest (by the square of its lack), narrow in the waist, or tiny at the end."""


def title_rows(text: str, kind: Type, measure: float, setter: Typesetter) -> list[Piece]:
    """A title's lines in the middle of the measure."""
    lines = title_lines(text, kind, measure, setter)
    return [setter.placed(line, kind, "center", 0, measure) for line in lines]


def title_lines(text: str, kind: Type, measure: float, setter: Typesetter) -> list[str]:
    """The lines of a title that is to be set within a measure (pt)."""
    widths, room = setter.widths(kind), measure * EM / kind.advance
    lines: list[str] = []
    for part in map(str.strip, text.replace("⏎", "\n").split("\n")):
        fewest = break_text(part, room, widths)
        lines += _parted(part, fewest, [widths[sign] / room for sign in part])
    return lines


def _parted(text: str, fewest: list[str], shares: list[float]) -> list[str]:
    """As many lines as it takes at least; the greedy ones where no better are found."""
    count = len(fewest)
    if not 1 < count <= MOST:
        return fewest
    edges = list(accumulate(shares, initial=0.0))
    costs = {at: cost for at, cost in _costs(text).items() if cost < NEVER}
    best, found = math.inf, fewest
    for chosen in _choices(sorted(costs), edges, count):
        ends = [0, *chosen, len(text)]
        wide = [edges[b] - edges[a] for a, b in pairwise(ends)]
        cost = sum(costs[at] for at in chosen) + _shape(wide)
        if cost < best:
            best, found = cost, [text[a:b].strip() for a, b in pairwise(ends)]
    return found


def _choices(places: list[int], edges: list[float], count: int) -> Iterator[tuple[int, ...]]:
    """Every way to part the text into that many lines, none wider than the measure."""

    def further(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 1:
            if edges[-1] - edges[start] <= 1 + 1e-6:
                yield ()
            return
        for at in places:
            if (
                at > start
                and edges[at] - edges[start] <= 1 + 1e-6
                and edges[-1] - edges[at] <= left - 1 + 1e-6
            ):
                for rest in further(at, left - 1):
                    yield (at, *rest)

    return further(0, count)


def _shape(wide: list[float]) -> float:
    longest = max(wide)
    cost = sum(UNEVEN * (longest - one) ** 2 for one in wide)
    for before, one, after in zip(wide, wide[1:], wide[2:], strict=False):
        cost += WAIST if one < min(before, after) - 0.02 else 0.0
    return cost + (SHORT if wide[-1] < 0.25 else 0.0)


def _costs(text: str) -> dict[int, float]:
    """What it costs to end a line before each character that may begin one."""
    words = _words(text)
    costs: dict[int, float] = {}
    at = depth = 0
    for (left, known), (right, after_known) in pairwise(words):
        at += len(left)
        depth += sum(left.count(sign) for sign in _OPEN) - sum(left.count(sign) for sign in _CLOSE)
        if not may_break(text, at) or right[0] in _NOT_FIRST:
            continue
        costs[at] = _between(left, right, known, after_known) + (BETWEEN if depth > 0 else 0.0)
    return costs


def _between(left: str, right: str, known: bool, after_known: bool) -> float:
    if left[-1] in _AFTER or right[0] == "《" or right == "关于":
        return 0.2
    if (
        left == "关于"
        or left in _LEADS
        or (left[-1] == "年" and right.startswith(("第", "上半年", "下半年")))
    ):
        return 3 * BETWEEN
    if right in _LEADS or left == "的":
        return BETWEEN / 2
    if known and after_known:
        return BETWEEN
    return BESIDE if known or after_known else WITHIN


def _words(text: str) -> list[tuple[str, bool]]:
    """The text cut into words (and whether each is known) by the dearest reading of it; names of places are one."""
    cost, step = [0.0] * (len(text) + 1), [(0, False)] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        cost[at], step[at] = (
            cost[at + 1] + 1.6,
            (1, text[at] in _LEADS or not text[at].isalnum() or text[at] == "的"),
        )
        whole = _WHOLE.match(text, at)
        if whole and cost[whole.end()] + 0.5 < cost[at]:
            cost[at], step[at] = cost[whole.end()] + 0.5, (whole.end() - at, True)
        for size in range(2, min(_LONGEST, len(text) - at) + 1):
            if text[at : at + size] in WORDS and cost[at + size] + 1 - size / 10 < cost[at]:
                cost[at], step[at] = cost[at + size] + 1 - size / 10, (size, True)
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(text):
        size, known = step[at]
        found.append((text[at : at + size], known))
        at += size
    return _named(found)


def _named(words: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """What no one knows before 街道, 社区, 区 … is the name of a place and one word with it."""
    found: list[tuple[str, bool]] = []
    for word, known in words:
        if word in _TAILS:
            name = ""
            while found and not found[-1][1] and len(name) < 4:
                name = found.pop()[0] + name
            found.append((name + word, True))
        else:
            found.append((word, known))
    return found
