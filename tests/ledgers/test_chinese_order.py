"""Rows stand as in a Chinese dictionary, states as they follow on each other, and what is empty comes last."""

from __future__ import annotations

import threading
import time

import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Cancelled
from app.ledgers import browse, edit
from app.store.dictionary import KEPT, LONGEST, dictionary_order


def names_of(office: Workspace, *order: str) -> list[object]:
    """The firms' names in an order."""
    firms = office.feature("enterprises")
    found = browse.ids(office.store, firms, order=order)
    rows = browse.rows(office.store, firms, found)
    return [rows[one]["name"] for one in found]


@pytest.fixture
def firms(office: Workspace) -> Workspace:
    for name, principal in (
        ("重庆路面馆", "赵某"),
        ("安某木业", None),
        ("108超市", "单某"),
        ("ＡＢ商店", "安某"),
        ("历城建新", None),
        ("历城安泰", "曾某"),
        ("济南某化工", "李某"),
    ):
        edit.create(office.store, office.feature("enterprises"), {"name": name, "principal": principal})
    return office


def test_names_stand_as_in_the_dictionary(firms: Workspace) -> None:
    wanted = ["108超市", "ＡＢ商店", "安某木业", "济南某化工", "历城安泰", "历城建新", "重庆路面馆"]
    # 重 stands under zh as in Excel: the order knows characters, not words
    folded = [name.replace("ＡＢ", "AB") for name in wanted]
    assert [str(name).replace("ＡＢ", "AB") for name in names_of(firms, "name")] == folded
    assert [str(name).replace("ＡＢ", "AB") for name in names_of(firms, "-name")] == folded[::-1]


def test_what_is_empty_comes_last_both_ways(firms: Workspace) -> None:
    for order in ("principal", "-principal"):
        assert set(names_of(firms, order)[-2:]) == {"安某木业", "历城建新"}
    assert names_of(firms, "principal")[0].endswith("商店")  # type: ignore[attr-defined]  # 安某


def test_a_second_column_decides_between_equals(firms: Workspace) -> None:
    for name, community in (("108超市", "东柳社区"), ("历城安泰", "东柳社区")):
        found = browse.ids(firms.store, firms.feature("enterprises"), search=name)
        edit.update(firms.store, firms.feature("enterprises"), found[0], {"community": community})
    assert names_of(firms, "community", "-name")[:3] == ["历城安泰", "108超市", "重庆路面馆"]


def test_states_stand_as_they_follow_on_each_other(sample: Workspace) -> None:
    hazards = sample.feature("hazards")
    states = hazards.ledger["status"].choices
    found = browse.ids(sample.store, hazards, order=("status",))
    rows = browse.rows(sample.store, hazards, found)
    places = [states.index(str(rows[one]["status"])) for one in found]
    assert places == sorted(places)
    assert len(set(places)) > 2
    turned = browse.ids(sample.store, hazards, order=("-status",))
    assert [states.index(str(rows[one]["status"])) for one in turned] == places[::-1]


def test_every_column_of_every_ledger_sorts(sample: Workspace) -> None:
    for feature in sample.catalogue.values():
        living = sorted(browse.ids(sample.store, feature))
        for field in feature.ledger.all_fields:
            for sign in ("", "-"):
                found = browse.ids(sample.store, feature, order=(sign + field.name,))
                assert sorted(found) == living
                rows = browse.rows(sample.store, feature, found)
                filled = [rows[one][field.name] not in (None, ()) for one in found]
                assert filled == sorted(filled, reverse=True), (feature.name, sign + field.name)


def test_a_large_ledger_is_ranked_to_the_same_order(
    sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("hazards", "enterprises"):
        feature = sample.feature(name)
        for field in feature.ledger.all_fields:
            order = (f"-{field.name}", "enterprise_name" if name == "hazards" else "name")
            monkeypatch.setattr("app.store.records.MANY", 10**9)
            one_by_one = browse.ids(sample.store, feature, search="公司", order=order)
            monkeypatch.setattr("app.store.records.MANY", 0)
            for _ in range(2):  # nothing is left behind on the connection
                assert browse.ids(sample.store, feature, search="公司", order=order) == one_by_one
            assert browse.ids(sample.store, feature, search="公司", order=order, limit=7) == one_by_one[:7]
            monkeypatch.setattr("app.store.ordering.KEPT", 3)  # too many different texts to rank
            assert browse.ids(sample.store, feature, search="公司", order=order) == one_by_one
            monkeypatch.undo()


def test_keys_are_kept_within_bounds() -> None:
    for number in range(KEPT + 10):
        dictionary_order(f"第{number}号")
    assert dictionary_order("一" * 200) == dictionary_order("一" * LONGEST)
    assert dictionary_order("") is None
    assert dictionary_order(None) is None


def test_a_query_that_is_no_longer_wanted_ends(office: Workspace) -> None:
    firms = office.feature("enterprises")
    edit.create(office.store, firms, {"name": "某某面馆"})
    stop, ended = threading.Event(), threading.Event()

    def endless() -> None:
        with pytest.raises(Cancelled), office.store.read(stop.is_set) as connection:
            connection.exec_driver_sql(
                "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT count(*) FROM up"
            ).all()
        ended.set()

    thread = threading.Thread(target=endless)
    thread.start()
    time.sleep(0.05)
    assert not ended.is_set()
    stop.set()
    thread.join(20)
    assert ended.is_set()
    assert (
        len(browse.ids(office.store, firms, stop=lambda: False)) == 1
    )  # the connection is as good as before
    assert browse.count(office.store, firms) == 1
