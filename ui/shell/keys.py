"""Every key the program answers to, in one table: the key list (Ctrl+/), the manual and the tests read it here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

SCOPES = {
    "everywhere": "任何地方",
    "ledger": "台账页",
    "table": "在台账表格里",
    "dispatch": "调度表",
    "form": "填写和办理",
    "paper": "开文书、写公文、改模板",
    "papers": "文书记录和到期清单",
    "photos": "在照片上",
    "preview": "打印预览",
    "manual": "手册",
    "tour": "操作引导",
}
"""Where a key is answered, in the order of the list."""


@dataclass(frozen=True)
class Key:
    """``keys`` in Qt's spelling; several mean the same. ``own``: the control in focus answers, no shortcut does."""

    scope: str
    keys: tuple[str, ...]
    does: str
    own: bool = False

    @property
    def shown(self) -> str:
        """As it stands on the keys of a keyboard."""
        return " 或 ".join(dict.fromkeys(_shown(one) for one in self.keys))


KEYS: tuple[Key, ...] = (
    Key("everywhere", ("F1",), "打开这一页或这个窗口的说明"),
    Key("everywhere", ("Ctrl+/",), "打开快捷键一览"),
    Key("everywhere", ("Ctrl+K",), "到最上面的搜索框，查全部台账"),
    Key("everywhere", ("Ctrl+Return",), "在搜索框里：列出全部结果", own=True),
    Key("everywhere", ("Alt+Left",), "回到刚才看的一页"),
    Key("everywhere", ("Alt+Right",), "再到后一页"),
    Key("everywhere", ("Tab", "Shift+Tab"), "到下一个、上一个可以操作的地方", own=True),
    Key("everywhere", ("Space", "Return"), "按下选中的按钮", own=True),
    Key("everywhere", ("Esc",), "关闭弹出的小窗口或对话框；填了没保存会先问", own=True),
    Key("everywhere", ("Ctrl+Z",), "撤销上一步（正在打字时撤销的是打的字）"),
    Key("everywhere", ("Ctrl+Y", "Ctrl+Shift+Z"), "重做刚撤销的一步"),
    Key("everywhere", ("Ctrl+Alt+Z",), "打开撤销记录"),
    Key("ledger", ("Ctrl+N",), "新增一条"),
    Key("ledger", ("Ctrl+E",), "修改选中的记录"),
    Key("ledger", ("Ctrl+Shift+N",), "照选中的记录再记一条同单位的"),
    Key("ledger", ("Ctrl+F",), "到本页的搜索框"),
    Key("ledger", ("Ctrl+P",), "把选中的记录印成卡片"),
    Key("ledger", ("Ctrl+M",), "收藏选中的记录，再按取消收藏"),
    Key("ledger", ("Ctrl+V",), "台账还空着时：粘贴从 Excel 复制的行"),
    Key("ledger", ("Down",), "在搜索框里：走到条件标签，再按左右键走动", own=True),
    Key("ledger", ("Del",), "在条件标签上：去掉这个条件，回车是修改", own=True),
    Key("ledger", ("Alt+Up", "Alt+Down"), "选择栏目时：上移、下移", own=True),
    Key("ledger", ("F5",), "重新读取"),
    Key("ledger", ("Esc",), "收起右边的详情，离开企业档案"),
    Key("table", ("F2",), "改这一格；直接打字是重写，双击也行", own=True),
    Key("table", ("Return",), "打开选中的记录；正在填一格时是存下、到下一行", own=True),
    Key("table", ("Tab",), "正在填一行时：存下、到右边一格，再按跳过一格，Shift+Tab 往回", own=True),
    Key("table", ("Ctrl+Return",), "选了几格，填完一格按它：选中的格子都填上", own=True),
    Key("table", ("Ctrl+;",), "在日期的格子里填今天", own=True),
    Key("table", ("Alt+Down",), "打开这一格的选项或日历", own=True),
    Key("table", ("Alt+Return",), "在多行文字的格子里换行", own=True),
    Key("table", ("Ctrl+C",), "复制选中的格子，粘到 Excel 里就是表格", own=True),
    Key("table", ("Ctrl+X",), "剪切：复制，再清除这几格", own=True),
    Key("table", ("Ctrl+V",), "粘贴，从选中的格子起；超出最后一行就新增", own=True),
    Key("table", ("Ctrl+D",), "向下填充：照第一行填；只选一行时照上一行", own=True),
    Key("table", ("Ctrl+R",), "向右填充", own=True),
    Key("table", ("Del",), "清除选中格子的内容", own=True),
    Key("table", ("Ctrl+Del", "Ctrl+-"), "把选中的行删到回收站", own=True),
    Key("table", ("Ctrl+Shift+D",), "把选中的行复制为新记录", own=True),
    Key("table", ("Ctrl+B",), "批量修改", own=True),
    Key(
        "table",
        ("Ctrl+Home", "Ctrl+End"),
        "到第一格、最后一格；Ctrl 加方向键到那一头，再加 Shift 一路选过去",
        own=True,
    ),
    Key("table", ("Shift+Space",), "选中整行", own=True),
    Key("table", ("Ctrl+Space",), "选中整列", own=True),
    Key("table", ("Menu", "Shift+F10"), "打开这一格的菜单：填充、按这一栏排序、冻结到这一栏", own=True),
    Key("table", ("Insert",), "新增一条", own=True),
    Key("table", ("Ctrl+A",), "选中全部", own=True),
    Key("dispatch", ("Left", "Up", "Right", "Down"), "从一个数走到旁边的数", own=True),
    Key("dispatch", ("Return",), "看这个数怎么来的", own=True),
    Key("dispatch", ("Ctrl+N",), "给选中的数加一笔调整"),
    Key("dispatch", ("Ctrl+P",), "打印预览"),
    Key("dispatch", ("F5",), "重新计算"),
    Key("dispatch", ("Esc",), "收起右边的说明"),
    Key("form", ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"), "保存"),
    Key("form", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "保存并继续新增"),
    Key("form", ("Return",), "到下一栏；多行文字里是换行", own=True),
    Key("form", ("Shift+Return",), "回到上一栏", own=True),
    Key("form", ("F4", "Alt+Down"), "在日期栏打开日历，在有选项的栏打开选项", own=True),
    Key("form", ("Ctrl+;",), "在日期栏填今天", own=True),
    Key("form", ("Up", "Down"), "在日期栏加、减一天；PgUp、PgDn 加、减一月", own=True),
    Key("form", ("D", "W", "M"), "在日期后面打：加一天、一周、一月，大写是减", own=True),
    Key("form", ("Ctrl+'",), "照上一条填这一栏", own=True),
    Key("form", ("Ctrl+J",), "在多行文字里插入短语", own=True),
    Key("paper", ("Ctrl+Return", "Ctrl+Enter"), "签发，给文号"),
    Key("paper", ("Ctrl+P",), "打印草稿"),
    Key("paper", ("Ctrl+S",), "开文书时另存 PDF，写公文时存草稿，改模板时保存"),
    Key("papers", ("Ctrl+F",), "到本页的搜索框"),
    Key("papers", ("F5",), "重新读取"),
    Key("papers", ("Return",), "打开选中的一份、一件", own=True),
    Key("photos", ("Ctrl+V",), "贴上复制的照片", own=True),
    Key("photos", ("Alt+Left", "Alt+Right"), "把照片往前、往后移", own=True),
    Key("photos", ("Ctrl+R",), "转一转照片", own=True),
    Key("photos", ("Del",), "去掉照片", own=True),
    Key("preview", ("Ctrl+P",), "打印"),
    Key("preview", ("Ctrl+S",), "另存为 PDF"),
    Key("preview", ("Ctrl++", "Ctrl+="), "放大"),
    Key("preview", ("Ctrl+-",), "缩小"),
    Key("preview", ("Ctrl+0",), "适合宽度"),
    Key("manual", ("Ctrl+F",), "搜索手册"),
    Key("tour", ("Right", "Return"), "下一步", own=True),
    Key("tour", ("Left",), "上一步", own=True),
    Key("tour", ("Esc",), "结束引导", own=True),
)

_NAMES = {
    "Return": "Enter",
    "Space": "空格",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Del": "Delete",
    "Menu": "菜单键",
}


def by_scope() -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Title and keys of each scope that has any."""
    for scope, title in SCOPES.items():
        if found := tuple(key for key in KEYS if key.scope == scope):
            yield title, found


def declared(scope: str) -> set[str]:
    """The shortcuts of a scope in Qt's own spelling."""
    return {
        QKeySequence(one).toString() for key in KEYS if key.scope == scope and not key.own for one in key.keys
    }


def as_markdown() -> str:
    """The list for the manual's page of keys."""
    lines = []
    for title, keys in by_scope():
        lines += [f"## {title}", "", "| 按键 | 作用 |", "| --- | --- |"]
        lines += [f"| {key.shown} | {key.does} |" for key in keys]
        lines.append("")
    return "\n".join(lines)


def _shown(keys: str) -> str:
    """Ctrl+Shift+Return → Ctrl+Shift+Enter."""
    head, plus, last = keys.rpartition("+")
    if not last:  # the plus sign itself
        head, plus, last = keys[:-2], "+", "+"
    return f"{head}{plus}{_NAMES.get(last, last)}"
