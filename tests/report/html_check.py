"""A page taken apart: tags that close, where it points to, and the words that a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HOSTILE = ("\"><script>alert(1)</script></style>' onload='x' & {{ 7*7 }} 🏃 \x1b[31m" + "n" * 200)[:200]
"""A name as nobody has one, as long as one may be."""
_VOID = {"meta", "link", "br", "path", "rect", "circle"}


@dataclass
class Parsed(HTMLParser):
    """`open_` is empty where every tag is closed; `tags` holds every element with its attributes."""

    open_: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open_.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open_, f"</{tag}> closes nothing"
            assert self.open_.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open_:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def values(self, name: str) -> list[str]:
        return [value for _, own in self.tags if (value := own.get(name)) is not None]


def parsed(page: str) -> Parsed:
    """The page; every tag closes, ids are unique, links and labels find them, and nothing is run or loaded."""
    found = Parsed()
    found.feed(page)
    assert not found.open_
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    named = [link.removeprefix("#") for link in found.values("href") if link != "data:,"]
    named += [*found.values("aria-labelledby"), *found.values("popovertarget")]
    assert set(named) <= set(ids)
    assert not {"script", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in found.tags}
    assert not [name for _, own in found.tags for name in own if name.startswith("on") or name == "src"]
    styles = page.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|expression|https?:", styles)
    return found


def words_of(part: str) -> str:
    """What a reader sees of a part of a page."""
    found = Parsed()
    found.feed(part)
    return found.text
