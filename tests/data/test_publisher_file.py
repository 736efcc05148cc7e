"""A publisher's own file: known answers, laws, refusals."""

import hashlib

import pytest
from data.invented_answers import packed

from detente.data.publisher_file import publisher_file
from detente.errors import BadInput, DamagedData

# Known answers


def test_a_file_is_known_by_its_checksum(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf  a,b\n")
    found = publisher_file(path, "somebody", "the table")
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (found.is_zip, found.begins()) == (False, "a,b\n")
    assert publisher_file(path, "somebody", "the table", found.sha256.upper()) == found


def test_a_zip_is_opened_and_its_files_unpacked(tmp_path):
    found = publisher_file(packed(tmp_path / "a.zip", one="1\n"), "somebody", "the table")
    assert found.is_zip
    with found.zip() as package:
        found.unpack(package, "one.csv", tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "1\n"


# Laws


def test_nothing_is_refused_of_a_table_that_has_its_columns_in_any_order(tmp_path):
    (tmp_path / "a.csv").write_text("", encoding="utf-8")
    found = publisher_file(tmp_path / "a.csv", "somebody", "the table")
    found.refuse_absent("", ["c", "b", "a"], ["a", "b"])


# Refusals


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DamagedData) as refused:
        publisher_file(tmp_path / "a.zip", "somebody", "the table")
    assert str(refused.value) == (
        f"{tmp_path / 'a.zip'} cannot be read: No such file or directory. "
        "Name the file that somebody publishes."
    )


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(DamagedData) as refused:
        publisher_file(tmp_path, "somebody", "the table")
    assert str(refused.value) == (
        f"{tmp_path} cannot be read: Is a directory. Name the file that somebody publishes."
    )


@pytest.mark.parametrize(
    ("held", "what"),
    [
        (b"PK\x03\x04 and no more", "It breaks off"),
        (b" \n<!DOCTYPE html>", "It is a web page"),
        (b"", "It is something else"),
    ],
)
def test_what_is_no_zip_is_refused_by_what_it_is(tmp_path, held, what):
    path = tmp_path / "a.zip"
    path.write_bytes(held)
    with pytest.raises(DamagedData) as refused:
        publisher_file(path, "somebody", "the table").zip()
    assert str(refused.value) == (f"{path} is no whole zip. {what}: take it from somebody again.")


def test_a_zip_with_a_changed_byte_is_refused(tmp_path):
    path = packed(tmp_path / "a.zip", one="1,2,3\n" * 99)
    held = bytearray(path.read_bytes())
    held[45] ^= 0xFF
    path.write_bytes(bytes(held))
    found = publisher_file(path, "somebody", "the table")
    with found.zip() as package, pytest.raises(DamagedData) as refused:
        found.unpack(package, "one.csv", tmp_path / "out")
    assert str(refused.value).startswith(f"{path} is damaged: one.csv cannot be unpacked (")
    assert str(refused.value).endswith("). Take it from somebody again.")


def test_another_table_is_told_apart_from_one_that_changed(tmp_path):
    (tmp_path / "a.csv").write_text("", encoding="utf-8")
    found = publisher_file(tmp_path / "a.csv", "somebody", "the table")
    with pytest.raises(BadInput) as refused:
        found.refuse_absent("", ["x", "y"], ["a", "b"])
    assert str(refused.value) == (
        f"{tmp_path / 'a.csv'} does not have the table's columns: it begins with 'x,y', not with "
        "'a,b'. Take it from somebody again."
    )
    with pytest.raises(BadInput) as refused:
        found.refuse_absent("one.csv", ["a", "y"], ["a", "b"])
    assert str(refused.value) == (
        f"{tmp_path / 'a.csv'}, one.csv has no column b: the table was published in another form. "
        "It has a, y. Take an edition of somebody that has them."
    )
