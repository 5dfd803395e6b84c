"""Papers filled with what a street would write: names of usual length, a few problems, days, numbers."""

from __future__ import annotations

from app.kernel.documents import Document
from app.kernel.templates import fill
from app.papers.templates import Version

FIRM = "济南某某精密机械制造有限公司"
PROBLEM = "配电箱未上锁、未张贴安全警示标志，作业现场未配备灭火器材。"
CHART = '{"labels": ["一"], "series": [["甲", [1]]]}'
BY_WORD = (
    (("图",), CHART),
    (("签名",), ""),
    (("电话",), "0531-88880000"),
    (("文号", "编号"), "（济历清办）安监责改〔2023〕28号"),
    (("证号",), "SD370112001"),
    (("数",), "2"),
    (
        ("发现人", "复查人", "责任人", "总监", "社区", "来源", "部位", "结论", "办理情况", "类型"),
        "已按期办理",
    ),
    (("日期", "时间", "日"), "2023年11月30日"),
    (("序号", "项", "份", "次数", "人数", "死亡", "天"), "12"),
    (("负责人", "填表", "审核", "联系人", "签发", "人员", "职务", "收件"), "欧阳某"),
    (("期限", "等级", "类别", "级别", "方式", "率"), "三年"),
    (("代字",), "济历清办"),
    (("机关",), "清泉街道办事处"),
    (("依据",), "《重大事故隐患专项排查整治2023行动方案》"),
    (("标题",), "关于开展夏季消防安全专项检查工作的通知"),
    (("单位", "名称", "抄送", "地址", "机构", "部门"), FIRM),
)


def value(name: str) -> str:
    """What stands for a value of that name."""
    return next((given for words, given in BY_WORD if any(word in name for word in words)), PROBLEM)


def paper(version: Version) -> Document:
    """A version's paper with two entries in each of its lists."""
    rows = {row.each for line in version.template.lines for row in line.rows if row.each}
    listed = {name for name in version.template.names() if f"{{*{name}}}" in version.text} | rows
    for line in version.template.lines:
        for row in line.rows:
            if row.each:
                listed |= {
                    name
                    for name in version.template.names()
                    if any(f"{{{name}}}" in cell for cell in row.cells)
                }
    values = {
        name: (value(name),) * 2 if name in listed else value(name) for name in version.template.names()
    }
    return fill(version.template, values)
