"""What is said, how it is read, whether it holds."""

from detente.claims.claim import Argument, Blanks, Claim, Label, Measurement, Unit

__all__ = ["Argument", "Blanks", "Claim", "Label", "Measurement", "Unit"]
