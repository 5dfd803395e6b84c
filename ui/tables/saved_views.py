"""Views that the office has saved for a ledger; kept in the store, so that everybody at this desk has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.kernel.display import from_json, to_json
from app.kernel.errors import Refusal
from app.kernel.feature import Feature
from app.kernel.fields import Value
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op
from app.kernel.ledger import Ledger, View
from app.masterdata.settings import read_setting, write_setting

if TYPE_CHECKING:
    from app.bootstrap import Workspace

OWN = "own:"
Kept = dict[str, Any]


@dataclass(frozen=True)
class SavedView(View):
    """Beside the filter: columns, order and grouping as they were; empty where they are to stay as they are."""

    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    group: str = ""
    step: str = ""


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


def saved_views(space: Workspace, feature: Feature) -> list[SavedView]:
    """The office's own views in their order; one whose field is gone is left out."""
    with space.store.read() as connection:
        kept = read_setting(connection, _key(feature), [])
    found = []
    for one in kept:
        try:
            found.append(_view(one, feature.ledger))
        except (KeyError, ValueError):
            continue
    return found


def _view(kept: Kept, ledger: Ledger) -> SavedView:
    known = ledger.by_name
    title = str(kept["title"])
    return SavedView(
        name=OWN + title,
        title=title,
        rule=unpack(kept["rule"], ledger),
        columns=tuple(name for name in kept.get("columns", ()) if name in known),
        order=tuple(name for name in kept.get("order", ()) if name.lstrip("-") in known),
        group=str(kept.get("group", "")) if kept.get("group") in known else "",
        step=str(kept.get("step", "")),
    )


def save_view(
    space: Workspace, feature: Feature, title: str, rule: Filter, shown: Mapping[str, Any] | None = None
) -> SavedView:
    """Keep a view; one of the same title is replaced in its place. ``shown``: columns, order, group, step."""
    entry = {"title": title, "rule": pack(rule, feature.ledger), **(shown or {})}

    def put(kept: list[Kept]) -> list[Kept]:
        if all(one["title"] != title for one in kept):
            return [*kept, entry]
        return [entry if one["title"] == title else one for one in kept]

    _change(space, feature, put)
    return _view(entry, feature.ledger)


def rename_view(space: Workspace, feature: Feature, title: str, new: str) -> None:
    """Another title. Raises Refusal where another view has it."""

    def put(kept: list[Kept]) -> list[Kept]:
        if title != new and any(one["title"] == new for one in kept):
            raise Refusal(f"已经有名为“{new}”的视图，请换一个名称。")
        return [{**one, "title": new} if one["title"] == title else one for one in kept]

    _change(space, feature, put)


def move_view(space: Workspace, feature: Feature, title: str, by: int) -> None:
    """One place forward (-1) or back (1) among the office's own."""

    def put(kept: list[Kept]) -> list[Kept]:
        at = next((number for number, one in enumerate(kept) if one["title"] == title), -1)
        to = at + by
        if at < 0 or not 0 <= to < len(kept):
            return kept
        kept[at], kept[to] = kept[to], kept[at]
        return kept

    _change(space, feature, put)


def drop_view(space: Workspace, feature: Feature, title: str) -> None:
    """Forget a view."""
    _change(space, feature, lambda kept: [one for one in kept if one["title"] != title])


def _key(feature: Feature) -> str:
    return f"views.{feature.name}"


def _change(space: Workspace, feature: Feature, put: Callable[[list[Kept]], list[Kept]]) -> None:
    with space.store.write() as connection:
        write_setting(connection, _key(feature), put(read_setting(connection, _key(feature), [])))
