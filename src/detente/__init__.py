"""What can two countries mean for each other? Start at :func:`detente.study.pair_claims`.

The road: ``detente.data`` loads Worlds, ``detente.study`` asks them a question and finds Claims,
``detente.brief`` puts those in words. ``detente.trade`` holds the models, for any table of flows.
"""

from detente.errors import Error

__version__ = "0.1.0"

__all__ = ["Error", "__version__"]
