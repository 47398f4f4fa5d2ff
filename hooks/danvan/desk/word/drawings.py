"""Take pictures, text boxes and diagrams out of the drawings of a Word file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from .blocks import Block, Paragraph, Picture, Span
from .markup import clean, inside

_VML = "{urn:schemas-microsoft-com:vml}"
_PICTURES = frozenset([qn("a:blip"), f"{_VML}imagedata", f"{_VML}fill"])
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif"}
_PLAIN_GRAPHICS = ("/picture", "Shape", "Group", "Canvas")

CHART = "Có biểu đồ không nhập được: chụp lại thành ảnh rồi thêm vào bài. Chữ trong đó: “{text}”"
LINKED = "Có ảnh chỉ ghi đường dẫn ({where}), không nằm trong tệp: xin lại ảnh ấy."
LOST = "Có ảnh không còn trong tệp Word: xin lại ảnh ấy."


@dataclass
class Found:
    """What a drawing holds."""

    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_drawing(drawing: Any, relations: Any, blocks: Callable[[Any], Iterator[Block]]) -> Found:
    """Return what a drawing holds; `blocks` reads the contents of a text box."""
    found = Found()
    for element in inside(drawing):
        if element.tag == qn("w:txbxContent"):
            found.boxes += [
                replace(block, boxed=True) if isinstance(block, Paragraph) else block
                for block in blocks(element)
            ]
        elif element.tag in _PICTURES:
            _picture(element, relations, found)
        elif element.tag == f"{_VML}textpath" and element.get("string"):
            found.boxes.append(Paragraph((Span(clean(element.get("string"))),), boxed=True))
        elif _is_graphic(element):
            _graphic(element, relations, found)
    return found


def _is_graphic(element: Any) -> bool:
    """Tell whether an element is something that is drawn by rules of its own, such as a chart."""
    plain = str(element.get("uri", "")).endswith(_PLAIN_GRAPHICS)
    return element.tag == qn("a:graphicData") and not plain


def _picture(element: Any, relations: Any, found: Found) -> None:
    key = element.get(qn("r:embed")) or element.get(qn("r:id"))
    outside = element.get(qn("r:link"))
    relation = relations.get(key) or relations.get(outside)
    if relation is None:
        if key or outside:
            found.remarks.append(LOST)
    elif relation.is_external:
        found.remarks.append(LINKED.format(where=clean(relation.target_ref)))
    else:
        part = relation.target_part
        suffix = PurePosixPath(part.partname).suffix.lower()
        suffix = _SUFFIXES.get(part.content_type, suffix)
        if suffix in {"", ".xml", ".rels"}:
            found.remarks.append(LOST)
        else:
            found.pictures.append(Picture(part.blob, suffix))


def _graphic(graphic: Any, relations: Any, found: Found) -> None:
    """Keep the words of a diagram in the text, and those of a chart in a remark."""
    for element in graphic.iter("{*}relIds", "{*}chart"):
        key = element.get(qn("r:dm")) or element.get(qn("r:id"))
        relation = relations.get(key)
        if relation is None or relation.is_external:
            continue
        root = parse_xml(relation.target_part.blob)
        texts = [clean("".join(one.itertext(qn("a:t")))) for one in root.iter(qn("a:p"))]
        if element.get(qn("r:dm")):
            found.boxes += [Paragraph((Span(text),)) for text in texts if text.strip()]
            return
        texts += [clean(one.text or "") for one in root.iter("{*}v")]
        told = " · ".join(dict.fromkeys(filter(str.strip, texts)))
        found.remarks.append(CHART.format(text=told))
        return
    found.remarks.append(CHART.format(text="…"))
