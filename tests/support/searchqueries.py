"""Queries with the pages that answer them.

Those over the samples stand in `search_queries.toml`; those over a generated collection are drawn
from its stories, and every story that fits a query equally well counts as an answer.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import ne
from pathlib import Path

from danvan.collection import read_collection
from danvan.collection.folding import fold, nfc

from .generated import address, generated_stories, uncommon_words
from .projects import ROOT
from .stories import Story
from .typed import FOLDED_FORMS, half, one_slip, typed

MOST_ANSWERS = 3
"""A query that more stories answer equally well measures nothing."""
_WORD = re.compile(r"\w+")
_CODE = re.compile(r"\d+[-/][A-ZĐ]\w*(?:[-/]\w+)*")
_DATE = re.compile(r"\d\d/\d+/\d{4}")
_SHORT = {
    "tổ dân phố số": "tổ",
    "chi hội phụ nữ số": "phụ nữ",
    "ban công tác mặt trận số": "mặt trận",
    "chi hội cựu chiến binh số": "cựu chiến binh",
    "chi bộ tổ dân phố số": "chi bộ",
    "tổ liên gia tự quản số": "liên gia",
    "chi đoàn tổ dân phố số": "chi đoàn",
}
"""How readers shorten the names of units."""
_MET = re.compile(r"(?:bà|chị|cô|ông|anh) ((?:[^\W\d_a-zà-ỹđ]\w+ ?){3,4})(?<! )", re.UNICODE)
_ROTATED = ("decomposed", "capitals", "half", "slip", "hyphens", "slip", "tones", "half")


@dataclass(frozen=True)
class Query:
    """What a reader types, and the addresses of the pages that should come first."""

    text: str
    kind: str
    """What is looked for: a title, a name, …"""
    form: str
    """How it is typed (see `typed`)."""
    wanted: frozenset[str]

    @property
    def photo(self) -> bool:
        """Whether a photo is looked for; what is wanted is the page it stands on."""
        return self.kind == "photo"


def sample_queries() -> tuple[Query, ...]:
    """Return the queries over the samples of the repository."""
    path = Path(__file__).with_name("search_queries.toml")
    public = read_collection(ROOT)[0].visible(preview=False)
    known = frozenset(word for e in public for word in _words(fold(f"{e.title} {e.name} {e.body}")))
    queries = []
    for entry in tomllib.loads(path.read_text("utf-8"))["queries"]:
        for form in ("as is", *entry.get("forms", ())):
            text = typed(entry["text"], form, known)
            assert text, f"{form}: {entry['text']}"
            queries.append(Query(text, entry["kind"], form, frozenset(entry["wants"])))
    return tuple(queries)


def generated_queries(count: int, seed: int, each: int = 12) -> tuple[Query, ...]:
    """Return queries over `generated_stories(count, seed)`, of each kind `each` in several forms.

    Half of the forms rotate: every query is typed as it is, folded, and in one or two other ways.
    """
    return tuple(_Drawer(generated_stories(count, seed), seed).queries(each))


@dataclass(frozen=True)
class _Told:
    """A story as words with a space before and after each, by field and accents."""

    address: str
    fields: dict[tuple[str, bool], str]
    """By the name of the field and whether it is folded; a field holds what ranks above it too."""

    @classmethod
    def of(cls, story: Story) -> _Told:
        names = {"name": "tên", "ward": "phường", "unit": "đơn vị", "summary": "tóm tắt"}
        texts = {key: story.fact(name) for key, name in names.items()}
        texts |= {"title": story.title, "body": story.body}
        texts["name"] += f" | {story.title}"
        texts["ward"] += f" | {texts['unit']} | {texts['name']}"
        texts["all"] = " ".join(texts.values())
        fields = {(key, False): _spaced(text) for key, text in texts.items()}
        return cls(
            address(story),
            fields | {(key, True): _spaced(fold(text)) for (key, _), text in fields.items()},
        )


@dataclass(frozen=True)
class _Aim:
    """What is looked for: phrases, each in a field of the story."""

    kind: str
    phrases: tuple[tuple[str, str], ...]
    text: str


class _Drawer:
    def __init__(self, stories: tuple[Story, ...], seed: int) -> None:
        self.rng = random.Random(f"queries {seed}")  # noqa: S311 - nothing secret, only repeatable
        self.stories = stories
        self.told = [_Told.of(story) for story in stories]
        self.known = frozenset(w for told in self.told for w in told.fields["all", True].split())

    def queries(self, each: int) -> Iterator[Query]:
        for draw in _DRAWN:
            for number in range(each):
                forms = (_ROTATED[number % 8], _ROTATED[(number + 3) % 8])
                yield from self._drawn(draw, tuple(dict.fromkeys(("as is", "folded", *forms))))

    def _drawn(self, draw: Draw, forms: tuple[str, ...]) -> list[Query]:
        """Draw until a query has few enough answers as it is typed in every form."""
        while True:
            aim = draw(self.rng.choice(self.stories), self.rng)
            queries = []
            for query in (self._query(aim, form) for form in forms) if aim else ():
                if query and not 1 <= len(query.wanted) <= MOST_ANSWERS:
                    break
                queries += [query] if query else []
            else:
                if queries:
                    return queries

    def _query(self, aim: _Aim, form: str) -> Query | None:
        text = typed(aim.text, form, self.known)
        if text is None or (form in ("half", "slip") and aim.kind == "code or date"):
            return None
        wanted = self._meant(aim, text) if form == "slip" else self._holders(aim.phrases, form)
        return Query(text, aim.kind, form, wanted)

    def _meant(self, aim: _Aim, text: str) -> frozenset[str]:
        """Return what holds any word that the slipped one may stand for."""
        words = fold(aim.text).split()
        right, wrong = next(pair for pair in zip(words, text.split(), strict=True) if ne(*pair))
        meant = [word for word in self.known if one_slip(word, wrong)]
        return frozenset().union(
            *(
                self._holders(
                    tuple((_replaced(fold(p), right, word), f) for p, f in aim.phrases), "slip"
                )
                for word in meant
            )
        )

    def _holders(self, phrases: tuple[tuple[str, str], ...], form: str) -> frozenset[str]:
        """Return the stories that hold every phrase in its field."""
        folded = form in FOLDED_FORMS
        parts = [(_spaced(fold(text) if folded else text), (key, folded)) for text, key in phrases]
        if form == "half":
            parts[-1] = (f" {half(parts[-1][0].strip())}", parts[-1][1])
        return frozenset(
            told.address
            for told in self.told
            if all(text in told.fields[key] for text, key in parts)
        )


def _title(story: Story, _: random.Random) -> _Aim:
    return _Aim("title", ((story.title, "title"),), story.title)


def _title_part(story: Story, rng: random.Random) -> _Aim | None:
    text = _piece(story.title, rng.randint(3, 5), rng)
    return _Aim("part of title", ((text, "title"),), text) if text else None


def _name(story: Story, _: random.Random) -> _Aim | None:
    text = story.fact("tên")
    return _Aim("name", ((text, "name"),), text) if _person(story) else None


def _half_name(story: Story, _: random.Random) -> _Aim | None:
    text = " ".join(story.fact("tên").split()[-2:]).lower()
    return _Aim("half a name", ((text, "name"),), text) if _person(story) else None


def _name_and_ward(story: Story, _: random.Random) -> _Aim | None:
    first, ward = story.fact("tên").split()[-1].lower(), story.fact("phường").lower()
    text = f"{first} {ward}"
    return (
        _Aim("unit and ward", ((first, "name"), (ward, "ward")), text) if _person(story) else None
    )


def _unit(story: Story, _: random.Random) -> _Aim | None:
    """As in *tổ 5 mễ trì*: the kind of unit, its number, its ward."""
    name, ward = story.fact("tên").lower(), story.fact("phường").lower()
    kind = next((short for start, short in _SHORT.items() if name.startswith(start)), None)
    if not kind:
        return None
    number = name.split()[-1]
    phrases = ((kind, "name"), (f"số {number}", "name"), (ward, "ward"))
    return _Aim("unit and ward", phrases, f"{kind} {number} {ward}")


def _phrase(story: Story, rng: random.Random) -> _Aim | None:
    """Return somebody met in the text, a line of a list, or how a part of a sentence begins."""
    met = _MET.findall(story.body)
    lines = re.findall(r"^- (.*);$", story.body, re.MULTILINE)
    clauses = [" ".join(each.split()[:5]) for each in re.split(r"[.,:;?!“”|\n]+", story.body)]
    text = rng.choice(rng.choice([met, lines, clauses]) or [""])
    whole = len(text.split()) > 2 and text.replace(" ", "").isalpha()
    return _Aim("phrase", ((text, "all"),), text.lower()) if whole else None


def _scattered(story: Story, rng: random.Random) -> _Aim | None:
    """Return two things that the text tells of, in different places."""
    body = _spaced(story.body)
    told = [words for words in uncommon_words() if _spaced(words) in body]
    if len(told) < 2:
        return None
    words = rng.sample(told, 2)
    return _Aim("scattered words", tuple((each, "body") for each in words), " ".join(words))


def _code(story: Story, rng: random.Random) -> _Aim | None:
    return _numbered(_CODE, story, rng)


def _date(story: Story, rng: random.Random) -> _Aim | None:
    return _numbered(_DATE, story, rng)


def _numbered(pattern: re.Pattern[str], story: Story, rng: random.Random) -> _Aim | None:
    found = pattern.findall(story.body)
    if not found:
        return None
    text = rng.choice(found)
    return _Aim("code or date", ((text, "all"),), text)


def _piece(text: str, words: int, rng: random.Random) -> str:
    """Return so many words in a row of `text`, or nothing when it has numbers or is short."""
    parts = text.replace(",", "").split()
    start = rng.randint(0, max(0, len(parts) - words))
    piece = parts[start : start + words]
    return " ".join(piece) if len(piece) == words and all(w.isalpha() for w in piece) else ""


def _person(story: Story) -> bool:
    return story.facts["loại"] == "cá nhân"


def _replaced(phrase: str, old: str, new: str) -> str:
    return " ".join(new if word == old else word for word in phrase.split())


def _spaced(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return _WORD.findall(nfc(text).lower())


Draw = Callable[[Story, random.Random], _Aim | None]
_DRAWN: tuple[Draw, ...] = (
    _title,
    _title_part,
    _name,
    _half_name,
    _name_and_ward,
    _unit,
    _phrase,
    _scattered,
    _code,
    _date,
)
