"""A large ledger: the first page without sorting everything, and an order that can be stopped, as the plain query has it."""

from __future__ import annotations

from random import Random

import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Cancelled
from app.kernel.filters import EVERYTHING, Filter, equals
from app.ledgers import browse

COUNT = 1600
NAMES = (
    "济南某化工",
    "济南安某木业",
    "ＡＢ商店",
    "ab商店",
    "㈱某商行",
    "①号店",
    "e\u0301店",
    "é店",
    "重庆路面馆",
    "\U00030edd某店",
    "",
)


@pytest.fixture(scope="module")
def _drawn() -> list[tuple[object, ...]]:
    chance = Random(7)
    return [
        (
            f"YH-2023-{chance.randrange(10**6):06d}{number}",
            chance.choice((*NAMES, f"济南{chr(0x4E00 + chance.randrange(900))}某{number % 7}")),
            f"{chance.randrange(40)}号楼{chr(0x5B80 + chance.randrange(60))}{number}",
            "触电、火灾",
            chance.choice(("一般",) * 9 + ("重大",)),
            chance.choice((None, None, f"2023-06-{chance.randrange(1, 30):02d}")),
            chance.choice((None, chance.randrange(9) * 10_000)),
            chance.choice(("张某", "李某", "王某", None)),
            chance.choice((1, 2, 3, 4, None)),
            chance.choice((0,) * 9 + (1,)),
        )
        for number in range(COUNT)
    ]


@pytest.fixture
def large(office: Workspace, _drawn: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Hazards of every kind of ties, gaps and odd signs; and so few count as many."""
    columns = (
        "number, enterprise_name, description, category, level, due_on, fund, owner, enterprise_id, voided"
    )
    with office.store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO enterprises (id, name, community, created_at, updated_at, incomplete, voided, haystack) VALUES "
            "(1, '甲', '东柳社区', '', '', 0, 0, ''), (2, '乙', '安某社区', '', '', 0, 0, ''), "
            "(3, '丙', NULL, '', '', 0, 0, ''), (4, '丁', '东柳社区', '', '', 0, 0, '')"
        )
        connection.exec_driver_sql(
            f"INSERT INTO hazards ({columns}, created_at, updated_at, incomplete, started, haystack) "
            f"VALUES ({'?, ' * 10}'', '', 0, 1, '')",
            _drawn,
        )
        connection.exec_driver_sql("UPDATE hazards SET deleted_at = '2023-06-01 08:00:00' WHERE id % 31 = 0")
    monkeypatch.setattr("app.store.records.MANY", 0)
    return office


def plainly(office: Workspace, rule: Filter, order: tuple[str, ...]) -> list[int]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.store.records.MANY", 10**9)
        return list(browse.ids(office.store, office.feature("hazards"), rule, "", order))


ORDERS = (
    *((sign + name,) for sign in ("", "-") for name in (
        "number", "enterprise_name", "description", "category", "level", "due_on", "fund", "owner", "community",
        "status", "remark", "voided", "photos_before",
    )),
    ("level", "enterprise_name"),
    ("-category", "description"),
    ("community", "-owner", "enterprise_name"),
    ("-owner", "-fund", "due_on"),
)  # fmt: skip


@pytest.mark.parametrize("rule", [EVERYTHING, equals("voided", False)])
def test_first_page_and_whole_order_are_those_of_the_plain_query(large: Workspace, rule: Filter) -> None:
    hazards = large.feature("hazards")
    for order in ORDERS:
        wanted = plainly(large, rule, order)
        assert list(browse.ids(large.store, hazards, rule, "", order)) == wanted, order
        assert list(browse.ids(large.store, hazards, rule, "", order, 40)) == wanted[:40], order


def test_texts_too_many_to_rank_stand_in_the_same_order(
    large: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.ordering.KEPT", 3)
    for order in (("description",), ("-enterprise_name", "owner")):
        assert list(browse.ids(large.store, large.feature("hazards"), order=order)) == plainly(
            large, EVERYTHING, order
        )


def test_an_order_ends_wherever_nobody_waits_any_more(
    large: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped at the first question, the second, the third …: the connection is as good as before each time."""
    monkeypatch.setattr("app.store.session.STEPS", 1_000)
    hazards, order = large.feature("hazards"), ("enterprise_name",)
    wanted = plainly(large, EVERYTHING, order)
    stopped = 0
    for patience in range(0, 60, 4):
        asked = [0]

        def stop(asked: list[int] = asked, patience: int = patience) -> bool:
            asked[0] += 1
            return asked[0] > patience

        try:
            assert list(browse.ids(large.store, hazards, order=order, stop=stop)) == wanted
        except Cancelled:
            stopped += 1
    assert stopped > 5
    assert list(browse.ids(large.store, hazards, order=order, stop=lambda: False)) == wanted
