"""What is offered while typing: a firm by whatever the clerk remembers of it, words by their initials."""

from __future__ import annotations

import pytest

from app.bootstrap import Workspace
from app.kernel.fields import Value
from app.ledgers import edit, merging, suggesting
from app.ledgers.undo import undo

FIRMS: tuple[dict[str, Value], ...] = (
    {
        "name": "济南历城建新机械有限公司",
        "code": "913701121631547830",
        "principal": "单某",
        "community": "清泉社区",
    },
    {"name": "重庆路便民超市", "phone": "13805310007", "community": "清泉社区"},
    {"name": "重庆路便民超市", "principal_phone": "13905312468", "community": "东柳社区"},
    {"name": "长城汽修厂", "safety_staff": "王某", "community": "东柳社区"},
)


@pytest.fixture
def street(office: Workspace) -> Workspace:
    for values in FIRMS:
        edit.create(office.store, office.feature("enterprises"), values)
    return office


def offered(desk: Workspace, typed: str, recent: tuple[int, ...] = ()) -> list[int]:
    found = suggesting.suggest(desk.store, desk.feature("hazards"), "enterprise_name", typed, recent)
    return [one.record for one in found]


@pytest.mark.parametrize(
    ("typed", "firms"),
    [
        ("建新", [1]),
        ("lcjx", [1]),
        ("LCJX", [1]),
        ("47830", [1]),
        ("9137", [1]),
        ("cql", [2, 3]),
        ("zql", [2, 3]),
        ("0007", [2]),
        ("2468", [3]),
        ("007", []),
        ("单某", [1]),
        ("dm", [1]),
        ("wm", [4]),
        ("ccqx", [4]),
        ("zcqx", [4]),
        ("没有这家", []),
    ],
)
def test_a_firm_by_whatever_is_known_of_it(street: Workspace, typed: str, firms: list[int]) -> None:
    assert offered(street, typed) == firms


def test_firms_of_one_name_are_told_apart(street: Workspace) -> None:
    found = suggesting.suggest(street.store, street.feature("hazards"), "enterprise_name", "便民")
    assert [one.note for one in found] == ["清泉社区 · 13805310007", "东柳社区 · 13905312468"]
    assert [one.record for one in suggesting.firms_named(street.store, "重庆路便民超市")] == [2, 3]


def test_those_used_lately_come_first(street: Workspace) -> None:
    assert offered(street, "cql", (3, 4)) == [3, 2]
    assert offered(street, "", (3, 4, 999)) == [3, 4]


def test_what_was_written_since_is_known_at_once(street: Workspace) -> None:
    store, firms = street.store, street.feature("enterprises")
    assert offered(street, "xlxm") == []
    edit.create(store, firms, {"name": "新来小卖部", "phone": "88881234"})
    assert offered(street, "xlxm") == offered(street, "1234") == [5]
    edit.update(store, firms, 4, {"name": "万里汽修厂"})
    assert offered(street, "wlqx") == [4]
    assert offered(street, "ccqx") == [4], "the former name still leads to it"
    assert (
        "原名长城汽修厂"
        in suggesting.suggest(store, street.feature("hazards"), "enterprise_name", "长城")[0].note
    )
    change = edit.delete(store, firms, [5])
    assert offered(street, "xlxm") == []
    undo(store, street.catalogue, change.operation)
    assert offered(street, "xlxm") == [5]
    edit.void(store, firms, [5], "重复")
    assert offered(street, "xlxm") == []


def test_a_merged_firm_leads_to_the_one_that_stayed(street: Workspace) -> None:
    offered(street, "x")
    merging.merge_firms(street.store, keep=2, gone=3)
    assert offered(street, "cql") == [2]


def test_many_new_firms_are_read_anew(street: Workspace) -> None:
    store, firms = street.store, street.feature("enterprises")
    offered(street, "x")
    for number in range(210):
        edit.create(store, firms, {"name": f"第{number}商店"})
    assert offered(street, "第209") == [214]
    assert offered(street, "lcjx") == [1]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("d", ["待整改", "待复查"]), ("dzg", ["待整改"]), ("待", ["待整改", "待复查"]), ("x", ["已销号"])],
)
def test_words_by_initials(typed: str, words: list[str]) -> None:
    assert suggesting.best(("整改中", "待整改", "待复查", "已销号"), typed) == words


def test_values_used_before_by_initials(street: Workspace) -> None:
    hazards = street.feature("hazards")
    for owner, people in (("张某", ("李某", "王某")), ("张某", ("李某",)), ("赵某", ())):
        edit.create(street.store, hazards, {"description": "通道堵塞", "owner": owner, "inspectors": people})
    assert suggesting.suggestions(street.store, hazards, "owner", "") == ["张某", "赵某"]
    assert suggesting.suggestions(street.store, hazards, "owner", "zm") == ["张某", "赵某"]
    assert suggesting.suggestions(street.store, hazards, "owner", "赵") == ["赵某"]
    assert suggesting.suggestions(street.store, hazards, "inspectors", "wm") == ["王某"]
