"""The sentences for files that cannot be read: what is wrong with which file, and what to do."""

from __future__ import annotations

_SENTENCES = {
    "missing": "找不到文件“{file}”。请检查它是否被移动或改名。",
    "folder": "“{file}”是一个文件夹，请选择其中的工作簿。",
    "denied": "打不开“{file}”：没有权限，或正被 Excel、WPS 占用。请先关闭该文件再试。",
    "owner": "“{file}”是 Excel 打开工作簿时留下的临时文件，不是工作簿本身。请选择文件名前没有“~$”的那一个。",
    "unreadable": "读不出“{file}”（{detail}）。请把它复制到本机硬盘后再试。",
    "size": "“{file}”有 {detail}，超出了可以读取的大小。请拆成几个较小的文件再导入。",
    "empty": "“{file}”是空文件，里面什么也没有。请向报送单位重新要一份。",
    "truncated": "“{file}”不完整（多半是没有下载完或传输中断）。请重新下载或请报送单位重发。",
    "encrypted": "“{file}”有打开密码，不能读取。请在 Excel 里用密码打开，取消密码后另存一份再导入。",
    "other": "“{file}”其实是{detail}，不是表格。请在 Excel 里把表格另存为 xlsx 再导入。",
    "html": "“{file}”其实是网页，只是改了扩展名。请在 Excel 里打开后另存为 xlsx，或者选择按网页读取其中的表格。",
    "page": "“{file}”是网页，其中没有找到表格。请在 Excel 里打开核对后另存为 xlsx。",
    "binary": "“{file}”不是表格文件，内容无法识别。请在 Excel 里打开核对后另存为 xlsx。",
    "encoding": "“{file}”的文字编码无法识别。请用 Excel 打开后另存为 xlsx 再导入。",
    "csv": "“{file}”第 {detail} 行附近的引号或分隔不完整，读不下去。请用 Excel 打开核对后另存为 xlsx。",
    "bomb": "“{file}”解压后大得不正常，可能是恶意文件，没有打开。请核实来源；确属表格的，请另存为 xlsx 后重发。",
    "entities": "“{file}”里夹带了不应出现在工作簿里的内容（DTD 实体），可能是恶意文件，没有打开。请核实来源。",
    "cells": "“{file}”{detail}的范围太大，超出了可以读取的行列数。请删去表格以外多余的行列（或把表拆开）后另存再导入。",
    "memory": "“{file}”需要的内存太大，已停止读取。可能是很远的单元格里有内容，请把要导入的表复制到新工作簿里再试。",
    "time": "读取“{file}”超过 {detail} 秒，已停止。请把要导入的表复制到新工作簿里再试，或拆成几个较小的文件。",
    "crashed": "“{file}”的内容异常，读取程序已中止，没有导入任何内容。请把要导入的表复制到新工作簿里再试。",
    "broken": "“{file}”已损坏，读不出内容。请用 Excel 打开修复后另存为 xlsx，或请报送单位重发。",
    "sheet": "“{file}”里没有名为“{detail}”的工作表。",
}


def sentence(reason: str, file: str, detail: object = "") -> str:
    """What to tell the clerk about ``file``."""
    if reason == "other" and str(detail)[:1].isascii():
        detail = f" {detail}"  # a Latin word stands apart from Chinese
    if reason == "cells":
        detail = f"的工作表“{detail}”" if detail else ""
    return _SENTENCES.get(reason, _SENTENCES["broken"]).format(file=file, detail=detail)
