"""An office that may issue papers."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Workspace
from app.ledgers import edit
from app.masterdata.organ import ENFORCEMENT, Organ, write_organ
from app.masterdata.settings import Office, write_office

FIRM = "济南甲某有限公司"


@pytest.fixture
def hazards(office: Workspace) -> list[int]:
    """An office that may issue orders, and three hazards to issue them for."""
    store, feature = office.store, office.feature("hazards")
    with store.write() as connection:
        write_office(connection, Office(name="清泉街道办事处", district="历城区", prefix="清泉"))
        write_organ(connection, Organ(family=ENFORCEMENT, review="历城区人民政府", court="历城区人民法院"))
    return [
        edit.create(
            store,
            feature,
            {
                "enterprise_name": FIRM,
                "source": "部门检查",
                "found_on": date(2023, 6, 1),
                "description": f"第{place}处配电箱未上锁",
                "level": "一般",
                "due_on": date(2023, 7, place),
            },
        ).created["hazards"][0]
        for place in (1, 2, 3)
    ]
