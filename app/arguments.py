"""What may stand on the command line; nothing heavy is imported to find that out."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

LEDGERS = {
    "enterprises": "企业",
    "hazards": "隐患",
    "supervision": "挂牌督办",
    "inspections": "检查",
    "assistance": "帮扶指导",
    "enforcement": "执法",
    "activities": "组织领导",
    "rewards": "举报奖励",
    "inspectors": "技术检查员",
    "blacklist": "黑名单",
    "blacklist_events": "黑名单管理记录",
    "dishonesty": "严重失信主体名单",
}

PAPERS = (
    "blacklist_notice",
    "blacklist_submission",
    "blacklist_removal",
    "inspection_record",
    "rectification_order",
    "rectification_opinion",
    "recheck_opinion",
    "hazard_closure",
    "service_receipt",
    "reminder",
    "bulletin",
    "card",
)


_WORDS = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"one of the arguments (.+) is required", r"\1 必须写一个"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): invalid int value: (.+)", r"\1 应为整数，不能是 \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"argument (.+?): (不认识的文件类型.+)", r"\1 \2"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 不明确，可能是 \2"),
)


def in_chinese(message: str) -> str:
    """What argparse says, in Chinese; a message it has newly learnt stays as it is."""
    for pattern, words in _WORDS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, words, message)
    return message


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese, in its help and when the words are off (exit code 2)."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False)
        self._positionals.title, self._optionals.title = "要写明的", "可选的"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        told = super().format_help().replace("usage: ", "用法：", 1)
        for title in (self._positionals.title, self._optionals.title):
            told = told.replace(f"\n{title}:\n", f"\n{title}：\n")
        return told

    def error(self, message: str) -> NoReturn:
        print(
            f"命令写得不对：{in_chinese(message)}\n\n{self.format_usage()}查看全部命令：python3 run.py --help",
            file=sys.stderr,
        )
        raise SystemExit(2)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The request; ``command`` is ``window`` where none is named."""
    request = _parser()[0].parse_args(list(arguments))
    request.command = request.command or "window"
    return request


def command_help() -> dict[str, str]:
    """Every command with its line of help, for the manual."""
    return {one.dest: one.help or "" for one in _parser()[1]._choices_actions}  # noqa: SLF001


def _parser() -> tuple[_Parser, argparse._SubParsersAction[_Parser]]:
    parser = _Parser(
        prog="python3 run.py",
        description="安监台账：街道（乡镇）安监办的台账、调度表与公文。不带命令时打开窗口。",
    )
    parser.add_argument("--data", type=Path, metavar="文件夹", help="数据文件夹；没有或为空时建立新的数据")
    parser.add_argument("--office", default="", metavar="名称", help="新建数据时的单位名称")
    parser.add_argument("--who", default="", metavar="姓名", help="经办人，记入修改记录")
    commands = parser.add_subparsers(dest="command", metavar="命令")
    _ledger_commands(commands)
    _paper_commands(commands)
    _table_commands(commands)
    _deadline_commands(commands)
    _store_commands(commands)
    return parser, commands


def _file(*endings: str) -> Callable[[str], Path]:
    """A file one of these programs opens; refused before anything is done, a folder later by its own sentence."""

    def read(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in endings and not path.is_dir():
            raise argparse.ArgumentTypeError(f"不认识的文件类型“{path.name}”，请用 {' 或 '.join(endings)}。")
        return path

    return read


def _ledger(one: argparse.ArgumentParser) -> None:
    told = "、".join(f"{name}（{title}）" for name, title in LEDGERS.items())
    one.add_argument("ledger", choices=LEDGERS, metavar="台账", help=told)


def _ledger_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    one = commands.add_parser("template", help="导出空白的导入模板")
    _ledger(one)
    one.add_argument("--out", type=_file(".xlsx"), required=True, metavar="文件", help="写到哪里，.xlsx")
    one = commands.add_parser("import", help="把表格导入台账")
    _ledger(one)
    one.add_argument("file", type=Path, metavar="文件", help="xlsx、xls、xlsb、ods 或 csv")
    one.add_argument("--sheet", metavar="表名", help="只读这一张工作表")
    one.add_argument("--set", action="append", default=[], metavar="栏目=值", help="给空白处统一填写")
    one.add_argument("--map", action="append", default=[], metavar="表头=栏目", help="指定表头对应的栏目")
    one.add_argument("--year", type=int, metavar="年份", help="日期没有写年份时用这一年")
    one.add_argument("--accept-html", action="store_true", help="其实是网页的 xls 也读")
    one.add_argument(
        "--returned", type=_file(".xlsx"), metavar="文件", help="把退回的行写到这个工作簿，.xlsx"
    )
    one.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    one.add_argument("--json", action="store_true", help="结果用 JSON 输出")
    one = commands.add_parser("export", help="导出台账（xlsx、csv、pdf、json）")
    _ledger(one)
    one.add_argument(
        "--out", type=Path, required=True, metavar="文件", help="写到哪里，.xlsx、.csv、.pdf 或 .json"
    )
    one.add_argument(
        "--where", action="append", default=[], metavar="条件", help="如 隐患等级=重大，可以写几次，都要符合"
    )
    one = commands.add_parser("export-all", help="把全部数据导出为通用格式的文件")
    one.add_argument("--out", type=Path, required=True, metavar="文件夹", help="写到哪个文件夹")


def _paper_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    one = commands.add_parser("print", help="打印一份文书或卡片（card）；不加 --issue 是草稿，不占文号")
    one.add_argument("kind", choices=PAPERS, metavar="文书", help="、".join(PAPERS))
    one.add_argument(
        "record",
        metavar="编号",
        help="如 YH-2023-0001；bulletin 写已报送调度表的日期；没有编号的台账写记录号，并用 --ledger 指明台账",
    )
    one.add_argument(
        "--ledger", choices=LEDGERS, default="", metavar="台账", help="编号在几本台账里都有时，写明是哪一本"
    )
    one.add_argument("--out", type=Path, required=True, metavar="文件", help=".pdf 或 .docx")
    one.add_argument("--issue", action="store_true", help="签发：编文号，存档，不再改动")
    one.add_argument("--variant", default="", metavar="样式", help="如 township、enforcement；默认按单位设置")
    one.add_argument("--value", action="append", default=[], metavar="名称=值", help="打印前要填的内容")
    one.add_argument("--day", metavar="日期", help="文书的日期，默认今天")
    one.add_argument("--json", action="store_true", help="结果用 JSON 输出")
    one = commands.add_parser(
        "papers", help="列出签发的文书；作废（void）、送达回执（receipt）、重印（reprint）"
    )
    one.add_argument("--json", action="store_true", help="结果用 JSON 输出")
    acts = one.add_subparsers(dest="act", metavar="操作")
    void = acts.add_parser("void", help="作废一份文书，文号不再使用")
    void.add_argument("--reason", required=True, metavar="原因", help="为什么作废")
    receipt = acts.add_parser("receipt", help="登记送达回执")
    receipt.add_argument("--served", required=True, metavar="日期", help="哪天送达")
    receipt.add_argument("--way", default="直接送达", metavar="方式", help="送达方式，默认直接送达")
    receipt.add_argument("--place", default="", metavar="地点", help="在哪里送达")
    receipt.add_argument("--recipient", default="", metavar="收件人", help="谁收的")
    receipt.add_argument("--server", default="", metavar="送达人", help="谁送的")
    receipt.add_argument("--remark", default="", metavar="备注", help="其他要记的")
    again = acts.add_parser("reprint", help="原样再印一份")
    again.add_argument("--out", type=Path, required=True, metavar="文件", help=".pdf 或 .docx")
    for act in (void, receipt, again):
        act.add_argument("number", metavar="文号", help="没有文号的写序号")
        act.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="结果用 JSON 输出")
    one = commands.add_parser("casefile", help="导出一件案卷（zip）：卷内目录、文书、记录、附件")
    one.add_argument("ledger", choices=("blacklist",), metavar="台账", help="blacklist")
    one.add_argument("number", metavar="编号", help="如 HMD-2023-0001")
    one.add_argument("--out", type=_file(".zip"), required=True, metavar="文件", help=".zip")


def _table_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    one = commands.add_parser("dispatch", help="生成调度表（json、xlsx、pdf）")
    _table_and_scope(one)
    one.add_argument("--date", required=True, metavar="日期", help="统计到哪一天，如 2023-06-30")
    one.add_argument("--out", type=Path, required=True, metavar="文件", help="写到哪里，.pdf、.xlsx 或 .json")
    one = commands.add_parser("adjust", help="给调度表的数字加一笔调整")
    _table_and_scope(one)
    one.add_argument("--value", required=True, metavar="编号", help="如 C3")
    one.add_argument("--part", type=int, default=1, choices=(1, 2), help="一格两个数的，是第几个；默认 1")
    one.add_argument("--amount", required=True, metavar="数", help="加多少，可以是负数")
    one.add_argument("--day", required=True, metavar="日期", help="从哪一天起计入")
    one.add_argument("--reason", required=True, metavar="原因", help="如 区应急局6月20日电话通报")
    one = commands.add_parser("submit", help="报送调度表：数字从此固定")
    _table_and_scope(one)
    one.add_argument("--date", required=True, metavar="日期", help="报送哪一天的表，如 2023-06-30")
    one.add_argument("--correction", default="", metavar="原因", help="更正已报送的同一期")
    one.add_argument(
        "--force", default="", metavar="原因", help="勾稽不平，或日期在行动起止日期之外，仍要报送的原因"
    )
    one.add_argument(
        "--out", type=_file(".pdf", ".xlsx"), metavar="文件", help="把报送的页面写到这里，.pdf 或 .xlsx"
    )


def _deadline_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    one = commands.add_parser("deadline", help="算一条期限哪天到期，并列出怎么数的")
    one.add_argument(
        "rule", nargs="?", default="", metavar="期限", help="如 blacklist.submission，--list 查看全部"
    )
    one.add_argument("--from", dest="start", metavar="日期", help="起算日（决定、受理、公布……之日）")
    one.add_argument("--value", action="append", default=[], metavar="参数=值", help="如 grade=重大")
    one.add_argument("--json", action="store_true", help="结果用 JSON 输出")
    one.add_argument("--list", action="store_true", help="列出全部期限和参数")
    one = commands.add_parser("export-calendar", help="把到期事项导出为日历文件（.ics）")
    one.add_argument("--out", type=_file(".ics"), required=True, metavar="文件", help="写到哪里，.ics")
    one.add_argument("--from", dest="start", metavar="日期", help="从哪一天起，默认今天")
    one.add_argument("--days", type=int, default=90, metavar="天数", help="共多少天，默认 90")


def _table_and_scope(one: argparse.ArgumentParser) -> None:
    one.add_argument("--table", default="licheng-2023", metavar="表", help="哪一张调度表，默认 licheng-2023")
    scope = one.add_mutually_exclusive_group()
    scope.add_argument("--community", default="", metavar="社区", help="只算这个社区")
    scope.add_argument("--department", default="", metavar="部门", help="只算这个部门")


def _store_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    one = commands.add_parser("demo", help="在空的数据里建立示例街道，并输出各种表和截图")
    one.add_argument("--out", type=Path, required=True, metavar="文件夹", help="写到哪个文件夹")
    one = commands.add_parser("screenshots", help="给每个页面截图；加 --manual 则重做手册里的插图")
    one.add_argument("--out", type=Path, metavar="文件夹", help="写到哪个文件夹")
    one.add_argument("--manual", action="store_true", help="用示例街道重做手册里的插图")
    one = commands.add_parser("verify", help="检查数据、照片和备份是否完好")
    one.add_argument("--repair", action="store_true", help="缺失或损坏的照片、附件从备份取回")
    commands.add_parser("clean-files", help="删除 90 天内没有记录用过的照片和附件")
    commands.add_parser("reindex", help="重建搜索索引（检查说索引和记录对不上时用）")
    one = commands.add_parser("backup", help="备份到一个文件")
    one.add_argument("--out", type=_file(".ajbak"), required=True, metavar="文件", help="写到哪里，.ajbak")
    one = commands.add_parser("restore", help="从备份恢复到一个文件夹")
    one.add_argument("file", type=Path, metavar="备份", help=".ajbak 文件")
    one.add_argument(
        "--to", type=Path, required=True, metavar="文件夹", help="已有数据的，原来的改名留在里面"
    )
    one = commands.add_parser("bench", help="测速，并写入 docs/performance.md")
    one.add_argument("--quick", action="store_true", help="用小数据快速跑一遍")
