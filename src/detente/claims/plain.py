"""The plain rendering of a measurement: what JSON can hold, and nothing that it cannot."""

from dataclasses import asdict
from math import isinf, isnan

from detente.claims.claim import Label, Measurement
from detente.errors import BadInput
from detente.world import Source

Plain = dict[str, object]


def plain(of: Measurement | Label | Source) -> Plain:
    """Write one thing as plain words, numbers and lists; NaN becomes None.

    Raises
    ------
    BadInput
        A number is infinite: it answers nothing, and JSON has no word for it.

    Examples
    --------
    >>> from detente.world import Source
    >>> invented = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
    >>> share = Measurement("share", {"of": "NLD"}, 0.75, "share", 2024, "By head.", (invented,))
    >>> plain(share)["value"], plain(share)["low"]
    (0.75, None)
    """
    if isinstance(of, Label):
        said = {"texts": dict(of.texts)} if of.texts else {}
        return {"kind": of.kind, "of": of.of, **said}
    if isinstance(of, Source):
        return asdict(of)
    return {
        "name": of.name,
        "args": dict(of.args),
        "value": _number(of, of.value),
        "low": _number(of, of.low),
        "high": _number(of, of.high),
        "unit": of.unit,
        "year": of.year,
        "method": of.method,
        "notes": list(of.notes),
        "sources": [plain(source) for source in of.sources],
    }


def _number(of: Measurement, number: float) -> float | None:
    if isinf(number):
        args = " ".join(f"{name}={value}" for name, value in of.args.items())
        raise BadInput(
            f"{of.name} {args} came out infinite. Nothing can be concluded from that: a ratio to "
            "nothing has no answer, which is NaN."
        )
    return None if isnan(number) else float(number)
