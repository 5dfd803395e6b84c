"""What the ledgers declare is asked of a real database: views, orders, and what is read through links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, insert, select

from app.bootstrap import CATALOGUE
from app.kernel.feature import Feature
from app.kernel.filters import bind, equals
from app.store.base import Base, table_of
from app.store.dictionary import teach
from app.store.query import IDS, full_rows, ordered, where

COMMON = {"created_at": "2023-06-01", "updated_at": "2023-06-01"}
HAZARDS, SUPERVISION = CATALOGUE["hazards"], CATALOGUE["supervision"]


@pytest.fixture
def database() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, _record: teach(raw))
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        yield connection
    engine.dispose()


def _put(database: Connection, ledger: str, **values: Any) -> None:
    database.execute(insert(table_of(CATALOGUE[ledger].model)).values(COMMON | values))


def _ids(database: Connection, feature: Feature, **values: Any) -> list[int]:
    rules = [where(feature, equals(name, value)) for name, value in values.items()]
    query = select(table_of(feature.model).c.id).where(*rules)
    return list(database.execute(ordered(feature, query, ())).scalars())


@pytest.mark.parametrize("feature", CATALOGUE.values(), ids=CATALOGUE)
def test_every_view_and_order_is_understood(database: Connection, feature: Feature) -> None:
    identity = table_of(feature.model).c.id
    today = {"today": date(2023, 6, 30)}
    for rule in (*(one.rule for one in feature.ledger.views), *(one.rule for one in feature.ledger.alerts)):
        assert database.execute(select(identity).where(where(feature, bind(rule, today)))).all() == []
    for field in feature.ledger.all_fields:
        assert database.execute(ordered(feature, select(identity), (f"-{field.name}",))).all() == []
    assert database.execute(full_rows(feature), {IDS: [1]}).all() == []


@pytest.fixture
def listed(database: Connection) -> Connection:
    """One hazard as it should be, one withdrawn, one in the recycle bin, one of nobody; each is listed."""
    _put(database, "enterprises", id=7, name="济南泉福机械有限公司", community="全福社区")
    firm = {"enterprise_id": 7, "enterprise_name": "济南泉福机械有限公司", "level": "重大"}
    _put(database, "hazards", id=1, number="YH-2023-0001", description="货架无防倾倒措施", **firm)
    _put(database, "hazards", id=2, number="YH-2023-0002", voided=True, **firm)
    _put(database, "hazards", id=3, number="YH-2023-0003", deleted_at="2023-06-30", **firm)
    _put(database, "hazards", id=4, number="YH-2023-0004", level="一般")
    for hazard in (1, 2, 3, 4, None):
        _put(database, "supervision", hazard_id=hazard, rank="街道")
    return database


def test_a_hazard_shows_the_community_of_its_firm(listed: Connection) -> None:
    assert _ids(listed, HAZARDS, community="全福社区") == [3, 2, 1]
    rows = {row.id: row.community for row in listed.execute(full_rows(HAZARDS), {IDS: [1, 2, 3, 4]})}
    assert rows == {1: "全福社区", 2: "全福社区", 3: "全福社区", 4: None}


def test_a_listing_shows_its_hazard(listed: Connection) -> None:
    row = listed.execute(full_rows(SUPERVISION), {IDS: [1]}).one()
    assert (row.enterprise_name, row.description) == ("济南泉福机械有限公司", "货架无防倾倒措施")
    assert (row.level, row.community, row.hazard_standing) == ("重大", "全福社区", True)
    assert _ids(listed, SUPERVISION, level="重大") == [3, 2, 1]
    assert _ids(listed, SUPERVISION, community="全福社区", level="重大") == [3, 2, 1]


def test_a_listing_knows_whether_its_hazard_stands(listed: Connection) -> None:
    assert _ids(listed, SUPERVISION, hazard_standing=True) == [4, 1]
    assert _ids(listed, SUPERVISION, hazard_standing=False) == [5, 3, 2]
    rows = {row.id: row for row in listed.execute(full_rows(SUPERVISION), {IDS: [1, 2, 3, 4, 5]})}
    assert [rows[one].hazard_standing for one in sorted(rows)] == [True, False, False, True, False]


def test_the_firm_of_a_listing_is_its_hazards(listed: Connection) -> None:
    listings = table_of(SUPERVISION.model)
    query = select(SUPERVISION.firm).select_from(listings).order_by(listings.c.id)
    assert list(listed.execute(query).scalars()) == [7, 7, 7, None, None]
