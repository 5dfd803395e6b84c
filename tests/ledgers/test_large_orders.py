"""A large ledger: the first page without sorting everything, and an order that can be stopped, as the plain query has it."""

from __future__ import annotations

from random import Random
from zlib import crc32

import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Cancelled
from app.kernel.filters import EVERYTHING, Filter, equals
from app.kernel.pinyin import READINGS
from app.ledgers import browse, edit, search_text, undo
from app.store import front_pages
from app.store.query import narrowed, terms, turned

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


@pytest.fixture
def prepared(large: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The first pages are made, as they are while nobody waits."""
    monkeypatch.setattr(front_pages, "KEPT", 120)
    monkeypatch.setattr(front_pages, "CHANGES", 300)
    while browse.prepare(large.store, [large.feature("hazards")]):
        pass
    return large


def by_page(office: Workspace, rule: Filter, order: tuple[str, ...], limit: int = 30) -> list[int] | None:
    """What the pages kept answer; None where they cannot tell."""
    hazards = office.feature("hazards")
    by = terms(hazards, order)
    with office.store.read() as connection:
        meeting = narrowed(hazards, rule, "", connection)
        found = front_pages.answer(connection, hazards, meeting, by, turned(by), limit)
    return None if found is None else list(found)


TOLD = tuple(
    order
    for order in ORDERS
    if len(order) == 1 and order[0].lstrip("-") not in ("number", "due_on", "community")
)


def test_the_pages_made_while_nobody_waits_answer_until_too_much_has_changed(prepared: Workspace) -> None:
    """What the ledger itself has in its row is told at once, but where an index does so already."""
    hazards, store = prepared.feature("hazards"), prepared.store
    assert not browse.prepare(store, [hazards])
    for order in TOLD:
        assert by_page(prepared, EVERYTHING, order) == plainly(prepared, EVERYTHING, order)[:30], order
    assert by_page(prepared, EVERYTHING, ("number",)) is None, "its index gives the order"
    assert by_page(prepared, equals("level", "没有"), ("owner",)) is None, "too few come through the filter"
    owners = plainly(prepared, EVERYTHING, ("owner",))
    edit.update_many(store, hazards, owners[:310], {"owner": "王某"})
    assert by_page(prepared, EVERYTHING, ("owner",)) is None
    while by_page(prepared, EVERYTHING, ("owner",)) is None:
        assert browse.prepare(store, [hazards])
    assert by_page(prepared, EVERYTHING, ("owner",)) == plainly(prepared, EVERYTHING, ("owner",))[:30]
    search_text.rebuild(store)
    assert by_page(prepared, EVERYTHING, ("owner",)) is None, "made anew with the index of search"


def test_the_first_page_is_true_after_every_write(prepared: Workspace) -> None:
    """Whatever is written, taken back and written again: each time the page is the plain query's."""
    chance, hazards, store = Random(11), prepared.feature("hazards"), prepared.store
    answered = 0
    for turn in range(12):
        front = plainly(prepared, EVERYTHING, TOLD[turn % len(TOLD)])
        some = chance.sample(front[:60], 3) + chance.sample(front, 2)
        match turn % 6:
            case 0:
                edit.update_many(store, hazards, some, {"owner": chance.choice(("阿某", "张某", None))})
            case 1:
                edit.update_many(store, hazards, some, {"description": f"{chance.randrange(99)}号楼阻塞"})
            case 2:
                edit.create(
                    store, hazards, {"enterprise_name": "阿某新店", "description": "0号楼", "level": "重大"}
                )
            case 3:
                edit.delete(store, hazards, some)
            case 4 if (done := undo.last_undoable(store)) is not None:
                undo.undo(store, prepared.catalogue, done.operation)
            case _:
                edit.void(store, hazards, some, "重复登记")
        for order in chance.sample(ORDERS, 5):
            rule = chance.choice((EVERYTHING, equals("voided", False)))
            wanted = plainly(prepared, rule, order)[:30]
            told = by_page(prepared, rule, order)
            answered += told is not None
            assert told in (None, wanted), (turn, order)
            assert list(browse.ids(store, hazards, rule, "", order, 30)) == wanted, (turn, order)
    assert answered > 25


def test_other_readings_are_another_edition_of_the_order() -> None:
    """Whoever changes how a character is read counts EDITION up: pages in the old order are no longer true."""
    assert (front_pages.EDITION, crc32(READINGS.read_bytes())) == (1, 1814300358)
