"""A collection of any size in varied Vietnamese, the same for the same seed.

It stands for what hundreds of units might send: articles of 600–900 words on 24 topics, whose
words are as unevenly common as in real ones, with names, places, dates, sums and document codes.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from .projects import copy_project
from .stories import Story, quoted, write_field, write_story

FIELDS = {
    "kinh-te": "Kinh tế",
    "van-hoa-xa-hoi": "Văn hoá – xã hội",
    "an-ninh-quoc-phong": "An ninh – quốc phòng",
    "he-thong-chinh-tri": "Xây dựng hệ thống chính trị",
}
DEVELOPMENT, HELD_OUT = 1, 2
"""Seeds: queries of the second are only for judging, not for improving anything."""

_LISTS = [
    "things",
    "deeds_small",
    "people",
    "spots",
    "times",
    "feelings",
    "reasons",
    "outcomes",
    "tail",
    "image",
]
_SLOT = re.compile(r"\{(\w+)(\^?)(?::(\d+)-(\d+))?\}")
_NUMBERED = (
    "Tổ dân phố số",
    "Chi hội phụ nữ số",
    "Ban công tác Mặt trận số",
    "Chi hội cựu chiến binh số",
    "Chi bộ Tổ dân phố số",
    "Tổ liên gia tự quản số",
    "Chi đoàn Tổ dân phố số",
)
_SENDERS = (
    "Hội LHPN phường",
    "Khối Dân vận phường",
    "Hội Cựu chiến binh phường",
    "Hội Nông dân phường",
    "Đoàn Thanh niên phường",
    "Uỷ ban MTTQ phường",
    "Công an phường",
)
_TOPIC_NOUN = 0.45
"""How often a thing is one of the story's topic."""
_DETAIL = 0.5
"""How often it is said what a thing is like, or how something is done."""


def make_generated(target: Path, count: int, seed: int = DEVELOPMENT) -> Path:
    """Write a project with `count` generated stories to the new folder `target`."""
    copy_project(target, "docs", "hooks", "overrides", "mkdocs.yml")
    for order, (folder, name) in enumerate(FIELDS.items(), 1):
        write_field(target, folder, name, order)
    for number, story in enumerate(generated_stories(count, seed)):
        write_story(target, story, number)
    return target


@cache
def generated_stories(count: int, seed: int = DEVELOPMENT) -> tuple[Story, ...]:
    """Return `count` stories, no two with the same title; more only add to fewer."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret, only repeatable
    taken: set[str] = set()
    stories: list[Story] = []
    while len(stories) < count:
        story = _Teller(rng, _words()).story(len(stories) + 1)
        if story.title not in taken:
            taken.add(story.title)
            stories.append(story)
    return tuple(stories)


def address(story: Story) -> str:
    """Return the address of a generated story's page, relative to the site's root."""
    return f"{story.area}/{story.folder}/"


def uncommon_words() -> tuple[str, ...]:
    """Return words and expressions that each stand in few stories, but in some."""
    lists = ("things", "spots", "looks", "tail")
    return tuple(word for name in lists for word in _words()[name].words[20:])


@dataclass(frozen=True)
class _List:
    """Words of which the first are the commonest: the n-th comes 1 / (n + 5) as often."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, text: str) -> _List:
        words = tuple(text.split(", "))
        return cls(words, tuple(accumulate(1 / (n + 5) for n in range(len(words)))))

    def one(self, rng: random.Random) -> str:
        return rng.choices(self.words, cum_weights=self.weights)[0]


@cache
def _words() -> dict[str, Any]:
    text = Path(__file__).with_name("generated_words.toml").read_text("utf-8")
    read = tomllib.loads(text)
    lists = {key: _List.of(value) for key, value in read.items() if isinstance(value, str)}
    topics = [
        {**topic, "nouns": _List.of(topic["nouns"]), "deeds": topic["deeds"].split(", ")}
        for topic in read["topics"]
    ]
    return {**read, **lists, "topics": topics}


class _Teller:
    """Tells one story: what is chosen here stays the same throughout it."""

    def __init__(self, rng: random.Random, words: dict[str, Any]) -> None:
        self.rng = rng
        self.words = words
        self.topic = rng.choice(words["topics"])
        self.ward = self.pick("wards")
        self.place = self._place()
        self.sides = [self._person(), self._person()]
        self.met: set[int] = set()
        self.alone = rng.random() < 0.5
        self.title_name, self.name, self.address_as = self._honoured()
        self.year = rng.randint(2014, 2024)

    def story(self, number: int) -> Story:
        title = self._title()
        facts = {
            "loại": "cá nhân" if self.alone else "tập thể",
            "tên": quoted(self.name),
            "đơn vị": quoted(self._sender()),
            "phường": quoted(self.ward),
            "năm": str(self.year),
            "tóm tắt": quoted(f"{self.tell('{endings}')} {self.tell('{lessons}')}"),
        }
        folder = f"bai-{number:04}"
        return Story(folder, title, self.topic["field"], facts, body=self._body())

    def pick(self, name: str) -> str:
        return str(self.words[name].one(self.rng))

    def tell(self, template: str) -> str:
        """Return `template` with every slot filled."""
        return _SLOT.sub(self._fill, template)

    def _fill(self, slot: re.Match[str]) -> str:
        name, capital, low, high = slot.groups()
        text = str(self.rng.randint(int(low), int(high))) if low else self._value(name)
        return _capital(text) if capital else text

    def _value(self, name: str) -> str:
        if name == "things" and self.rng.random() < _TOPIC_NOUN:
            return str(self.topic["nouns"].one(self.rng)) + self._detail(name)
        if name in _LISTS:
            return self.pick(name) + self._detail(name)
        if name in self.words:
            return self.tell(self.rng.choice(self.words[name]))
        return str(getattr(self, f"_slot_{name.lower()}")(capital=name[0].isupper()))

    def _detail(self, name: str) -> str:
        details = {"things": "looks", "deeds_small": "manners"}.get(name)
        return f" {self.pick(details)}" if details and self.rng.random() < _DETAIL else ""

    def _slot_who(self, *, capital: bool) -> str:
        who = f"{self.address_as} {self.title_name}" if self.alone else self.address_as
        return _capital(who) if capital else who

    def _slot_he(self, *, capital: bool) -> str:
        return _capital(self.address_as) if capital else self.address_as

    def _slot_side1(self, **_: bool) -> str:
        return self._side(0)

    def _slot_side2(self, **_: bool) -> str:
        return self._side(1)

    def _slot_place(self, **_: bool) -> str:
        return self.place if self.rng.random() < 0.7 else f"phường {self.ward}"

    def _slot_topic(self, **_: bool) -> str:
        return str(self.rng.choice([self.topic["name"], *self.topic["deeds"]]))

    def _slot_year(self, **_: bool) -> str:
        return str(self.year - self.rng.randint(0, 2))

    def _slot_date(self, **_: bool) -> str:
        return f"{self.rng.randint(1, 28):02}/{self.rng.randint(1, 12)}/{self.year}"

    _slot_date2 = _slot_date

    def _slot_money(self, **_: bool) -> str:
        return f"{self.rng.randint(12, 99_000) * 1000:,} đồng".replace(",", ".")

    def _slot_code(self, **_: bool) -> str:
        return self.tell(self.rng.choice(self.words["codes"]))

    def _side(self, number: int) -> str:
        calling, name = self.sides[number]
        full = number not in self.met
        self.met.add(number)
        return f"{calling} {name if full else name.split()[-1]}"

    def _person(self) -> tuple[str, str]:
        sex = self.rng.choice(["women", "men"])
        calling = self.rng.choice({"women": ["bà", "chị", "cô"], "men": ["ông", "anh"]}[sex])
        parts = (self.pick("families"), self.pick(f"{sex}_middles"), self.pick(sex))
        return calling, " ".join(parts)

    def _honoured(self) -> tuple[str, str, str]:
        """Return the name in titles, the full name, and how the story calls them."""
        if self.alone:
            calling, name = self._person()
            return name.split()[-1], name, calling
        if self.rng.random() < 0.7:
            name = f"{self.rng.choice(_NUMBERED)} {self.rng.randint(1, 30)}"
            return name, name, "tổ" if name.startswith("Tổ") else "chi hội"
        name = f"Câu lạc bộ {self.topic['nouns'].one(self.rng)} {self.place}"
        return name, name, "câu lạc bộ"

    def _place(self) -> str:
        kind = self.pick("place_kinds")
        number = f"{self.rng.randint(2, 199)} " if kind in ("ngõ", "ngách") else ""
        return f"{kind} {number}{self.pick('streets')}"

    def _sender(self) -> str:
        chance = self.rng.random()
        if chance < 0.15:
            return f"CĐCS Công ty {self.pick('companies')}"
        if chance < 0.3:
            return f"CĐCS Trường Tiểu học {self.pick('schools')}"
        return f"{self.rng.choice(_SENDERS)} {self.ward}"

    def _title(self) -> str:
        deed, image = self.rng.choice(self.topic["deeds"]), self.pick("image")
        who = f"{self.address_as} {self.title_name}" if self.alone else self.title_name
        titles = (
            f"{who} {deed} ở {self.place}",
            f"{image} và chuyện {deed}",
            f"{deed} từ {image}",
            f"{self.place} {deed}",
            f"{deed}, {self.pick('outcomes')}",
            f"{image} của {who}",
        )
        return _capital(self.rng.choice(titles))

    def _body(self) -> str:
        blocks = (
            f"## Nội dung\n\n{self.tell('{opening}')} {self._sentences(4)}",
            self._sentences(5),
            f"## Cách triển khai\n\n{self._sentences(6)}",
            self._steps(),
            self._sentences(6),
            f"### {_capital(self.pick('image'))}\n\n{self._sentences(6)}",
            f"## Kết quả\n\n{self._sentences(3, 'endings')} {self._sentences(2)}",
            self._table(),
            self._quote(),
            f"## Bài học kinh nghiệm\n\n{self._sentences(5, 'lessons')}",
        )
        return "\n\n".join(blocks) + "\n"

    def _steps(self) -> str:
        return "\n".join(f"- {_capital(self.tell('{deeds_small} ở {spots}'))};" for _ in range(4))

    def _table(self) -> str:
        row = "| {things^} | {n:2-90} | {n:91-400} |"
        rows = "\n".join(self.tell(row) for _ in range(4))
        return f"| Nội dung | Trước | Sau |\n|---|---:|---:|\n{rows}"

    def _quote(self) -> str:
        return self.tell("> {reasons^}, nhưng rồi {outcomes}.\n>\n> – {side1^}")

    def _sentences(self, most: int, kind: str = "sentences") -> str:
        count = max(2, most - self.rng.randint(0, 1))
        return " ".join(_capital(self.tell(f"{{{kind}}}")) for _ in range(count))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
