"""A name with 、 in it is two names once it was written: the search text says so from the beginning."""

from __future__ import annotations

from datetime import date

from app.bootstrap import Workspace
from app.kernel.feature import Record
from app.kernel.fields import Kind
from app.kernel.filters import EVERYTHING
from app.ledgers import browse, edit, search_text


def test_a_list_is_spelled_as_it_will_be_read(office: Workspace) -> None:
    firms = ("济南清河装饰有限公司", "甲店、乙店")
    values: Record = {"enterprise_names": firms, "day": date(2023, 6, 14)}
    feature = office.feature("assistance")
    known = {name: value for name, value in values.items() if name in feature.ledger.by_name}
    assert "enterprise_names" in known
    edit.create(office.store, feature, known)
    assert search_text.out_of_step(office.store) == ()


def test_what_has_no_name_is_found_by_how_it_begins(office: Workspace) -> None:
    feature = office.feature("rewards")
    text = next(name for name in feature.ledger.searched if feature.ledger[name].kind is Kind.PARAGRAPH)
    day = next(one.name for one in feature.ledger.fields if one.kind is Kind.DAY)
    edit.create(
        office.store, feature, {text: "举报某厂违规动火作业，没有监护人员在场", day: date(2023, 6, 14)}
    )
    assert browse.count(office.store, feature, EVERYTHING, "jbmc") == 1, "举报某厂"
    assert browse.count(office.store, feature, EVERYTHING, "jhry") == 0, "only its first words"
    assert search_text.out_of_step(office.store) == ()
