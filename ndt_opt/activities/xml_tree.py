"""XML out of the bytes of a file, with everything hostile kept out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ndt_opt.activities.source import Source

_MOST_ELEMENTS = 1_000_000  # about 100,000 samples
_DEEPEST = 30
_BLANK = b"\xef\xbb\xbf \t\r\n"  # some exports begin with spaces, which XML forbids


def parse_xml(source: Source) -> Element:
    """The root, all names without their namespaces.

    Raises
    ------
    InputError
        when it is not XML, declares a document type or entities, is nested too deeply or too large.
    """
    depth, root = 0, None
    try:
        for count, (event, element) in enumerate(_events(source.data.lstrip(_BLANK))):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST or count > 2 * _MOST_ELEMENTS:
                raise source.refused(
                    "nested too deeply or too many elements", allowed=f"{_DEEPEST} levels, {_MOST_ELEMENTS} elements"
                )
            element.tag = element.tag.rpartition("}")[2]
            root = element
    except DefusedXmlException:
        raise source.refused("declares a document type or entities, which no device writes") from None
    except (ParseError, ValueError, LookupError) as error:
        raise source.refused("not readable as XML", str(error)[:80]) from None
    if root is None:
        raise source.refused("not readable as XML")
    return root


def _events(data: bytes) -> Iterator[tuple[str, Element]]:
    yield from iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True)


def text(element: Element | None, path: str) -> str:
    """The text at a path below an element, empty where there is none."""
    return (element.findtext(path) or "").strip() if element is not None else ""
