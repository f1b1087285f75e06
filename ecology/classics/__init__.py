"""Published results, rebuilt from the simulator's own games, strategies and networks; each can be run at other values.

Every function returns a tidy frame with a row for each quantity: quantity, value, low, high, expected, tolerance,
source. `expected` is what the literature says at exactly these arguments, and empty at others.
"""

from __future__ import annotations

from ecology.classics import (
    answers_in_kind,
    bridges,
    fines,
    five_ways,
    flows_of_labour,
    games_on_graphs,
    good_names,
    hubs,
    long_shadow,
    messages_in_groups,
    moving_ties,
    news_of_jobs,
    one_match,
    punishment,
    round_robin,
    rugged_landscapes,
    search_in_networks,
    slips,
    takeover,
    teams,
    trust_game,
    two_tasks,
)
from ecology.classics.answers_in_kind import graded_reciprocity
from ecology.classics.bridges import bridge_decay
from ecology.classics.fines import crowding_out
from ecology.classics.five_ways import five_rules
from ecology.classics.flows_of_labour import labour_flow
from ecology.classics.games_on_graphs import graph_selection
from ecology.classics.good_names import image_scoring, leading_eight
from ecology.classics.hubs import scale_free
from ecology.classics.long_shadow import stability
from ecology.classics.messages_in_groups import communication_net
from ecology.classics.moving_ties import dynamic_ties
from ecology.classics.news_of_jobs import job_contacts
from ecology.classics.one_match import match
from ecology.classics.punishment import public_good
from ecology.classics.quantities import Classic, held
from ecology.classics.round_robin import short_shadow, tournament
from ecology.classics.rugged_landscapes import nk, nkc
from ecology.classics.search_in_networks import network_search
from ecology.classics.slips import self_play
from ecology.classics.takeover import fixation
from ecology.classics.teams import team_assembly
from ecology.classics.trust_game import evolution_of_trust
from ecology.classics.two_tasks import multitask

CLASSICS: dict[str, Classic] = {
    classic.name: classic
    for classic in sorted(
        (
            bridges.CLASSIC,
            punishment.CLASSIC,
            moving_ties.CLASSIC,
            fines.CLASSIC,
            two_tasks.CLASSIC,
            messages_in_groups.CLASSIC,
            teams.CLASSIC,
            hubs.CLASSIC,
            games_on_graphs.CLASSIC,
            five_ways.CLASSIC,
            good_names.CLASSIC,
            good_names.SCORES,
            takeover.CLASSIC,
            rugged_landscapes.CLASSIC,
            rugged_landscapes.COUPLED,
            search_in_networks.CLASSIC,
            flows_of_labour.CLASSIC,
            news_of_jobs.CLASSIC,
            one_match.CLASSIC,
            round_robin.CLASSIC,
            round_robin.SHORT_SHADOW,
            long_shadow.CLASSIC,
            slips.CLASSIC,
            answers_in_kind.CLASSIC,
            trust_game.CLASSIC,
        ),
        key=lambda classic: (classic.number, classic.name),
    )
}
"""Every classic by name, in the order of the scoreboard."""

__all__ = [
    "CLASSICS",
    "Classic",
    "bridge_decay",
    "communication_net",
    "crowding_out",
    "dynamic_ties",
    "evolution_of_trust",
    "five_rules",
    "fixation",
    "graded_reciprocity",
    "graph_selection",
    "held",
    "image_scoring",
    "job_contacts",
    "labour_flow",
    "leading_eight",
    "match",
    "multitask",
    "network_search",
    "nk",
    "nkc",
    "public_good",
    "scale_free",
    "self_play",
    "short_shadow",
    "stability",
    "team_assembly",
    "tournament",
]
