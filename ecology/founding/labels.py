"""How each part of a sector is known: observed, inferred, or synthetic."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ecology.founding.description import Description
from ecology.founding.spec import SectorSpec

OBSERVED, INFERRED, SYNTHETIC = "observed", "inferred", "synthetic"


def labels_of(spec: SectorSpec, description: Description, placed: npt.NDArray[np.bool_]) -> dict[str, str]:
    """Return how each part is known: as the description says or else observed if it is there, synthetic if it is not.

    Where only some organisations have it, the label says how many, and that the rest is synthetic.

    Parameters
    ----------
    spec : SectorSpec
    description : Description
        Its labels go before 'observed'.
    placed : shape (organisations,)
        Those whose region was inferred from their postcode.
    """
    o, said, n = spec.organisations, dict(description.labels), len(spec.organisations.name)
    known = {
        "domain": o.domain >= 0,
        "region": o.region >= 0,
        "staff": np.isfinite(o.staff),
        "income": np.isfinite(o.income),
        "has_building": np.isfinite(o.has_building),
        "hierarchy": np.isfinite(o.hierarchy),
    }
    labels = {"organisations": said.get("organisations", OBSERVED)}
    for part, there in known.items():
        how = said.get(part, INFERRED if part == "region" and placed.any() else OBSERVED)
        labels[part] = for_some(how, int(there.sum()), n)
    for part in ("funders", "grants", "people", "ties", "partnerships"):
        labels[part] = said.get(part, OBSERVED) if getattr(spec, part) is not None else SYNTHETIC
    if spec.people is not None:
        seated = spec.people.organisation
        labels["people"] = for_some(labels["people"], len(np.unique(seated[seated >= 0])), n)
    return labels


def for_some(label: str, number: int, of: int) -> str:
    """Return the label of what is known of some organisations only.

    Examples
    --------
    >>> for_some("observed", 3, 3), for_some("observed", 2, 3), for_some("observed", 0, 3)
    ('observed', 'observed for 2 of 3 organisations, synthetic for the others', 'synthetic')
    """
    if not number or label == SYNTHETIC:
        return SYNTHETIC
    return label if number == of else f"{label} for {number:,} of {of:,} organisations, synthetic for the others"
