"""Every lever. To add one: write its file, add it here, and add its test."""

from __future__ import annotations

from ecology.policies.lever import Lever
from ecology.policies.levers.audit import Audit
from ecology.policies.levers.channels import Channels
from ecology.policies.levers.contract import Contract
from ecology.policies.levers.convening import Convening
from ecology.policies.levers.deadline import Deadline
from ecology.policies.levers.free_choice import FreeChoice
from ecology.policies.levers.individual_targets import IndividualTargets
from ecology.policies.levers.joint_bonus import JointBonus
from ecology.policies.levers.legal_duty import LegalDuty
from ecology.policies.levers.legitimacy_partner import LegitimacyPartner
from ecology.policies.levers.long_grants import LongGrants
from ecology.policies.levers.named_partners import NamedPartners
from ecology.policies.levers.norm_agreement import NormAgreement
from ecology.policies.levers.reporting import Reporting
from ecology.policies.levers.required_partnership import RequiredPartnership
from ecology.policies.levers.seed_grants import SeedGrants
from ecology.policies.levers.shared_evaluation import SharedEvaluation
from ecology.policies.levers.short_grants import ShortGrants
from ecology.policies.levers.trust_first import TrustFirst

LEVERS: dict[str, type[Lever]] = {
    "individual_targets": IndividualTargets,
    "reporting": Reporting,
    "audit": Audit,
    "short_grants": ShortGrants,
    "long_grants": LongGrants,
    "free_choice": FreeChoice,
    "convening": Convening,
    "channels": Channels,
    "shared_evaluation": SharedEvaluation,
    "trust_first": TrustFirst,
    "required_partnership": RequiredPartnership,
    "deadline": Deadline,
    "named_partners": NamedPartners,
    "norm_agreement": NormAgreement,
    "legal_duty": LegalDuty,
    "seed_grants": SeedGrants,
    "legitimacy_partner": LegitimacyPartner,
    "contract": Contract,
    "joint_bonus": JointBonus,
}
"""Name in a policy file → lever."""

__all__ = ["LEVERS"]
