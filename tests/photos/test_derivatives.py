"""Each photo becomes whole pictures and crops, exact in size, bare of metadata, made once."""

from __future__ import annotations

import json
import os
import random
import struct
from pathlib import Path

import pytest
from PIL import Image

from danvan.collection import Focus, Photo, imagefiles, messages
from danvan.collection.imagefiles import BadImageError, ImageFacts, inspect_all
from danvan.collection.messages import Message
from danvan.photos import derivatives as recipe
from danvan.photos import make_derivatives
from danvan.photos.derivatives import derivatives_key, load, make, modern_name
from support.builders import encoded, heic_bytes, huge_png, jpeg_bytes, scene


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def made(tmp_path):
    """Return a function that makes the derivatives of a file's bytes."""
    numbers = iter(range(100))

    def make_one(data, focus=Focus()):  # noqa: B008 # frozen
        folder = tmp_path / f"made-{next(numbers)}"
        folder.mkdir()
        original = tmp_path / "original"
        original.write_bytes(data)
        make(original, focus, folder)
        return load("key", folder)

    return make_one


def photo_of(path, focus=Focus()):  # noqa: B008 # frozen
    facts = inspect_all([path], None)[path]
    assert isinstance(facts, ImageFacts)
    return Photo(path, path.name, facts.digest, facts.width, facts.height, 1, focus=focus)


def sizes(derivatives):
    return [(d.width, d.height) for d in derivatives]


def test_a_large_photo_gets_every_width_of_the_recipe(made):
    result = made(jpeg_bytes(2400, 1600))
    assert sizes(result.full) == [(480, 320), (960, 640), (1600, 1067), (2200, 1467)]
    assert sizes(result.card) == [(360, 240), (720, 480), (1080, 720)]
    assert len(result.files) == 14


@pytest.mark.parametrize(
    ("width", "full", "card"),
    [
        (40, [(40, 30)], [(40, 27)]),
        (480, [(480, 360)], [(360, 240), (480, 320)]),
        (500, [(480, 360)], [(360, 240), (500, 333)]),
        (1000, [(480, 360), (960, 720)], [(360, 240), (720, 480), (1000, 667)]),
    ],
)
def test_a_small_photo_is_never_enlarged(made, width, full, card):
    result = made(jpeg_bytes(width, width * 3 // 4))
    assert sizes(result.full) == full
    assert sizes(result.card)[-1][0] <= width
    assert sizes(result.card) == card


def test_a_panorama_keeps_its_shape_and_its_crop_is_three_to_two(made):
    result = made(jpeg_bytes(1500, 150))
    assert sizes(result.full)[-1] == (1500, 150)
    assert sizes(result.card) == [(225, 150)]


def test_a_portrait_crop_is_three_to_two(made):
    assert sizes(made(jpeg_bytes(400, 900)).card)[-1] == (360, 240)


def test_the_sizes_in_the_list_are_those_of_the_files(made):
    result = made(jpeg_bytes(700, 500))
    for each in (*result.full, *result.card):
        for name, kind in ((each.name, "JPEG"), (modern_name(each.name), "AVIF")):
            with Image.open(result.folder / name) as image:
                assert (image.format, image.size) == (kind, (each.width, each.height))


@pytest.mark.parametrize(
    ("focus", "colour"),
    [(Focus(0, 0.5), 0), (Focus(1, 0.5), 2), (Focus(0.5, 0.5), 1)],
    ids=["left", "right", "middle"],
)
def test_the_crop_follows_the_focus(made, focus, colour):
    stripes = Image.new("RGB", (900, 200))
    for place in range(3):
        tone = [0, 0, 0]
        tone[place] = 220
        stripes.paste(tuple(tone), (300 * place, 0, 300 * place + 300, 200))
    result = made(encoded(stripes, "PNG"), focus)
    with Image.open(result.folder / result.card[-1].name) as card:
        assert card.size == (300, 200)
        pixel = card.getpixel((150, 100))
    assert pixel.index(max(pixel)) == colour


def test_the_crop_follows_the_focus_down_a_portrait(made):
    tall = scene(300, 900)
    upper, lower = (made(encoded(tall, "PNG"), Focus(0.5, y)) for y in (0, 1))
    for result, blue in ((upper, False), (lower, True)):
        with Image.open(result.folder / result.card[-1].name) as card:
            red, _, blue_value = card.getpixel((20, 20))
        assert (blue_value > red) is blue


def loud_jpeg():
    """Return a photo with GPS, maker notes, comment, XMP and a profile."""
    exif = Image.Exif()
    exif[0x010F] = "NhaSanXuat"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 0.0, 46.0)
    exif.get_ifd(0x8769)[0x927C] = b"GhiChuMay"
    from PIL import ImageCms  # noqa: PLC0415

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        scene(600, 400),
        "JPEG",
        exif=exif,
        comment=b"BinhLuan so 12 ngo 36",
        xmp=b"<x:xmpmeta>ToaDo</x:xmpmeta>",
        icc_profile=profile,
        dpi=(300, 300),
    )


def test_nothing_but_the_picture_is_published(made):
    data = loud_jpeg()
    words = [b"NhaSanXuat", b"GhiChuMay", b"BinhLuan", b"ToaDo"]
    assert all(word in data for word in words)
    for path in made(data).files:
        content = path.read_bytes()
        for word in (*words, b"Exif", b"ICC_PROFILE", b"http://ns.adobe", b"prof", b"xmpmeta"):
            assert word not in content, path.name
        with Image.open(path) as image:
            assert not image.getexif()
            assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()


def test_the_same_photo_gives_the_same_bytes(made):
    first, second = made(loud_jpeg()), made(loud_jpeg())
    assert [p.read_bytes() for p in first.files] == [p.read_bytes() for p in second.files]
    manifests = [(each.folder / "manifest.json").read_bytes() for each in (first, second)]
    assert manifests[0] == manifests[1]


FORMATS = {
    "JPEG": jpeg_bytes(60, 40),
    "PNG": encoded(scene(60, 40), "PNG"),
    "WEBP": encoded(scene(60, 40), "WEBP"),
    "TIFF": encoded(scene(60, 40), "TIFF"),
    "GIF": encoded(scene(60, 40), "GIF"),
    "BMP": encoded(scene(60, 40), "BMP"),
    "AVIF": encoded(scene(60, 40), "AVIF"),
    "MPO": encoded(scene(60, 40), "MPO", save_all=True, append_images=[scene(60, 40, 9)]),
    "HEIC": heic_bytes(60, 40),
    "CMYK": encoded(scene(60, 40).convert("CMYK"), "JPEG"),
}


@pytest.mark.parametrize("data", FORMATS.values(), ids=FORMATS)
def test_every_format_that_phones_and_scanners_write_is_taken(made, put, data):
    path = put("photo", data)
    facts = inspect_all([path], None)[path]
    assert (facts.width, facts.height) == (60, 40)
    assert sizes(made(data).full) == [(60, 40)]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_has_the_same_size_in_the_list_and_as_a_picture(made, put, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    for kind in ("JPEG", "TIFF", "WEBP", "AVIF", "HEIF"):
        data = encoded(scene(60, 40), kind, exif=exif)
        path = put("photo", data)
        facts = inspect_all([path], None)[path]
        assert sizes(made(data).full) == [(facts.width, facts.height)], kind
        # HEIC is turned by its own boxes; its EXIF orientation only informs (ISO/IEC 23008-12).
        assert (facts.width < facts.height) is (orientation >= 5 and kind != "HEIF"), kind


# --- the cache


def test_the_cache_is_used_again_and_proved_by_content(put, tmp_path, monkeypatch):
    photo = photo_of(put("a.jpg", jpeg_bytes()))
    cache = tmp_path / "cache"
    first = make_derivatives([photo], cache)[photo]
    stamps = {path: path.stat().st_mtime_ns for path in first.files}
    os.utime(photo.path, (1, 1))
    copy = photo_of(put("copy.jpg", jpeg_bytes()))
    again = make_derivatives([photo, copy], cache)
    assert again[photo] == again[copy] == first
    assert {path: path.stat().st_mtime_ns for path in first.files} == stamps
    assert [p.name for p in (cache / "photos" / first.key[:2]).iterdir()] == [first.key]


def test_other_bytes_another_focus_or_recipe_are_made_anew(monkeypatch):
    keys = {derivatives_key("a", Focus()), derivatives_key("b", Focus())}
    keys.add(derivatives_key("a", Focus(0.1, 0.5)))
    monkeypatch.setitem(recipe.RECIPE, "version", 99)
    keys.add(derivatives_key("a", Focus()))
    assert len(keys) == 4
    assert all(len(key) == 20 for key in keys)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "full-48.avif").unlink(),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{"),
        lambda folder: (folder / "manifest.json").write_text('{"full": 1}'),
    ],
    ids=["a file is gone", "no manifest", "half a manifest", "another manifest"],
)
def test_an_incomplete_folder_in_the_cache_is_made_again(put, tmp_path, spoil):
    photo = photo_of(put("a.jpg", jpeg_bytes()))
    first = make_derivatives([photo], tmp_path / "cache")[photo]
    before = {path.name: path.read_bytes() for path in first.files}
    spoil(first.folder)
    again = make_derivatives([photo], tmp_path / "cache")[photo]
    assert {path.name: path.read_bytes() for path in again.files} == before


def test_no_photos_make_nothing(tmp_path):
    assert make_derivatives([], tmp_path / "cache") == {}
    assert not (tmp_path / "cache").exists()


def test_a_photo_that_changed_since_it_was_read_is_said_to_be_bad(put, tmp_path):
    photo = photo_of(put("a.jpg", jpeg_bytes()))
    photo.path.write_bytes(b"changed")
    with pytest.raises(BadImageError):
        make_derivatives([photo], tmp_path / "cache")
    assert not list((tmp_path / "cache").rglob("*.jpg"))


# --- hostile files


def huge(width, height):
    """Return files of several formats that declare a huge picture."""
    yield huge_png(width, height)
    yield b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\0" * 20
    yield b"BM" + struct.pack("<IIIIiiHHIIiiII", 99, 0, 54, 40, width, height, 1, 24, *[0] * 6)
    frame = struct.pack(">HBHHB", 17, 8, 65500, 65500, 3) + b"\1\x11\0\2\x11\0\3\x11\0"
    yield b"\xff\xd8\xff\xc0" + frame + b"\xff\xd9"
    values = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (279, 9))
    tags = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in values)
    yield b"II*\0" + struct.pack("<IH", 8, len(values)) + tags + b"\0" * 4


HEADS = [
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0",
    b"\xff\xd8\xff\xe1\0\x40Exif\0\0MM\0*",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"GIF89a\x10\0\x10\0\xf7",
    b"RIFF\x40\0\0\0WEBPVP8 ",
    b"RIFF\x40\0\0\0WEBPVP8L",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
    b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
    b"%PDF-1.7\n",
    b"PK\3\4",
    b"",
]


def hostile_files():
    rng = random.Random(1949)  # noqa: S311 # the same files every time
    for head in HEADS:
        for length in (1, 30, 4000):
            yield head + rng.randbytes(length)
    yield from huge(60_000, 60_000)
    yield from huge(2**31 - 1, 2**31 - 1)
    for data in FORMATS.values():
        yield from (data[: int(len(data) * part)] for part in (0.01, 0.2, 0.45))
    yield jpeg_bytes(60, 40)[:-40]


def test_a_hostile_file_is_a_message_and_never_raises(put):
    paths = [put(f"{n}.jpg", data) for n, data in enumerate(hostile_files())]
    found = inspect_all(paths, None)
    passed = [path.name for path in paths if not isinstance(found[path], Message)]
    assert passed == []


def test_spoiled_photos_never_raise(put):
    rng = random.Random(2023)  # noqa: S311 # the same files every time
    paths = []
    for number in range(120):
        data = bytearray(rng.choice(list(FORMATS.values())))
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        paths.append(put(f"{number}.jpg", bytes(data)))
    assert all(isinstance(f, ImageFacts | Message) for f in inspect_all(paths, None).values())


def test_a_file_that_goes_away_is_a_message(tmp_path):
    path = tmp_path / "gone.jpg"
    assert isinstance(inspect_all([path], None)[path], Message)


def test_facts_are_kept_by_content(put, tmp_path):
    store = tmp_path / "facts.json"
    path = put("a.jpg", jpeg_bytes())
    facts = inspect_all([path], store)[path]
    assert json.loads(store.read_text()) == {facts.digest: [48, 32, facts.look]}
    moved = Path(path.rename(tmp_path / "b.jpg"))
    assert inspect_all([moved], store)[moved] == facts


def crash_or_open(path):
    if path.name == "crash.jpg":
        os._exit(11)  # what a fault inside a decoder's C code does
    return (10, 10, 0)


def test_a_file_that_crashes_its_decoder_is_a_message_and_costs_no_other_photo(put, monkeypatch):
    monkeypatch.setattr(imagefiles, "_inspect", crash_or_open)
    paths = [put(name, name.encode()) for name in ("a.jpg", "crash.jpg", "b.jpg", "c.jpg")]
    found = inspect_all(paths, None)
    assert [type(found[path]) for path in paths] == [ImageFacts, Message, ImageFacts, ImageFacts]


def endless_or_whole(image):
    if image.size == (60, 60):
        while True:  # what a hostile file makes of some decoders
            pass
    image.load()


def test_a_file_that_keeps_its_decoder_busy_is_a_message_and_costs_no_other_photo(put, monkeypatch):
    monkeypatch.setattr(imagefiles, "SECONDS_LIMIT", 0.5)
    monkeypatch.setattr(imagefiles, "decode", endless_or_whole)
    good, endless = jpeg_bytes(), encoded(scene(60, 60), "PNG")
    paths = [put("a.jpg", good), put("b.png", endless), put("c.jpg", good + b"\0")]
    found = inspect_all(paths, None)
    assert [type(found[path]) for path in paths] == [ImageFacts, Message, ImageFacts]


def test_a_file_that_would_take_all_memory_is_a_message_and_costs_no_other_photo(put, monkeypatch):
    monkeypatch.setattr(imagefiles, "_MEMORY", 400_000_000)
    paths = [put("a.jpg", jpeg_bytes()), put("b.png", huge_png(10_500, 10_500, whole=True))]
    found = inspect_all(paths, None)
    assert [type(found[path]) for path in paths] == [ImageFacts, Message]
    assert found[paths[1]] == messages.PHOTO_TOO_LARGE
