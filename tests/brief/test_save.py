"""Writing a brief: known answers, laws, refusals."""

import errno
import os
from dataclasses import replace

import pytest
from brief.invented import CASE, CLAIMS

from detente.brief import compose, render, save
from detente.errors import CannotWrite, UnknownLabel

NAMES = ("brief-RUS-PRK-2018-en.html", "brief-RUS-PRK-2018-en.json")
FORMATS = ("html", "json")


@pytest.fixture
def english():
    return compose(CASE, CLAIMS)


def listed(folder):
    return sorted(os.listdir(folder))


def fails_with(number):
    def replacement(*_):
        raise OSError(number, os.strerror(number))

    return replacement


# Known answers


def test_a_brief_becomes_files(english, tmp_path):
    assert save(english, FORMATS, tmp_path) == tuple(tmp_path / name for name in NAMES)
    assert listed(tmp_path) == list(NAMES)
    for format, name in zip(FORMATS, NAMES, strict=True):
        assert (tmp_path / name).read_bytes().decode() == render(english, format)


def test_a_question_without_a_year_has_none_in_its_name(tmp_path):
    undated = compose(replace(CASE, year=None), CLAIMS, "nl")
    assert [path.name for path in save(undated, ["text"], str(tmp_path))] == [
        "brief-RUS-PRK-nl.txt"
    ]


def test_no_format_is_no_file(english):
    assert save(english, [], "/nowhere") == ()


# Laws


def test_saving_twice_leaves_the_same_bytes(english, tmp_path):
    save(english, FORMATS, tmp_path)
    first = [(tmp_path / name).read_bytes() for name in NAMES]
    save(english, FORMATS, tmp_path)
    assert [(tmp_path / name).read_bytes() for name in NAMES] == first


def test_files_may_be_read_by_whom_the_user_allows(english, tmp_path):
    (tmp_path / "plain").write_text("")
    save(english, ["json"], tmp_path)
    assert (tmp_path / NAMES[1]).stat().st_mode == (tmp_path / "plain").stat().st_mode


# Refusals


def test_refuses_a_folder_that_is_not_there(english, tmp_path):
    with pytest.raises(CannotWrite) as refusal:
        save(english, FORMATS, tmp_path / "none")
    assert str(refusal.value) == (
        f"Cannot write {NAMES[0]} and {NAMES[1]} in {tmp_path}/none. There is no such folder. "
        "Create it, or name another."
    )


def test_refuses_a_file_for_a_folder(english, tmp_path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(CannotWrite) as refusal:
        save(english, ["json"], tmp_path / "file")
    assert str(refusal.value) == (
        f"Cannot write {NAMES[1]} in {tmp_path}/file. That is not a folder. Name one."
    )
    assert (tmp_path / "file").read_text() == "kept"


def test_refuses_where_a_folder_is_in_the_way(english, tmp_path):
    (tmp_path / NAMES[1]).mkdir()
    with pytest.raises(CannotWrite) as refusal:
        save(english, FORMATS, tmp_path)
    assert str(refusal.value) == (
        f"Cannot write {NAMES[0]} and {NAMES[1]} in {tmp_path}. A folder called {NAMES[1]} is in "
        "the way. Move it, or name another folder."
    )
    assert listed(tmp_path) == [NAMES[1]]  # and the other was not written


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "It may not be written to. Name a folder of your own."),
        (errno.EROFS, "It is read-only. Name another folder."),
        (errno.ENOSPC, "The disk is full. Make room, or name a folder on another disk."),
        (errno.EIO, "Input/output error. Name another folder."),
    ],
)
def test_refuses_a_folder_that_takes_no_files(english, tmp_path, monkeypatch, number, reason):
    save(english, ["json"], tmp_path)
    before = (tmp_path / NAMES[1]).read_bytes()
    monkeypatch.setattr(os, "replace", fails_with(number))
    with pytest.raises(CannotWrite) as refusal:
        save(english, ["json"], tmp_path)
    assert str(refusal.value) == f"Cannot write {NAMES[1]} in {tmp_path}. {reason}"
    assert listed(tmp_path) == [NAMES[1]]
    assert (tmp_path / NAMES[1]).read_bytes() == before


def test_a_file_cut_short_leaves_nothing(english, tmp_path):
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(CannotWrite) as refusal:
            save(english, FORMATS, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(refusal.value) == (
        f"Cannot write {NAMES[0]} and {NAMES[1]} in {tmp_path}. File too large. Name another "
        "folder."
    )
    assert listed(tmp_path) == []


def test_refuses_a_format_before_it_writes_any(english, tmp_path):
    with pytest.raises(UnknownLabel):
        save(english, ["html", "docx"], tmp_path)
    assert listed(tmp_path) == []
