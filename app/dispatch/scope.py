"""For whom a table is made: the office, one community, one department."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.errors import Refusal


class Whose(StrEnum):
    """The kinds of scope."""

    OFFICE = "office"
    COMMUNITY = "community"
    DEPARTMENT = "department"


NO_COMMUNITY = "未分社区"
NO_DEPARTMENT = "未填部门"


@dataclass(frozen=True)
class Scope:
    """``name`` is a community (or 未分社区) or a department (or 未填部门); empty for the office."""

    whose: Whose = Whose.OFFICE
    name: str = ""

    @property
    def key(self) -> str:
        """As it is kept and told in JSON: office, community=洪家楼社区, department=应急管理办公室."""
        return f"{self.whose}={self.name}" if self.name else str(self.whose)

    @property
    def title(self) -> str:
        """For the screen."""
        return self.name or "全部"

    @property
    def unassigned(self) -> bool:
        """True for what belongs to no community (or names no department)."""
        return self.name == (NO_COMMUNITY if self.whose is Whose.COMMUNITY else NO_DEPARTMENT)


OFFICE = Scope()


def community(name: str) -> Scope:
    """The records of a community's firms."""
    return Scope(Whose.COMMUNITY, name)


def department(name: str) -> Scope:
    """The records of a department."""
    return Scope(Whose.DEPARTMENT, name)


_WORDS = {"社区": Whose.COMMUNITY, "村居": Whose.COMMUNITY, "部门": Whose.DEPARTMENT}


def parse_scope(text: str) -> Scope:
    """``office`` (or nothing), ``community=…`` or 社区=…, ``department=…`` or 部门=…. Raises Refusal."""
    kind, _, name = (part.strip() for part in text.strip().partition("="))
    if not name and kind in ("", "office", "全部"):
        return OFFICE
    whose = _WORDS.get(kind) or next((one for one in Whose if one == kind and one is not Whose.OFFICE), None)
    if whose is None or not name:
        raise Refusal(f"范围“{text}”看不懂。写法举例：office（全部）、社区=洪家楼社区、部门=应急管理办公室。")
    return Scope(whose, name)
