"""What the office says about itself and how it wants things: small values by name, kept in the store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Column, Connection, Text, select

from app.store.base import Base, table_of

UNNAMED = "未命名"


class Setting(Base):
    """One named value as JSON."""

    __tablename__ = "settings"

    name = Column(Text, primary_key=True)
    value = Column(Text, nullable=False)


SETTINGS = table_of(Setting)


@dataclass(frozen=True)
class Office:
    """The user's own unit: 街道（乡镇）办事处, its 区县 and the 机关代字 of its document numbers."""

    name: str = UNNAMED
    kind: str = "街道"
    district: str = ""
    prefix: str = ""
    reporter: str = ""
    reviewer: str = ""
    telephone: str = ""


def read_setting(connection: Connection, name: str, default: Any = None) -> Any:
    """The value as it was set, else ``default``."""
    found = connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar()
    return default if found is None else json.loads(found)


def write_setting(connection: Connection, name: str, value: Any) -> None:
    """Set a value that JSON can hold."""
    connection.exec_driver_sql(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value, ensure_ascii=False)),
    )


def read_office(connection: Connection) -> Office:
    """The office; unnamed in a new store."""
    return Office(**read_setting(connection, "office", {}))


def write_office(connection: Connection, office: Office) -> None:
    """Name the office."""
    write_setting(connection, "office", asdict(office))
