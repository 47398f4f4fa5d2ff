"""How letters and paragraphs of a Word file look, styles and defaults considered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from .blocks import ListItem
from .markup import number, value_of

Look = dict[str, Any]
"""What is set, by name: font, bold, italic, hidden, raised, size; align, outline, list, level."""
_OFF = ("0", "false", "off", "none")
_THEME, _NUMBERING = "/theme", "/numbering"
_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify"}


class Looks:
    """Answers for one file."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        styles = part._styles_part.element  # noqa: SLF001 - reading, not editing
        self._styles = {
            style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))
        }
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._defaults = self._of_letters(defaults)
        self._known: dict[str, Look] = {}
        self._plain = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            "",
        )

    def paragraph(self, properties: Any) -> Look:
        """Return the look of a paragraph with `properties` (w:pPr), its letters' too."""
        style = value_of(properties, "w:pStyle") or self._plain
        look = self._defaults | self._of_style(style) | self._of_paragraph(properties)
        return look | {"style": self._name(style)}

    def letters(self, properties: Any, paragraph: Look) -> Look:
        """Return the look of letters with `properties` (w:rPr) in a paragraph of the given look."""
        style = value_of(properties, "w:rStyle")
        return paragraph | (self._of_style(style) if style else {}) | self._of_letters(properties)

    def item(self, look: Look) -> ListItem | None:
        """Return the place in a list that the look of a paragraph gives it."""
        key = look.get("list")
        if not key or key == "0":
            return None
        level = look.get("level", 0)
        formats = self._lists.get(key, {})
        form = formats.get(level, "bullet")
        return None if form == "none" else ListItem(level, form != "bullet", key)

    def _of_style(self, style: str) -> Look:
        if style not in self._known:
            self._known[style] = {}  # styles based on themselves end here
            element = self._styles.get(style)
            if element is not None:
                base = value_of(element, "w:basedOn")
                self._known[style] = (
                    (self._of_style(base) if base else {})
                    | self._of_letters(element.find(qn("w:rPr")))
                    | self._of_paragraph(element.find(qn("w:pPr")))
                )
        return self._known[style]

    def _name(self, style: str) -> str:
        element = self._styles.get(style)
        return (value_of(element, "w:name") or style).lower()

    def _of_letters(self, properties: Any) -> Look:
        if properties is None:
            return {}
        found: Look = {}
        if (fonts := properties.find(qn("w:rFonts"))) is not None and (font := self._font(fonts)):
            found["font"] = font
        for name, tag in (("bold", "w:b"), ("italic", "w:i"), ("hidden", "w:vanish")):
            if (element := properties.find(qn(tag))) is not None:
                found[name] = element.get(qn("w:val"), "1") not in _OFF
        if position := value_of(properties, "w:vertAlign"):
            found["raised"] = {"superscript": "sup", "subscript": "sub"}.get(position, "")
        if size := number(value_of(properties, "w:sz")):
            found["size"] = size / 2
        return found

    def _of_paragraph(self, properties: Any) -> Look:
        if properties is None:
            return {}
        found: Look = {}
        if align := value_of(properties, "w:jc"):
            found["align"] = _ALIGNED.get(align, "left")
        if outline := value_of(properties, "w:outlineLvl"):
            found["outline"] = (number(outline, 9) + 1) % 10
        if (numbering := properties.find(qn("w:numPr"))) is not None:
            found["list"] = value_of(numbering, "w:numId") or found.get("list", "")
            found["level"] = min(8, number(value_of(numbering, "w:ilvl")))
        return found

    def _font(self, fonts: Any) -> str:
        # Vietnamese letters beyond ASCII are set in the hAnsi font (ECMA-376-1, 17.3.2.26).
        for side in ("hAnsi", "ascii"):
            if name := fonts.get(qn(f"w:{side}")):
                return str(name)
            if theme := fonts.get(qn(f"w:{side}Theme")):
                return self._theme.get("major" if "major" in theme else "minor", "")
        return ""

    @cached_property
    def _theme(self) -> Mapping[str, str]:
        element = self._related(_THEME)
        if element is None:
            return {}
        faces = {
            name: element.find(f".//{qn(f'a:{name}Font')}/{qn('a:latin')}")
            for name in ("major", "minor")
        }
        return {name: face.get("typeface", "") for name, face in faces.items() if face is not None}

    @cached_property
    def _lists(self) -> Mapping[str, Mapping[int, str]]:
        """Return the number format of each level of each list."""
        element = self._related(_NUMBERING)
        if element is None:
            return {}
        abstract = {
            one.get(qn("w:abstractNumId")): {
                number(level.get(qn("w:ilvl"), "0")): value_of(level, "w:numFmt")
                for level in one.findall(qn("w:lvl"))
            }
            for one in element.findall(qn("w:abstractNum"))
        }
        return {
            one.get(qn("w:numId")): abstract.get(value_of(one, "w:abstractNumId"), {})
            for one in element.findall(qn("w:num"))
        }

    def _related(self, kind: str) -> Any:
        for relation in self._part.rels.values():
            if relation.reltype.endswith(kind) and not relation.is_external:
                return parse_xml(relation.target_part.blob)
        return None
