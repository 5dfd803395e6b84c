"""Everything the page shows of a table, taken off the screen's thread as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from app.bootstrap import Workspace
from app.dispatch import adjustments, archive
from app.dispatch.comparison import Row, rows
from app.dispatch.compute import compute, contributions
from app.dispatch.definition import read_table
from app.dispatch.explain import of_value
from app.dispatch.figures import Adjustment, Figures
from app.dispatch.paper import date_line
from app.dispatch.reconcile import Finding, check_figures
from app.dispatch.scope import NO_COMMUNITY, NO_DEPARTMENT, OFFICE, Scope, Whose
from app.kernel.display import show
from app.kernel.feature import Catalogue
from app.kernel.filters import Filter, all_of, bind, equals
from app.kernel.indicators import Amount, Measure, Table, shown
from app.ledgers import browse, suggesting
from app.masterdata.settings import Office, read_office
from ui.dispatch.figure_cell import CellState


@dataclass(frozen=True)
class Wish:
    """Which table is wanted."""

    table: str
    day: date
    scope: Scope = OFFICE


@dataclass(frozen=True)
class Snapshot:
    """A table with all that is known of it. ``standing`` is what was submitted for this very day and scope,
    ``last`` what was submitted before it; ``drifted`` are figures that changed since they were submitted.
    """

    table: Table
    figures: Figures
    findings: tuple[Finding, ...]
    office: Office
    standing: archive.Submission | None = None
    last: archive.Submission | None = None
    compared: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    drifted: tuple[str, ...] = ()


def take(workspace: Workspace, wish: Wish) -> Snapshot:
    """Compute, check and compare a table."""
    catalogue = workspace.catalogue
    with workspace.store.read() as connection:
        table = read_table(connection, catalogue, wish.table)
        figures = compute(connection, catalogue, table, wish.day, wish.scope)
        newest = archive.last_submitted(connection, table.id, wish.day, wish.scope)
        findings = check_figures(connection, catalogue, figures, newest, workspace.clock.today())
        standing = newest if newest is not None and newest.day == wish.day else None
        last = archive.last_submitted(connection, table.id, wish.day - timedelta(days=1), wish.scope)
        before = archive.frozen(connection, last.id).printed if last else {}
        drifted: tuple[str, ...] = ()
        if standing is not None:
            kept = archive.frozen(connection, standing.id).printed
            drifted = tuple(code for code, parts in figures.printed.items() if kept.get(code) != parts)
        compared: dict[str, tuple[Row, ...]] = {}
        for one in rows(figures, before) if last else ():
            compared[one.code] = (*compared.get(one.code, ()), one)
        office = read_office(connection)
    return Snapshot(table, figures, tuple(findings), office, standing, last, compared, drifted)


@dataclass(frozen=True)
class PartDetail:
    """What stands behind one value: printed = computed + effect, and the records counted."""

    part: int
    measure: Measure
    printed: str
    computed: str
    effect: str
    sentence: str
    ids: tuple[int, ...]
    entries: tuple[Adjustment, ...]
    row: Row | None
    rule: Filter | None


def details(workspace: Workspace, figures: Figures, code: str, compared: tuple[Row, ...]) -> list[PartDetail]:
    """Every value of an indicator, explained."""
    table, catalogue = figures.table, workspace.catalogue
    found = []
    with workspace.store.read() as connection:
        entries = [one for one in adjustments.listed(connection, table) if one.code == code]
        for place, measure in enumerate(table.indicators[code].measures):
            part = place + 1
            counted = contributions(connection, catalogue, table, code, part, figures.day, figures.scope)
            mine = tuple(one for one in entries if one.part == part and _concerns(figures.scope, one.scope))
            found.append(
                PartDetail(
                    part,
                    measure,
                    figures.text(code, part),
                    shown(table, figures.computed[code][place]),
                    effect_text(table, figures, code, part),
                    of_value(table, code, part, figures.day, catalogue),
                    tuple(one for group in counted for one in group.ids),
                    mine,
                    next((row for row in compared if row.part == part), None),
                    ledger_rule(catalogue, figures, measure),
                )
            )
    return found


def _concerns(shown_scope: Scope, other: Scope) -> bool:
    return shown_scope.whose is Whose.OFFICE or shown_scope == other


def effect_text(table: Table, figures: Figures, code: str, part: int) -> str:
    """+3, -1, 0, or 是 where a flag was stated."""
    if (code, part) not in (figures.effect or {}):
        return "0"
    amount = figures.adjusted(code, part)
    return signed(table, amount)


def signed(table: Table, amount: Amount) -> str:
    """A number with its sign; a yes or no as the table says it."""
    text = shown(table, amount)
    return f"+{text}" if not isinstance(amount, bool) and amount > 0 else text


def ledger_rule(catalogue: Catalogue, figures: Figures, measure: Measure) -> Filter | None:
    """The same records as a filter of their ledger's page; None where the scope cannot be said there."""
    table, scope = figures.table, figures.scope
    fields = catalogue[measure.ledger].ledger.by_name
    rule = all_of(equals("voided", False), bind(measure.full_rule, table.days(figures.day)))
    if scope.whose is Whose.OFFICE:
        return rule
    name = "community" if scope.whose is Whose.COMMUNITY else table.departments.get(measure.ledger, "")
    return all_of(rule, equals(name, scope.name)) if name in fields and not scope.unassigned else None


def cell_states(taken: Snapshot) -> dict[str, CellState]:
    """What every cell of the sheet says."""
    tones: dict[str, str] = {}
    for finding in taken.findings:
        for code in finding.codes:
            if tones.get(code) != "red":
                tones[code] = finding.severity
    return {code: _state(taken, code, tones.get(code, "")) for code in taken.table.indicators}


def _state(taken: Snapshot, code: str, tone: str) -> CellState:
    indicator, figures = taken.table.indicators[code], taken.figures
    text = figures.cell(code)
    adjusted = any((code, part + 1) in (figures.effect or {}) for part in range(len(indicator.measures)))
    name = f"{code} {indicator.plain_label}：{text}"
    if adjusted:
        name += "，含手工调整"
    if tone:
        name += "，勾稽不符" if tone == "red" else "，有提示"
    last, change, fell = _compared(taken.table, taken.compared.get(code, ()))
    if last:
        name += f"，{last}，{change or '未变'}"
    return CellState(text, name, adjusted, tone, last, change, fell)


def _compared(table: Table, found: tuple[Row, ...]) -> tuple[str, str, bool]:
    """上期 9 · ↑3 beneath a value; a drop is told by its arrow, not by colour alone."""
    if not found or any(row.last is None for row in found):
        return "", "", False
    last = "上期 " + "，".join(shown(table, row.last) for row in found if row.last is not None)
    return last, "，".join(change_text(table, row.change) for row in found), any(row.fell for row in found)


def change_text(table: Table, change: int | Decimal | None) -> str:
    """↑3, ↓1, 平."""
    if change is None:
        return ""
    if not change:
        return "平"
    return f"{'↑' if change > 0 else '↓'}{shown(table, -change if change < 0 else change)}"


def sheet_date(taken: Snapshot) -> str:
    """时间：2023年6月30日."""
    return date_line(taken.table, taken.figures.day)


def scopes(workspace: Workspace, table: Table) -> list[Scope]:
    """For whom the table can be made."""
    store, catalogue = workspace.store, workspace.catalogue
    communities = browse.choices(store, catalogue["enterprises"].ledger["community"])
    departments: dict[str, None] = {}
    for ledger, name in table.departments.items():
        departments.update(dict.fromkeys(browse.choices(store, catalogue[ledger].ledger[name])))
        departments.update(dict.fromkeys(suggesting.suggestions(store, catalogue[ledger], name, "")))
    return [
        OFFICE,
        *(Scope(Whose.COMMUNITY, name) for name in communities),
        Scope(Whose.COMMUNITY, NO_COMMUNITY),
        *(Scope(Whose.DEPARTMENT, name) for name in departments),
        Scope(Whose.DEPARTMENT, NO_DEPARTMENT),
    ]


def period(table: Table, day: date, measure: Measure) -> str:
    """统计期间：2023-05-31 至 2023-06-30."""
    end = show(table.days(day)["date"])
    return f"{show(table.first_day)} 至 {end}" if measure.day else f"截至 {end}"
