"""`danvan export`: a clean Word file for those who review in Word, which can come back."""

from __future__ import annotations

import io
import re
from collections import Counter

import docx
import pytest
from PIL import Image

from danvan.collection import read_collection
from danvan.desk.exporting import ExportError, find_story
from support.projects import ROOT, copy_project, danvan, files
from support.wordfiles import converted

STORY = "kinh-te/bo-do-ga-tho-phay"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(
        tmp_path_factory.mktemp("xuat") / "du-an", "exemplars", "docs", "mkdocs.yml"
    )


@pytest.fixture(scope="module")
def exported(project):
    done = danvan(project, "export", "bo-do-ga-tho-phay", "--docx")
    assert (done.returncode, done.stderr) == (0, "")
    return project / "bo-do-ga-tho-phay.docx"


def story(project, address=STORY):
    collection, _ = read_collection(project)
    return find_story(collection, address)


def words(text):
    return Counter(re.findall(r"\w+", text))


def test_all_that_a_story_says_is_in_the_word_file(project, exported):
    told = story(project)
    document = docx.Document(exported)
    text = "\n".join(element.text or "" for element in document.element.iter("{*}t"))
    facts = (told.title, told.name, told.unit, told.ward, told.author, told.summary, told.body)
    captions = [part for photo in told.photos for part in (photo.caption, photo.credit)]
    numbers = {"1": 1, "2": 1, "3": 1}  # Word counts the items of the list itself
    assert words("\n".join((*facts, *captions))) - words(text) == numbers
    styles = [p.style.name for p in document.paragraphs if p.text]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 4
    assert document.tables[0].cell(0, 0).text == "Chỉ số"


def test_photos_are_small_and_say_nothing_of_where_they_were_taken(project, exported):
    blobs = [
        part.blob
        for part in docx.Document(exported).part.package.iter_parts()
        if part.content_type == "image/jpeg"
    ]
    assert len(blobs) == len(story(project).photos)
    for blob in blobs:
        with Image.open(io.BytesIO(blob)) as image:
            assert max(image.size) <= 1600
            assert not image.getexif()


def test_libreoffice_opens_it_and_saves_the_same_words(exported, tmp_path):
    again = docx.Document(converted(exported, tmp_path / "lai.docx"))
    first = "\n".join(p.text for p in docx.Document(exported).paragraphs)
    assert words("\n".join(p.text for p in again.paragraphs)) == words(first)


def test_the_same_story_gives_the_same_bytes_and_nothing_is_overwritten(project, exported):
    before = exported.read_bytes()
    refused = danvan(project, "export", STORY, "--docx")
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    assert danvan(project, "export", STORY, "--docx", "--overwrite").returncode == 0
    assert exported.read_bytes() == before


def test_a_reviewed_file_comes_back_to_its_story(tmp_path):
    project = copy_project(tmp_path / "du-an", "exemplars", "docs", "mkdocs.yml")
    file = tmp_path / "duyet.docx"
    danvan(project, "export", STORY, "--docx", "-o", str(file))
    before, kept = story(project), files(project / "exemplars" / STORY)
    document = docx.Document(file)
    document.paragraphs[0].runs[0].text = "Một tiêu đề đã sửa"
    next(p for p in document.paragraphs if "Ngày 18/4/2022" in p.text).add_run(" Câu thêm.")
    document.save(str(file))
    assert danvan(project, "import", str(file)).returncode == 1
    done = danvan(project, "import", str(file), "--update")
    assert (done.returncode, done.stderr) == (0, "")
    after = story(project)
    assert after.title == "Một tiêu đề đã sửa"
    assert words(after.body) - words(before.body) == words("Câu thêm")
    facts = ("name", "unit", "ward", "year", "author", "state", "consent", "summary", "sample")
    assert [getattr(after, n) for n in facts] == [getattr(before, n) for n in facts]
    assert [(p.digest, p.caption, p.credit, p.focus) for p in after.photos] == [
        (p.digest, p.caption, p.credit, p.focus) for p in before.photos
    ]
    now = files(project / "exemplars" / STORY)
    assert {name for name in now if now[name] != kept.get(name)} == {"guong.md", ".nguon.json"}


def test_the_whole_book_is_one_file(project):
    done = danvan(project, "export", "--book", "--docx", "-o", "sach.docx")
    collection, _ = read_collection(project)
    public = collection.visible(preview=False)
    assert f"Đã xuất {len(public)} bài" in done.stdout
    text = "\n".join(p.text for p in docx.Document(project / "sach.docx").paragraphs)
    assert all(exemplar.title in text for exemplar in public)
    drafts = [e.title for e in collection.exemplars if not e.public]
    assert drafts
    assert not any(title in text for title in drafts)


def test_a_footnote_is_a_footnote_and_numbers_begin_anew(tmp_path):
    project = copy_project(tmp_path / "du-an", "exemplars", "docs", "mkdocs.yml")
    path = project / "exemplars" / STORY / "guong.md"
    lists = "\n\n1. Một\n2. Hai\n\nGiữa[^1]\n\n1. Ba\n\n[^1]: Theo sổ tay.\n"
    path.write_text(path.read_text("utf-8") + lists, "utf-8")
    danvan(project, "export", STORY, "--docx", "-o", "bai.docx")
    document = docx.Document(project / "bai.docx")
    assert "footnoteReference" in document.element.xml
    again = docx.Document(converted(project / "bai.docx", tmp_path / "lai.docx"))
    notes = next(p for p in again.part.package.iter_parts() if "/footnotes" in p.partname)
    assert "Theo sổ tay." in notes.blob.decode()
    lists = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert len(set(lists)) == 3  # the story's own, and two that follow each other


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bo do ga tho fay", "Có phải là “bo-do-ga-tho-phay”?"),
        ("xyz", "Không có bài nào tên là “xyz”"),
        ("b", "bài hợp với “b”"),
    ],
)
def test_a_name_that_is_none_or_several_is_told(name, told):
    collection, _ = read_collection(ROOT)
    with pytest.raises(ExportError, match=re.escape(told)):
        find_story(collection, name)


@pytest.mark.parametrize("arguments", [[], ["--docx"], ["bo-do-ga"], ["a", "--book", "--docx"]])
def test_wrong_use_says_what_to_write(project, arguments):
    done = danvan(project, "export", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "danvan export --book --docx" in done.stderr
