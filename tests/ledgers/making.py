"""Values for any field, drawn with a dice or by hypothesis, as they come back from the ledger."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood, read_text

WORDS = ("电焊作业区", "Ａ栋东侧", "配电箱A-3", "b座_二层", "50%负荷", "车间\\仓库", "消防通道", "a仓")
PEOPLE = ("李某", "王某某", "赵某")
FIRST = date(2023, 1, 1)


def value_of(field: Field, dice: random.Random) -> Value:
    """A value of the field's kind."""
    match field.kind:
        case Kind.DAY:
            return FIRST + timedelta(days=dice.randrange(200))
        case Kind.INT:
            return dice.choice((0, 1, 2, 12, 120))
        case Kind.MONEY:
            return Decimal(
                dice.choice(("0", "0.5", "1.2", "3", "12.000001" if field.unit == "万元" else "0.01"))
            )
        case Kind.YES_NO:
            return dice.random() < 0.5
        case Kind.SEVERAL | Kind.ENTERPRISES:
            among = field.choices or (PEOPLE if field.kind is Kind.SEVERAL else ("甲某公司", "乙某公司"))
            return tuple(dice.sample(among, dice.randint(1, 2)))
        case Kind.ONE:
            return dice.choice(field.choices or ("东柳社区", "清泉社区"))
        case Kind.ENTERPRISE:
            return dice.choice(("济南甲某有限公司", "济南乙某有限公司"))
        case _:
            return dice.choice(WORDS)


_SIGNS = "安全生产隐患整改企业街道0123456789ABCxyz（）“”，。；=+-@<>&'\"#_%￥"


def _texts(most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet=_SIGNS, min_size=1, max_size=most)


def values_for(field: Field) -> st.SearchStrategy[Value]:
    """Values that a file may bring for the field: what is read from their own words is the value itself."""
    found: st.SearchStrategy[Value]
    match field.kind:
        case Kind.DAY:
            found = st.dates(date(2000, 1, 1), date(2050, 12, 31))
        case Kind.INT:
            found = st.integers(0, 10**9)
        case Kind.MONEY:
            most = 10**12
            scale = -6 if field.unit == "万元" else -2
            found = st.integers(0, most).map(lambda cents: Decimal(cents).scaleb(scale))
        case Kind.YES_NO:
            found = st.booleans()
        case Kind.SEVERAL if field.choices:
            found = st.lists(st.sampled_from(field.choices), min_size=1, max_size=4, unique=True).map(tuple)
        case Kind.SEVERAL:
            found = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True).map(tuple)
        case Kind.ENTERPRISES:
            firms = ("济南甲某有限公司", "济南乙某有限公司", "历城区丙某商店")
            found = st.lists(st.sampled_from(firms), min_size=1, max_size=3, unique=True).map(tuple)
        case Kind.ENTERPRISE:
            found = st.sampled_from(("济南甲某有限公司", "济南乙某有限公司", "历城区丙某商店"))
        case Kind.ONE if field.choices:
            found = st.sampled_from(field.choices)
        case Kind.PARAGRAPH:
            found = st.one_of(_texts(40), st.tuples(_texts(8), _texts(8)).map("\n".join))
        case _:
            found = _texts(12)
    return found.filter(lambda value: _stays(field, value))


def _stays(field: Field, value: Value) -> bool:
    """Blank words, other words for a choice and the like do not come back as they were."""
    if not isinstance(value, str):
        return True
    if value.strip("\"'″〃”") == "":
        return False  # in a table these signs mean: as above
    if value[:1] == "'":
        return False  # an apostrophe at the head of a cell guards what would be a formula; it is no text
    try:
        return read_text(field, value) == value
    except NotUnderstood:
        return False
