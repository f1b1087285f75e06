"""The categories every organisation and person falls into, in the order of their codes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DOMAINS = ("theatre", "combined", "visual", "music", "dance", "literature", "museums")
"""Art forms of the English national portfolio; a person's knowledge has one topic for each."""

REGIONS = (
    "London", "North West", "Yorkshire", "South West", "West Midlands", "North East",
    "East Midlands", "South East", "East", "Scotland", "Wales", "Northern Ireland", "Unknown",
)  # fmt: skip
"""The nine regions of England, the other nations of the UK, and those that cannot be placed."""

LEVELS = ("operational", "middle", "top")
SIZE_BANDS = ("small", "medium", "large")
SIZE_BAND_BOUNDS = (6.0, 24.0)
"""Staff before scaling at which an organisation counts as medium and as large: the published quartiles."""

ORIGINS = ("organic", "invited", "conditional", "named")
ORGANIC, INVITED, CONDITIONAL, NAMED = range(len(ORIGINS))
STRUCTURES = ("star", "ring", "all-channel")
DEPTHS = ("communication", "cooperation", "coordination", "federation", "merger")
FORMS = ("", "committee", "lead agency", "joint body")
"""How a partnership is run; nothing is said of it where the first."""
STYLES = ("", "sovereign", "lover", "warrior", "magician")
"""Ways to lead: by purpose, people, performance and perspective; the first where nobody leads."""
MOTIVES = (
    "", "money", "sharing cost and risk", "getting there faster", "learning", "compulsion", "professional development",
    "connections", "changing the market", "morals", "hidden benefits",
)  # fmt: skip
"""Why somebody works with others: five of the report, five after Huxham and Vangen; first, nothing is known."""
STAGES = ("", "defining the problem", "setting direction", "implementing")

GROUPINGS = {"size": SIZE_BANDS, "region": REGIONS, "domain": DOMAINS}
"""The groups that results are broken down by: grouping → its levels, in code order."""


def size_band(staff: npt.ArrayLike) -> npt.NDArray[np.int8]:
    """Return the size band (code into `SIZE_BANDS`) of organisations with so many staff before scaling."""
    out: npt.NDArray[np.int8] = np.digitize(np.asarray(staff, float), SIZE_BAND_BOUNDS).astype(np.int8)
    return out
