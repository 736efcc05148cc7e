"""What is left of an exchange once the rules have spoken: the one place that says so.

    outcome of the rules       low     value               high
    free, exempt               low     value               high       all of it
    conditional                0       what there is now   high       approval may come, or not
    conditional, runs on       what there is now                      until its deadline
    capped                     0       what there is now   high       never more than the cap
    unnamed                    0       0                   high       it needs what is banned
    banned                     0       0                   0

A cap is one for all suppliers together, so a single one may be left nothing of it. Whatever part of
a banned category an exception leaves open is an exchange of its own, under its own category.
"""

from math import isnan, nan

from detente.exchange.worth import UNKNOWN, usd
from detente.rules import Outcome
from detente.world import Amount

NOTHING = usd(0.0, 0.0, 0.0)
UNCAPPED = usd(float("inf"), float("inf"), float("inf"))


def left_by_rules(
    outcome: Outcome,
    value: Amount,
    now: Amount,
    *,
    cap: Amount = UNCAPPED,
    is_running_on: bool = False,
) -> Amount:
    """What the rules leave of an exchange, in US dollars a year.

    Parameters
    ----------
    outcome
        What they leave of its category.
    value
        Its worth if nothing barred it; NaN where unknown.
    now
        What of it there is; NaN where unknown.
    cap
        The most that is allowed, of all suppliers together, at the prices behind `value`.
    is_running_on
        Whether the condition is a deadline until which what there is may run on.

    Returns
    -------
    Amount
        Unknown, not zero, where what it follows from is unknown.

    Examples
    --------
    >>> worth, now = usd(100.0, 150.0, 360.0), usd(27.0, 50.0, 138.0)
    >>> left_by_rules("conditional", worth, now)
    Amount(low=0.0, value=50.0, high=360.0, unit='USD')
    >>> left_by_rules("conditional", worth, now, is_running_on=True).high
    138.0
    """
    if outcome == "banned":
        return NOTHING
    if outcome == "conditional" and is_running_on:
        return now
    if isnan(value.value):
        return UNKNOWN
    if outcome in ("free", "exempt"):
        return value
    high = min(value.high, cap.high)
    if outcome == "unnamed":
        return usd(0.0, 0.0, high)
    return usd(0.0, nan if isnan(now.value) else min(now.value, cap.value, high), high)
