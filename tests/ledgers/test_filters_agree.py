"""One filter, two readers: the database and ``kernel.filters.matches`` let through the very same records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.bootstrap import CATALOGUE, Workspace, close_workspace, open_workspace
from app.cli import where
from app.kernel.clock import stopped_clock
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op, bind, matches, parse_where, sentence
from app.kernel.named_days import OFFERED, span
from app.kernel.parsing import read_text
from app.ledgers import browse
from app.ledgers.writing import Writing
from app.store import query
from app.store.base import table_of
from tests.ledgers.making import value_of

LEDGERS = ("hazards", "enforcement", "assistance", "inspections", "activities")
MOMENT = datetime(2023, 6, 30, 9, 30)
EACH = 60


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Sixty records of each of five ledgers, many cells empty."""
    import random

    workspace = open_workspace(tmp_path_factory.mktemp("agree") / "office", stopped_clock(MOMENT))
    dice = random.Random(7)
    with workspace.store.write() as connection:
        writing = Writing(workspace.store, connection, "test", "造数")
        for name in LEDGERS:
            feature = workspace.feature(name)
            fields = [field for field in feature.ledger.fields if field.kind not in (Kind.MADE, Kind.FILES)]
            files = [field.name for field in feature.ledger.fields if field.kind is Kind.FILES]
            rows: list[Record] = []
            for _ in range(EACH):
                row: Record = {"started": True} if name == "hazards" and dice.random() < 0.3 else {}
                row |= {field.name: value_of(field, dice) for field in fields if dice.random() < 0.6}
                row |= dict.fromkeys(files, ("ab" * 32, "cd" * 32) if len(rows) % 3 else ())
                rows.append({**row, "voided": dice.random() < 0.2})
            writing.add(feature, rows)
        writing.change("造数")
    yield workspace
    close_workspace(workspace, with_backup=False)


def _conditions(feature: Feature, rows: list[Record]) -> st.SearchStrategy[Condition]:
    """Conditions with values that occur, parts of them, and values that do not."""

    def of(field: Field) -> st.SearchStrategy[Condition]:
        met: list[Value] = []
        for row in rows:
            value = row[field.name]
            met.extend(value if isinstance(value, tuple) else [value] if value is not None else [])
        strange: dict[Kind, Value] = {
            Kind.DAY: date(2023, 6, 1),
            Kind.INT: 0,
            Kind.MONEY: Decimal("0.5"),
            Kind.YES_NO: False,
        }
        values = st.sampled_from([*dict.fromkeys(met), strange.get(field.kind, "没有这个词%_\\")])
        parts = values.flatmap(
            lambda one: st.sampled_from([show(one)[:2], show(one)[1:], "B", "a", "_", "0"])
        )
        ways = [
            st.builds(Condition, st.just(field.name), st.sampled_from([Op.EMPTY, Op.FILLED])),
            st.builds(
                Condition,
                st.just(field.name),
                st.sampled_from([Op.ANY, Op.NONE]),
                st.lists(values, min_size=0, max_size=3).map(tuple),
            ),
            st.builds(Condition, st.just(field.name), st.just(Op.CONTAINS), st.tuples(parts)),
        ]
        if field.kind in (Kind.DAY, Kind.INT, Kind.MONEY):
            orders = st.sampled_from([Op.GE, Op.LE, Op.GT, Op.LT])
            ways.append(st.builds(Condition, st.just(field.name), orders, st.tuples(values)))
            ends = st.tuples(values, values)
            ways.append(st.builds(Condition, st.just(field.name), st.just(Op.WITHIN), ends))
        if field.kind is Kind.DAY:
            named = st.sampled_from([span(word) or () for word in OFFERED])
            ways.append(st.builds(Condition, st.just(field.name), st.just(Op.WITHIN), named))
            ways.append(st.builds(Condition, st.just(field.name), orders, named.map(lambda one: one[:1])))
        return st.one_of(ways)

    return st.sampled_from(feature.ledger.all_fields).flatmap(of)


def _filters(feature: Feature, rows: list[Record]) -> st.SearchStrategy[Filter]:
    single: st.SearchStrategy[Filter] = _conditions(feature, rows)
    return st.recursive(
        single,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        ),
        max_leaves=4,
    )


@pytest.mark.parametrize("name", LEDGERS)
def test_database_and_memory_agree(full: Workspace, name: str) -> None:
    feature = full.feature(name)
    found = browse.rows(full.store, feature, browse.ids(full.store, feature))
    assert len(found) == EACH
    table = table_of(feature.model)

    @settings(max_examples=50, deadline=None)
    @given(_filters(feature, list(found.values())))
    def agree(rule: Filter) -> None:
        with full.store.read() as connection:
            bound = bind(rule, {"today": MOMENT.date()})
            asked = select(table.c.id).where(query.where(feature, bound)).order_by(table.c.id)
            by_database = list(connection.execute(asked).scalars())
        assert by_database == [one for one, row in sorted(found.items()) if matches(bound, row)]
        assert sentence(rule, feature.ledger.by_name)

    agree()


def _fields(ledger: str) -> tuple[Field, ...]:
    return CATALOGUE[ledger].ledger.all_fields


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("隐患等级=重大", Condition("level", Op.ANY, ("重大",))),
        ("隐患来源=企业自查,部门检查", Condition("source", Op.ANY, ("企业自查", "部门检查"))),
        ("隐患来源=企业自查，部门检查", Condition("source", Op.ANY, ("企业自查", "部门检查"))),
        ("隐患等级!=重大", Condition("level", Op.NONE, ("重大",))),
        ("发现日期>=2023年6月1日", Condition("found_on", Op.GE, (date(2023, 6, 1),))),
        ("发现日期<=2023.6.30", Condition("found_on", Op.LE, (date(2023, 6, 30),))),
        ("整改资金（万元）<1.2万", Condition("fund", Op.LT, (Decimal("1.2"),))),
        ("整改资金（万元）>0", Condition("fund", Op.GT, (Decimal(0),))),
        ("隐患描述~动火", Condition("description", Op.CONTAINS, ("动火",))),
        ("销号日期=", Condition("closed_on", Op.EMPTY)),
        ("销号日期!=", Condition("closed_on", Op.FILLED)),
        ("隐患类别=火灾", Condition("category", Op.ANY, ("火灾",))),
        ("隐患类别=火灾、触电", Condition("category", Op.ANY, ("火灾", "触电"))),
        ("整改期限=本月", Condition("due_on", Op.WITHIN, ("$month", "$month_end"))),
        ("整改期限=近7天", Condition("due_on", Op.WITHIN, ("$today-6", "$today"))),
        ("整改期限<今天", Condition("due_on", Op.LT, ("$today",))),
        ("整改期限!=今天", Condition("due_on", Op.NONE, ("$today",))),
        ("整改期限<=本月", Condition("due_on", Op.LE, ("$month_end",))),
        ("整改期限<本月", Condition("due_on", Op.LT, ("$month",))),
        ("整改期限>本月", Condition("due_on", Op.GT, ("$month_end",))),
        ("发现日期=2023-5-1..本周", Condition("found_on", Op.WITHIN, (date(2023, 5, 1), "$week_end"))),
        ("整改资金（万元）=1..5", Condition("fund", Op.WITHIN, (Decimal(1), Decimal(5)))),
        ("作废=否", Condition("voided", Op.ANY, (False,))),
        ("待完善=是", Condition("incomplete", Op.ANY, (True,))),
        (" 状态 = 待整改 ", Condition("status", Op.ANY, ("待整改",))),
        ("所属社区=清泉社区", Condition("community", Op.ANY, ("清泉社区",))),
    ],
)
def test_conditions_as_the_contract_writes_them(text: str, wanted: Condition) -> None:
    assert parse_where(text, _fields("hazards"), read_text) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("隐患等级", "看不懂"),
        ("没有的栏目=1", "没有名为“没有的栏目”的栏目"),
        ("隐患等级>=", "缺少要比较的值"),
        ("备注>=无", "不能比较大小"),
        ("备注=无", "表示没有填写"),
        ("检查人员>=李", "不能比较大小"),
        ("作废>=是", "不能比较大小"),
        ("整改资金（万元）~1", "不能用“包含”"),
        ("隐患等级=中等", "不在可选范围内"),
        ("整改期限!=本月", "是一段时间"),
        ("发现日期>=2023-06-31", "不是有效日期"),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        where(CATALOGUE["hazards"], [text])


def test_several_conditions_must_all_hold(full: Workspace) -> None:
    feature = full.feature("hazards")
    both = where(feature, ["隐患等级=重大", "隐患类别=火灾"])
    found = browse.rows(full.store, feature, browse.ids(full.store, feature, both))
    assert found
    assert all(row["level"] == "重大" and "火灾" in (row["category"] or ()) for row in found.values())  # type: ignore[operator]


def test_a_dollar_in_a_text_is_a_dollar(full: Workspace) -> None:
    feature = full.feature("hazards")
    assert browse.count(full.store, feature, where(feature, ["隐患描述~$abc"])) == 0
    assert browse.count(full.store, feature, where(feature, ["隐患部位=$x+7"])) == 0
