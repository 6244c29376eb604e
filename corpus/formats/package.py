"""The parts of an Office document (Open Packaging Conventions) and how they refer to each other."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..blocks import MAX_BYTES
from ..errors import unreadable
from .archive import check_archive, explodes

STRICT, TRANSITIONAL = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
)
"""Word's "Strict Open XML" names the same elements in another namespace."""


class Package:
    """An open package, already checked; only parts inside it are ever read.

    Attributes:
        main: the name of the part that a reader starts from.
    """

    def __init__(self, archive: zipfile.ZipFile, main: str) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self.main = next(iter(self.related("", "officeDocument")), main)

    def part(self, name: str) -> Element | None:
        """The root of a part; None if the package has no such part.

        Raises:
            FileUnreadableError: the part is larger than `MAX_BYTES`.
            ElementTree.ParseError: the part is no XML.
        """
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        if self._archive.getinfo(stored).file_size > MAX_BYTES:
            raise explodes()
        return ElementTree.fromstring(self._archive.read(stored).replace(STRICT, TRANSITIONAL))

    def related(self, source: str, kind: str) -> list[str]:
        """The parts that `source` ("" for the package) refers to as `kind` ("styles"), without those outside."""
        return list(self.relations(source, kind).values())

    def relations(self, source: str, kind: str) -> dict[str, str]:
        """The same by the relationship's id."""
        folder, name = posixpath.split(source)
        try:
            root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        except ElementTree.ParseError:
            root = None
        found = {}
        for relation in root if root is not None else ():
            inside = relation.get("TargetMode") != "External"
            if inside and relation.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found[relation.get("Id", "")] = target.lstrip("/")
        return found


@contextmanager
def open_package(path: Path, main: str) -> Iterator[Package]:
    """The package in `path`, checked; `main` is where its main part stands if the package does not say.

    Raises:
        FileUnreadableError: the archive is broken, hostile, or locked with a password.
    """
    check_archive(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield Package(archive, main)
    except (ElementTree.ParseError, RecursionError, ValueError, LookupError, OSError) as error:
        raise unreadable("reading.broken", error) from error
