"""What is taken to be likely of whatever the data leave open, before anything is drawn.

A size that may lie anywhere between two ends, and most likely somewhere between, has a PERT
distribution: with v the likeliest, it is low + (high − low) B, where B is a beta variable with

    α = 1 + 4 (v − low) / (high − low) ,    β = 1 + 4 (high − v) / (high − low) .

A rule is read in one of three ways, and never in between: in one draw of six at the low end, in one
at the high end, and in four at the likeliest, which has the same mean.

A record may be off by a factor exp(σ z), z standard normal: nine in ten lie within exp(±1.64 σ).

None of these is estimated here: each is a choice, said aloud, that anyone may make otherwise under
``[priors]`` of a case.

Malcolm, Roseboom, Clark & Fazar (1959), Application of a Technique for Research and Development
Program Evaluation, Operations Research 7(5).
"""

from dataclasses import dataclass

PEAK = 4.0  # weight of the likeliest value in a PERT distribution

Range = tuple[float, float, float]  # low, likeliest, high


@dataclass(frozen=True, slots=True)
class Priors:
    """What is drawn, and from what.

    Attributes
    ----------
    theta
        Elasticity of trade to trade cost, of all countries alike: the customary value, and the two
        between which most estimates lie.
    output_per_gdp
        All that a country sells, at home and abroad, as a multiple of its GDP, of all countries
        alike: from GDP itself (value added) to twice that (gross output).
    habit, link
        σ of what a country reports in all its sales, and in all its purchases; σ of one flow beyond
        that. What two countries report of one flow differs by both habits and the link.
    gdp
        σ of the GDP of a country.
    gdp_of
        Of single countries, by ISO 3166-1 alpha-3 code, a factor instead. North Korea publishes no
        national accounts: the United Nations put its GDP of 2018 at 17.5 billion US dollars, and
        the Bank of Korea at up to 32 billion.
    """

    theta: Range = (3.0, 4.0, 8.0)
    output_per_gdp: Range = (1.0, 1.0, 2.0)
    habit: float = 0.08
    link: float = 0.1
    gdp: float = 0.05
    gdp_of: tuple[tuple[str, Range], ...] = (("PRK", (0.9, 1.0, 1.83)),)


CUSTOMARY = Priors()
