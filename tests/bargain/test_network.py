"""Networks as games: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from bargain.known_games import reference
from bargain.small_networks import (
    OPTIONS,
    chain,
    drawn,
    eastern_gas,
    owned_apart,
    seeds,
    transit,
)
from hypothesis import given, settings

from detente.bargain import (
    Arc,
    Network,
    Node,
    Step,
    core,
    drawn_game,
    is_balanced,
    is_in_core,
    is_monotone,
    is_superadditive,
    nucleolus,
    shapley_value,
)
from detente.errors import BadInput, UnknownLabel

SOLVED = 1e-9  # worths are held against their duals within that, of price × quantity
PRINTED = 1e-9  # the closed forms have ten decimals
few = settings(max_examples=25)
CASES = reference("transit_closed_forms.json")["cases"]


def case_network(case):
    if case["id"] == "chain":
        return chain(case["transits"], case["value"])
    return transit(case["value"], case["cost_transit"], case["cost_bypass"])


def shares(*options):
    """Who gets what part of what all can earn, with these options open."""
    game = eastern_gas(*options).game()
    payoffs = shapley_value(game).payoff / game.worth[-1]
    return dict(zip(game.players, payoffs.tolist(), strict=True))


# Known answers


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['id']}_{c['value']}_{c['shapley'][1]}")
def test_transit_closed_forms(case):
    game = case_network(case).game()
    np.testing.assert_allclose(shapley_value(game).payoff, case["shapley"], rtol=0, atol=PRINTED)
    np.testing.assert_allclose(nucleolus(game).payoff, case["nucleolus"], rtol=0, atol=PRINTED)


@pytest.mark.parametrize("advantage", [0.0, 1.5, 6.0, 9.0])
def test_by_hand_transit_gets_a_third_of_what_its_route_saves(advantage):
    game = transit(10, 1, 1 + advantage).game()
    assert shapley_value(game).of("transit") == pytest.approx(advantage / 3, abs=SOLVED * 10)


def test_by_hand_a_way_around_that_stands_counts_only_its_operation():
    # an option to go around at 4 leaves transit 1; once it is built at no cost of operation, 0
    assert shapley_value(transit(10, 1, 4).game()).of("transit") == pytest.approx(1)
    standing = transit(10, 1, 4, status="built").game()
    assert shapley_value(standing).of("transit") == pytest.approx(0, abs=10 * SOLVED)


def test_by_hand_who_has_built_can_be_held_up():
    # a pipe that costs its owner 6 to build earns 10: before, 4 is shared; after, 10 is
    network = Network(
        ("builder", "user"),
        (
            Node("well", ("builder",), supply=(Step(2, 0),)),
            Node("town", ("user",), demand=(Step(2, 5),)),
        ),
        (Arc("pipe", "well", "town", 3, capital_cost=3, owners=("builder",), status="option"),),
    )
    before, after = network.game(), network.built().game()
    assert shapley_value(before).payoff == pytest.approx([2, 2])
    assert shapley_value(after).payoff == pytest.approx([5, 5])
    assert shapley_value(after).of("builder") - 6 == pytest.approx(-1)  # all told, a loss
    names = {arc.name: (arc.status, arc.capacity) for arc in network.built().arcs}
    assert names == {"pipe": ("built", 2.0), "more of pipe": ("option", 1.0)}


def test_hubert_ikonnikova_2011_without_options_transit_is_strong():
    share = shares()
    assert share["Ukraine"] > share["Belarus"] > 0.05
    assert share["Ukraine"] + share["Belarus"] > 0.25


def test_hubert_ikonnikova_2011_with_options_russia_dominates_transit():
    before, after = shares(), shares(*OPTIONS)
    assert after["Russia"] > before["Russia"]
    assert after["Ukraine"] + after["Belarus"] < 0.5 * (before["Ukraine"] + before["Belarus"])


def test_hubert_ikonnikova_2011_past_one_transit_country_is_little_beside_direct_access():
    base = shares()["Russia"]
    past_ukraine = shares("Belarus twin")["Russia"] - base
    direct = shares("Baltic")["Russia"] - base
    assert 0 < past_ukraine < direct / 2


def test_hubert_ikonnikova_2011_an_option_that_nobody_builds_moves_power():
    assert eastern_gas(*OPTIONS).flow().of("Baltic") == 0
    without = shares("Ukraine upgrade", "Belarus twin")
    assert shares(*OPTIONS)["Russia"] > without["Russia"] + 0.05


def test_by_hand_a_closed_arc_carries_nothing():
    network = transit(10, 1, 4)
    assert network.without("through").game().worth_of("producer", "transit", "consumer") == 6
    assert network.without("through", "around").game().worth.tolist() == [0] * 8
    assert network.without("through").without("around").arcs[0].allowed is False


def test_by_hand_owners_who_must_agree_share():
    joint = Network(
        ("A", "B", "C"),
        (Node("well", supply=(Step(1, 0),)), Node("town", ("C",), demand=(Step(1, 6),))),
        (Arc("pipe", "well", "town", 1, owners=("A", "B")),),
    )
    assert shapley_value(joint.game()).payoff == pytest.approx([2, 2, 2])


def test_by_hand_a_network_without_anything_is_worth_nothing():
    assert Network(("A", "B"), (), ()).game().worth.tolist() == [0, 0, 0, 0]
    assert Network(("A",), (Node("well", ("A",)),), ()).game().worth.tolist() == [0, 0]


def test_by_hand_what_earns_nothing_needs_nobody():
    # 0.8 − 0.7 − 0.1 is above zero by a rounding
    well, town = Node("well", supply=(Step(1, 0.7),)), Node("town", demand=(Step(1, 0.8),))
    network = Network(("A",), (well, town), (Arc("pipe", "well", "town", 1, 0.1),))
    assert network.game().worth.tolist() == [0, 0]


def test_by_hand_the_core_of_a_chain_is_every_division():
    found = core(chain(2, 6).game())
    assert found.lowest == pytest.approx([0] * 4, abs=1e-8)
    assert found.highest == pytest.approx([6] * 4, abs=1e-8)


# Laws


@few
@given(seeds)
def test_joining_networks_never_costs(seed):
    game = drawn(seed, joint=True).game()
    assert is_monotone(game)
    assert is_superadditive(game)


@few
@given(seeds)
def test_owen_1975_where_everything_has_one_owner_there_is_a_core(seed):
    game = owned_apart(seed).game()
    assert is_balanced(game)
    assert is_in_core(nucleolus(game))


@few
@given(seeds)
def test_the_units_of_money_and_quantity_do_not_matter(seed):
    network = drawn(seed)
    dear, large = 1e6, 1e-3

    def step(s):
        return Step(large * s.quantity, dear * s.price)

    other = replace(
        network,
        nodes=tuple(
            replace(n, supply=tuple(map(step, n.supply)), demand=tuple(map(step, n.demand)))
            for n in network.nodes
        ),
        arcs=tuple(
            replace(
                a,
                capacity=large * a.capacity,
                operating_cost=dear * a.operating_cost,
                capital_cost=dear * a.capital_cost,
            )
            for a in network.arcs
        ),
    )
    np.testing.assert_allclose(
        other.game().worth, dear * large * network.game().worth, rtol=1e-9, atol=1e5 * SOLVED
    )


@few
@given(seeds)
def test_what_is_built_is_worth_its_capital_more_to_all(seed):
    network = drawn(seed)
    flow = network.flow()
    capital = sum(
        arc.capital_cost * amount
        for arc, amount in zip(network.arcs, flow.flow, strict=True)
        if arc.status == "option"
    )
    assert network.built().flow().worth >= flow.worth + capital - 100 * SOLVED


@few
@given(seeds)
def test_closing_an_arc_never_helps(seed):
    network = drawn(seed)
    for arc in network.arcs[:3]:
        closed = network.without(arc.name).game().worth
        assert (closed <= network.game().worth + 100 * SOLVED).all()


def test_draws_are_worked_out_one_by_one():
    networks = [transit(10, cost, 8) for cost in (0, 3, 8)]
    game = drawn_game(networks)
    assert game.worth.shape == (3, 8)
    np.testing.assert_array_equal(game.worth, [each.game().worth for each in networks])
    transits = shapley_value(game).payoff[:, 1]
    np.testing.assert_allclose(transits, np.array([8, 5, 0]) / 3, rtol=0, atol=SOLVED)


# Certificates


def test_nothing_is_printed(capfd):
    eastern_gas(*OPTIONS).game()
    assert capfd.readouterr() == ("", "")


@few
@given(seeds)
def test_every_worth_is_a_flow_and_is_proven_by_its_prices(seed):
    network = drawn(seed, joint=True)
    game = network.game()
    for coalition in (1, 6, 15):
        found = network.flow(*game.members(coalition))
        assert found.worth == pytest.approx(game.worth[coalition], abs=100 * SOLVED)
        assert found.residual <= 100 * SOLVED


# A second road


@few
@given(seeds)
def test_a_program_for_each_coalition_by_another_door(seed):
    network = drawn(seed, joint=True)
    game = network.game()
    for coalition in range(16):
        expected = best_by_linprog(network, game.members(coalition))
        assert game.worth[coalition] == pytest.approx(expected, abs=1e-6)


def best_by_linprog(network, coalition):
    """Only what the coalition owns goes into the program at all."""
    from scipy.optimize import linprog

    open_to = {node.name for node in network.nodes if {*node.owners} <= {*coalition}}
    columns = []  # cost, capacity, {node: +1 in, −1 out}
    for arc in network.arcs:
        if arc.allowed and {*arc.owners} <= {*coalition} and {arc.start, arc.end} <= open_to:
            cost = arc.operating_cost + arc.capital_cost * (arc.status == "option")
            columns.append((cost, arc.capacity, {arc.start: -1, arc.end: 1}))
    for node in network.nodes:
        if node.name in open_to:
            columns += [(s.price, s.quantity, {node.name: 1}) for s in node.supply]
            columns += [(-s.price, s.quantity, {node.name: -1}) for s in node.demand]
    if not columns:
        return 0.0
    names = [node.name for node in network.nodes]
    balance = [[column[2].get(name, 0) for column in columns] for name in names]
    found = linprog(
        [c[0] for c in columns],
        A_eq=balance,
        b_eq=[0] * len(names),
        bounds=[(0, c[1]) for c in columns],
        method="highs-ipm",
    )
    return -found.fun


# Refusals

WELL, TOWN = Node("well", ("A",)), Node("town", ("B",))


@pytest.mark.parametrize(
    ("network", "refused", "message"),
    [
        (
            lambda: Network(("A", "B", "A"), (WELL, TOWN), ()),
            BadInput,
            "Two of a kind: player A. Give each its own name.",
        ),
        (
            lambda: Network(("A", "B"), (WELL, WELL, TOWN), ()),
            BadInput,
            "Two of a kind: node well. Give each its own name.",
        ),
        (
            lambda: Network(("A", "B"), (WELL, TOWN), (Arc("p", "well", "town", 1),) * 2),
            BadInput,
            "Two of a kind: arc p. Give each its own name.",
        ),
        (
            lambda: Network(("A",), (WELL, TOWN), ()),
            UnknownLabel,
            "Node 'town' is owned by no player. No player 'B' here. 1 known, nearest: A.",
        ),
        (
            lambda: Network(
                ("A", "B"), (WELL, TOWN), (Arc("p", "well", "town", 1, owners=("C",)),)
            ),
            UnknownLabel,
            "Arc 'p' is owned by no player. No player 'C' here. 2 known, nearest: A, B.",
        ),
        (
            lambda: Network(("A", "B"), (WELL, TOWN), (Arc("p", "well", "tow", 1),)),
            UnknownLabel,
            "Arc 'p' ends at no node. No node 'tow' here. 2 known, nearest: town.",
        ),
        (
            lambda: Network(("A", "B"), (WELL, TOWN), (Arc("p", "wel", "town", 1),)),
            UnknownLabel,
            "Arc 'p' starts at no node. No node 'wel' here. 2 known, nearest: well.",
        ),
        (
            lambda: transit(10, 1, 4).without("trough"),
            UnknownLabel,
            "No arc 'trough' here. 2 known, nearest: through.",
        ),
        (
            lambda: transit(10, 1, 4).flow("consumers"),
            UnknownLabel,
            "No player 'consumers' here. 3 known, nearest: consumer.",
        ),
        (
            lambda: Network(tuple(f"p{i}" for i in range(17)), (), ()).game(),
            BadInput,
            "17 players need 131,072 linear programs; up to 16 players are worked out. Merge some "
            "of them.",
        ),
        (
            lambda: Network(
                ("A",), (Node("a", supply=(Step(1, 0),), demand=(Step(1, 5),)),), ()
            ).game(),
            BadInput,
            "A flow worth 5 needs no player at all. Give the nodes or arcs that it takes an owner.",
        ),
        (
            lambda: drawn_game([]),
            BadInput,
            "No networks to draw from. Give one or more.",
        ),
        (
            lambda: drawn_game([chain(1, 6), chain(2, 6)]),
            BadInput,
            "The players of draw 1 are producer, transit 0, transit 1, consumer, and those of draw "
            "0 producer, transit 0, consumer. Give networks of the same players, in the same "
            "order.",
        ),
        (
            lambda: Network((), (), ()).game(),
            BadInput,
            "A game without players. Name one or more.",
        ),
    ],
)
def test_networks_that_make_no_game_are_refused(network, refused, message):
    with pytest.raises(refused) as refusal:
        network()
    assert str(refusal.value) == message
