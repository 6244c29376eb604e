"""Mutation testing of what ranks, reads and keeps: how many small changes of the code do the tests notice?

`make mutate`, or, for some modules and with what the last run left in mutants/:

    python -m bench.mutation --again search/ranking search/fusion

mutmut makes the mutants, chooses for each the tests that run the function it is in, and runs them; which modules and
which tests is `[tool.mutmut]` in pyproject.toml. Here a module with many mutants is sampled, always the same way, the
real reports beside the checkout are out of sight, and the figures and the survivors are printed as they stand in
docs/mutation.md. The survivors' differences are written to mutants/survivors.diff.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import get_mutant_name

MUTANTS = Path("mutants")
WHOLE = 70
"""Mutants of a module up to which all are run; of more, a sample."""
SAMPLE = 30
SEED = 22
OUTCOMES = ("killed", "survived", "no tests", "timeout")


def modules(wanted: Sequence[str]) -> Iterator[Path]:
    """The modules of `[tool.mutmut]`, through tracuu/ as they are imported; of `wanted` alone, where any are."""
    configured = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]["source_paths"]
    for path in map(Path, configured):
        for module in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            if not wanted or any(module.is_relative_to(Path("tracuu", name)) for name in (*wanted, *map(py, wanted))):
                yield module


def py(name: str) -> str:
    """ "search/ranking" is search/ranking.py."""
    return f"{name}.py"


def chosen(names: Sequence[str], module: Path, sample: int) -> list[str]:
    """All mutants of a small module, of a large one the same sample each time."""
    if len(names) <= WHOLE:
        return list(names)
    return random.Random(f"{SEED} {module.as_posix()}").sample(names, sample)


def mutants_of(module: Path) -> list[str]:
    """The names of all mutants that mutmut makes of a module."""
    made = mutate_file_contents(str(module), module.read_text(encoding="utf-8")).mutant_names
    return [get_mutant_name(module, name) for name in made]


def run(names: Sequence[str], workers: int) -> None:
    """Run these mutants; what became of each is then in mutants/."""
    hidden = {
        "TRACUU_SHARED": str((MUTANTS / "no shared").resolve()),
        "TRACUU_TEST_STORES": str((MUTANTS / "stores").resolve()),
        "PYTHONPATH": str(MUTANTS.resolve()),
        "OMP_NUM_THREADS": "1",
    }
    (MUTANTS / "stores").mkdir(parents=True, exist_ok=True)
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", str(workers), *names]
    with (MUTANTS / "run.log").open("w", encoding="utf-8") as log:
        ended = subprocess.run(command, env=os.environ | hidden, stdout=log, stderr=subprocess.STDOUT, check=False)
    if ended.returncode:
        sys.exit((MUTANTS / "run.log").read_text(encoding="utf-8")[-4000:])


def outcomes(module: Path, names: Sequence[str]) -> Mapping[str, str]:
    """What became of each mutant: one of `OUTCOMES`; one that ended its process is killed."""
    codes = json.loads((MUTANTS / f"{module}.meta").read_text(encoding="utf-8"))["exit_code_by_key"]
    told = {name: status_by_exit_code[codes[name]] for name in names}
    return {name: status if status in OUTCOMES else "killed" for name, status in told.items()}


def main() -> None:
    """Run the mutants of the modules that are asked for, and print the table and who survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help="search/ranking, corpus/header …; all without any")
    parser.add_argument("--again", action="store_true", help="keep the stores and the choice of tests of the last run")
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"of more than {WHOLE}, run so many (%(default)s)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    if MUTANTS.exists() and not asked.again:
        shutil.rmtree(MUTANTS)
    made = {module: mutants_of(module) for module in modules(asked.modules)}
    picked = {module: chosen(names, module, asked.sample) for module, names in made.items() if names}
    run([name for names in picked.values() for name in names], asked.workers)
    total: Counter[str] = Counter()
    survivors: dict[str, Path] = {}
    print("| module | made | run | killed | survived | no test | timed out |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for module, names in picked.items():
        told = outcomes(module, names)
        counts = Counter(told.values()) + Counter(made=len(made[module]), run=len(names))
        print(row(module.relative_to("tracuu").as_posix(), counts))
        total += counts
        survivors |= {name: module for name, status in told.items() if status in ("survived", "no tests")}
    print(row("all", total))
    noticed = total["killed"] + total["timeout"]
    print(f"\n{noticed} of {total['run']} noticed: {noticed / total['run']:.1%}")
    with (MUTANTS / "survivors.diff").open("w", encoding="utf-8") as file:
        file.writelines(f"# {name}\n{get_diff_for_mutant(name, path=module)}\n" for name, module in survivors.items())
    print(f"{len(survivors)} survivors: {MUTANTS / 'survivors.diff'}")


def row(name: str, counts: Mapping[str, int]) -> str:
    """A line of the table."""
    return f"| {name} | {' | '.join(str(counts.get(key, 0)) for key in ('made', 'run', *OUTCOMES))} |"


if __name__ == "__main__":
    main()
