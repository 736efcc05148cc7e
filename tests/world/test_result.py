"""What every Result shares: known answers, laws, a second road."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd

import detente
from detente.trade import economy_from_flows, severance
from detente.world import Result

ROOT = Path(detente.__file__).parent

# Known answers


class Shares(Result):
    def to_frame(self):
        return pd.DataFrame({"share": [0.25]}, index=["<b>NLD</b>"])


def test_a_notebook_shows_its_name_and_its_table_and_trusts_neither():
    told = Shares()._repr_html_()
    assert told.startswith("<p><strong>Shares</strong></p>")
    assert "<td>0.25</td>" in told
    assert "<b>" not in told


# Laws


def test_whatever_has_a_table_is_a_result():
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        if "def to_frame" not in file.read_text(encoding="utf-8"):
            continue
        module = import_module(".".join(("detente", *file.relative_to(ROOT).with_suffix("").parts)))
        mine = [
            kind
            for kind in vars(module).values()
            if isinstance(kind, type) and kind.__module__ == module.__name__
        ]
        found += [kind for kind in mine if hasattr(kind, "to_frame")]
    assert len(found) > 20
    assert [kind.__name__ for kind in found if not issubclass(kind, Result)] == []


# A second road


def test_an_equilibrium_shows_the_numbers_of_its_frame():
    flow = np.array([[6.0, 2.0, 2.0], [2.0, 6.0, 2.0], [2.0, 2.0, 6.0]])
    found = severance(economy_from_flows(flow, ["NLD", "NOR", "QAT"]), "NLD", "NOR", theta=4)
    shown = found._repr_html_()
    for value in found.to_frame()["welfare"]:
        assert f"{value:.6f}" in shown
