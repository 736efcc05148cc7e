"""A table written in parts: known answers, laws, certificates, a second road, refusals."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from detente.data import is_saved, save_in_parts, saved_table
from detente.errors import BadInput, CannotWrite

SOURCE = Path(__file__).parents[2] / "src"
QUESTION = {"question": "What is three times as much?", "theta": 4.0, "sources": [{"title": "'é'"}]}
ROWS = 10
PART = 3

each_format = pytest.mark.parametrize("name", ["table.parquet", "table.csv"])


def rows(first: int, last: int = ROWS) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "a": [f"C{i:02}" for i in range(first, last)],
            "welfare": [np.nan if i == 7 else i / 3 for i in range(first, last)],
            "refused": ["no, 'none'" if i == 7 else "" for i in range(first, last)],
        }
    )


def parts(done: int):
    for first in range(done, ROWS, PART):
        yield rows(first, min(first + PART, ROWS))


def broken_off(after: int):
    """Parts of a run that somebody interrupts once it has found so many rows."""

    def some(done: int):
        for part in parts(done):
            if int(part["a"].iloc[0][1:]) >= after:
                raise KeyboardInterrupt
            yield part

    return some


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kept(path: Path) -> int:
    """Rows that an unfinished run left."""
    with duckdb.connect(path.with_name(f"{path.name}.part") / "rows.duckdb", read_only=True) as db:
        return db.table("rows").shape[0]


# Known answers


@each_format
def test_every_row_is_there_once_and_in_order(tmp_path, name):
    save_in_parts(tmp_path / name, QUESTION, parts)
    found = saved_table(tmp_path / name).fillna({"refused": ""})
    pd.testing.assert_frame_equal(found, rows(0), check_dtype=False)


def test_an_empty_cell_of_a_csv_is_empty(tmp_path):
    save_in_parts(tmp_path / "table.csv", QUESTION, parts)
    lines = (tmp_path / "table.csv").read_text(encoding="utf-8").split("\n")
    assert lines[:2] == ["a,welfare,refused", 'C00,0.0,""']
    assert lines[8] == "C07,,\"no, 'none'\""


def test_parquet_says_what_it_answers(tmp_path):
    path = tmp_path / "table.parquet"
    save_in_parts(path, QUESTION, parts)
    asked = "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)"
    held = dict(duckdb.execute(asked, [str(path)]).fetchall())
    assert held["question"] == "What is three times as much?"
    assert held["theta"] == "4.0"
    assert json.loads(held["sources"]) == [{"title": "'é'"}]


def test_a_file_beside_a_csv_says_what_it_answers(tmp_path):
    save_in_parts(tmp_path / "table.csv", QUESTION, parts)
    held = json.loads((tmp_path / "table.csv.json").read_text(encoding="utf-8"))
    assert (held["theta"], json.loads(held["sources"])) == ("4.0", [{"title": "'é'"}])


# Laws


@each_format
@pytest.mark.parametrize("after", range(0, ROWS, PART))
def test_a_run_that_was_broken_off_goes_on_and_gives_the_same_bytes(tmp_path, name, after):
    whole, broken = tmp_path / f"whole_{name}", tmp_path / f"broken_{name}"
    save_in_parts(whole, QUESTION, parts)
    with pytest.raises(KeyboardInterrupt):
        save_in_parts(broken, QUESTION, broken_off(after))
    assert not broken.exists()
    assert not is_saved(broken, QUESTION)
    began_at = []
    save_in_parts(broken, QUESTION, lambda done: began_at.append(done) or parts(done))
    assert began_at == [after]
    assert checksum(broken) == checksum(whole)


@each_format
def test_nothing_else_is_left_in_the_folder(tmp_path, name):
    save_in_parts(tmp_path / name, QUESTION, parts)
    beside = {f"{name}.json"} if name.endswith(".csv") else set()
    assert {path.name for path in tmp_path.iterdir()} == {name} | beside


@each_format
def test_what_is_complete_is_not_asked_again(tmp_path, name):
    def none_needed(_):
        pytest.fail("asked again")

    save_in_parts(tmp_path / name, QUESTION, parts)
    assert is_saved(tmp_path / name, QUESTION)
    before = (tmp_path / name).stat()
    save_in_parts(tmp_path / name, QUESTION, none_needed)
    assert (tmp_path / name).stat() == before


def test_names_that_mean_something_to_a_search_are_names_here(tmp_path):
    folder = tmp_path / "data [2023]*"
    folder.mkdir()
    for name in ("t[1].parquet", "t[1].csv"):
        save_in_parts(folder / name, QUESTION, parts)
        assert is_saved(folder / name, QUESTION)
        assert len(saved_table(folder / name)) == ROWS


# Certificates

KILLED = """
import os, signal, sys
import test_table_in_parts as asked
from detente.data import save_in_parts, table_in_parts

path, place, folder = sys.argv[1], sys.argv[2], sys.argv[1] + ".part"
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
def parts(done):
    for part in asked.parts(done):
        yield part
        if place == "between" and part["a"].iloc[0] == "C03":
            die()
doors = {"begin": folder + "/question.json", "beside": path + ".json", "move": path}
move = os.replace
if place in doors:
    os.replace = lambda old, new: die() if str(new) == doors[place] else move(old, new)
if place in ("_write", "_clear"):
    setattr(table_in_parts, place, die)
save_in_parts(path, asked.QUESTION, parts)
"""


@pytest.mark.parametrize(
    ("name", "place", "rows_kept"),
    [
        ("table.parquet", "begin", 0),
        ("table.parquet", "between", 6),
        ("table.csv", "_write", ROWS),
        ("table.csv", "beside", ROWS),
        ("table.csv", "move", ROWS),
        ("table.parquet", "move", ROWS),
        ("table.csv", "_clear", ROWS),
    ],
)
def test_a_killed_process_loses_nothing(tmp_path, name, place, rows_kept):
    whole, killed = tmp_path / f"whole_{name}", tmp_path / f"killed_{name}"
    paths = os.pathsep.join([str(SOURCE), str(Path(__file__).parent)])
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(killed), place],
        env={**os.environ, "PYTHONPATH": paths},
        timeout=60,
    )
    assert ran.returncode == -signal.SIGKILL
    assert killed.exists() == (place == "_clear")
    if rows_kept:
        assert kept(killed) == rows_kept
    save_in_parts(whole, QUESTION, parts)
    save_in_parts(killed, QUESTION, parts)
    assert checksum(killed) == checksum(whole)
    assert not list(tmp_path.glob("*.part"))


def test_rows_that_answer_nobody_knows_what_are_found_again(tmp_path):
    path = tmp_path / "table.parquet"
    with pytest.raises(KeyboardInterrupt):
        save_in_parts(path, {**QUESTION, "theta": 5.0}, broken_off(PART))
    (tmp_path / "table.parquet.part" / "question.json").unlink()
    began_at = []
    save_in_parts(path, QUESTION, lambda done: began_at.append(done) or parts(done))
    assert began_at == [0]
    assert len(saved_table(path)) == ROWS


def test_a_stranger_s_file_in_the_folder_survives(tmp_path):
    own = tmp_path / "table.parquet.part" / "notes.txt"
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    save_in_parts(tmp_path / "table.parquet", QUESTION, parts)
    assert [path.name for path in own.parent.iterdir()] == ["notes.txt"]


# A second road


def test_both_formats_hold_the_same(tmp_path):
    for name in ("table.csv", "table.parquet"):
        save_in_parts(tmp_path / name, QUESTION, parts)
    from_csv = pd.read_csv(tmp_path / "table.csv", keep_default_na=False, na_values={"welfare": ""})
    pd.testing.assert_frame_equal(
        from_csv, saved_table(tmp_path / "table.parquet"), check_dtype=False
    )


# Refusals, word for word


def refused(path: Path, question=QUESTION, found=parts) -> str:
    with pytest.raises(CannotWrite) as refusal:
        save_in_parts(path, question, found)
    return str(refusal.value)


def test_refuses_another_ending(tmp_path):
    with pytest.raises(BadInput) as refusal:
        save_in_parts(tmp_path / "table.xlsx", QUESTION, parts)
    assert str(refusal.value) == (
        f"{tmp_path}/table.xlsx ends in neither .csv nor .parquet. Name the file after its format."
    )


def test_refuses_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "no" / "table.csv"
    assert refused(path) == (f"Cannot write {path}: there is no folder {tmp_path}/no. Create it.")


@each_format
def test_refuses_to_replace_another_answer(tmp_path, name):
    path = tmp_path / name
    save_in_parts(path, QUESTION, parts)
    before = checksum(path)
    assert refused(path, {**QUESTION, "theta": 5.0}) == (
        f"Cannot write {path}: it answers another question, theta is 4.0 there and 5.0 here. "
        "Name another file, or move that one away."
    )
    assert checksum(path) == before


def test_refuses_an_answer_that_differs_in_more_than_fits_a_sentence(tmp_path):
    path = tmp_path / "table.csv"
    save_in_parts(path, QUESTION, parts)
    assert refused(path, {**QUESTION, "sources": ["x" * 80]}) == (
        f"Cannot write {path}: it answers another question, with other sources. "
        "Name another file, or move that one away."
    )


@each_format
def test_refuses_to_replace_what_does_not_say_what_it_answers(tmp_path, name):
    path = tmp_path / name
    path.write_text("mine", encoding="utf-8")
    assert refused(path) == (
        f"Cannot write {path}: something is there that does not say what it answers. "
        "Name another file, or move that one away."
    )
    assert path.read_text(encoding="utf-8") == "mine"


def test_refuses_to_go_on_with_another_question(tmp_path):
    path = tmp_path / "table.parquet"
    with pytest.raises(KeyboardInterrupt):
        save_in_parts(path, QUESTION, broken_off(PART))
    assert refused(path, {**QUESTION, "theta": 5.0}) == (
        f"{path}.part holds an unfinished run of another question, theta is 4.0 there and 5.0 "
        "here. Ask that again to finish it, name another file, or remove the folder."
    )
    assert kept(path) == PART


ANOTHER_RUN = """
import json
import sys
from pathlib import Path
from detente.data import save_in_parts
from detente.errors import CannotWrite
try:
    save_in_parts(Path(sys.argv[1]), json.loads(sys.argv[2]), lambda done: iter(()))
except CannotWrite as refusal:
    print(refusal, end="")
"""


def test_refuses_what_another_run_is_writing(tmp_path):
    path = tmp_path / "table.parquet"

    def with_another(done):
        another = subprocess.run(
            [sys.executable, "-c", ANOTHER_RUN, path, json.dumps(QUESTION)],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert another.stdout == (
            f"Cannot write {path}: another run is writing it. Wait for it to end."
        )
        yield from parts(done)

    save_in_parts(path, QUESTION, with_another)
    assert len(saved_table(path)) == ROWS


def test_refuses_rows_that_cannot_be_read(tmp_path):
    path = tmp_path / "table.parquet"
    with pytest.raises(KeyboardInterrupt):
        save_in_parts(path, QUESTION, broken_off(PART))
    (tmp_path / "table.parquet.part" / "rows.duckdb").write_bytes(b"x" * 9000)
    said = refused(path)
    assert said.startswith(f"Cannot write {path}: ")
    assert said.endswith(f"Remove {path}.part to start again, or name another file.")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that nobody can write in")
def test_refuses_a_folder_that_cannot_be_written():
    assert refused(Path("/proc/table.csv")) == (
        "Cannot write /proc/table.csv: No such file or directory. Name another file or folder."
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_refuses_a_full_disk_and_keeps_what_was_found(tmp_path):
    path = tmp_path / "table.csv"
    folder = tmp_path / "table.csv.part"

    def then_full(done):
        yield from parts(done)
        (folder / "whole").symlink_to("/dev/full")

    assert refused(path, QUESTION, then_full) == (
        f"Cannot write {path}: No space left on device. "
        "Make room and ask again; what was found so far is kept."
    )
    assert not path.exists()
    assert kept(path) == ROWS
    (folder / "whole").unlink()
    save_in_parts(path, QUESTION, parts)
    assert len(saved_table(path)) == ROWS
