"""What is known: countries, tables, who says so; and the question that is asked of them."""

from detente.world.bounds import tariff_rate, trade_elasticity
from detente.world.case import (
    Case,
    Deficits,
    Exchange,
    Fact,
    Position,
    Series,
    Visit,
    case_in,
    case_schema,
)
from detente.world.countries import Language, country, country_in_prose, country_name
from detente.world.example import example_world
from detente.world.priors import PEAK, Priors
from detente.world.project import Project, ProjectArc, ProjectNode, ProjectStep
from detente.world.result import Result
from detente.world.scenario import (
    ALL,
    Closure,
    CostChange,
    Cut,
    ProductivityChange,
    Scenario,
    Tariff,
    scenario_schema,
    scenarios_in,
)
from detente.world.source import Source
from detente.world.statement import Reading, Relation, Statement
from detente.world.units import UNITS, Amount, in_base_unit
from detente.world.world import TABLES, Quantity, World, newest_world

__all__ = [
    "ALL",
    "PEAK",
    "TABLES",
    "UNITS",
    "Amount",
    "Case",
    "Closure",
    "CostChange",
    "Cut",
    "Deficits",
    "Exchange",
    "Fact",
    "Language",
    "Position",
    "Priors",
    "ProductivityChange",
    "Project",
    "ProjectArc",
    "ProjectNode",
    "ProjectStep",
    "Quantity",
    "Reading",
    "Relation",
    "Result",
    "Scenario",
    "Series",
    "Source",
    "Statement",
    "Tariff",
    "Visit",
    "World",
    "case_in",
    "case_schema",
    "country",
    "country_in_prose",
    "country_name",
    "example_world",
    "in_base_unit",
    "newest_world",
    "scenario_schema",
    "scenarios_in",
    "tariff_rate",
    "trade_elasticity",
]
