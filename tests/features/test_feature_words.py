"""Words as they stand in files of the field, read into the fields of the ledgers."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from app.kernel.feature import Feature
from app.kernel.parsing import NotUnderstood, read_cell


def _feature(name: str) -> Feature:
    room = "app.masterdata" if name == "enterprises" else "app.features"
    found = importlib.import_module(f"{room}.{name}").FEATURE
    assert isinstance(found, Feature)
    return found


@pytest.mark.parametrize(
    ("ledger", "field", "words", "value"),
    [
        ("enterprises", "size", "规上", None),
        ("enterprises", "size", "大型企业", "大型"),
        ("enterprises", "size", "小微企业", None),
        ("enterprises", "risk", "红色（重大）", "重大"),
        ("enterprises", "risk", "一般风险", "一般"),
        ("enterprises", "risk", "Ⅱ级", "较大"),
        ("enterprises", "industry", "C", "制造业"),
        ("enterprises", "industry", "农、林、牧、渔业", "农、林、牧、渔业"),
        ("enterprises", "standing", "正常", "在营"),
        ("enterprises", "kind", "个体户", "个体工商户"),
        ("enterprises", "high_risk", "√", True),
        ("enterprises", "code", "913701 12MA3WFMB830", "91370112MA3WFMB830"),
        ("enterprises", "code", "９１３７０１１２ＭＡ３Ｔ０５ＨＨ１８", "91370112MA3T05HH18"),
        ("enterprises", "name", "济南永辉超市\n有限公司全福店", "济南永辉超市有限公司全福店"),
        ("hazards", "source", "12345", "群众举报"),
        ("hazards", "source", "日常检查", "部门检查"),
        ("hazards", "level", "重大事故隐患", "重大"),
        ("hazards", "level", "否", "一般"),
        ("hazards", "category", "火灾爆炸", ("火灾", "其他爆炸")),
        ("hazards", "category", "中毒窒息、爆炸", ("中毒和窒息", "其他爆炸")),
        ("hazards", "category", "中毒、窒息", ("中毒和窒息",)),
        ("hazards", "treatment", "立即整改", "立查立改"),
        ("hazards", "due_on", "立即整改", None),
        ("hazards", "recheck_result", "已整改", "合格"),
        ("hazards", "recheck_result", "整改中", None),
        ("hazards", "recheck_result", "不合格", "不合格"),
        ("hazards", "situation", "是", "已整改"),
        ("hazards", "situation", "已更换灭火器", "已更换灭火器"),
        ("supervision", "rank", "区级", "区县"),
        ("inspections", "kind", "双随机一公开", "双随机"),
        ("inspections", "no_drill", "有", True),
        ("assistance", "target", "重点县", "重点地区"),
        ("enforcement", "kind", "约谈通报地区部门", "约谈通报地区部门"),
        ("enforcement", "kind", "罚款", "行政处罚"),
        ("activities", "bodies", "党政主要负责同志", ("党委主要负责同志", "政府主要负责同志")),
        ("activities", "bodies", "书记、镇长", ("党委主要负责同志", "政府主要负责同志")),
        ("rewards", "naming", "匿名举报", "匿名"),
        ("inspectors", "post", "兼", "兼职"),
    ],
)
def test_words_of_the_field(ledger: str, field: str, words: str, value: Any) -> None:
    assert read_cell(_feature(ledger).ledger[field], words) == value


@pytest.mark.parametrize(
    ("ledger", "field", "words"),
    [
        ("hazards", "level", "较大"),
        ("hazards", "due_on", "长期"),
        ("enterprises", "code", "91370112MA3Y4P4CN1"),
        ("enterprises", "size", "不详"),
        ("inspections", "kind", "执法"),
    ],
)
def test_what_is_refused_by_name(ledger: str, field: str, words: str) -> None:
    with pytest.raises(NotUnderstood):
        read_cell(_feature(ledger).ledger[field], words)
