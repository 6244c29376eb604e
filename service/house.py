"""The house that every door opens into: one store, the models it is asked with, and what is worked out over it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..index.models.encoder import BUNDLED
from ..index.opening import Place, open_store
from ..index.store import Store, View
from .engines import Engines
from .notes import NoNotes, Notes
from .readers import Reader
from .survey import Survey

if TYPE_CHECKING:
    from ..search.answer.llm import LanguageModel


@dataclass(frozen=True, slots=True)
class House:
    """What the functions of this room work with.

    Attributes:
        store: where reports are kept.
        engines: what searches it.
        language_model: writes answers, where one is set up.
        survey: what is worked out over the whole store.
        notes: counts what is asked and done.
    """

    store: Store
    engines: Engines
    language_model: LanguageModel | None = None
    survey: Survey = field(default_factory=Survey)
    notes: Notes = field(default_factory=NoNotes)

    @contextmanager
    def seen_by(self, reader: Reader) -> Iterator[View]:
        """What `reader` sees of the store now.

        Raises:
            corpus.errors.TracuuError: there is nothing whole to look at.
        """
        with self.store.view(reader.scope) as view:
            yield view


def open_house(
    place: Place | Path,
    model: str = BUNDLED,
    reranker: str | None = None,
    language_model: LanguageModel | None = None,
    ahead: bool = False,
) -> House:
    """The house over the store at `place`, which may be empty still; nothing is looked at yet.

    Args:
        place: where the store is; a folder is a local one.
        model: the encoder's name or folder.
        reranker: a cross-encoder's name or folder, if there is to be one.
        language_model: what writes answers, if anything is to.
        ahead: load the model at once, in a thread of its own.
    """
    store = open_store(place)
    return House(store, Engines(store, model, reranker, ahead), language_model)
