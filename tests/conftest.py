"""What the tests share: the folders of reports, one encoder, and stores made once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import settings

from tracuu.index.local.generations.generation import CURRENT
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models import encoder as encoder_module
from tracuu.index.models.encoder import Encoder, load_encoder
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.service.house import House, open_house

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
SHARED = Path(os.environ.get("TRACUU_SHARED", ROOT.parent / "shared"))
"""The folder of real reports, beside the checkout; `TRACUU_SHARED=/nowhere` leaves it out."""
STORES = os.environ.get("TRACUU_TEST_STORES")
"""Where the stores that tests share are kept from one run to the next; unset, each run makes its own."""

encoder_module.BULK_FROM = sys.maxsize  # the default is tested, which has no extra; tests/test_bulk.py tests that

settings.register_profile("tracuu", deadline=None)  # no test judges by the clock: the machine may be busy
settings.load_profile("tracuu")

needs_shared = pytest.mark.skipif(
    not (SHARED / "reports").is_dir(), reason="the folder of real reports, ../shared, is not here"
)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder("bundled")


def store_of(reports: Path, factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """A store of `reports`, made once for all the processes that share one run of the tests."""
    base = factory.getbasetemp()
    shared = Path(STORES) if STORES else base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    data = shared / f"store of {reports.name}"
    with FileLock(shared / f"{reports.name}.lock"):
        if not (data / CURRENT).is_file():
            sync(data, [reports], encoder)
    return data


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """A store of the five real reports."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("the folder of real reports, ../shared, is not here")
    return store_of(SHARED / "reports", tmp_path_factory, encoder)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """A store of the sample reports."""
    return store_of(SAMPLES, tmp_path_factory, encoder)


@pytest.fixture(scope="session")
def seed_engine(seed_store: Path, encoder: Encoder) -> Iterator[SearchEngine]:
    engine = SearchEngine.open_with(seed_store, encoder)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def sample_engine(sample_store: Path, encoder: Encoder) -> Iterator[SearchEngine]:
    engine = SearchEngine.open_with(sample_store, encoder)
    yield engine
    engine.close()


@pytest.fixture
def seed_view(seed_engine: SearchEngine) -> Iterator[View]:
    with seed_engine.view() as view:
        yield view


@pytest.fixture
def sample_view(sample_engine: SearchEngine) -> Iterator[View]:
    with sample_engine.view() as view:
        yield view


@pytest.fixture(scope="session")
def sample_house(sample_store: Path) -> Iterator[House]:
    house = open_house(sample_store)
    yield house
    house.store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.browsing import CHROMIUM, running

    if CHROMIUM is None:
        pytest.skip("no chromium, chromium-browser or google-chrome is installed")
    with running() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address, over a store of the samples that a test may change."""
    from tests.browsing import served

    data = tmp_path_factory.mktemp("data")
    shutil.copytree(sample_store, data, dirs_exist_ok=True)
    with served(data) as there:
        yield there


@pytest.fixture
def visits(browser: Browser, usual: BrowserContext, address: str) -> Iterator[Any]:
    """What makes visits of the page over the samples."""
    from tests.browsing import visiting

    yield from visiting(browser, usual, address)


@pytest.fixture(scope="module")
def usual(browser: Browser) -> BrowserContext:
    """What most readers have: what one visit fetched, the next finds in the cache."""
    return browser.new_context(locale="vi-VN", permissions=["clipboard-read", "clipboard-write"])
