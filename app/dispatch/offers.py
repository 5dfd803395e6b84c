"""What an office may set for a table: the days, the words that count, how a pair of values is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.dispatch.compute import compute
from app.dispatch.definition import FOLDER, Choices, load, read_choices
from app.dispatch.reading import parse
from app.kernel.feature import Catalogue
from app.kernel.fields import Field
from app.kernel.filters import AllOf, AnyOf, Condition, Filter
from app.kernel.indicators import Amount, Indicator, Table, cell_text
from app.ledgers import browse
from app.store.session import Store

_EXAMPLES: tuple[Amount, ...] = (2, 3)


@dataclass(frozen=True)
class WordChoice:
    """A list of words: what may be ticked, and the values (A5、A6) that it decides."""

    name: str
    label: str
    offered: tuple[str, ...]
    usual: tuple[str, ...]
    chosen: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """``usual`` is the table as its file has it, ``now`` as the office has set it."""

    usual: Table
    now: Table
    choices: Choices
    words: tuple[WordChoice, ...]

    @property
    def pairs(self) -> tuple[Indicator, ...]:
        """Indicators whose cell may be printed in more than one way, as the file has them."""
        return tuple(one for one in self.usual.indicators.values() if len(one.formats) > 1)


def offer(store: Store, catalogue: Catalogue, table_id: str) -> Offer:
    """What may be set for a table. Raises Refusal where its file is faulty."""
    with store.read() as connection:
        choices = read_choices(connection, table_id)
    usual, now = load(catalogue, table_id), load(catalogue, table_id, choices)
    words = []
    for name, entry in usual.lists.items():
        used = list(_uses(table_id, name))
        codes = tuple(dict.fromkeys(code for code, _, _ in used))
        fields = [catalogue[ledger].ledger[field] for _, ledger, field in used]
        chosen = now.lists[name].values
        words.append(
            WordChoice(
                name, entry.label, _offered(store, fields, entry.values, chosen), entry.values, chosen, codes
            )
        )
    return Offer(usual, now, choices, tuple(words))


def example(usual: Table, indicator: Indicator, pattern: str) -> str:
    """How a cell looks with a pattern: 党委2，政府3."""
    return cell_text(usual, replace(indicator, formats=(pattern,)), _EXAMPLES)


@dataclass(frozen=True)
class Difference:
    """A cell that other choices would print otherwise."""

    code: str
    before: str
    after: str


def differences(
    store: Store, catalogue: Catalogue, table_id: str, choices: Choices, day: date
) -> tuple[Difference, ...]:
    """The cells of the office's table of ``day`` that ``choices`` would change. Raises Refusal."""
    wanted = load(catalogue, table_id, choices)
    with store.read() as connection:
        kept = load(catalogue, table_id, read_choices(connection, table_id))
        before, after = (compute(connection, catalogue, table, day) for table in (kept, wanted))
    return tuple(
        Difference(code, before.cell(code), after.cell(code))
        for code in kept.indicators
        if before.cell(code) != after.cell(code)
    )


def _offered(
    store: Store, fields: list[Field], usual: tuple[str, ...], chosen: tuple[str, ...]
) -> tuple[str, ...]:
    words = [word for field in fields for word in browse.choices(store, field)]
    return tuple(dict.fromkeys([*words, *usual, *chosen]))


def _uses(table_id: str, name: str) -> Iterator[tuple[str, str, str]]:
    """Which value compares which field of which ledger with a list: (code, ledger, field)."""
    path = FOLDER / table_id / "table.toml"
    mark: Mapping[str, tuple[str, ...]] = {name: (f"\0{name}",)}  # a word that stands nowhere else
    for code, _part, measure in parse(path.read_text("utf-8"), table_id, mark).measures():
        for condition in _conditions(measure.rule):
            if condition.values == mark[name]:
                yield code, measure.ledger, condition.field


def _conditions(rule: Filter) -> Iterator[Condition]:
    if isinstance(rule, AllOf | AnyOf):
        for part in rule.parts:
            yield from _conditions(part)
    else:
        yield rule
