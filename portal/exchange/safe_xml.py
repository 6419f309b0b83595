"""XML from strangers, read within a second or refused with one sentence.

No DTD, no entity, no reference to anything outside the file is ever followed (defusedxml). Size,
depth and number of elements are limited while reading, so that a hostile file stops early. Names
are local names: a file may carry a namespace or none. Subtrees named in `skipped` are not built.
"""

import re
from collections.abc import Collection
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder  # nosec B405

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from flask_babel import gettext as _

from portal.exchange.problems import UnreadableFile

#: A CTF of 1,000 children with full history is about 6 MB with 200,000 elements. With these limits
#: the worst files we could make are refused in well under a second.
MAX_BYTES = 20_000_000
MAX_DEPTH = 40
MAX_ELEMENTS = 300_000
MAX_NAMES = 2_000
#: A CTF has short tags. A tag of thousands of attributes would keep the parser busy before it
#: tells us anything, so it is looked for first.
_LONG_TAG = re.compile(rb"<[^<>]{10000}")


class _Limited:
    """A builder of elements that counts, skips what nobody asked for, and drops namespaces."""

    def __init__(self, skipped: Collection[str]) -> None:
        self._builder = TreeBuilder()
        self._skipped = skipped
        self._depth = self._count = 0
        self._skip_from = 0
        self._local: dict[str, str] = {}

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            raise UnreadableFile(
                "too-deep", _("This file is nested too deeply to be a transfer file. It was not read.")
            )
        if self._count > MAX_ELEMENTS or len(self._local) > MAX_NAMES:
            raise UnreadableFile("too-large", _("This file holds too much to be read in one go. Split it in parts."))
        if self._skip_from:
            return
        name = self._local.get(tag)
        if name is None:
            name = self._local[tag] = tag.rpartition("}")[2]
        if name in self._skipped:
            self._skip_from = self._depth
            return
        self._builder.start(name, {})

    def end(self, tag: str) -> None:
        if not self._skip_from:
            self._builder.end(self._local[tag])
        elif self._skip_from == self._depth:
            self._skip_from = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        if not self._skip_from:
            self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()


def read(content: bytes, skipped: Collection[str] = ()) -> Element:
    """The root element, with local names and without attributes.

    Raises UnreadableFile, with a sentence for the person, for everything that is not plain,
    reasonably sized XML. Nothing else is raised, whatever the bytes are.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            "too-large",
            _("This file is larger than %(size)s MB. Split it in parts.", size=MAX_BYTES // 1_000_000),
        )
    if not content.strip():
        raise UnreadableFile("empty", _("This file is empty."))
    if content.startswith(b"PK"):
        raise UnreadableFile("zip", _("This is a zip file. Take the XML file out of it and choose that."))
    if _LONG_TAG.search(content):
        raise UnreadableFile("long-tag", _("This file has parts that no transfer file has, so it was not read."))
    parser: Any = XMLParser(target=_Limited(skipped), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException:
        _refuse_definitions()
    except ParseError as error:
        line = error.position[0]
        raise UnreadableFile(
            "not-xml", _("This file is not well-formed XML (line %(line)s), so it was not read.", line=line)
        ) from None
    except (LookupError, ValueError, AssertionError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile("not-xml", _("This file is written in a way we cannot read.")) from None
    return root


def _refuse_definitions() -> NoReturn:
    raise UnreadableFile(
        "definitions",
        _("This file carries its own definitions (a DTD or entities). Transfer files never do, so it was not read."),
    ) from None


def text(element: Element | None, path: str = ".") -> str:
    """The trimmed text of the element at `path`, empty when there is none."""
    found = element.find(path) if element is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
