"""The sample office: sixty firms, four hundred hazards and all that belongs to them, over half a year; invented."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.bootstrap import Workspace, name_office, sample_clock
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Kind
from app.ledgers import browse
from app.ledgers.writing import Writing
from app.masterdata.settings import Office, write_setting
from app.paths import RESOURCES
from app.sample_cases import set_up

FIRST, LAST = date(2023, 3, 1), date(2023, 8, 31)
FIRMS, HAZARDS = 60, 400
_SEED = 20230531


def fill(workspace: Workspace) -> None:
    """Fill an empty store; from then on its program lives on the last day of the sample's half-year.

    Raises Refusal where the store holds records already.
    """
    if browse.count(workspace.store, workspace.feature("enterprises")):
        raise Refusal("这份数据里已有企业，不能再放入示例。请换一个空的数据文件夹。")
    words = tomllib.loads((RESOURCES / "sample" / "office.toml").read_text(encoding="utf-8"))
    office = Office(
        words["name"],
        "街道",
        words["district"],
        words["prefix"],
        words["reporter"],
        words["reviewer"],
        words["telephone"],
    )
    name_office(workspace, office, tuple(words["communities"]))
    photos = _photos(workspace)
    with workspace.store.write() as connection:
        write_setting(connection, "sample_day", LAST.isoformat())
        writing = Writing(workspace.store, connection, "sample", "建立示例街道")
        _Maker(workspace, writing, words, photos).make()
        writing.change("示例街道已建立")
    workspace.store.clock = sample_clock(workspace.store)


def _photos(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Photos before and after for some kinds of hazard, by what is written of it."""
    from app.masterdata.files import take_in
    from app.sample_pictures import SCENES, draw

    found: dict[str, tuple[str, str]] = {}
    for place, scene in enumerate(SCENES, start=1):
        taken = [
            take_in(workspace.store, draw(scene, after=after), f"现场{place}{word}.jpg", photo=True)
            for after, word in ((False, "整改前"), (True, "整改后"))
        ]
        found[scene] = (taken[0].hash, taken[1].hash)
    return found


class _Maker:
    """Makes the records with a dice that always falls the same."""

    def __init__(
        self,
        workspace: Workspace,
        writing: Writing,
        words: dict[str, Any],
        photos: dict[str, tuple[str, str]],
    ) -> None:
        self.workspace = workspace
        self.writing = writing
        self.words = words
        self.photos = photos
        self.dice = random.Random(_SEED)  # noqa: S311  a dice for samples
        self.firms: list[str] = []
        self.ids: dict[str, int] = {}

    def make(self) -> None:
        """Everything, in the order it refers to each other."""
        self.add("enterprises", [self.firm(place) for place in range(FIRMS)])
        self.add("inspections", [self.inspection() for _ in range(90)])
        self.add("hazards", self.photographed([self.hazard() for _ in range(HAZARDS)]))
        self.add("supervision", self.supervisions())
        self.add("assistance", [self.visit() for _ in range(18)])
        self.add("enforcement", [self.penalty() for _ in range(34)])
        self.add("activities", [self.activity() for _ in range(30)])
        self.add("rewards", [self.reward() for _ in range(9)])
        self.add("inspectors", [self.inspector() for _ in range(8)])
        set_up(self.workspace, self.writing, self.ids)

    def add(self, ledger: str, rows: list[Record]) -> None:
        """Write the rows of a ledger, in the order of their days, and learn new list words."""
        feature = self.workspace.feature(ledger)
        day = feature.ledger.day
        rows.sort(key=lambda row: str(row.get(day) or ""))
        self.writing.new_words(feature, rows)
        ids = self.writing.add(feature, rows)
        if ledger == "enterprises":
            for one, row in zip(ids, rows, strict=True):
                name = str(row["name"])
                self.firms.append(name)
                self.ids[name] = one
                self.writing.firms.add(one, name)

    def person(self) -> str:
        """An obviously invented name."""
        return str(self.dice.choice(self.words["surnames"])) + self.dice.choice(("某", "某某"))

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        """A day in the half-year."""
        return first + timedelta(days=self.dice.randrange((last - first).days + 1))

    def one_of(self, ledger: str, name: str, *, weights: tuple[int, ...] = ()) -> str:
        """A choice of a field, weighted."""
        choices = self.workspace.feature(ledger).ledger[name].choices
        return str(self.dice.choices(choices, weights or None)[0])

    def firm(self, place: int) -> Record:
        """A firm's file; a few lack something, as in life."""
        core, industry, sector, form = self.words["firms"][place % len(self.words["firms"])]
        name = f"济南{core}{form}" if place < len(self.words["firms"]) else f"济南清河{core}{form}"
        person, phone = self.person(), f"13{self.dice.randrange(10**9):09d}"
        row: Record = {
            "name": name,
            "code": self.code(place),
            "kind": "企业" if form else "个体工商户",
            "industry": industry,
            "sector": sector,
            "community": self.words["communities"][place % len(self.words["communities"])],
            "community_officer": self.person(),
            "department": self.words["departments"][place % 5],
            "department_officer": self.person(),
            "address": f"历城区清泉路{self.dice.randrange(1, 300)}号",
            "principal": person,
            "principal_phone": phone,
            "safety_director": self.person(),
            "headcount": self.dice.choice((6, 12, 18, 25, 40, 66, 120, 260)),
            "size": self.dice.choices(("大型", "中型", "小型", "微型"), (1, 6, 20, 33))[0],
            "risk": self.dice.choices(("重大", "较大", "一般", "低"), (2, 9, 24, 25))[0],
            "high_risk": sector == "危险化学品",
            "standing": self.dice.choices(("在营", "停产"), (28, 1))[0],
        }
        if place % 17 == 16:
            row["code"] = None
        if place % 29 == 28:
            row["community"] = None
        return row

    def code(self, place: int) -> str:
        """A social credit code with a right check digit; the organisation in it does not exist."""
        from stdnum.cn import uscc

        stem = f"91370112MA3{place:02d}TEX{self.dice.randrange(10)}"[:17]
        return stem + str(uscc.calc_check_digit(stem))

    def hazard(self) -> Record:
        """A hazard somewhere on its way from finding to closure."""
        text, category, place, measure = self.dice.choice(self.words["hazards"])
        found = self.day()
        major = self.dice.random() < 0.14
        now = self.dice.random() < 0.3
        due = found if now else found + timedelta(days=self.dice.choice((7, 10, 15, 30)))
        row: Record = {
            "enterprise_name": self.dice.choice(self.firms),
            "source": self.dice.choices(
                ("企业自查", "部门检查", "群众举报", "职工查保促", "督查巡查", "上级交办"),
                (45, 42, 4, 4, 3, 2),
            )[0],
            "found_on": found,
            "description": text,
            "level": "重大" if major else "一般",
            "inspectors": tuple(dict.fromkeys((self.person(), self.person()))),
            "place": place,
            "category": tuple(category.split("、")),
            "treatment": "立查立改" if now else "限期整改",
            "owner": self.person(),
            "measures": measure,
            "fund": Decimal(self.dice.randrange(1, 40)) / 10,
            "due_on": due,
            "plan": "现场处置方案已制定",
        }
        self.progress(row, found, due)
        return row

    def photographed(self, rows: list[Record]) -> list[Record]:
        """The newest hazard of some kinds has photos: one that is put right before and after, an open one before."""
        newest = sorted(rows, key=lambda row: str(row["found_on"]), reverse=True)
        for text, (before, after) in self.photos.items():
            mine = [row for row in newest if row["description"] == text]
            done = next((row for row in mine if row.get("rectified_on")), None)
            still = next((row for row in mine if not row.get("rectified_on")), None)
            if done is not None:
                done.update(photos_before=(before,), photos_after=(after,))
            if still is not None:
                still["photos_before"] = (before,)
        return rows

    def progress(self, row: Record, found: date, due: date) -> None:
        """How far it has come by the last day of the sample."""
        age = (LAST - found).days
        pace = self.dice.random()
        if age > 35 and pace < 0.4 and self.dice.random() < 0.85:
            pace = 1.0
        if pace < 0.08 or age < 3:
            return
        row["started"] = True
        done = min(due + timedelta(days=self.dice.choice((-3, -1, 0, 0, 2, 5))), LAST)
        if pace < 0.2 or done < found:
            return
        row["rectified_on"], row["situation"] = done, "已按要求整改"
        recheck = done + timedelta(days=self.dice.randrange(1, 5))
        if pace < 0.26 or recheck > LAST:
            return
        failed = pace < 0.3
        row.update(rechecker=self.person(), recheck_on=recheck, recheck_result="不合格" if failed else "合格")
        closed = recheck + timedelta(days=self.dice.randrange(4))
        if not failed and pace > 0.36 and closed <= LAST:
            row.update(closed_on=closed, principal_signature=self.person(), director_signature=self.person())

    def supervisions(self) -> list[Record]:
        """Some of the major hazards are listed."""
        feature = self.workspace.feature("hazards")
        table = feature.model.__table__
        query = table.select().where(table.c.level == "重大").order_by(table.c.id)
        rows: list[Record] = []
        for place, hazard in enumerate(self.writing.connection.execute(query).mappings()):
            if place % 3 == 2:
                continue
            listed = min(hazard["found_on"] + timedelta(days=2), LAST)
            row: Record = {
                "hazard_number": hazard["number"],
                "rank": self.dice.choices(("省", "市", "区县", "街道", "部门"), (1, 3, 8, 14, 4))[0],
                "body": self.words["departments"][0],
                "document_number": f"清安委办〔2023〕{place + 1}号",
                "listed_on": listed,
                "matter": hazard["description"],
                "due_on": listed + timedelta(days=30),
                "delisted_on": hazard["closed_on"],
            }
            rows.append(row)
        return rows

    def inspection(self) -> Record:
        """A visit with its findings."""
        feature = self.workspace.feature("inspections")
        ticks = [field.name for field in feature.ledger.fields if field.kind is Kind.YES_NO]
        row: Record = {
            "enterprise_name": self.dice.choice(self.firms),
            "inspected_on": self.day(),
            "kind": self.dice.choices(("抽查", "专项检查", "日常检查", "双随机", "复查"), (60, 14, 14, 7, 5))[
                0
            ],
            "department": self.dice.choice(self.words["departments"]),
            "inspectors": tuple(dict.fromkeys((self.person(), self.person()))),
            "situation": "查看现场，查阅资料，询问从业人员。",
        }
        row.update({name: True for name in ticks if self.dice.random() < 0.18})
        return row

    def visit(self) -> Record:
        """A visit to help."""
        row: Record = {
            "day": self.day(),
            "target": "重点企业",
            "enterprise_names": tuple(self.dice.sample(self.firms, self.dice.randrange(1, 4))),
            "department": self.dice.choice(self.words["departments"]),
            "people": tuple(dict.fromkeys((self.person(), self.person()))),
            "content": "讲解重大事故隐患判定标准，指导自查自改。",
        }
        if self.dice.random() < 0.25:
            row.update(
                target="重点地区",
                enterprise_names=(),
                areas=("工业园片区", "北岭片区")[: self.dice.randrange(1, 3)],
            )
        return row

    def penalty(self) -> Record:
        """Something the law was applied to."""
        kind = self.one_of("enforcement", "kind", weights=(14, 1, 3, 1, 3, 6, 1, 3, 1, 1))
        row: Record = {
            "kind": kind,
            "enterprise_name": self.dice.choice(self.firms),
            "day": self.day(),
            "department": self.words["departments"][4],
            "document_number": f"济历应急罚〔2023〕{self.dice.randrange(1, 200)}号",
            "cause": "未按规定排查治理事故隐患",
        }
        if kind == "行政处罚":
            row["enterprise_fine"] = Decimal(self.dice.choice((0, 1, 2, 3, 5)))
            row["principal_fine"] = Decimal(self.dice.choice(("0", "0", "0.5", "1.2")))
        if kind in ("移送司法机关", "责任倒查问责"):
            row["people"] = self.dice.randrange(1, 3)
        if kind == "公布典型案例":
            row["dangerous_operation"] = self.dice.random() < 0.4
        if kind in ("责任倒查问责", "约谈通报地区部门"):
            row.pop("enterprise_name")
        return row

    def activity(self) -> Record:
        """What the leaders did."""
        kind = self.one_of("activities", "kind", weights=(6, 6, 8, 4, 4, 1))
        bodies = self.workspace.feature("activities").ledger["bodies"].choices
        joint = self.dice.random() < 0.3
        return {
            "kind": kind,
            "bodies": tuple(bodies[:2]) if joint else (self.dice.choice(bodies[:3]),),
            "day": self.day(),
            "content": "学习安全生产十五条措施" if kind == "专题学习" else "研究部署重大事故隐患排查整治",
            "place": "街道会议室",
            "attendance": self.dice.randrange(8, 60),
        }

    def reward(self) -> Record:
        """Money for a tip-off."""
        return {
            "day": self.day(),
            "amount": Decimal(self.dice.choice((500, 1000, 2000, 3000))),
            "naming": self.dice.choice(("实名", "匿名")),
            "matter": "举报占用疏散通道，经查属实",
            "tip_off_number": f"JB-2023-{self.dice.randrange(1, 99):04d}",
        }

    def inspector(self) -> Record:
        """A technical inspector in post."""
        took = self.day(date(2022, 6, 1), date(2023, 6, 30))
        left = took + timedelta(days=200) if self.dice.random() < 0.2 else None
        row: Record = {
            "name": self.person(),
            "post": self.dice.choice(("专职", "兼职")),
            "unit": self.words["departments"][0],
            "took_office_on": took,
        }
        if left and left <= LAST:
            row["left_on"] = left
        return row
