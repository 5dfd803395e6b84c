"""Offices made up from a seed: all eight ledgers, with every kind of gap that is met in the field."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from app.bootstrap import CATALOGUE
from app.kernel.clock import Clock
from app.kernel.display import to_json
from app.ledgers.writing import Writing
from app.store import records
from app.store.base import Base, table_of
from app.store.session import Store, connect

FINDINGS = (
    "not_studied", "not_led", "no_duty_list", "no_safety_body", "unlicensed_work", "outsourcing_disorder", "no_drill",
    "training_formality", "measures_not_applied",
)  # fmt: skip
COMMUNITIES = ("洪家楼社区", "祝甸社区", "小辛社区", None)
DEPARTMENTS = ("应急管理办公室", "综合执法办", None)
LEDGERS = (
    "hazards", "supervision", "inspections", "assistance", "enforcement", "activities", "rewards", "inspectors",
)  # fmt: skip


@cache
def _blank() -> bytes:
    """A store with its tables and nothing in them, made once."""
    with TemporaryDirectory() as folder:
        store = connect(Path(folder) / "blank.db", Clock(), "", CATALOGUE)
        with store.write() as connection:
            Base.metadata.create_all(connection)
        store.close()
        return store.path.read_bytes()


def empty_store(folder: Path, clock: Clock | None = None, who: str = "张三") -> Store:
    """An empty store of its own."""
    path = folder / "office.db"
    path.write_bytes(_blank())
    return connect(path, clock or Clock(), who, CATALOGUE)


class Maker:
    """Random facts of one office."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.firms: list[str] = []

    def day(self, chance: float = 0.95) -> date | None:
        """Mostly within the campaign, some days on its edges, some outside, some missing."""
        if self.random.random() > chance:
            return None
        edges = (date(2023, 5, 30), date(2023, 5, 31), date(2023, 12, 31), date(2024, 1, 1))
        if self.random.random() < 0.15:
            return self.random.choice(edges)
        return date(2023, 5, 1) + timedelta(days=self.random.randrange(270))

    def one(self, *choices: Any, chance: float = 0.95) -> Any:
        return self.random.choice(choices) if self.random.random() < chance else None

    def firm(self, chance: float = 0.95) -> str | None:
        name: str | None = self.one(*self.firms, chance=chance)
        return name

    def some(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in choices if self.random.random() < 0.4)

    def money(self, unit: int = 100) -> Decimal | None:
        amount = Decimal(self.random.randrange(1, 90000)) / unit
        found: Decimal | None = self.one(Decimal(0), amount, amount, amount, chance=0.85)
        return found

    def enterprises(self) -> list[dict[str, Any]]:
        firms = [
            {"name": f"济南第{number}机械有限公司", "community": self.random.choice(COMMUNITIES)}
            for number in range(8)
        ]
        twin = "重名商店有限公司"
        firms += [{"name": twin, "community": "洪家楼社区"}, {"name": twin, "community": "祝甸社区"}]
        self.firms = [str(firm["name"]) for firm in firms]
        return firms

    def hazards(self) -> dict[str, Any]:
        return {
            "enterprise_name": self.firm(),
            "source": self.one("企业自查", "部门检查", "群众举报"),
            "found_on": self.day(),
            "description": "电线私拉乱接",
            "level": self.one("重大", "重大", "一般"),
            "closed_on": self.day(0.5),
        }

    def supervision(self, numbers: list[str]) -> dict[str, Any]:
        return {
            "hazard_number": self.random.choice([*numbers, "不在台账"]),
            "rank": self.one("市", "区县", "街道", "部门"),
            "listed_on": self.day(),
            "delisted_on": self.day(0.5),
        }

    def inspections(self) -> dict[str, Any]:
        facts = {
            "enterprise_name": self.firm(),
            "inspected_on": self.day(),
            "kind": self.one("抽查", "抽查", "专项检查", "复查"),
            "department": self.random.choice(DEPARTMENTS),
        }
        return facts | {name: self.random.choice((True, False, None)) for name in FINDINGS}

    def assistance(self) -> dict[str, Any]:
        names = tuple(dict.fromkeys(self.random.choice([*self.firms, "外地企业有限公司"]) for _ in range(3)))
        return {
            "day": self.day(),
            "target": self.one("重点地区", "重点企业"),
            "enterprise_names": names if self.random.random() < 0.8 else (),
            "areas": self.some(("唐王镇", "遥墙镇", "仲宫镇")),
            "department": self.random.choice(DEPARTMENTS),
        }

    def enforcement(self) -> dict[str, Any]:
        kinds = CATALOGUE["enforcement"].ledger["kind"].choices
        return {
            "kind": self.one(*kinds, "行政处罚", "行政处罚"),
            "enterprise_name": self.firm(0.8),
            "day": self.day(),
            "department": self.random.choice(DEPARTMENTS),
            "enterprise_fine": self.money(10000),
            "principal_fine": self.money(10000),
            "people": self.one(1, 2, 5, chance=0.7),
            "dangerous_operation": self.random.choice((True, False, None)),
        }

    def activities(self) -> dict[str, Any]:
        ledger = CATALOGUE["activities"].ledger
        return {
            "kind": self.one(*ledger["kind"].choices),
            "bodies": self.some(ledger["bodies"].choices),
            "day": self.day(),
        }

    def rewards(self) -> dict[str, Any]:
        return {"day": self.day(), "amount": self.money(), "naming": self.one("实名", "匿名")}

    def inspectors(self) -> dict[str, Any]:
        return {"name": "李四", "post": "专职", "took_office_on": self.day(), "left_on": self.day(0.4)}


def fill(store: Store, seed: int, size: int = 25) -> None:
    """Write a made-up office, then void and delete some of it."""
    maker = Maker(seed)
    with store.write() as connection:
        writing = Writing(store, connection, "import", "造数")
        writing.add(CATALOGUE["enterprises"], maker.enterprises())
        for ledger in LEDGERS:
            feature = CATALOGUE[ledger]
            if ledger == "supervision":
                table = table_of(CATALOGUE["hazards"].model)
                numbers = list(connection.execute(select(table.c.number)).scalars())
                rows = [maker.supervision(numbers) for _ in range(size)]
            else:
                rows = [
                    getattr(maker, ledger)() for _ in range(3 * size if ledger == "enforcement" else size)
                ]
            ids = writing.add(feature, rows)
            found = records.load(connection, feature, ids)
            voided = [one for one in ids if maker.random.random() < 0.1]
            writing.alter(feature, [(found[one], {"voided": True, "void_reason": "重复"}) for one in voided])
            gone = [one for one in ids if maker.random.random() < 0.1]
            records.set_aside(connection, feature, gone, store.moment(), writing.operation)
        writing.change("造数")


def exported(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every living record under its Chinese headings, as it travels in JSON."""
    found = {}
    with store.read() as connection:
        for name, feature in CATALOGUE.items():
            ids = records.find_ids(connection, feature)
            rows = records.load(connection, feature, list(ids))
            fields = feature.ledger.all_fields
            found[name] = [
                {field.label: to_json(field, rows[one].get(field.name)) for field in fields} for one in ids
            ]
    return found
