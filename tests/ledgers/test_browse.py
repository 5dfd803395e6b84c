"""Looking: search from one character on, order, paging, totals, suggestions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.clock import stopped_clock
from app.kernel.feature import Record
from app.kernel.filters import Condition, Op, equals
from app.kernel.pinyin import initials, order_key
from app.ledgers import browse, edit, suggesting
from app.ledgers.writing import Writing
from app.store.query import fold
from tests.ledgers.seeing import found

PARTS = ("通道堵塞", "ABC阀门", "ａｂｃ阀门", "100%负荷", "a_b", "（东侧）", "配电箱", "\\", "Ｎｏ．１")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Two hundred hazards with funds, places and days that repeat."""
    workspace = open_workspace(
        tmp_path_factory.mktemp("look") / "office", stopped_clock(datetime(2023, 6, 30, 9))
    )
    dice = random.Random(3)
    with workspace.store.write() as connection:
        writing = Writing(workspace.store, connection, "test", "造数")
        rows: list[Record] = [
            {
                "enterprise_name": f"济南第{dice.randrange(9)}某有限公司",
                "found_on": date(2023, 6, 1) + timedelta(days=dice.randrange(5)),
                "description": "".join(dice.sample(PARTS, 2)),
                "place": dice.choice([None, "一层", "二层"]),
                "fund": dice.choice([None, Decimal("0.1"), Decimal("0.2"), Decimal("1.000001")]),
            }
            for _ in range(200)
        ]
        writing.add(workspace.feature("hazards"), rows)
        writing.change("造数")
    yield workspace
    close_workspace(workspace, with_backup=False)


def test_any_part_from_one_character_on(desk: Workspace) -> None:
    feature = desk.feature("hazards")
    rows = found(desk, "hazards")
    texts = {
        row["id"]: fold(
            f"{row['number']}\n{row['enterprise_name']}\n{row['description']}\n{row['place'] or ''}"
        )
        + "\n".join(["", *initials(row["enterprise_name"]), *initials(row["place"] or "")])
        for row in rows
    }

    @settings(max_examples=80, deadline=None)
    @given(
        st.sampled_from(rows),
        st.integers(0, 12),
        st.integers(1, 4),
        st.sampled_from([str, str.upper, str.lower]),
    )
    def finds(row: dict[str, str], start: int, length: int, spelt: object) -> None:
        part = spelt(row["description"][start : start + length])  # type: ignore[operator]
        wanted = [one for one, text in texts.items() if all(word in text for word in fold(part).split())]
        assert sorted(browse.ids(desk.store, feature, search=part)) == sorted(wanted)
        assert browse.count(desk.store, feature, search=part) == len(wanted)

    finds()
    assert set(browse.ids(desk.store, feature, search="ＡＢＣ")) == set(
        browse.ids(desk.store, feature, search="abc")
    )
    both = set(browse.ids(desk.store, feature, search="通道 100%"))
    assert both == {one for one, text in texts.items() if "通道" in text and "100%" in text}


@pytest.mark.parametrize("order", [("place",), ("-place",), ("-found_on", "enterprise_name"), ("fund",), ()])
def test_order_is_the_same_however_it_is_asked_for(desk: Workspace, order: tuple[str, ...]) -> None:
    feature = desk.feature("hazards")
    whole = list(browse.ids(desk.store, feature, order=order))
    assert sorted(whole) == list(range(1, 201))
    for limit in (1, 7, 50, 199):
        assert list(browse.ids(desk.store, feature, order=order, limit=limit)) == whole[:limit]
    if order in (("place",), ("-place",)):
        down = order[0].startswith("-")
        rows = browse.rows(desk.store, feature, whole)
        filled = [one for one in whole if rows[one]["place"]]
        assert not any(rows[one]["place"] for one in whole[len(filled) :])  # what is empty comes last
        keys = [(order_key(str(rows[one]["place"])), one) for one in filled]
        assert keys == sorted(keys, reverse=down)


def test_totals_are_exact(desk: Workspace) -> None:
    feature = desk.feature("hazards")
    rows = found(desk, "hazards")
    rule = Condition("place", Op.FILLED)
    for some, wanted in ((equals("place", "一层"), "一层"), (rule, None)):
        sums = browse.totals(desk.store, feature, some)
        fitting = [row for row in rows if (row["place"] == wanted if wanted else row["place"])]
        assert sums == {"fund": sum((row["fund"] for row in fitting if row["fund"]), Decimal(0))}
    assert browse.totals(desk.store, feature, equals("place", "没有")) == {"fund": 0}


def test_counts_for_the_tabs(desk: Workspace) -> None:
    feature = desk.feature("hazards")
    rules = [view.rule for view in feature.ledger.views]
    assert browse.counts(desk.store, feature, rules) == [
        browse.count(desk.store, feature, rule) for rule in rules
    ]


def test_what_lies_in_the_bin_is_not_found(office: Workspace) -> None:
    feature = office.feature("rewards")
    for matter in ("甲", "乙"):
        edit.create(office.store, feature, {"matter": matter, "amount": Decimal(100)})
    edit.delete(office.store, feature, [1])
    assert list(browse.ids(office.store, feature)) == [2]
    assert browse.count(office.store, feature, search="甲") == 0
    assert browse.totals(office.store, feature) == {"amount": Decimal(100)}


def test_suggestions_while_typing(desk: Workspace) -> None:
    feature = desk.feature("hazards")
    assert suggesting.suggestions(desk.store, feature, "enterprise_name", "第3某") == ["济南第3某有限公司"]
    assert suggesting.suggestions(desk.store, feature, "level", "重") == ["重大"]
    assert set(suggesting.suggestions(desk.store, feature, "place", "层")) == {"一层", "二层"}
    number = suggesting.suggestions(desk.store, desk.feature("supervision"), "hazard_number", "2023-0007")
    assert number == ["YH-2023-0007"]
