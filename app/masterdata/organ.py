"""What the office's papers say of the organ that issues them; every one of these is a field, never a fixed word."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from app.kernel.display import USUAL_PERCENT
from app.masterdata.settings import read_office, read_setting, write_setting

SETTING = "organ"
TOWNSHIP, ENFORCEMENT = "township", "enforcement"


@dataclass(frozen=True)
class Organ:
    """``family`` is the set of 文书 the office prints: ``township`` (监督检查文书) or ``enforcement`` (执法文书).

    ``defence_days`` is the period (working days) for 陈述、申辩 after a notice: the rule gives none, so the office sets it
    (0: not set yet). ``superior`` is who is reported to, ``review`` and ``court`` stand in the remedy clause.
    ``receipt_days`` are the days after which a receipt that has not come back stands out: no rule gives them, they are
    the office's own. ``percent`` is one of ``app.kernel.display.PERCENTS``: offices round differently.
    """

    name: str = ""
    seal: str = ""
    family: str = TOWNSHIP
    superior: str = ""
    review: str = ""
    court: str = ""
    address: str = ""
    postcode: str = ""
    contact: str = ""
    telephone: str = ""
    officers: tuple[tuple[str, str], ...] = ()
    defence_days: int = 0
    receipt_days: int = 7
    percent: str = USUAL_PERCENT


def read_organ(connection: Connection) -> Organ:
    """The organ; where nothing was set its name is the office's."""
    kept = read_setting(connection, SETTING, {})
    officers = tuple((str(name), str(card)) for name, card in kept.pop("officers", ()))
    organ = Organ(**kept, officers=officers)
    if organ.name:
        return organ
    return Organ(**{**asdict(organ), "officers": officers, "name": read_office(connection).name})


def write_organ(connection: Connection, organ: Organ) -> None:
    """Keep what the office's papers say of it."""
    write_setting(connection, SETTING, asdict(organ))


def office_values(connection: Connection) -> dict[str, str]:
    """The values every paper of the office may name."""
    office, organ = read_office(connection), read_organ(connection)
    values = {
        "机关名称": organ.name,
        "机关代字": office.prefix,
        "街道名称": office.name,
        "区县": office.district,
        "上级部门": organ.superior or (f"{office.district}应急管理局" if office.district else ""),
        "复议机关": organ.review,
        "人民法院": organ.court,
        "机关地址": organ.address,
        "邮政编码": organ.postcode,
        "联系人": organ.contact or office.reporter,
        "联系电话": organ.telephone or office.telephone,
        "填表人": office.reporter,
        "审核人": office.reviewer,
        "申辩期限": str(organ.defence_days) if organ.defence_days else "",
    }
    for number in range(max(2, len(organ.officers))):
        name, card = organ.officers[number] if number < len(organ.officers) else ("", "")
        values[f"检查人员{number + 1}"], values[f"证号{number + 1}"] = name, card
    return values
