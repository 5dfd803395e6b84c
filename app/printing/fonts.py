"""The faces of paper: which face draws which character, and how wide it is.

A missing glyph prints silently as a box, so every character is looked up in a chain of faces. Five roles
are known: ``fangsong`` (body), ``title`` (小标宋), ``song``, ``hei`` and ``kai``. The office's own faces come
first where they are installed; ``SAFETY_LEDGER_FONTS=bundled`` or ``book(bundled=True)`` forces the shipped
ones, which draw the same on every machine.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfbase.ttfonts import TTFontFace

Role = Literal["fangsong", "title", "song", "hei", "kai"]
ROLES: tuple[Role, ...] = get_args(Role)

FOLDER = Path(__file__).parents[2] / "resources" / "fonts"
SWITCH = "SAFETY_LEDGER_FONTS"

BUNDLED: dict[Role, tuple[str, str]] = {
    "fangsong": ("朱雀仿宋", "LXGWZhuqueFangsong-Regular.ttf"),
    "title": ("思源宋体 粗体", "NotoSerifSC-Bold.ttf"),
    "song": ("思源宋体", "NotoSerifSC-Regular.ttf"),
    "hei": ("思源黑体", "NotoSansSC-Regular.ttf"),
    "kai": ("文鼎PL简中楷", "gkai00mp.ttf"),
}
"""Role -> (name for the clerk, file in resources/fonts)."""

OFFICE: dict[Role, tuple[tuple[str, str], ...]] = {
    "fangsong": (("仿宋_GB2312", "simfang_gb2312.ttf"), ("仿宋_GB2312", "仿宋_GB2312.ttf"),
                 ("仿宋", "simfang.ttf")),
    "title": (("方正小标宋简体", "FZXBSJW.TTF"), ("方正小标宋简体", "方正小标宋简体.ttf")),
    "song": (("宋体", "simsun.ttc"),),
    "hei": (("黑体", "simhei.ttf"),),
    "kai": (("楷体_GB2312", "楷体_GB2312.ttf"), ("楷体", "simkai.ttf")),
}  # fmt: skip
"""Role -> (name, file) as the fonts folder of Windows has them, the best first."""

ONE_EM = frozenset("“”‘’—…·")
"""Drawn one em wide in Chinese text, whatever the face says."""

LATIN_END = "\u0250"
"""Digits and Latin letters lie below."""

_LATIN: dict[Role, Role] = {"fangsong": "song"}
"""Zhuque's digits are old style and narrow; with the bundled set the body takes them from 宋体."""


def not_drawn(character: str) -> bool:
    """A control or format character (line break, zero-width blank): it leaves no mark on paper."""
    return unicodedata.category(character) in {"Cc", "Cf"}


@dataclass(frozen=True)
class Face:
    """One font file. Opening it is put off until a character is asked for."""

    name: str
    path: Path

    @cached_property
    def font(self) -> TTFontFace:
        """The parsed file, for measuring and embedding."""
        from reportlab.pdfbase.ttfonts import TTFontFace

        return TTFontFace(str(self.path))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character the file has a glyph for."""
        return frozenset(map(chr, self.font.charToGlyph))

    def natural_width(self, character: str) -> float:
        """Width of the glyph in thousandths of an em."""
        return float(self.font.charWidths.get(ord(character), self.font.defaultWidth))


@dataclass(frozen=True)
class Substitution:
    """A face the rules name and the one that stands in for it on this machine."""

    role: Role
    wanted: str
    used: str


class Widths(dict[str, float]):
    """Character -> width in thousandths of an em for one role; filled as characters appear."""

    def __init__(self, book: FontBook, role: Role) -> None:
        super().__init__()
        self._book, self._role = book, role

    def __missing__(self, character: str) -> float:
        """Measure a character that was not met before."""
        if character == "\t":
            return self[" "]
        face = self._book.face(character, self._role)
        if not_drawn(character):
            width = 0.0
        else:
            width = 1000.0 if character in ONE_EM else face.natural_width(character)
        self[character] = width
        return width


class FontBook:
    """The five faces of one machine and the fallback between them."""

    def __init__(self, faces: dict[Role, Face], latin: dict[Role, Role]) -> None:
        self.faces = faces
        self._latin = latin
        self._plain: dict[Role, frozenset[str]] = {}
        self._chosen: dict[tuple[Role, str], Face] = {}
        self.widths: dict[Role, Widths] = {role: Widths(self, role) for role in ROLES}

    def chain(self, role: Role, character: str) -> Iterator[Face]:
        """The faces to try for a character, in order."""
        if character < LATIN_END and role in self._latin:
            yield self.faces[self._latin[role]]
        yield self.faces[role]
        for other in ("song", "hei", "fangsong", "kai", "title"):
            if other != role:
                yield self.faces[other]

    def face(self, character: str, role: Role) -> Face:
        """The face that draws a character in a role; the role's own face where none has it."""
        found = self._chosen.get((role, character))
        if found is None:
            found = self._choose(character, role)
            self._chosen[role, character] = found
        return found

    def _choose(self, character: str, role: Role) -> Face:
        able = (face for face in self.chain(role, character) if character in face.characters)
        if character in ONE_EM and (role, character) != ("title", "—"):  # there a thin dash would look wrong
            candidates = list(able)
            square = (face for face in candidates if face.natural_width(character) == 1000)
            return next(square, candidates[0] if candidates else self.faces[role])
        return next(able, self.faces[role])

    def plain(self, role: Role) -> frozenset[str]:
        """The characters that a role's own face draws as they are: texts of these alone need no runs."""
        if role not in self._plain:
            own = self.faces[role]
            able = own.characters - ONE_EM
            lower = "" if role not in self._latin else LATIN_END
            self._plain[role] = frozenset(
                one for one in able if lower <= one <= "\uffff" and not not_drawn(one)
            )
        return self._plain[role]

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters that no face has, each once, in their order."""
        return tuple(
            character
            for character in dict.fromkeys(text)
            if not not_drawn(character)
            and not any(character in face.characters for face in self.chain("song", character))
        )

    def runs(self, text: str, role: Role) -> list[tuple[Face, str]]:
        """The text cut where the face changes; the one-em marks stand in runs of their own."""
        if not text:
            return []
        if self.plain(role).issuperset(text):
            return [(self.faces[role], text)]
        kept = "".join(one for one in text.replace("\t", " ") if not not_drawn(one))
        parts = groupby(kept, lambda one: (self.face(one, role), one in ONE_EM))
        return [(face, "".join(part)) for (face, _), part in parts]

    def width(self, text: str, role: Role, size: float) -> float:
        """Width in pt of a text on one line at a size in pt."""
        return sum(map(self.widths[role].__getitem__, text)) * size / 1000

    def substitutions(self) -> tuple[Substitution, ...]:
        """Where the face named by the rules is not the one used: for the record kept with a paper."""
        return tuple(
            Substitution(role, OFFICE[role][0][0], self.faces[role].name)
            for role in ROLES
            if self.faces[role].name != OFFICE[role][0][0]
        )


def office_folders() -> tuple[Path, ...]:
    """Where Windows, or the user, keeps fonts."""
    local = os.environ.get("LOCALAPPDATA")
    windows = os.environ.get("WINDIR")
    folders = [Path(windows) / "Fonts"] if windows else []
    if local:
        folders.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    return tuple(folders)


def _installed(role: Role, folders: tuple[Path, ...]) -> Face | None:
    from reportlab.pdfbase.ttfonts import TTFError

    for name, file in OFFICE[role]:
        for folder in folders:
            face = Face(name, folder / file)
            if not face.path.is_file():
                continue
            try:
                face.characters  # noqa: B018 -- opens the file: damaged or not to be embedded shows here
            except (TTFError, OSError):
                continue
            return face
    return None


def make_book(folders: tuple[Path, ...]) -> FontBook:
    """A book that prefers the office's faces found in these folders; none given means the bundled set."""
    faces: dict[Role, Face] = {}
    for role, (name, file) in BUNDLED.items():
        faces[role] = _installed(role, folders) or Face(name, FOLDER / file)
    own_fangsong = faces["fangsong"].name != BUNDLED["fangsong"][0]
    return FontBook(faces, {} if own_fangsong else _LATIN)


@lru_cache(maxsize=2)
def _book(bundled: bool) -> FontBook:
    return make_book(() if bundled else office_folders())


def book(*, bundled: bool | None = None) -> FontBook:
    """The faces to print with. ``None`` asks the environment variable ``SAFETY_LEDGER_FONTS``."""
    return _book(os.environ.get(SWITCH) == "bundled" if bundled is None else bundled)


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of a text that no face on this machine can print."""
    return book().missing(text)


def runs(text: str, role: Role) -> list[tuple[Face, str]]:
    """The text cut into runs of one face each."""
    return book().runs(text, role)


def width(text: str, role: Role, size: float) -> float:
    """Width in pt of a text on one line at a size in pt."""
    return book().width(text, role, size)
