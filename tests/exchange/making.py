"""Small files for the tests of reading, some of them hostile."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{dimension}<sheetData>{rows}</sheetData></worksheet>"
)


def raw_xlsx(path: Path, rows: str, *, dimension: str = "", more: Mapping[str, bytes] | None = None) -> Path:
    """A workbook written part by part, so that it may say what no program would write."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        package.writestr("xl/workbook.xml", _BOOK)
        package.writestr(
            "xl/_rels/workbook.xml.rels", _RELS.format(kind="worksheet", target="worksheets/sheet1.xml")
        )
        package.writestr("xl/worksheets/sheet1.xml", _SHEET.format(rows=rows, dimension=dimension))
        for name, content in (more or {}).items():
            package.writestr(name, content)
    return path


def xlsx(
    path: Path, rows: Iterable[Sequence[Any]], *, merged: Sequence[str] = (), title: str = "表一"
) -> Path:
    """An ordinary workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of whatever."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """The shell of an old Office file: the mark at its head and the names of its streams."""
    names = b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names.ljust(2048, b"\0")


def old_xls() -> bytes:
    """A workbook of 1997: 单位名称, 发现日期, 资金; two rows; 说明 merged over three columns in row 5."""
    return zlib.decompress(base64.b85decode(_OLD))


_OLD = """
c-rk)TWpj?6h8CszwN)Jmu;bd1<Q)k3vEe}SZfqpXi-q1N?Wf@ptOH4u<bUzB-BJ*L=vMk5qZ!D5<^lF6BEUl=!3WRjR%bq!vjW>
LeikYht*(|#P;_)=bvr2n{BdN(0JLiIseR@xt*DFo&EZ&{HfFL7hR$_xR*RM>-Z=mhNghNXv0rrXxgmfI8m~bhJO{z=#ph<LVjK#
%RCckY1wA!G7bMd*h?Y&hABWhs2}AZjZ!MG5*ib`UNUoLlN^^Ur1xL?{_MZmk9&ZL?4SKT+y63PHZTX63(Rvv0ObP<fXjg^fQ6zH
M5}<SfwusQfNOwjfwuySf$KCMx9O7c4%9aQOEj$vWqI27{H5TtAjJ$XeVp?Ji(F)X2^w+MoD{vd3~ZwT){TbtU`OEZg6+aXyJ8+D
prl(-Q*;W{TzXHapU8KsXdj@S0<~JBpET-)_c8gdmv1id{EuYLw?f$rJ^W6z{53HGMVYFB+9^oAbO3&^7bA-39NX6mGJ>r`ZId1z
bz{BN3-*RBsXgL{L-54S7}HNfs5Q_-^srDGsMyS=akk3`?S6Z(Jy>k!(;2qOQ9xT&Ute2QXXlg{;W+*31Y!(+BEWRsN$A&-qZ=vG
>3>Hb$K55m=L&axB%WTr2)%L<`o=}*zJzpdlpiae&oeIFTx5LNJpH7BL1A*Z^oKoC=7%$+EC`!YE)Qo)xgzX!_KQIsgBrGS<bV}j
v3p)Vj;$1alga`TwTvmcN>6jpi0qY}G9nxtn4{<;A{MvMvIv{?=QxT*M-+mPHKFS9t*7Fj{caetp!ycVjP)C==MUN^AuCfBRjtjt
n{rwrqo|&5K07pRuj_{SH;$b@;URVBNbs@Wn^Adc4_8d`nN&kocMVP3t^@Jvkm%*LuDzPuRpi(s4&tCi-<WP3?63-f^P(@*rNP0{
b*laaPBj~AcH#!u4du)Fek@nju=eWZnxeXWLJ!Z2jyA9)s8St4&!o9gW>m=cMHw3nwnv5bl6*_%=KoMv8dEQut4Hd}W9p~j9DU%5
L|O)Rt5mDAGmcK~pQ?+NidxZQ(Q|TaQm<Hf`lPw8Taz!R50>HA^-9;}sXU>n1T-T7&5WbXNa7K_TDPUpQgbZ>Ekn1IjATAOMM&WD
tfYez25$TrgGcfhL&lhT2H#?y@c+EQEgqYz`%Fn;SZ<$5OQE$2Bc^31Q~C}1i5_K%Ms~W=j96NKxjT<Mk!nel%t)EgeGz|xWXzx}
na6XOm-~$Z`Y^+dXhipkbU1Cwle0xP0CYq7yRF!TR5St1N<Mc~$gVtDZVu_U4A%{~T@P^1w!61uFf<hE8V>9@++ha;_uO68(tf}W
25q^W?Y&)HwKtNxD%S%n8D<?4)lIN2O&xpdm+MVE{&!ATR8jiDMHa`K+DRyV!7Rv~I?rv>SJ$KS-C>>chIQV1T<6L^&bT=&&j}6K
{R5+igQW9X?yuHsM<Ko*zVdp>UC(~6V(T~i{7f+}e0ky2rZxVPZ{Ylu*WYbqbB&|5={!B^di^nHd_)^ILqPY}>i+tew*%kRwt<1i
?ZKhmQ2)X^;``mQX)~qap9wef{V)0x=R*?BVVw$VAN2%wAEZObxS5YbDf3?-j@#8UCxv(Q#muOmXu!UGc;PgGhl5Mn-xKo&Pi79=
(ylo_)r9wey=3`u;7axVzh1x9-SFK^BRGE_-W)9ZUC@FqkqJ|V@m>jmvN)9K{k<vN|LwqYbNe@9hYsPv77a{|pV}pyzZCd(`u`t+
KLH|sDIx
""".replace("\n", "")
