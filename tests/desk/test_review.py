"""`danvan stage`, `danvan review`: rounds of approval, and what changed since one."""

from __future__ import annotations

import re
import shutil
import subprocess

import docx
import pypdf
import pytest
import yaml

from danvan.collection import read_collection
from danvan.desk.approval import changed_after_approval
from danvan.desk.reviewing.comparing import changes_between, paragraphs
from danvan.desk.reviewing.wording import changed_paragraphs, changed_words
from support.pictures import photo
from support.projects import danvan
from support.stories import Story, write_field, write_story

PUBLIC = {"trạng thái": "đã duyệt", "đồng ý đăng": "có"}
SETTINGS = """site_name: Sách
extra:
  # Thiết lập sách
  book:
    title: Sách   # tên
    stage: bản thảo 1   # bước
    years: 2014 – 2024
  other:
    stage: khác
"""


def git(project, *arguments):
    command = ["git", "-c", "user.name=Lan", "-c", "user.email=l@x", *arguments]
    subprocess.run(command, cwd=project, check=True, capture_output=True)


def save(project, message="Sửa"):
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", message)


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "du-an"
    write_field(root, "kinh-te", "Kinh tế", 1)
    write_field(root, "van-hoa-xa-hoi", "Văn hoá – xã hội", 2)
    draw = {
        "1.jpg": lambda path, seed: photo(seed, (300, 200)).save(path),
        "2.jpg": lambda path, seed: photo(seed + 50, (300, 200)).save(path),
    }
    for number in range(3):
        story = Story(f"bai-{number}", f"Bài số {number}", facts=PUBLIC, photos=draw)
        write_story(root, story, number)
    (root / "docs").mkdir()
    (root / "docs" / "loi-noi-dau.md").write_text("---\ntiêu đề: Lời nói đầu\n---\nKính thưa.\n")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (root / ".gitignore").write_text(".cache\nra\n")
    git(root, "init", "-q")
    save(root, "Bản đầu")
    return root


def file_of(project, number, area="kinh-te"):
    return project / "exemplars" / area / f"bai-{number}" / "guong.md"


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# --- the stage -----------------------------------------------------------------------------------


def test_the_stage_is_shown_and_changed_and_nothing_else(project):
    assert danvan(project, "stage").stdout == "Sách đang ở bước: bản thảo 1\n"
    done = danvan(project, "stage", "Ban-thao-2")
    assert (done.returncode, done.stderr) == (0, "")
    told = (project / "mkdocs.yml").read_text("utf-8")
    assert told == SETTINGS.replace("stage: bản thảo 1   #", "stage: bản thảo 2   #")


def test_a_stage_is_added_where_there_is_none(project):
    settings = SETTINGS.replace("    stage: bản thảo 1   # bước\n", "")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    danvan(project, "stage", "maket")
    told = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))
    assert told["extra"]["book"]["stage"] == "maket"
    assert told["extra"]["other"]["stage"] == "khác"


def test_an_unknown_stage_changes_nothing(project):
    done = danvan(project, "stage", "maquet")
    assert done.returncode == 2
    assert "Có phải là “maket”?" in done.stderr
    assert (project / "mkdocs.yml").read_text("utf-8") == SETTINGS


# --- rounds --------------------------------------------------------------------------------------


def test_a_round_is_a_tag_of_what_is_saved(project):
    done = danvan(project, "review", "start", "1")
    assert (done.returncode, done.stderr) == (0, "")
    told = subprocess.run(
        ["git", "tag", "-n", "--list", "duyet-lan-1"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "Bản thảo trình duyệt lần 1" in told


def test_rounds_that_would_not_be_what_was_submitted_are_refused(project, tmp_path):
    edit(file_of(project, 0), "Bài số 0", "Bài số không")
    unsaved = danvan(project, "review", "start", "1")
    assert unsaved.returncode == 2
    assert "Còn 1 tệp chưa lưu vào git: exemplars/kinh-te/bai-0/guong.md" in unsaved.stderr
    save(project)
    assert "Chưa ghi lần duyệt 1" in danvan(project, "review", "start", "2").stderr
    assert danvan(project, "review", "start", "1").returncode == 0
    again = danvan(project, "review", "start", "1")
    assert "danvan review start 2" in again.stderr
    assert "danvan stage" in danvan(project, "review", "start", "2").stdout  # still “bản thảo 1”
    shutil.copytree(project / "exemplars", tmp_path / "khong-git" / "exemplars")
    assert "chưa dùng git" in danvan(tmp_path / "khong-git", "review", "start", "1").stderr


def test_without_a_round_there_is_nothing_to_compare_with(project):
    assert "danvan review start 1" in danvan(project, "review", "changes").stderr
    danvan(project, "review", "start", "1")
    assert "Đã có: lần 1" in danvan(project, "review", "changes", "2").stderr


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Cả ngõ hoà thuận", "Cả ngõ hòa thuận", "Cả ngõ <del>hoà</del><ins>hòa</ins> thuận"),
        ("có 42 hộ", "có 1.042 hộ", "có <del>42</del><ins>1.042</ins> hộ"),
        ("Bà Hoa đi họp", "Bà Hoa đi họp sớm", "Bà Hoa đi họp<ins> sớm</ins>"),
        ("một hai ba bốn", "một bốn", "một <del>hai ba </del>bốn"),
        ("a x b y c", "a m b n c", "a <del>x</del><ins>m</ins> b <del>y</del><ins>n</ins> c"),
        ("rất sạch đẹp", "thật gọn gàng", "<del>rất sạch đẹp</del><ins>thật gọn gàng</ins>"),
        ("<b> & c", "<b> & d", "&lt;b&gt; &amp; <del>c</del><ins>d</ins>"),
    ],
)
def test_changes_are_whole_vietnamese_words(old, new, marked):
    assert "".join(piece.html for piece in changed_words(old, new)) == marked


def test_both_versions_can_be_read_out_of_the_marks():
    old = "Sáng ấy, cô ra sân trường cùng học trò; nhặt lá, tưới hoa."
    new = "Chiều ấy cô giáo ra sân cùng các học trò, nhặt lá và tưới hoa."
    pieces = changed_words(old, new)
    assert "".join(p.text for p in pieces if p.change != "ins") == old
    assert "".join(p.text for p in pieces if p.change != "del") == new


def test_paragraphs_are_paired_with_what_they_were():
    old = ["Đoạn một nói về ngõ.", "Đoạn hai nói về hoa.", "Đoạn ba bị bỏ hẳn."]
    new = ["Đoạn một nói về ngõ.", "Một câu mới chen vào.", "Đoạn hai nói về hoa hồng."]
    lines = ["".join(p.html for p in line) for line in changed_paragraphs(old, new)]
    assert lines == [
        "Đoạn một nói về ngõ.",
        "<ins>Một câu mới chen vào.</ins>",
        "Đoạn hai nói về hoa<ins> hồng</ins>.",
        "<del>Đoạn ba bị bỏ hẳn.</del>",
    ]


def test_markdown_is_compared_as_it_is_read():
    text = "## Kết quả\n\nCả **ngõ** sạch,\n[xem](a.md).\n\n- một\n- hai\n\n"
    body = f"{text}| A | B |\n|---|---|\n| 1 | 2 |"
    wanted = ["Kết quả", "Cả ngõ sạch, xem.", "– một", "– hai", "A | B", "1 | 2"]
    assert paragraphs(body) == wanted


# --- the list of changes -------------------------------------------------------------------------


@pytest.fixture
def changed(project):
    """A project in which everything changed since round 1 that can change."""
    danvan(project, "review", "start", "1")
    edit(file_of(project, 0), "Nghe trước, nói sau", "Nghe trước, nói sau cùng")
    edit(file_of(project, 0), "Một buổi làm việc ở bai-0.", "Buổi ra quân ở bai-0.")
    photo(90, (300, 200)).save(file_of(project, 0).parent / "2.jpg")
    shutil.rmtree(file_of(project, 1).parent)
    shutil.move(file_of(project, 2).parent, project / "exemplars/van-hoa-xa-hoi/bai-2")
    write_story(project, Story("bai-9", "Bài hoàn toàn mới", facts=PUBLIC), 9)
    edit(project / "docs/loi-noi-dau.md", "Kính thưa", "Kính thưa bạn đọc")
    return project


def test_every_story_tells_what_became_of_it(changed):
    done = danvan(changed, "review", "changes", "-o", "ra")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 bài mới, 3 bài đã sửa, 1 bài đã bỏ.\n")
    page = (changed / "ra/thay-doi-tu-lan-duyet-1.html").read_text("utf-8")
    for told in (
        "Nghe trước, nói sau<ins> cùng</ins>",
        "<del>Một buổi làm việc</del><ins>Buổi ra quân</ins>",
        "Thay tệp ảnh",
        "Chuyển từ kinh-te/bai-2/ sang van-hoa-xa-hoi/bai-2/",
        "<ins>Bài hoàn toàn mới</ins>",
        "<del>Bài số 1</del>",
        "Kính thưa<ins> bạn đọc</ins>",
    ):
        assert told in page
    assert "Tổ họp ba buổi" not in page.split("Bài số 0")[1].split("<h2>")[0]  # did not change


def test_word_file_and_pdf_show_the_same_marks(changed):
    danvan(changed, "review", "changes", "1", "-o", "ra")
    document = docx.Document(changed / "ra/thay-doi-tu-lan-duyet-1.docx")
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    added = {run.text.strip() for run in runs if run.font.underline}
    removed = {run.text.strip() for run in runs if run.font.strike}
    assert {"cùng", "Buổi ra quân", "bạn đọc"} <= added
    assert "Một buổi làm việc" in removed
    reader = pypdf.PdfReader(changed / "ra/thay-doi-tu-lan-duyet-1.pdf")
    text = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    assert "Nghe trước, nói sau cùng" in text
    assert "1 bài mới, 3 bài đã sửa, 1 bài đã bỏ." in text


def test_nothing_changed_is_told(project):
    danvan(project, "review", "start", "1")
    done = danvan(project, "review", "changes", "--format", "html", "-o", "ra")
    assert done.stdout.startswith("Không có gì thay đổi.\n")
    assert [path.suffix for path in (project / "ra").iterdir()] == [".html"]


def test_order_of_photos_and_layout_alone_are_told(project):
    before, _ = read_collection(project)
    text = file_of(project, 0).read_text("utf-8")
    first, second = re.findall(r" *- tệp: .*\n(?:    .*\n)+", text)
    edited = text.replace(first + second, second + first).replace("Nghe trước", "**Nghe** trước")
    copy = project.parent / "sau"
    shutil.copytree(project, copy)
    file_of(copy, 0).write_text(edited, "utf-8")
    (change,) = changes_between(before, read_collection(copy)[0])
    assert [fact.name for fact in change.photos] == ["Đổi thứ tự ảnh"]
    assert change.notes == ("Chỉ đổi cách trình bày (đậm, nghiêng, danh sách), chữ giữ nguyên.",)


# --- approval ------------------------------------------------------------------------------------


def after_approval(project):
    return changed_after_approval(read_collection(project)[0])


def test_an_approved_story_that_is_edited_shows_until_it_is_approved_again(project):
    assert after_approval(project) == frozenset()
    edit(file_of(project, 0), "Nghe trước", "Luôn nghe trước")
    assert after_approval(project) == {"kinh-te/bai-0/"}  # saved or not
    save(project)
    assert after_approval(project) == {"kinh-te/bai-0/"}
    assert "Bài đã sửa sau khi duyệt." in danvan(project, "check").stdout
    assert "đã sửa sau khi duyệt" in danvan(project, "progress").stdout
    edit(
        file_of(project, 0), "trạng thái: đã duyệt", "trạng thái: đã duyệt\nngày duyệt: 05/10/2023"
    )
    assert after_approval(project) == frozenset()
    save(project)
    assert after_approval(project) == frozenset()
    edit(file_of(project, 0), "Luôn nghe", "Vẫn nghe")
    assert after_approval(project) == {"kinh-te/bai-0/"}


def test_going_back_a_step_and_forward_is_a_new_approval(project):
    path = file_of(project, 0)
    edit(path, "trạng thái: đã duyệt", "trạng thái: đã chọn")
    edit(path, "Nghe trước", "Luôn nghe trước")
    save(project)
    edit(path, "trạng thái: đã chọn", "trạng thái: đã duyệt")
    save(project)
    assert after_approval(project) == frozenset()


def test_what_does_not_change_the_story_does_not_change_its_approval(project):
    path = file_of(project, 0)
    edit(path, "đồng ý đăng: có", "đồng ý đăng: không   # hỏi lại\ntrong sách: không")
    path.write_text(path.read_text("utf-8").replace("\n", "\r\n"), "utf-8", newline="")
    save(project)
    assert after_approval(project) == frozenset()


def test_an_edit_that_is_taken_back_leaves_the_approval(project):
    edit(file_of(project, 0), "Nghe trước", "Luôn nghe trước")
    save(project)
    edit(file_of(project, 0), "Luôn nghe trước", "Nghe trước")
    assert after_approval(project) == frozenset()


def test_another_photo_under_the_same_name_counts(project):
    photo(91, (300, 200)).save(file_of(project, 1).parent / "1.jpg")
    assert after_approval(project) == {"kinh-te/bai-1/"}
    save(project)
    assert after_approval(project) == {"kinh-te/bai-1/"}
    (file_of(project, 2).parent / "khac.jpg").write_bytes(b"not listed")
    assert "kinh-te/bai-2/" not in after_approval(project)


def test_a_project_inside_a_larger_repository_is_read_too(tmp_path):
    root = tmp_path / "kho" / "trang"
    write_field(root, "kinh-te", "Kinh tế", 1)
    write_story(root, Story("bai-0", "Bài số 0", facts=PUBLIC), 1)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    git(tmp_path / "kho", "init", "-q")
    save(tmp_path / "kho")
    danvan(root, "review", "start", "1")
    edit(file_of(root, 0), "Nghe trước", "Luôn nghe trước")
    assert after_approval(root) == {"kinh-te/bai-0/"}
    done = danvan(root, "review", "changes", "--format", "html", "-o", str(tmp_path / "ra"))
    assert done.stdout.startswith("1 bài đã sửa.")
