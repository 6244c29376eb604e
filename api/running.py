"""What runs for as long as the service does: the store as it is changed, what is counted, and whether it stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from ..door import Audit
from ..door.stopping import Stopping
from ..service.changes import Changes, Did
from ..service.house import House
from ..service.line import Line
from ..service.readers import Reader
from .metrics import Metrics


@dataclass(frozen=True, slots=True)
class Running:
    """What runs for as long as the service does.

    Attributes:
        changes: the store, and what goes on in it.
        metrics: what is counted.
        stopping: whether it is being stopped.
        line: who waits for an answer, of the page's readers and of programs.
    """

    changes: Changes
    metrics: Metrics = field(default_factory=Metrics)
    stopping: Stopping = field(default_factory=Stopping)
    line: Line = field(default_factory=Line)

    @property
    def house(self) -> House:
        """What is asked."""
        return self.changes.house

    @classmethod
    def over(cls, house: House, local: bool, audit: Audit | None = None) -> Self:
        """What runs over `house`, which counts what is asked of it from now on, and has written down what is done."""
        metrics = Metrics()

        def written(reader: Reader, did: Did, reports: Sequence[str]) -> None:
            if audit:
                audit.note(did, reader.name, reports)

        return cls(Changes(replace(house, notes=metrics), local, written), metrics)
