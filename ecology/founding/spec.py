"""What is known about a sector before it is founded; everything left out is founded synthetically."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class OrganisationsSpec:
    """Organisations as found; NaN (or -1 for a code) where a value is not known and must be drawn.

    All arrays have shape (organisations,).
    """

    org_id: tuple[str, ...]
    name: tuple[str, ...]
    domain: Codes
    """Code into `categories.DOMAINS`; -1 unknown."""
    region: Codes
    """Code into `categories.REGIONS`; -1 unknown."""
    staff: Floats
    """Permanent staff, people."""
    income: Floats
    """Income, pounds a year."""
    has_building: Floats
    """1 a building people come to, 0 none, NaN unknown."""
    hierarchy: Floats
    """0 diffuse – 1 hierarchical."""


@dataclass(frozen=True, slots=True)
class FundersSpec:
    """Funders and what they can give."""

    funder_id: tuple[str, ...]
    name: tuple[str, ...]
    budget: Floats
    """Pounds a year, shape (funders,)."""


@dataclass(frozen=True, slots=True)
class GrantsSpec:
    """Grants in force when the sector is founded; arrays have shape (grants,)."""

    funder: Codes
    """Row of the funder in `FundersSpec`."""
    organisation: Codes
    """Row of the recipient in `OrganisationsSpec`."""
    amount: Floats
    """Pounds over the whole grant."""
    months: Floats
    """Planned length, months."""
    months_left: Floats
    """Months until the grant ends."""


@dataclass(frozen=True, slots=True)
class PeopleSpec:
    """People by code, never by name; arrays have shape (people,)."""

    person: tuple[str, ...]
    organisation: Codes
    """Row of the employer in `OrganisationsSpec`; -1 for none."""
    level: Codes
    """Code into `categories.LEVELS`; -1 unknown."""
    tenure: Floats | None = None
    """Months in the present post; NaN unknown."""
    career: Floats | None = None
    """Months in the sector; NaN unknown."""


@dataclass(frozen=True, slots=True)
class TiesSpec:
    """Who remembers whom; arrays have shape (ties,)."""

    source: Codes
    target: Codes
    familiarity: Floats
    """0–1; NaN unknown."""
    trust: Floats
    """0–1; NaN unknown."""
    among: str = "people"
    """Whether source and target are rows of 'people' or of 'organisations'; then senior staff hold the ties."""


@dataclass(frozen=True, slots=True)
class PartnershipsSpec:
    """Memberships of partnerships at founding; arrays have shape (memberships,)."""

    partnership: tuple[str, ...]
    organisation: Codes
    """Row of the member in `OrganisationsSpec`; the first of a partnership leads it."""
    origin: Codes | None = None
    """Code into `categories.ORIGINS`; -1 unknown."""
    depth: Codes | None = None
    """Code into `categories.DEPTHS`; -1 unknown."""
    began: Floats | None = None
    """Month in which it began, 0 the month of founding and negative before; NaN unknown."""
    ends: Floats | None = None
    """Last month that is planned; NaN unknown."""


@dataclass(frozen=True, slots=True)
class SectorSpec:
    """A sector to be founded.

    Only `organisations` is needed; each part that is None is founded synthetically and labelled so.
    """

    name: str
    organisations: OrganisationsSpec
    headcount: int | None = None
    """People to found; None founds one person for each member of staff. The scale is recorded."""
    funders: FundersSpec | None = None
    grants: GrantsSpec | None = None
    people: PeopleSpec | None = None
    ties: TiesSpec | None = None
    partnerships: PartnershipsSpec | None = None
    labels: dict[str, str] = field(default_factory=dict)
    """Part of the sector → 'observed', 'inferred' or 'synthetic'."""
    sources: tuple[str, ...] = ()
    """Where the data came from, one line a source."""


def describe(spec: SectorSpec) -> str:
    """Return a text that differs whenever two sectors differ."""
    with np.printoptions(threshold=10**9, floatmode="unique"):
        return repr(asdict(spec))
