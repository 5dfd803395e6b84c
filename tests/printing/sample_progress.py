"""The 2023 progress table with made-up figures, as a grid: what the printing tests draw."""

from __future__ import annotations

from app.printing.grid import Cell, Grid, Margins

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("总体情况", (
        "企业自查发现的\n重大事故隐患（个）", "企业自查发现重大事故隐患中\n已完成整改的（个）",
        "部门检查发现的\n重大事故隐患（个）", "部门检查发现重大事故隐患中\n已完成整改的（个）",
        "政府挂牌督办的\n重大事故隐患（个）", "挂牌督办重大事故隐患中\n已完成整改的（个）",
    )),
    ("对企业自查自改进行抽查检查情况", (
        "部门抽查检查的企业总数（家）", "企业主要负责人未按要求\n亲自研究排查整治工作（家）",
        "企业主要负责人\n未带队检查（家）", "企业未制定\n分管负责人职责清单（家）",
        "企业未依法建立安全管理机构和配足安全管理人员（家）", "电焊等特种作业岗位\n人员无证上岗作业（家）",
        "外包外租安全管理混乱（家）", "未按规定开展应急演练、\n员工不熟悉逃生出口（家）",
        "安全教育培训走过场（家）", "制度措施不落实（家）",
    )),
    ("部门精准严格执法情况", (
        "帮扶指导重点县（个次）", "帮扶指导重点企业（家次）", "行政处罚（次，万元）",
        "企业和企业主要负责人\n“一案双罚”（次）", "移送司法机关（人）", "责令停产整顿（家）",
        "曝光、约谈、联合惩戒\n企业（家）", "公布典型执法案例（个），其中危险作业罪案例（个）",
        "责任倒查\n追责问责（人）", "约谈通报\n有关地区及部门（次）",
    )),
    ("党委政府组织领导情况", (
        "党政主要负责同志分别组织专题学习安全生产十五条措施和“八抓20条”创新措施（次）",
        "党政主要\n负责同志分别专题研究（次）", "主要负责同志\n分别现场督导检查（次）",
        "安委会成员单位\n负责同志分别到企业宣讲（次）", "举报奖励（万元），其中\n匿名举报查实奖励（万元）",
        "是否在省级主流媒体\n播放安全生产专题栏目", "市县两级配备专兼职\n技术检查员数量（人）",
        "组织开展考核巡查\n督导检查（次）",
    )),
)  # fmt: skip

WORDS = {
    "行政处罚（次，万元）": "3次\n2.5万元",
    "公布典型执法案例（个），其中危险作业罪案例（个）": "4，1",
    "举报奖励（万元），其中\n匿名举报查实奖励（万元）": "1.25，0.3",
    "是否在省级主流媒体\n播放安全生产专题栏目": "是",
    "党政主要\n负责同志分别专题研究（次）": "党委2，\n政府3",
}
"""Values that are more than a number."""


def progress_grid(*, foot: bool = False) -> Grid:
    """Seventeen rows: section | no | label | value | no | label | value."""
    cells: list[Cell] = []
    row = 0
    for section, labels in SECTIONS:
        cells.append(Cell(row, 0, section, row_span=len(labels) // 2, role="hei"))
        for number, label in enumerate(labels):
            column = 1 + 3 * (number % 2)
            at = row + number // 2
            figure = (number * 7 + row * 3) % 23 if number % 5 else number * 1234 % 2000
            word = WORDS.get(label)
            cells += [
                Cell(at, column, str(number + 1), number=number + 1),
                Cell(at, column + 1, label, size=11),
                Cell(at, column + 2, word or str(figure), number=None if word else figure),
            ]
        row += len(labels) // 2
    return Grid(
        title_lines=("历城区重大事故隐患专项排查整治", "2023行动进展情况调度表"),
        left_line="填报单位（盖章）：全福街道安委会办公室" if foot else "",
        right_line="时间：2023年6月30日",
        margins=Margins(top=24, bottom=18, left=20, right=20),
        column_widths_mm=(15, 8, 53.5, 16, 8, 53.5, 16),
        row_heights_mm=(12.2,) * 17,
        cells=tuple(cells),
        foot_left="填表人：龚挈珎 李堃喆" if foot else "",
        foot_middle="审核人：王犇" if foot else "",
        foot_right="联系电话：0531-88888888" if foot else "",
    )
