"""The picture: the relationship graph of this month, as options of an ECharts chart.

Colour is never the only cue: partnerships whose partners contribute are filled diamonds on solid lines, those whose
partners hold back are hollow triangles on dotted ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from ecology.app.live import Live
from ecology.app.placement import round_about
from ecology.plots.style import FAINT, INK, OKABE_ITO
from ecology.sector.categories import DOMAINS
from ecology.story import name_of

Options = dict[str, Any]
Floats = npt.NDArray[np.float64]

MOST_PEOPLE = 2_500
"""Beyond which single people are not drawn: nobody could tell them apart."""
MOST_ARROWS = 25
"""Moves drawn at once, evenly taken from all of the month; the number of all is said beside the picture."""
TRAVEL = 0.8
"""Seconds in which somebody who changes employer travels there."""
BLUE, ORANGE = OKABE_ITO[2], OKABE_ITO[1]


@dataclass(frozen=True, slots=True)
class Cooperation:
    """How the partners of a partnership act, and how that is drawn."""

    words: str
    colour: str
    symbol: str
    hollow: bool
    line: str


GIVE = Cooperation("most partners contribute", BLUE, "diamond", False, "solid")
HOLD_BACK = Cooperation("most partners hold back", ORANGE, "triangle", True, "dotted")
NOT_YET = Cooperation("not played yet", FAINT, "circle", True, "dashed")
HOW = (GIVE, HOLD_BACK, NOT_YET)


def picture(live: Live) -> Options:
    """Return the options of the chart."""
    reach = round(live.placement.reach, 2)
    axis = {"type": "value", "show": False, "min": -reach, "max": reach}
    now = {layer["id"]: layer for layer in month(live)}
    return {
        "animation": False,
        "textStyle": {"fontFamily": "sans-serif"},
        "grid": {"left": 0, "right": 0, "top": 0, "bottom": 0},
        "xAxis": axis,
        "yAxis": dict(axis),
        # as text, not HTML: names come from files
        "tooltip": {"renderMode": "richText", "confine": True, "formatter": "{a} {b}"},
        "series": [*({**layer, **now[layer["id"]]} for layer in still()), *titles(live)],
    }


def still() -> list[Options]:
    """Return how each layer looks, whatever is in it."""
    lines = {"type": "lines", "coordinateSystem": "cartesian2d", "silent": True}
    # the third number is who it is
    dots = {"type": "scatter", "dimensions": ["x", "y", "number"], "encode": {"itemName": "number"}}
    layers: list[Options] = []
    for how in HOW:
        style = {"color": how.colour, "width": 1.3, "type": how.line, "opacity": 0.65}
        layers.append({**lines, "id": f"links {how.words}", "lineStyle": style})
    # drawn as one cloud, which is many times faster than dot by dot; those who move travel along their arrows
    layers.append({**dots, "id": "person", "name": "person", "symbolSize": 3.2, "large": True, "largeThreshold": 1,
                   "itemStyle": {"color": FAINT, "opacity": 0.75}})  # fmt: skip
    layers.append({"type": "scatter", "id": "organisation", "name": "organisation",
                   "tooltip": {"formatter": "{b}"},
                   "itemStyle": {"color": "#e8e8e8", "borderColor": INK, "borderWidth": 1.2}})  # fmt: skip
    for how in HOW:
        style = {"color": "#ffffff" if how.hollow else how.colour, "borderColor": how.colour, "borderWidth": 1.6}
        layers.append({**dots, "id": f"partnership {how.words}", "name": "partnership", "symbol": how.symbol,
                       "symbolSize": 9, "itemStyle": style, "z": 4})  # fmt: skip
    layers.append({**lines, "id": "moves", "zlevel": 1, "symbol": ["none", "arrow"], "symbolSize": 8,
                   "effect": {"show": True, "period": TRAVEL, "loop": False, "symbol": "circle", "symbolSize": 7},
                   "lineStyle": {"color": INK, "width": 1.4, "curveness": 0.25, "opacity": 0.9}})  # fmt: skip
    return layers


def month(live: Live) -> list[Options]:
    """Return what the layers hold this month: all that has to be sent for a step."""
    o = live.eco.sector.organisations
    firms = o.slots()
    places = live.placement.place(o.entry[firms], o.domain[firms])
    links, marks = partnerships(live)
    return [
        *({"id": f"links {how.words}", "data": drawn} for how, drawn in zip(HOW, links, strict=True)),
        {"id": "person", "data": people(live)},
        {"id": "organisation", "data": organisations(live, firms, places)},
        *({"id": f"partnership {how.words}", "data": drawn} for how, drawn in zip(HOW, marks, strict=True)),
        {"id": "moves", "data": moves(live)},
    ]


def touched(layer: str, item: Any) -> tuple[str, int] | None:
    """Return kind and entry number of what was clicked in the chart, None if it was nobody."""
    if layer == "organisation" and isinstance(item, dict):
        return layer, int(item["value"][2])
    if layer in ("person", "partnership") and isinstance(item, list):
        return layer, int(item[2])
    return None


def rounded(place: Any) -> list[float]:
    """Return a place in hundredths, which no eye can tell from the exact one."""
    return [round(float(place[0]), 2), round(float(place[1]), 2)]


def organisations(live: Live, firms: Any, places: Floats) -> list[Options]:
    """Return organisations as circles whose area grows with their posts."""
    sector = live.eco.sector
    entries = sector.organisations.entry[firms].tolist()
    sizes = np.clip(5 + 2.2 * np.sqrt(sector.organisations.posts[firms].sum(1)), 6, 34).round(1).tolist()
    return [
        {"id": entry, "name": name_of(sector, entry), "value": [*rounded(place), entry], "symbolSize": size}
        for entry, place, size in zip(entries, places, sizes, strict=True)
    ]


def people(live: Live) -> list[list[float]]:
    """Return people as dots round their employers, if there are not too many to be seen."""
    sector = live.eco.sector
    staff = sector.staff()
    if len(staff) > MOST_PEOPLE:
        return []
    o, p = sector.organisations, sector.people
    firms = p.employer[staff]
    spots = round_about(live.placement.place(o.entry[firms], o.domain[firms]), p.entry[staff])
    return [[*spot, entry] for spot, entry in zip(spots.round(2).tolist(), p.entry[staff].tolist(), strict=True)]


def partnerships(live: Live) -> tuple[list[list[Options]], list[list[list[float]]]]:
    """Return the lines between partners, and a mark in the middle of each partnership that can be clicked.

    Both come as a list for each of `HOW`.
    """
    sector = live.eco.sector
    table, o = sector.partnerships, sector.organisations
    firms, slots = o.slots(), table.slots()
    spots = np.zeros((o.capacity, 2))
    spots[firms] = live.placement.place(o.entry[firms], o.domain[firms])
    member = table.member[slots]
    there = (member >= 0) & o.alive[member]
    where = spots[member]
    middle = (where * there[..., None]).sum(1) / np.maximum(there.sum(1), 1)[:, None]
    how = cooperation(table.action[slots], table.person[slots] >= 0)
    lines: list[list[Options]] = [[] for _ in HOW]
    marks: list[list[list[float]]] = [[] for _ in HOW]
    for a, b in combinations(range(member.shape[1]), 2):
        both = there[:, a] & there[:, b]
        ends = np.stack([where[both, a], where[both, b]], axis=1).round(2).tolist()
        for kind, coords in zip(how[both].tolist(), ends, strict=True):
            lines[kind].append({"coords": coords})
    for kind, (x, y), entry in zip(how.tolist(), middle.round(2).tolist(), table.entry[slots].tolist(), strict=True):
        marks[kind].append([x, y, entry])
    return lines, marks


def cooperation(action: Any, seated: Any) -> Any:
    """Return how partners act, as positions in `HOW`, shape (partnerships,): what at least half did last.

    Parameters
    ----------
    action : shape (partnerships, members, levels)
        Last action in each seat; −1 before the first.
    seated : the same shape
        Whether anybody sits there.
    """
    acted = ((action >= 0) & seated).sum((1, 2))
    gave = ((action > 0) & seated).sum((1, 2))
    return np.where(acted == 0, HOW.index(NOT_YET), np.where(2 * gave >= acted, HOW.index(GIVE), HOW.index(HOLD_BACK)))


def moves(live: Live) -> list[Options]:
    """Return an arrow for each person who changed employer this month."""
    places = live.placement.places
    pairs = zip(live.moves.origin.tolist(), live.moves.destination.tolist(), strict=True)
    arrows = [{"coords": [rounded(places[a]), rounded(places[b])]} for a, b in pairs if a in places and b in places]
    every = max(1, -(-len(arrows) // MOST_ARROWS))
    return arrows[::every]


def titles(live: Live) -> list[Options]:
    """Return the names of the art forms, above or below their discs, away from the middle."""
    out = []
    stands = live.placement
    for name, centre, radius, taken in zip(DOMAINS, stands.centres, stands.radii, stands.taken, strict=True):
        if not taken:
            continue
        side = "top" if centre[1] >= 0 else "bottom"
        away = (centre[0], centre[1] + (radius + 0.2 if centre[1] >= 0 else -radius - 0.2))
        label = {"show": True, "formatter": name, "color": INK, "fontSize": 13, "position": side, "distance": 0,
                 "textBorderColor": "#ffffff", "textBorderWidth": 3}  # fmt: skip
        out.append({"name": name, "value": rounded(away), "label": label})
    return [{"id": "titles", "type": "scatter", "data": out, "symbolSize": 0.1, "silent": True}]
