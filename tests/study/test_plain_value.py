"""What JSON can hold of an answer: known answers."""

import json

import pytest

from detente.study.plain_value import plain_value

# Known answers


@pytest.mark.parametrize("value", [0.0, -1.5, 3, "NLD", None, float("inf")])
def test_what_is_there_stays(value):
    assert plain_value(value) is value


def test_no_answer_is_none():
    assert json.dumps(plain_value(float("nan"))) == "null"
