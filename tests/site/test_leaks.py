"""Nothing that is not public is in any file of a release: site, PDFs and press files."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from support.builders import ARTICLE, Project, photo_list, scene, staff_page
from support.built_site import unpacked
from support.projects import copy_project, mkdocs_build

PROGRAM = ("docs", "hooks", "overrides", "mkdocs.yml")
STATES = ("đăng ký", "đã gửi", "đã chọn", "đã duyệt", "gỡ")
PLACES = (
    *(f"bai{number}" for number in range(len(STATES))),
    "exif",
    "gps",
    "xmp",
    "png",
    "ghichu",
    "binhluan",
    "dinhnghia",
    "donvi",
    "linhvuc",
    "mkdocs",
    "word",
    "vanban",
    "nhatky",
    "trangviet",
)
SECRET = (255, 0, 255)
"""The colour of photos that nobody may see: no other picture has it."""


def canary(place: str) -> str:
    return f"zqk{place}kqz"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A built site and its press files, from a project with a canary in every private place."""
    root = copy_project(tmp_path_factory.mktemp("ro-ri") / "du-an", *PROGRAM)
    project = Project(root)
    _plant_stories(project)
    _plant_notes(project)
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("enabled: không", "enabled: có", 1)
    settings.write_text(f"# Điện thoại ban biên tập: {canary('mkdocs')}\n{text}", "utf-8")
    site = root / "site"
    done = mkdocs_build(root, site, DANVAN_PRESS=str(root / "press"))
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def _plant_stories(project: Project) -> None:
    for number, state in enumerate(STATES):
        word, slug = canary(f"bai{number}"), f"kin-{number}"
        more = {"ngày_gỡ": "05/3/2024", "lý_do_gỡ": "Theo đề nghị."} if state == "gỡ" else {}
        told = dict.fromkeys(("tiêu_đề", "tên", "đơn_vị", "phường", "tác_giả", "tóm_tắt"), word)
        photos = photo_list({"tệp": f"{word}.png", "chú thích": word, "người chụp": word})
        project.exemplar(
            slug, **told, **more, trạng_thái=state, đồng_ý_đăng="không", ảnh=photos, body=word
        )
        project.write(f"exemplars/kinh-te/{slug}/{word}.png", _secret_picture(number))
    listed = photo_list({"tệp": "a.jpg", "chú thích": "Ảnh thường."}, "b.png")
    notes = f"{ARTICLE}\n<!-- {canary('binhluan')} -->\n\n[//]: # ({canary('dinhnghia')})\n"
    path = project.exemplar("hien", ảnh=listed, body=notes)
    text = path.read_text("utf-8").replace("---\n", f"---\n# – {canary('ghichu')}\n", 1)
    path.write_text(text, "utf-8")
    project.write("exemplars/kinh-te/hien/a.jpg", _told_of_photo())
    project.write("exemplars/kinh-te/hien/b.png", _told_of_drawing())


def _plant_notes(project: Project) -> None:
    field = staff_page({"tên": "Kinh tế", "thứ tự": 1}, "Giới thiệu.")
    told = field.replace("---\n", f"---\n# {canary('linhvuc')}\n", 1)
    project.write("exemplars/kinh-te/linh-vuc.md", f"{told}\n<!-- {canary('linhvuc')} -->\n")
    unit = f"# 0912 345 678, chị {canary('donvi')}\n- tên: Hội LHPN phường Mễ Trì\n"
    project.write("exemplars/don-vi.yml", unit)
    for suffix, place in (("docx", "word"), ("txt", "vanban")):
        project.write(f"exemplars/kinh-te/hien/{canary(place)}.{suffix}", canary(place))
    project.write("nhat-ky.md", canary("nhatky"))
    note = f"<!-- {canary('trangviet')} -->"
    home = staff_page({"tiêu đề": "Trang thử", "tóm tắt": "Thử."}, note)
    project.write("docs/index.md", home)


def _secret_picture(number: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1500 + number, 1000), SECRET).save(buffer, "PNG")
    return buffer.getvalue()


def _told_of_photo() -> bytes:
    """Return a photo whose every kind of note holds a canary."""
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x8298] = canary("exif")
    exif.get_ifd(0x8825)[29] = canary("gps")
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{canary('xmp')}</x:xmpmeta>".encode()
    scene(1600, 1000).save(buffer, "JPEG", exif=exif, xmp=xmp, comment=canary("exif").encode())
    return buffer.getvalue()


def _told_of_drawing() -> bytes:
    buffer, notes = io.BytesIO(), PngInfo()
    notes.add_text("Comment", canary("png"), zip=True)
    scene(900, 1200).save(buffer, "PNG", pnginfo=notes)
    return buffer.getvalue()


def _files(root) -> Iterator[tuple[object, bytes]]:
    for folder in ("site", "press"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                yield path, unpacked(path)


@pytest.fixture(scope="module")
def files(release):
    return list(_files(release))


@pytest.mark.parametrize("place", PLACES)
def test_no_file_holds_what_stands_there(files, place):
    word = canary(place)
    forms = (word.encode(), word.encode("utf-16-be"), word.encode().hex().encode())
    assert len(files) > 100
    for path, data in files:
        assert word not in str(path)
        assert not [form for form in forms if form in data], path


def test_what_is_public_would_be_found(files):
    word = "Bài hien".encode()
    assert [path for path, data in files if word in data and str(path).endswith(".html")]
    title = "Bài hien".encode("utf-16-be").hex().encode()
    assert [path for path, data in files if title in data.lower() and str(path).endswith(".pdf")]


def test_no_picture_shows_what_nobody_may_see(release):
    seen = 0
    for path in sorted((release / "site").rglob("*.*")):
        if path.suffix in (".jpg", ".avif"):
            with Image.open(path) as image:
                assert not _is_secret(image), path
            seen += 1
    assert seen > 10


def test_no_picture_in_a_pdf_shows_it(release):
    printed = list((release / "press").glob("*.pdf"))
    assert len(printed) >= 4
    for path in (*(release / "site").rglob("*.pdf"), *printed):
        with pikepdf.open(path) as book:
            for picture in filter(_is_picture, book.objects):
                assert not _is_secret(pikepdf.PdfImage(picture).as_pil_image()), path


def _is_picture(thing: pikepdf.Object) -> bool:
    is_image = isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    return is_image and thing.get("/ColorSpace") in ("/DeviceRGB", "/DeviceCMYK")


def _is_secret(image: Image.Image) -> bool:
    """Tell whether most of a picture has the secret colour, or what printing inks make of it."""
    red, green, blue = np.moveaxis(np.asarray(image.convert("RGB"), dtype=int), 2, 0)
    return bool(np.mean((red - green > 90) & (blue - green > 60)) > 0.5)
