"""Every ledger is declared as the offices' contract says: headings, types, stars, and nothing claimed twice."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

from app.arguments import LEDGERS
from app.bootstrap import CATALOGUE
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from app.kernel.filters import conditions
from app.store.base import Base, table_of

ROOT = Path(__file__).parents[2]
DICTIONARIES = tomllib.loads((ROOT / "resources/rules/dictionaries.toml").read_text("utf-8"))
FILES = {
    "__init__",
    "model",
    "ledger",
    "rules",
    "workflow",
    "listing_steps",
    "removal_steps",
    "guards",
    "documents",
    "visit_papers",
    "reminding",
    "service",
    "words",
    "expressions",
    "periods",
    "paper_values",
    "notes",
}

CONTRACT = {
    "enterprises": "单位名称* text · 统一社会信用代码 text · 单位类别 one · 行业门类 fixed · 监管行业领域 one · 所属社区* one · "
    "所属网格 text · 属地监管责任人 text · 行业主管部门 text · 部门监管责任人 text · 注册地址 text · 生产经营地址 text · "
    "生产经营范围 text · 主要负责人 text · 主要负责人电话 text · 安全总监 text · 安全管理人员 text · 联系电话 text · "
    "从业人员数 int · 企业规模 fixed · 风险等级 fixed · 是否高危行业 yes/no · 重点监管项目 several · 经营状态 one · 备注 text",
    "hazards": "隐患编号 made · 单位名称* text · 隐患来源* fixed · 发现日期* day · 隐患描述* text · 隐患等级* fixed · "
    "检查人员 several · 隐患部位 text · 隐患类别 several · 判定依据 text · 治理类型 fixed · 整改责任人 text · 整改措施 text · "
    "整改资金（万元） money · 整改期限 day · 应急预案 text · 监控措施 text · 整改完成日期 day · 整改情况 text · 复查人 text · "
    "复查日期 day · 复查结论 fixed · 主要负责人签字 text · 安全总监签字 text · 销号日期 day · 备注 text · 整改前照片 files · 整改后照片 files",
    "supervision": "隐患编号* text · 督办级别* fixed · 督办单位 text · 文号 text · 挂牌日期* day · 督办事项 text · "
    "整改完成期限 day · 摘牌日期 day · 备注 text",
    "inspections": "检查编号 made · 单位名称* text · 检查日期* day · 检查性质* fixed · 检查部门 text · 检查人员 several · "
    "检查情况 text · 企业主要负责人未按要求亲自研究排查整治工作 yes/no · 企业主要负责人未带队检查 yes/no · "
    "企业未制定分管负责人职责清单 yes/no · 企业未依法建立安全管理机构和配足安全管理人员 yes/no · "
    "电焊等特种作业岗位人员无证上岗作业 yes/no · 外包外租安全管理混乱 yes/no · "
    "未按规定开展应急演练、员工不熟悉逃生出口 yes/no · 安全教育培训走过场 yes/no · 制度措施不落实 yes/no · 备注 text",
    "assistance": "日期* day · 对象类别* fixed · 单位名称 several · 地区名称 several · 帮扶部门 text · 帮扶人员 several · "
    "帮扶内容 text",
    "enforcement": "类别* fixed · 单位名称 text · 日期* day · 执法部门 text · 文号 text · 事由 text · 对单位罚款（万元） money · "
    "对主要负责人罚款（万元） money · 重大行政处罚 yes/no · 人数 int · 危险作业罪案例 yes/no · 备注 text",
    "activities": "类别* fixed · 主体* several · 日期* day · 内容 text · 地点 text · 参加人数 int · 备注 text",
    "rewards": "日期* day · 金额（元）* money · 实名/匿名* fixed · 查实事项 text · 举报编号 text · 备注 text",
    "inspectors": "姓名* text · 专职/兼职* fixed · 单位 text · 任职日期* day · 离任日期 day · 备注 text",
    "blacklist": "编号 made · 单位名称* text · 类别 text · 统一社会信用代码 text · 注册地址 text · 生产经营范围 text · "
    "主要负责人 text · 联系电话 text · 纳入情形* several · 纳入级别 fixed · 违法行为 text · 行政处罚决定 text · 执法单位 text · "
    "处罚文号 text · 事故时间 day · 事故等级 fixed · 事故简况 text · 死亡人数 int · 经济损失（万元） money · 隐患等级 text · "
    "职业病危害因素检测浓度或强度 text · 整改时限 day · 整改落实情况 text · 采集日期 day · 告知书文号 text · 送达日期 day · "
    "申辩情况 text · 申辩是否采纳 yes/no · 决定日期 day · 提交日期 day · 公布日期 day · 第几次纳入 int · 管理期限（年） int · "
    "期满日期 day · 移出申请日期 day · 验收日期 day · 处理决定 fixed · 移出日期 day · 保留原因 text · 移出公布日期 day · 备注 text",
}

TYPES = {
    Kind.TEXT: "text",
    Kind.PARAGRAPH: "text",
    Kind.ENTERPRISE: "text",
    Kind.HAZARD: "text",
    Kind.DAY: "day",
    Kind.INT: "int",
    Kind.MONEY: "money",
    Kind.YES_NO: "yes/no",
    Kind.SEVERAL: "several",
    Kind.ENTERPRISES: "several",
    Kind.MADE: "made",
    Kind.FILES: "files",
}


FEATURES = list(CATALOGUE.values())
every = pytest.mark.parametrize("feature", FEATURES, ids=[one.name for one in FEATURES])


def _type(field: Field) -> str:
    if field.kind is Kind.ONE:
        return "fixed" if field.choices else "one"
    return TYPES[field.kind]


def _fold(heading: str) -> str:
    text = re.sub(r"[\s《》“”\"*:：]", "", unicodedata.normalize("NFKC", heading)).casefold()
    return re.sub(r"\([^()]*\)$", "", text)


def _words(field: Field) -> tuple[str, ...]:
    """The choices of a field: fixed, or the default entries of its list."""
    return field.choices or tuple(DICTIONARIES.get(field.dictionary, {}).get("words", ()))


def test_all_ledgers_are_there() -> None:
    assert set(CONTRACT) <= set(CATALOGUE)
    assert set(LEDGERS) == set(CATALOGUE)


def test_every_folder_of_features_is_in_the_catalogue() -> None:
    folders = {one.parent.name for one in (ROOT / "app/features").glob("*/__init__.py")}
    assert folders == set(CATALOGUE) - {"enterprises"}


@pytest.mark.parametrize("name", CONTRACT)
def test_headings_types_and_stars(name: str) -> None:
    declared = [
        f"{one.label}{'*' if one.required else ''} {_type(one)}" for one in CATALOGUE[name].ledger.fields
    ]
    assert declared == CONTRACT[name].split(" · ")


@every
def test_table_is_named_as_the_ledger(feature: Feature) -> None:
    assert table_of(feature.model).name == feature.name
    assert issubclass(feature.model, Base)


@every
def test_sections_name_every_field_once(feature: Feature) -> None:
    named = [name for section in feature.ledger.sections for name in section.fields]
    assert sorted(named) == sorted(field.name for field in feature.ledger.fields)


@every
def test_whatever_the_ledger_names_exists(feature: Feature) -> None:
    ledger = feature.ledger
    names = (*ledger.columns, *ledger.quick, *ledger.totals, *ledger.identity)
    names += tuple(one.lstrip("-") for one in ledger.order)
    names += tuple(one for one in (ledger.day, ledger.key) if one)
    for rule in (*(one.rule for one in ledger.views), *(one.rule for one in ledger.alerts)):
        names += tuple(one.field for one in conditions(rule))
    assert [name for name in names if name not in ledger.by_name] == []
    assert all(ledger[name].picks for name in ledger.quick if ledger[name].kind is not Kind.TEXT)
    assert all(ledger[name].kind in (Kind.INT, Kind.MONEY) for name in ledger.totals)


@every
def test_computed_fields_have_a_column_or_an_expression(feature: Feature) -> None:
    columns = table_of(feature.model).c
    for field in feature.ledger.all_fields:
        assert field.name in columns or field.name in feature.expressions
        assert not (field.name in columns and field.name in feature.expressions)
    assert set(feature.expressions) <= {one.name for one in feature.ledger.computed}


@every
def test_labels_and_names_are_unique(feature: Feature) -> None:
    labels = [field.label for field in feature.ledger.all_fields]
    assert len(labels) == len(set(labels))
    assert len(feature.ledger.by_name) == len(feature.ledger.all_fields)
    views = [view.name for view in feature.ledger.views]
    titles = [view.title for view in feature.ledger.views]
    assert len(views) == len(set(views))
    assert len(titles) == len(set(titles))


@every
def test_no_heading_is_claimed_twice(feature: Feature) -> None:
    owner: dict[str, str] = {}
    for field in feature.ledger.fields:
        for heading in {_fold(one) for one in (field.label, *field.aliases)}:
            assert owner.setdefault(heading, field.label) == field.label
    for field in feature.ledger.fields:
        assert len(field.aliases) == len(set(field.aliases)), field.label
        assert field.label not in field.aliases


@every
def test_synonyms_lead_to_choices(feature: Feature) -> None:
    for field in feature.ledger.fields:
        targets = {meant for _, meant in field.synonyms if meant}
        if field.kind in (Kind.ONE, Kind.SEVERAL):
            assert targets <= set(_words(field)), field.label
            assert not {word for word, _ in field.synonyms} & set(_words(field)), field.label
        if field.kind is not Kind.SEVERAL:
            words = [word for word, _ in field.synonyms]
            assert len(words) == len(set(words)), field.label


@every
def test_pills_show_choices(feature: Feature) -> None:
    for field in feature.ledger.all_fields:
        assert {word for word, _ in field.tones} <= set(_words(field))


@every
def test_lists_are_fixed_or_editable_never_both(feature: Feature) -> None:
    for field in feature.ledger.fields:
        assert not (field.choices and field.dictionary)
        if field.kind is Kind.ONE:
            assert field.picks
        if field.dictionary not in ("", "社区", "网格"):
            assert DICTIONARIES[field.dictionary]["words"]


@every
def test_money_says_its_unit(feature: Feature) -> None:
    for field in feature.ledger.fields:
        if field.kind is Kind.MONEY:
            assert field.label.endswith(f"（{field.unit}）")


@every
def test_the_screen_and_the_manual_have_what_they_need(feature: Feature) -> None:
    ledger = feature.ledger
    assert ledger.about.endswith("。")
    assert (ROOT / f"resources/icons/{ledger.icon}.svg").exists()
    assert ledger.counter
    assert any(field.search for field in ledger.fields)
    assert all(60 <= field.width <= 320 for field in ledger.all_fields)
    assert ledger.views[0].name == "all"
    assert {"incomplete", "voided"} <= {view.name for view in ledger.views}


@every
def test_the_firm_is_known(feature: Feature) -> None:
    kinds = {field.kind for field in feature.ledger.fields}
    assert (Kind.ENTERPRISE in kinds) == ("enterprise_id" in table_of(feature.model).c)
    assert (Kind.ENTERPRISES in kinds) == feature.linked
    assert (Kind.HAZARD in kinds) == ("hazard_id" in table_of(feature.model).c)
    assert bool(feature.number) == bool(feature.ledger.key)


def test_a_hazard_asks_for_five_things_only() -> None:
    assert len(CATALOGUE["hazards"].ledger.required) == 5


def test_prefixes_of_numbers_differ() -> None:
    prefixes = [one.number for one in FEATURES if one.number]
    assert len(prefixes) == len(set(prefixes))


def test_a_feature_has_no_other_files() -> None:
    for folder in (ROOT / "app/features").iterdir():
        if folder.is_dir() and folder.name in CATALOGUE:
            assert {one.stem for one in folder.glob("*.py")} <= FILES
            lines = (folder / "__init__.py").read_text("utf-8").splitlines()
            assert [one for one in lines if one.startswith(("def ", "class "))] == []
