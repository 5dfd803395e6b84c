"""Which record on file a row is: by number, by code, by what identifies it, by its order among its likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, select

from app.kernel.feature import Feature, Record
from app.kernel.fields import Kind
from app.ledgers.import_plan import CHANGED, NEW, SAME, Plan, PlannedRow, SkippedRow
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.resolve import fold_name
from app.store import records
from app.store.base import table_of
from app.store.query import fold

Key = tuple[Any, ...]


def match(connection: Connection, plan: Plan, rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    """Decide for each row whether it is new or on file; rows that repeat an earlier one are skipped."""
    if plan.feature.name == ENTERPRISES.name:
        taken = _match_firms(connection, plan, rows)
    else:
        taken = _match_records(connection, plan, rows)
    _load_befores(connection, plan.feature, taken)
    if plan.feature.name == ENTERPRISES.name:
        _keep_present_names(taken)
    return taken


def _keep_present_names(rows: list[PlannedRow]) -> None:
    """A file that still has a firm's former name does not take its present one away."""
    for row in rows:
        if row.before is None:
            continue
        former: Any = row.before.get("former_names") or ()
        if fold_name(str(row.values.get("name") or "")) in map(fold_name, former):
            row.values["name"] = row.before["name"]
            row.kind = _kind(row, row.before)


def _kind(row: PlannedRow, before: Record) -> str:
    differing = any(before.get(name) != value for name, value in row.values.items())
    return CHANGED if differing else SAME


def _load_befores(connection: Connection, feature: Feature, rows: list[PlannedRow]) -> None:
    known = [row.record for row in rows if row.record is not None]
    found = records.load(connection, feature, known)
    for row in rows:
        if row.record is None:
            row.kind = NEW
            continue
        row.before = found[row.record]
        row.kind = _kind(row, row.before)


def _match_records(connection: Connection, plan: Plan, rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    feature = plan.feature
    by_number, by_identity = _existing(connection, feature)
    key_field = feature.ledger.key
    identity = _identifier(feature)
    first_row: dict[Key, PlannedRow] = {}
    claimed: dict[int, PlannedRow] = {}
    taken: list[PlannedRow] = []
    for row in rows:
        number = row.values.get(key_field) if key_field else None
        key: Key = ("number", number) if number else identity(row.values)
        first = first_row.setdefault(key, row)
        if first is not row and (number or not feature.ledger.ordinal):
            labels = "、".join(feature.ledger[name].label for name in feature.ledger.identity)
            what = f"{feature.ledger[key_field].label}" if number else labels
            plan.skipped.append(_proposal(row, _place(plan, first), what))
            continue
        known = by_number.get(str(number), []) if number else _of_identity(feature, by_identity, key, row)
        if number and known and known[0] in claimed:
            plan.skipped.append(_proposal(row, _place(plan, claimed[known[0]]), "记录"))
            continue
        row.record = next((one for one in known if one not in claimed), None) if known else None
        if row.record is not None:
            claimed[row.record] = row
        taken.append(row)
    return taken


def _place(plan: Plan, row: PlannedRow) -> str:
    """Where a row stands; with its sheet where the file has several."""
    return f"“{row.sheet}”第{row.row}行" if len(plan.layouts) > 1 else f"第{row.row}行"


def _proposal(row: PlannedRow, earlier: str, what: str, counter: str = "条") -> SkippedRow:
    reason = f"与{earlier}的{what}相同，是不是同一{counter}？未重复导入，请核对。"
    return SkippedRow(row.sheet, row.row, reason)


def _existing(connection: Connection, feature: Feature) -> tuple[dict[str, list[int]], dict[Key, list[int]]]:
    table = table_of(feature.model)
    names = [*feature.ledger.identity]
    extra = ["enterprise_id"] if "enterprise_id" in table.c else []
    key = [feature.ledger.key] if feature.ledger.key else []
    columns = [table.c[name] for name in dict.fromkeys((*names, *extra, *key))]
    query = select(table.c.id, *columns).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
    identity = _identifier(feature)
    by_number: dict[str, list[int]] = {}
    by_identity: dict[Key, list[int]] = {}
    for row in connection.execute(query).mappings():
        by_identity.setdefault(identity(row), []).append(row["id"])
        if key and row[key[0]]:
            by_number.setdefault(row[key[0]], []).append(row["id"])
    return by_number, by_identity


def _of_identity(feature: Feature, by_identity: dict[Key, list[int]], key: Key, row: PlannedRow) -> list[int]:
    """Records with this identity; then those an earlier file left under a short name now known to be this firm."""
    if not by_identity:
        return []
    found = by_identity.get(key, [])
    field = next((one for one in feature.ledger.fields if one.kind is Kind.ENTERPRISE), None)
    word = row.words.get(field.name) if field is not None else None
    if field is None or not word or row.values.get("enterprise_id") is None:
        return found
    loose = _identifier(feature)({**row.values, "enterprise_id": None, field.name: word})
    return [*found, *by_identity.get(loose, [])]


def _identifier(feature: Feature) -> Callable[[Any], Key]:
    """Comparable parts of what identifies a record; a firm counts by its id, a text by its folded words."""
    fields = [feature.ledger[name] for name in feature.ledger.identity]
    named = [(field.name, field.kind is Kind.ENTERPRISE) for field in fields]

    def identity(values: Any) -> Key:
        parts: list[Any] = []
        for name, is_firm in named:
            value = values.get(name)
            if is_firm:
                firm = values.get("enterprise_id")
                parts.append(firm if firm is not None else fold_name(str(value or "")))
            elif isinstance(value, str):
                parts.append("".join(fold(value).split()))
            else:
                parts.append(value or None)
        return tuple(parts)

    return identity


def _match_firms(connection: Connection, plan: Plan, rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    table = table_of(ENTERPRISES.model)
    query = select(table.c.id, table.c.code, table.c.name, table.c.former_names, table.c.address)
    by_code: dict[str, tuple[int, str]] = {}  # code → (record, where in this file or nothing)
    by_name: dict[str, list[dict[str, Any]]] = {}
    for found in connection.execute(
        query.where(table.c.deleted_at.is_(None)).order_by(table.c.id)
    ).mappings():
        if found["code"]:
            by_code.setdefault(found["code"], (found["id"], ""))
        firm = {"record": found["id"], "code": found["code"], "address": found["address"], "row": ""}
        for name in (found["name"], *found["former_names"]):
            by_name.setdefault(fold_name(name or ""), []).append(firm)
    taken: list[PlannedRow] = []
    claimed: dict[int, str] = {}  # record → where in this file
    for row in rows:
        code, name = row.values.get("code"), fold_name(str(row.values.get("name") or ""))
        same_code = by_code.get(str(code)) if code else None
        same_name = _same_name(by_name.get(name, []), row) if name else None
        row.record = same_code[0] or None if same_code else same_name["record"] if same_name else None
        earlier = (same_code[1] if same_code else same_name["row"] if same_name else "") or claimed.get(
            row.record or 0, ""
        )
        if earlier:
            what = "统一社会信用代码" if same_code else "单位名称"
            plan.skipped.append(_proposal(row, earlier, what, "家企业"))
            continue
        if row.record is not None:
            claimed[row.record] = _place(plan, row)
        if code:
            by_code[str(code)] = (row.record or 0, _place(plan, row))
        if name:
            _claim(by_name, name, row, same_name, _place(plan, row))
        taken.append(row)
    return taken


def _claim(
    by_name: dict[str, list[dict[str, Any]]],
    name: str,
    row: PlannedRow,
    known: dict[str, Any] | None,
    place: str,
) -> None:
    """The name is now taken by this row of the file."""
    if known is not None and known["record"] == row.record:
        known["row"] = place
        known["code"] = known["code"] or row.values.get("code")
    else:
        firm = {"record": row.record, "code": row.values.get("code"), "row": place}
        by_name.setdefault(name, []).append({**firm, "address": row.values.get("address")})


def _same_name(firms: list[dict[str, Any]], row: PlannedRow) -> dict[str, Any] | None:
    """Of the firms with this name the one whose code does not differ; the address decides between several."""
    code, address = row.values.get("code"), row.values.get("address")
    fitting = [firm for firm in firms if not code or not firm["code"] or firm["code"] == code]
    if len(fitting) > 1 and address:
        fitting = [firm for firm in fitting if firm["address"] == address] or fitting[:0]
    return fitting[0] if fitting else None
