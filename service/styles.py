"""The styles of citations by their names: what every door offers, without what cites."""

from typing import Literal

Style = Literal["vi", "vi-full", "vi-short", "csl-json", "bibtex", "ris"]
