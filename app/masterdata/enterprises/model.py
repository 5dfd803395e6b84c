"""企业: a production or business unit as the office keeps it on file; every other ledger refers to it."""

from __future__ import annotations

from sqlalchemy import Column

from app.masterdata.enterprises import words
from app.masterdata.enterprises.rules import tidy_name
from app.masterdata.uscc import check_code, normalise_code
from app.masterdata.words import listed
from app.store.base import Base, LedgerRecord
from app.store.columns import integer, one, paragraph, several, text, yes_no
from app.store.types import Names


class Enterprise(LedgerRecord, Base):
    """A firm, a shop, an institution: whatever answers for safety under one name and one code."""

    __tablename__ = "enterprises"

    name = text(
        "单位名称",
        required=True,
        search=True,
        index=True,
        width=240,
        normalise=tidy_name,
        hint="营业执照上的全称",
        aliases=listed(
            "企业名称 企业 单位 名称 公司名称 生产经营单位 生产经营单位名称 单位全称 企业全称 经营单位 "
            "商户名称 门店名称 场所名称 企业（单位）名称"
        ),
    )
    code = text(
        "统一社会信用代码",
        search=True,
        index=True,
        width=190,
        whole=True,
        check=check_code,
        normalise=normalise_code,
        hint="18位，最后一位是校验位",
        aliases=listed(
            "社会信用代码 信用代码 统一信用代码 信用代码证号 统一代码 组织机构代码 营业执照号 工商注册号"
        ),
    )
    kind = one(
        "单位类别",
        dictionary="单位类别",
        synonyms=words.KIND_WORDS,
        aliases=listed("单位类型 企业类型 企业类别 单位性质 企业性质 主体类型 市场主体类型"),
    )
    industry = one(
        "行业门类",
        choices=words.INDUSTRIES,
        synonyms=words.INDUSTRY_WORDS,
        width=160,
        hint="国民经济行业分类（GB/T 4754-2017）的20个门类",
        aliases=listed("国民经济行业 国民经济行业分类 行业大类 行业代码 所属行业门类"),
    )
    sector = one(
        "监管行业领域",
        dictionary="监管行业领域",
        synonyms=words.SECTOR_WORDS,
        width=120,
        aliases=listed(
            "行业 行业领域 所属行业 行业分类 行业类别 行业类型 监管行业 监管领域 监管分类 行业监管领域"
        ),
    )
    community = one(
        "所属社区",
        dictionary="社区",
        required=True,
        search=True,
        index=True,
        width=120,
        aliases=listed(
            "社区 所在社区 社区名称 所属村居 村居 所在村居 村（居） 所属村（社区） 属地社区 所属区域 所在区域 片区"
        ),
    )
    grid = text(
        "所属网格", dictionary="网格", width=110, aliases=listed("网格 网格号 网格编号 所在网格 网格名称")
    )
    community_officer = text(
        "属地监管责任人",
        width=130,
        aliases=listed("属地责任人 社区责任人 包保责任人 网格员 网格监管员 属地包保人"),
    )
    department = text(
        "行业主管部门",
        dictionary="部门",
        width=160,
        aliases=listed("主管部门 监管部门 行业监管部门 行业部门"),
    )
    department_officer = text(
        "部门监管责任人", width=130, aliases=listed("部门责任人 行业监管责任人 监管责任人 部门包保人")
    )
    registered_address = text("注册地址", width=240, aliases=listed("登记地址 住所 工商注册地址 企业住所"))
    address = text(
        "生产经营地址",
        search=True,
        width=240,
        aliases=listed(
            "地址 单位地址 企业地址 经营地址 详细地址 生产地址 实际地址 实际经营地址 所在地址 经营场所 具体地址"
        ),
    )
    scope = paragraph("生产经营范围", aliases=listed("经营范围 主营业务 经营项目 主要产品"))
    principal = text(
        "主要负责人",
        search=True,
        width=100,
        aliases=listed(
            "负责人 法人 法定代表人 法人代表 法人或负责人 企业负责人 单位负责人 法定代表人（负责人） "
            "法人（负责人） 负责人姓名 经营者 法人姓名"
        ),
    )
    principal_phone = text(
        "主要负责人电话",
        search=True,
        width=130,
        aliases=listed(
            "负责人电话 法人电话 手机 手机号 手机号码 负责人手机 负责人联系电话 负责人联系方式 法人联系电话"
        ),
    )
    safety_director = text(
        "安全总监",
        search=True,
        width=100,
        hint="没有安全总监的，填分管安全的负责人",
        aliases=listed("分管安全负责人 分管负责人 安全分管负责人"),
    )
    safety_staff = text(
        "安全管理人员",
        width=120,
        aliases=listed("安全员 专职安全员 安管人员 安全负责人 安全管理员 联系人"),
    )
    phone = text(
        "联系电话",
        search=True,
        width=130,
        aliases=listed("电话 电话号码 联系方式 单位电话 固定电话 联系人电话"),
    )
    headcount = integer(
        "从业人员数",
        unit="人",
        width=100,
        aliases=listed(
            "职工人数 从业人数 员工人数 员工数 职工数 人数 从业人员 从业人员人数 职工总数 在职人数"
        ),
    )
    size = one(
        "企业规模",
        choices=words.SIZES,
        synonyms=words.SIZE_WORDS,
        hint="统计上大中小微型企业划分办法（2017）；规上、规下另写在备注里",
        aliases=listed("规模 规模类型 单位规模 企业规模类型 规模划型"),
    )
    risk = one(
        "风险等级",
        choices=words.RISKS,
        synonyms=words.RISK_WORDS,
        tones=words.RISK_TONES,
        hint="重大、较大、一般、低，依次对应红、橙、黄、蓝",
        aliases=listed("风险级别 安全风险等级 风险分级 风险 风险类别 红橙黄蓝 四色等级 风险颜色"),
    )
    high_risk = yes_no(
        "是否高危行业", width=110, aliases=listed("高危 是否高危 高危行业 高危企业 是否属于高危行业")
    )
    projects = several(
        "重点监管项目",
        dictionary="重点监管项目",
        synonyms=words.PROJECT_WORDS,
        width=180,
        aliases=listed("监管项目 重点项目 涉及重点事项 重点监管事项 危险因素"),
    )
    standing = one(
        "经营状态",
        dictionary="经营状态",
        synonyms=words.STANDING_WORDS,
        tones=words.STANDING_TONES,
        width=90,
        aliases=listed("状态 企业状态 生产经营状态 经营情况 生产状态 营业状态"),
    )
    remark = paragraph("备注", search=True, aliases=listed("说明 其他"))

    former_names = Column(Names, nullable=True)
