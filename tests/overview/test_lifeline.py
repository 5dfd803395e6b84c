"""The life line of a firm: every day its records name, what is late, its own changes, and the figures on top."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.bootstrap import Workspace
from app.kernel.fields import Value
from app.ledgers import edit
from app.overview.lifeline import LifeLine, of_enterprise

FIRM, OTHER = "济南甲某有限公司", "济南乙某有限公司"
SHOT = "a" * 64


def line(office: Workspace) -> LifeLine:
    return of_enterprise(office.store, office.catalogue, 1)


def test_every_ledger_that_names_the_firm_is_told_in_time_order(office: Workspace) -> None:
    store = office.store
    for name in (FIRM, OTHER):
        edit.create(store, office.feature("enterprises"), {"name": name})
    made: dict[str, dict[str, Value]] = {
        "hazards": {"enterprise_name": FIRM, "found_on": date(2023, 5, 1), "description": "通道堵塞"},
        "inspections": {"enterprise_name": FIRM, "inspected_on": date(2023, 5, 2)},
        "enforcement": {
            "enterprise_name": FIRM,
            "day": date(2023, 5, 3),
            "enterprise_fine": Decimal("1.5"),
            "principal_fine": Decimal("0.5"),
        },
        "assistance": {"enterprise_names": (FIRM, OTHER), "day": date(2023, 5, 4)},
    }
    for name, facts in made.items():
        edit.create(store, office.feature(name), facts)
        edit.create(
            store,
            office.feature(name),
            {key: OTHER if key == "enterprise_name" else value for key, value in facts.items()}
            if "enterprise_name" in facts
            else {"enterprise_names": (OTHER,), "day": date(2023, 5, 4)},
        )
    number = store_number(office)
    edit.create(
        store, office.feature("supervision"), {"hazard_number": number, "listed_on": date(2023, 5, 5)}
    )
    edit.update(store, office.feature("enterprises"), 1, {"phone": "0531-1234567"})
    found = line(office)
    assert [(one.day.day, one.ledger) for one in found.events if one.day.month == 5] == [
        (5, "supervision"),
        (4, "assistance"),
        (3, "enforcement"),
        (2, "inspections"),
        (1, "hazards"),
    ]
    own = [one for one in found.events if one.ledger == "enterprises"]
    assert [one.detail.split("（")[0] for one in own] == ["填写联系电话“0531-1234567”", "新建了这条记录"]
    assert found.kinds == {
        "hazards": 1,
        "supervision": 1,
        "inspections": 1,
        "assistance": 1,
        "enforcement": 1,
        "enterprises": 2,
    }
    keys = {key.title: key for key in found.keys}
    assert keys["罚款合计"].text == "2 万元"
    assert keys["最近检查"].text == "2023-05-02"
    assert {title: len(key.ids) for title, key in keys.items()} == {
        "隐患": 1,
        "未销号": 1,
        "逾期": 0,
        "罚款合计": 1,
        "最近检查": 1,
    }


def store_number(office: Workspace) -> str:
    from app.ledgers import browse

    found = browse.record(office.store, office.feature("hazards"), 1)
    assert found is not None
    return str(found["number"])


def test_a_hazard_tells_each_of_its_steps_and_what_is_late(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    edit.create(store, office.feature("enterprises"), {"name": FIRM})
    edit.create(
        store,
        hazards,
        {
            "enterprise_name": FIRM,
            "description": "通道堵塞",
            "level": "重大",
            "found_on": date(2023, 5, 1),
            "due_on": date(2023, 6, 1),
            "photos_before": (SHOT,),
            "photos_after": (SHOT, "b" * 64),
        },
    )
    told = [(one.title, one.tone, one.first) for one in line(office).events if one.ledger == "hazards"]
    assert told == [("隐患·整改期限（逾期）", "red", False), ("隐患", "red", True)]
    assert line(office).events[-1].photos == (
        ("photos_before", (SHOT,)),
        ("photos_after", (SHOT, "b" * 64)),
    )
    edit.update(
        store,
        hazards,
        1,
        {
            "rectified_on": date(2023, 5, 20),
            "recheck_on": date(2023, 5, 21),
            "recheck_result": "合格",
            "closed_on": date(2023, 5, 22),
        },
    )
    events = [one for one in line(office).events if one.ledger == "hazards"]
    assert [(one.day.isoformat(), one.title) for one in events] == [
        ("2023-06-01", "隐患·整改期限"),
        ("2023-05-22", "隐患·销号"),
        ("2023-05-21", "隐患·复查"),
        ("2023-05-20", "隐患·整改完成"),
        ("2023-05-01", "隐患"),
    ]
    assert [one.photos and one.photos[0][0] for one in events] == [
        (),
        (),
        (),
        "photos_after",
        "photos_before",
    ]
    assert {key.title: key.text for key in line(office).keys}["逾期"] == "0 条"


def test_withdrawn_is_told_and_not_counted_deleted_is_neither(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    edit.create(store, office.feature("enterprises"), {"name": FIRM})
    for at in (1, 2, 3):
        edit.create(store, hazards, {"enterprise_name": FIRM, "found_on": date(2023, 5, at), "remark": "x"})
    edit.void(store, hazards, [1], "误登")
    edit.delete(store, hazards, [2])
    found = line(office)
    titles = [one.title for one in found.events if one.ledger == "hazards"]
    assert titles == ["隐患", "隐患（已作废）"]
    assert found.keys[0].ids == {3}


def test_a_record_without_its_day_stands_where_it_was_entered(office: Workspace) -> None:
    """Found on paper, its day not yet known: nothing of a firm is left out, photos least of all."""
    store = office.store
    edit.create(store, office.feature("enterprises"), {"name": FIRM})
    edit.create(
        store,
        office.feature("hazards"),
        {
            "enterprise_name": FIRM,
            "description": "通道堵塞",
            "due_on": date(2023, 7, 9),
            "photos_before": (SHOT,),
        },
    )
    edit.create(store, office.feature("inspections"), {"enterprise_name": FIRM})
    events = [one for one in line(office).events if one.ledger != "enterprises"]
    today = store.clock.today()
    assert [(one.day, one.title, one.first) for one in events] == [
        (date(2023, 7, 9), "隐患·整改期限", False),
        (today, "检查（未填检查日期）", True),
        (today, "隐患（未填发现日期）", True),
    ]
    assert events[-1].photos == (("photos_before", (SHOT,)),)


def test_steps_of_one_day_stand_in_their_order(office: Workspace) -> None:
    store, day = office.store, date(2023, 5, 22)
    edit.create(store, office.feature("enterprises"), {"name": FIRM})
    steps = dict.fromkeys(("found_on", "due_on", "rectified_on", "recheck_on", "closed_on"), day)
    edit.create(
        store, office.feature("hazards"), {"enterprise_name": FIRM, "recheck_result": "合格", **steps}
    )
    told = [one.title for one in line(office).events if one.ledger == "hazards"]
    assert told == ["隐患·销号", "隐患·复查", "隐患·整改完成", "隐患·整改期限", "隐患"], "the last one first"
