"""What holds for every test.

Laws may take their time, since the machine may be busy. Linear algebra stays on one thread: the
matrices are small, and test workers that each start a thread a core only wait for one another.
"""

import os
import shutil

import pytest
from hypothesis import settings
from threadpoolctl import threadpool_limits

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # of commands that tests start
threadpool_limits(1)
settings.register_profile("detente", deadline=None)
settings.load_profile("detente")


@pytest.fixture(scope="session", autouse=True)
def no_data_of_the_users_own(tmp_path_factory):
    """What whoever runs the tests has added stays out of them."""
    os.environ["DETENTE_DATA"] = str(tmp_path_factory.mktemp("no-data"))


@pytest.fixture(scope="module")
def browser():
    """Chromium, which the project's own run has to have and a person may lack."""
    if CHROMIUM is None:
        reason = "no Chromium on this machine: install the package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield opened
        opened.close()
