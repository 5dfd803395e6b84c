"""Views that the office has saved for a ledger; kept in the store, so that everybody at this desk has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.kernel.display import from_json, to_json
from app.kernel.feature import Feature
from app.kernel.fields import Value
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op
from app.kernel.ledger import Ledger, View
from app.masterdata.settings import read_setting, write_setting

if TYPE_CHECKING:
    from app.bootstrap import Workspace

OWN = "own:"


def pack(rule: Filter, ledger: Ledger) -> dict[str, Any]:
    """A filter as JSON."""
    if isinstance(rule, AllOf):
        return {"all": [pack(part, ledger) for part in rule.parts]}
    if isinstance(rule, AnyOf):
        return {"any": [pack(part, ledger) for part in rule.parts]}
    field = ledger[rule.field]
    values = [one if isinstance(one, str) else to_json(field, one) for one in rule.values]
    return {"field": rule.field, "op": rule.op.value, "values": values}


def unpack(kept: dict[str, Any], ledger: Ledger) -> Filter:
    """The reverse of :func:`pack`. Raises KeyError or ValueError where a field is gone."""
    if "all" in kept:
        return AllOf(tuple(unpack(part, ledger) for part in kept["all"]))
    if "any" in kept:
        return AnyOf(tuple(unpack(part, ledger) for part in kept["any"]))
    field = ledger[kept["field"]]

    def value(raw: Any) -> Value:
        if isinstance(raw, str) and (raw.startswith("$") or field.is_list):
            return raw
        return from_json(field, raw)

    return Condition(field.name, Op(kept["op"]), tuple(value(raw) for raw in kept["values"]))


def saved_views(space: Workspace, feature: Feature) -> list[View]:
    """The office's own views; one whose field is gone is left out."""
    with space.store.read() as connection:
        kept = read_setting(connection, f"views.{feature.name}", [])
    found = []
    for one in kept:
        try:
            found.append(View(OWN + one["title"], one["title"], unpack(one["rule"], feature.ledger)))
        except (KeyError, ValueError):
            continue
    return found


def save_view(space: Workspace, feature: Feature, title: str, rule: Filter) -> View:
    """Keep a view; one of the same title is replaced."""
    _write(space, feature, title, {"title": title, "rule": pack(rule, feature.ledger)})
    return View(OWN + title, title, rule)


def drop_view(space: Workspace, feature: Feature, title: str) -> None:
    """Forget a view."""
    _write(space, feature, title, None)


def _write(space: Workspace, feature: Feature, title: str, entry: dict[str, Any] | None) -> None:
    with space.store.write() as connection:
        kept = read_setting(connection, f"views.{feature.name}", [])
        others = [one for one in kept if one["title"] != title]
        write_setting(connection, f"views.{feature.name}", [*others, *([entry] if entry else [])])
