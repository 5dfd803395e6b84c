"""A name with 、 in it is two names once it was written: the search text says so from the beginning."""

from __future__ import annotations

from datetime import date

from app.bootstrap import Workspace
from app.kernel.feature import Record
from app.ledgers import edit, search_text


def test_a_list_is_spelled_as_it_will_be_read(office: Workspace) -> None:
    firms = ("济南清河装饰有限公司", "甲店、乙店")
    values: Record = {"enterprise_names": firms, "day": date(2023, 6, 14)}
    feature = office.feature("assistance")
    known = {name: value for name, value in values.items() if name in feature.ledger.by_name}
    assert "enterprise_names" in known
    edit.create(office.store, feature, known)
    assert search_text.out_of_step(office.store) == ()
