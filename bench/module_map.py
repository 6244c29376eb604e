"""The map of CONTRIBUTING.md: every module of the product by its room, with the first line of what it says of itself.

    python -m bench.module_map

writes the part between the two marks anew; `tests/test_docs.py` says when it is stale.
"""

from __future__ import annotations

import ast
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- modules: python -m bench.module_map -->\n", "<!-- end of modules -->\n"

ROOMS = ("words", "corpus", "index", "search", "service", "page", "door", "api", "commands")
DOORS = ("cli.py", "console.py", "serving.py", "settings.py", "ui.py")


def modules() -> list[Path]:
    """Every module of the product, from the ground up, relative to the repository."""
    inside = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"), key=lambda path: path.parts))
    return [path.relative_to(ROOT) for path in inside] + [Path(name) for name in DOORS]


def module_map() -> str:
    """The map, as Markdown: a line for each module, folder by folder."""
    lines: list[str] = []
    for folder, inside in groupby(modules(), key=lambda path: path.parent):
        listed = [(path, _said(path)) for path in inside]
        about = next((said for path, said in listed if path.name == "__init__.py"), "")
        name = f"`{folder.as_posix()}/`" if folder != Path() else "The doors"
        lines += [f"\n**{name}** {about}\n"]
        lines += [f"- `{path.as_posix()}`: {said}" for path, said in listed if path.name != "__init__.py"]
    return "\n".join(lines).strip() + "\n"


def _said(path: Path) -> str:
    text = ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


def with_map(document: str) -> str:
    """The document with the map as it is now."""
    before, _, rest = document.partition(BEGIN)
    return f"{before}{BEGIN}\n{module_map()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_map(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
