"""Papers shown as an example: filled with a record of the office, or with the names of their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.kernel.display import long_day
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.kernel.papers import PaperKind
from app.kernel.templates import Filling, Template, fill
from app.masterdata.organ import ENFORCEMENT, Organ, office_values
from ui.papers.live import Drawn
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.bootstrap import Workspace
    from app.papers.templates import Version

ORDER, OPINION = "rectification_order", "rectification_opinion"
EXAMPLE: Mapping[str, Filling] = {
    "单位名称": "济南某某机械有限公司",
    "问题": ("冲压车间安全通道堆放物料，宽度不足。", "配电箱门损坏，未设警示标志。"),
    "限期项次": "1、2",
}


@dataclass(frozen=True)
class Offered:
    """A kind of paper as it is told in lists, and the ledger whose records it is of."""

    code: str
    title: str
    feature: Feature | None
    kind: PaperKind | None


def offered(catalogue: Catalogue) -> tuple[Offered, ...]:
    """Every kind that has templates, once; those of a ledger with their ledger."""
    from app.papers import templates

    owners = {
        kind.code: (feature, kind)
        for feature in reversed(list(catalogue.values()))
        for kind in feature.papers
    }
    found = []
    for code in templates.kinds():
        feature, kind = owners.get(code, (None, None))
        versions = templates.shipped(code)
        found.append(Offered(code, kind.title if kind else versions[0].title, feature, kind))
    return tuple(found)


def organ_sample(workspace: Workspace, organ: Organ, control: Control) -> Drawn:
    """A paper of the chosen set with the organ's own words on it."""
    from app.papers import issuing, templates

    store, code = workspace.store, ORDER if organ.family == ENFORCEMENT else OPINION
    with store.read() as connection:
        version = templates.version(connection, code)
        values = office_values(connection)
    day = long_day(store.clock.today())
    said = {
        "机关名称": organ.name or values["机关名称"],
        "上级部门": organ.superior or values["上级部门"],
        "复议机关": organ.review,
        "人民法院": organ.court,
        "机关地址": organ.address,
        "邮政编码": organ.postcode,
        "联系人": organ.contact or values["联系人"],
        "联系电话": organ.telephone or values["联系电话"],
    }
    number = version.number.replace("{机关代字}", values["机关代字"] or "××")
    number = number.replace("{年}", str(store.clock.today().year)).replace("{序号}", "1")
    officers: dict[str, str] = {}
    for place, (name, card) in enumerate(organ.officers, start=1):
        officers |= {f"检查人员{place}": name, f"证号{place}": card}
    known = {**values, **said, **officers, **EXAMPLE, "文号": number, "日期": day, "整改期限": day}
    control.check()
    document = fill(version.template, whole(version.template, known))
    return Drawn(issuing.pages(document)[0])


def whole(template: Template, known: Mapping[str, Filling], *, named: bool = False) -> dict[str, Filling]:
    """A value for every name; what is not known is empty, or its own name where ``named``."""
    return {name: known.get(name) or (f"〔{name}〕" if named else "") for name in template.names()}


def sample_records(workspace: Workspace, feature: Feature) -> list[tuple[int, str]]:
    """The latest records of a ledger to look at a template with."""
    from app.kernel.filters import equals
    from app.ledgers import browse

    store = workspace.store
    ids = list(browse.ids(store, feature, equals("voided", False), "", feature.ledger.order))[:30]
    rows = browse.rows(store, feature, ids)
    key = feature.ledger.key
    found = []
    for one in ids:
        record = rows[one]
        called = str(record.get(key) or "") if key else f"第{one}号"
        found.append((one, f"{called} {record.get('enterprise_name') or record.get('name') or ''}".strip()))
    return found


def wording_sample(
    workspace: Workspace, version: Version, text: str, wanted: Offered, record: int, control: Control
) -> Drawn:
    """What a wording prints: with a record's values, else with the names of the values. Raises Refusal by line."""
    from app.papers import issuing, templates

    store = workspace.store
    reworded = templates.reworded(version, text)
    known: dict[str, Filling] = {}
    with store.read() as connection:
        known |= office_values(connection)
    if wanted.feature is not None and wanted.kind is not None and record:
        try:
            draft = issuing.draft(store, wanted.feature, wanted.kind, record, variant=version.variant)
            known |= dict(draft.values)
        except Refusal:
            record = 0  # the wording in force does not fill: the names stand for the values
    control.check()
    template = replace(reworded.template)
    if record:
        values: dict[str, Filling] = {**dict.fromkeys(template.names(), ""), **known}
    else:
        values = whole(template, known, named=True)
    pdf, _paper = issuing.pages(fill(template, values, draft=False))
    return Drawn(pdf, reworded)
