"""The figures against an independent calculation, for made-up offices, every scope, many days."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.bootstrap import CATALOGUE
from app.dispatch import compute, definition
from app.dispatch.figures import Figures
from app.dispatch.scope import (
    NO_COMMUNITY,
    NO_DEPARTMENT,
    OFFICE,
    Scope,
    Whose,
    community,
    department,
)
from app.kernel.feature import Record
from app.kernel.indicators import Table
from app.ledgers import edit
from app.store.session import Store
from tests.dispatch.independent import Office, Rows
from tests.dispatch.offices import COMMUNITIES, DEPARTMENTS, empty_store, exported, fill

SCOPES = (
    OFFICE,
    *(community(name) for name in COMMUNITIES if name),
    community(NO_COMMUNITY),
    *(department(name) for name in DEPARTMENTS if name),
)
DAYS = st.dates(date(2023, 5, 25), date(2024, 2, 10))


TABLE = definition.load(CATALOGUE)
SEEDS = st.sampled_from(range(6))
quick = settings(deadline=None, max_examples=6, phases=(Phase.explicit, Phase.generate), database=None)


@cache
def made(seed: int) -> tuple[Store, Rows]:
    """A made-up office and its exported rows."""
    folder = Path(FOLDER.name) / str(seed)
    folder.mkdir()
    store = empty_store(folder)
    fill(store, seed)
    return store, exported(store)


FOLDER = tempfile.TemporaryDirectory()


def plain(figures: Figures) -> dict[str, Any]:
    return {code: list(parts) if len(parts) > 1 else parts[0] for code, parts in figures.computed.items()}


@quick
@given(seed=SEEDS, day=DAYS)
def test_every_scope_agrees_with_the_naive_count(seed: int, day: date) -> None:
    store, rows = made(seed)
    with store.read() as connection:
        for scope in SCOPES:
            figures = compute.compute(connection, CATALOGUE, TABLE, day, scope)
            assert plain(figures) == Office(rows, day, scope.whose, scope.name).values(), scope


def test_made_up_offices_fill_every_value() -> None:
    found: dict[str, Any] = {}
    for seed in range(6):
        store, _ = made(seed)
        with store.read() as connection:
            for code, value in compute.computed(connection, CATALOGUE, TABLE, date(2023, 12, 31)).items():
                found[str(code)] = found.get(str(code)) or value
    assert not [code for code, value in found.items() if not value]


@quick
@given(seed=SEEDS, day=DAYS, scope=st.sampled_from((*SCOPES, department(NO_DEPARTMENT))))
def test_the_records_behind_a_figure_add_up_to_it(seed: int, day: date, scope: Scope) -> None:
    store, _ = made(seed)
    with store.read() as connection:
        computed = compute.computed(connection, CATALOGUE, TABLE, day, scope)
        for code, part, _ in TABLE.measures():
            found = compute.contributions(connection, CATALOGUE, TABLE, code, part, day, scope)
            total = sum((one.total for one in found), Decimal(0))
            assert total == int(computed[code, part]) or total == computed[code, part], (code, part)
            assert all(len(one.ids) == len(one.amounts) for one in found)


@quick
@given(seed=SEEDS, day=DAYS, whose=st.sampled_from((Whose.COMMUNITY, Whose.DEPARTMENT)))
def test_all_scopes_at_once_give_what_each_gives_alone(seed: int, day: date, whose: Whose) -> None:
    store, _ = made(seed)
    with store.read() as connection:
        for name, figures in compute.by_scope(connection, CATALOGUE, TABLE, day, whose).items():
            assert figures == compute.compute(connection, CATALOGUE, TABLE, day, Scope(whose, name)), name


@quick
@given(seed=SEEDS, day=DAYS)
def test_communities_and_the_unassigned_make_up_the_office(seed: int, day: date) -> None:
    store, _ = made(seed)
    with store.read() as connection:
        office = compute.computed(connection, CATALOGUE, TABLE, day)
        parts = compute.by_scope(connection, CATALOGUE, TABLE, day).values()
    for code, part, _ in TABLE.measures():
        added = sum((one.computed[code][part - 1] for one in parts), Decimal(0))
        assert added == office[code, part] or code == "D6", code


def test_the_first_and_the_last_day_both_count(store: Store, table: Table) -> None:
    for found in (date(2023, 5, 30), date(2023, 5, 31), date(2023, 12, 31), date(2024, 1, 1)):
        facts: Record = {
            "enterprise_name": "济南甲公司",
            "source": "企业自查",
            "level": "重大",
            "found_on": found,
        }
        edit.create(store, CATALOGUE["hazards"], facts)
    with store.read() as connection:
        assert compute.compute(connection, CATALOGUE, table, date(2023, 5, 30)).value("A1") == 0
        assert compute.compute(connection, CATALOGUE, table, date(2023, 5, 31)).value("A1") == 1
        assert compute.compute(connection, CATALOGUE, table, date(2023, 12, 31)).value("A1") == 2
        assert compute.compute(connection, CATALOGUE, table, date(2024, 6, 30)).value("A1") == 2


def test_sums_are_exact_and_rounded_half_up_once(store: Store, table: Table) -> None:
    for amount in ("50", "50", "50", "12300"):
        facts: Record = {"day": date(2023, 7, 1), "amount": Decimal(amount), "naming": "匿名"}
        edit.create(store, CATALOGUE["rewards"], facts)
    with store.read() as connection:
        figures = compute.compute(connection, CATALOGUE, table, date(2023, 7, 31))
    assert figures.computed["D5"] == (Decimal("1.245"), Decimal("1.245"))
    assert figures.printed["D5"] == (Decimal("1.25"), Decimal("1.25"))
    assert figures.cell("D5") == "1.25，1.25"


def test_what_is_closed_or_delisted_on_the_day_is_done(store: Store, table: Table) -> None:
    day = date(2023, 7, 1)
    facts: Record = {
        "number": "YH-1",
        "source": "企业自查",
        "level": "重大",
        "found_on": day,
        "closed_on": day,
    }
    edit.create(store, CATALOGUE["hazards"], facts)
    listing: Record = {"hazard_number": "YH-1", "rank": "市", "listed_on": day, "delisted_on": day}
    edit.create(store, CATALOGUE["supervision"], listing)
    with store.read() as connection:
        figures = compute.compute(connection, CATALOGUE, table, day)
    assert [figures.value(code) for code in ("A1", "A2", "A5", "A6")] == [1, 1, 1, 1]


def test_an_inspector_is_no_longer_in_post_on_the_day_he_leaves(store: Store, table: Table) -> None:
    facts: Record = {"name": "李四", "took_office_on": date(2023, 6, 1), "left_on": date(2023, 8, 1)}
    edit.create(store, CATALOGUE["inspectors"], facts)
    with store.read() as connection:
        values = [
            compute.compute(connection, CATALOGUE, table, date(2023, 6, 1) + timedelta(days=days)).value("D7")
            for days in (-1, 0, 60, 61)
        ]
    assert values == [0, 1, 1, 0]


def test_a_joint_session_counts_for_both(store: Store, table: Table) -> None:
    both = ("党委主要负责同志", "政府主要负责同志")
    edit.create(store, CATALOGUE["activities"], {"kind": "专题学习", "bodies": both, "day": date(2023, 7, 1)})
    edit.create(
        store, CATALOGUE["activities"], {"kind": "专题学习", "bodies": both[1:], "day": date(2023, 7, 2)}
    )
    with store.read() as connection:
        figures = compute.compute(connection, CATALOGUE, table, date(2023, 7, 31))
    assert figures.cell("D1") == "党委1，政府2"


def test_one_pass_a_ledger(store: Store, table: Table) -> None:
    statements: list[str] = []

    def listen(*given: Any) -> None:
        statements.append(given[2])

    with store.read() as connection:
        event.listen(store.engine, "before_cursor_execute", listen)
        compute.computed(connection, CATALOGUE, table, date(2023, 7, 31))
        event.remove(store.engine, "before_cursor_execute", listen)
    assert len(statements) == len({measure.ledger for _, _, measure in table.measures()}) == 8
