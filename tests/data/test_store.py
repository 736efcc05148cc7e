"""The user's own data, kept whole: known answers, laws, certificates, a second road, refusals."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from data.invented_baci import baci

from detente.data import (
    Written,
    add_baci,
    dataset,
    datasets,
    remove_dataset,
    save_dataset,
    store_folder,
    stored_file,
    verify_dataset,
)
from detente.errors import BadInput, Busy, CannotWrite, DamagedData, UnknownLabel

SOURCE = Path(__file__).parents[2] / "src"
NAME = "baci-hs22-v202501"
MANIFEST = f"{NAME}.dataset.json"
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def python(tmp_path, store):
    """A program in a process of its own, on the same store; what it was told to do first."""

    def start(first: str, path: Path, *years: int) -> subprocess.Popen:
        program = textwrap.dedent(first) + (
            f"\nfrom detente.data import add_baci\nadd_baci({str(path)!r}, {years!r})\n"
        )
        given = {**os.environ, "PYTHONPATH": str(SOURCE), "DETENTE_DATA": str(store)}
        return subprocess.Popen(
            [sys.executable, "-c", program], env=given, stdout=subprocess.PIPE, text=True
        )

    return start


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Known answers


def test_the_folder_is_the_one_named_else_the_systems_own(monkeypatch, tmp_path):
    assert store_folder() == tmp_path / "store"
    monkeypatch.delenv("DETENTE_DATA")
    assert "detente" in store_folder().name


def test_nothing_is_held_before_anything_is_added(store):
    assert datasets() == ()
    assert not store.exists()


def test_the_manifest_says_of_each_file_its_rows_bytes_and_checksum(tmp_path, store):
    added = add_baci(baci(tmp_path / "B.zip"))
    said = json.loads((store / MANIFEST).read_text(encoding="utf-8"))
    assert [(file["year"], file["rows"]) for file in said["files"]] == [(2021, 2), (2022, 7)]
    for file in said["files"]:
        held = (store / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(held), hashlib.sha256(held).hexdigest())
    assert added.rows == 9


def test_nothing_is_left_beside_what_the_manifest_names(tmp_path, store):
    added = add_baci(baci(tmp_path / "B.zip"))
    assert {*contents(store)} == {"lock", MANIFEST, *(file.name for file in added.files)}


def test_what_is_removed_is_gone(tmp_path, store):
    added = add_baci(baci(tmp_path / "B.zip"))
    assert remove_dataset(NAME) == added
    assert datasets() == ()
    assert {*contents(store)} == {"lock"}


# Laws


def test_adding_the_same_again_changes_no_byte(tmp_path, store):
    path = baci(tmp_path / "B.zip")
    add_baci(path)
    before = contents(store)
    add_baci(path)
    assert contents(store) == before


def test_what_is_not_ours_is_never_swept_up(tmp_path, store):
    store.mkdir()
    mine = {"my.parquet": b"mine", "notes.json": b"{}", "a-2021-mine.parquet": b"mine"}
    for name, held in mine.items():
        (store / name).write_bytes(held)
    add_baci(baci(tmp_path / "B.zip"))
    remove_dataset(NAME)
    assert contents(store) == {"lock": b"", **mine}


# Certificates: killed at each step of the way, in a process of its own


KILLED = """
    import os, signal, shutil
    left = {moves}
    def killing(move):
        def moved(*given):
            global left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return move(*given)
        return moved
    {what} = killing({what})
"""


@POSIX
@pytest.mark.parametrize(
    ("what", "moves"),
    [
        ("shutil.copyfileobj", 0),  # before anything is unpacked
        ("shutil.copyfileobj", 1),  # one year written, the other not
        ("os.fsync", 0),  # a file is written and not yet moved
        ("os.replace", 0),
        ("os.replace", 1),  # one file of two stands under its name
        ("os.replace", 2),  # all do, and no manifest names them
    ],
)
@pytest.mark.parametrize("held", [(), (2021,)])
def test_a_killed_run_leaves_the_store_as_it_was_and_a_second_completes(
    tmp_path, store, python, what, moves, held
):
    path = baci(tmp_path / "B.zip")
    if held:
        add_baci(path, held)
    before = datasets()
    killed = python(KILLED.format(what=what, moves=moves), path)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert datasets() == before
    assert all(verify_dataset(each.name) for each in before)
    added = add_baci(path)
    assert added.years == (2021, 2022)
    assert verify_dataset(NAME) == added
    assert {*contents(store)} == {"lock", MANIFEST, *(file.name for file in added.files)}


HOLDING = """
    import time
    import detente.data.baci as baci
    unpack = baci._unpack
    def waits(*given):
        print("writing", flush=True)
        time.sleep(60)
        unpack(*given)
    baci._unpack = waits
"""


@POSIX
def test_a_second_process_is_told_to_wait_and_a_reader_never_is(tmp_path, store, python):
    path = baci(tmp_path / "B.zip")
    before = add_baci(path, [2021])
    writing = python(HOLDING, path)
    try:
        assert writing.stdout.readline() == "writing\n"
        assert verify_dataset(NAME) == before
        for ask in (lambda: add_baci(path, [2022]), lambda: remove_dataset(NAME)):
            with pytest.raises(Busy) as refused:
                ask()
            assert str(refused.value) == (
                f"Another process is writing {store}. Wait for it to end and ask again."
            )
    finally:
        writing.kill()
        writing.communicate()
    assert datasets() == (before,)
    assert add_baci(path).years == (2021, 2022)


LIMITED = """
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes}, {bytes}))
"""


@POSIX
@pytest.mark.parametrize("limit", [100, 500])  # the unpacked rows do not fit; the table does not
def test_a_disk_that_takes_no_more_is_refused_and_leaves_nothing(tmp_path, store, python, limit):
    told = python(
        LIMITED.format(bytes=limit)
        + """
    import sys
    sys.excepthook = lambda kind, error, _: print(kind.__name__, error)
""",
        baci(tmp_path / "B.zip"),
    )
    said, _ = told.communicate()
    assert said.startswith(f"CannotWrite Cannot store {NAME} in {store}: ")
    assert said.endswith(
        "The store is as it was. Make room, or name another folder in DETENTE_DATA.\n"
    )
    assert {*contents(store)} == {"lock"}


# A second road: the table as its bytes


def test_a_stored_file_is_named_after_its_bytes(tmp_path):
    added = add_baci(baci(tmp_path / "B.zip"), [2022])
    path = stored_file(added, 2022)
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.name == f"{NAME}-2022-{checksum[:16]}.parquet"


# Refusals


def test_a_changed_byte_is_found(tmp_path, store):
    added = add_baci(baci(tmp_path / "B.zip"), [2022])
    path = stored_file(added, 2022)
    held = bytearray(path.read_bytes())
    held[40] ^= 1
    path.write_bytes(bytes(held))
    with pytest.raises(DamagedData) as refused:
        verify_dataset(NAME)
    assert str(refused.value) == (
        f"{NAME} is damaged: {path}, the year 2022, does not have the checksum that it was stored "
        f"with. Add 2022 again, or: detente data remove {NAME}"
    )
    assert remove_dataset(NAME) == added


def test_a_file_that_is_gone_or_cut_short_is_found_without_reading_it(tmp_path):
    added = add_baci(baci(tmp_path / "B.zip"), [2022])
    path = stored_file(added, 2022)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedData) as refused:
        stored_file(added, 2022)
    assert str(refused.value) == (
        f"{NAME} is damaged: {path}, the year 2022, is not there, or not as long as it was. "
        f"Add 2022 again, or: detente data remove {NAME}"
    )


def test_a_damaged_file_is_mended_by_adding_its_year_again(tmp_path):
    path = baci(tmp_path / "B.zip")
    added = add_baci(path)
    stored_file(added, 2022).write_bytes(b"")
    assert add_baci(path, [2022]) == added
    assert verify_dataset(NAME) == added


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": "a"}'])
def test_a_manifest_that_says_nothing_is_refused(tmp_path, store, text):
    add_baci(baci(tmp_path / "B.zip"))
    (store / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(DamagedData) as refused:
        dataset(NAME)
    told = str(refused.value)
    assert told.startswith(f"{store / MANIFEST} does not say what is stored (")
    assert told.endswith("). Remove that file and add the data again.")


@pytest.mark.parametrize("name", ["baci", "../baci", ""])
def test_a_dataset_that_is_not_held_is_refused(tmp_path, store, name):
    add_baci(baci(tmp_path / "B.zip"))
    with pytest.raises(UnknownLabel) as refused:
        dataset(name)
    assert str(refused.value) == (
        f"No dataset {name!r} in {store}, only: {NAME}. What can be added: detente data list"
    )


def test_a_year_that_is_not_held_is_refused(tmp_path):
    added = add_baci(baci(tmp_path / "B.zip"))
    with pytest.raises(UnknownLabel) as refused:
        stored_file(added, 2019)
    assert str(refused.value) == f"{NAME} holds no 2019, only: 2021, 2022. Add that year."


def test_another_file_of_the_same_edition_is_refused(tmp_path):
    added = add_baci(baci(tmp_path / "B.zip"), [2021])
    other = baci(tmp_path / "other.zip", {2021: "2021,528,579,010121,1.000,NA\n"})
    with pytest.raises(CannotWrite) as refused:
        add_baci(other)
    checksum = hashlib.sha256(other.read_bytes()).hexdigest()
    assert str(refused.value) == (
        f"{NAME} is held already, from another file: its checksum was "
        f"{added.source.sha256[:12]}…, this one's is {checksum[:12]}…. Keep it, or first: "
        f"detente data remove {NAME}"
    )
    assert datasets() == (added,)


@pytest.mark.parametrize("name", ["../baci", "a/b", "", "B", "a" * 99, "a.b"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, store, name):
    added = add_baci(baci(tmp_path / "B.zip"))
    with pytest.raises(BadInput) as refused:
        save_dataset(replace(added, name=name), lambda *_: Written([]))
    assert str(refused.value) == (
        f"{name!r} can name no dataset. Use small letters, digits, hyphens and underscores."
    )
    assert datasets() == (added,)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "file" / "store"))
    with pytest.raises(CannotWrite) as refused:
        add_baci(baci(tmp_path / "B.zip"))
    assert str(refused.value).startswith(f"Cannot store {NAME} in {tmp_path / 'file' / 'store'}: ")
