"""People: one slot for each member of staff, freelancer or person between posts."""

from __future__ import annotations

from dataclasses import dataclass

from ecology.sector.columns import N_TOPICS, Array, Slots, Slotted, column


@dataclass
class People(Slotted):
    """Columns of people; shape (people, …)."""

    employer: Array = column("int32", "organisation slot", "where they work; -1 between posts", fill=-1)
    seeking: Array = column("bool", "", "whether they look for a post")
    level: Array = column("int8", "code into LEVELS", "operational, middle or top")
    tenure: Array = column("int32", "months", "time in the present post")
    host: Array = column("int32", "organisation slot", "where they are on secondment; -1 nowhere", fill=-1)
    swapped: Array = column("int64", "number", "entry number of whom they have changed places with", fill=-1)
    back: Array = column("int32", "month", "when the secondment is over")
    entered: Array = column("int32", "month", "month they entered the sector; before founding for founders")
    domain: Array = column("int8", "code into DOMAINS", "art form they trained in")
    region: Array = column("int8", "code into REGIONS", "where they live")
    strategy: Array = column("int8", "code into the strategies in force", "how they decide whether to contribute")
    patience: Array = column("float64", "0–1", "δ: weight of next month against this one")
    values: Array = column("float64", "0–1", "rules–relationships, short–long term", shape=(2,))
    skill: Array = column("float64", "0–1", "partnering skill: how well they mend what went wrong")
    knowledge: Array = column("float64", "index 0–1", "what they know of each topic", shape=(N_TOPICS,))
    motivation: Array = column("float64", "index, 1 = unworn", "μ: intrinsic motivation", fill=1)
    hours: Array = column("float64", "hours/month", "contracted working time")
    standing: Array = column("float64", "value of a pledge", "smoothed payoff a seat, as others can judge it")
    payoff: Array = column("float64", "value of a pledge", "this month's payoff a seat, net of cost")
    played: Array = column("bool", "", "whether they sat in a partnership this month")
    hours_ties: Array = column("float64", "hours/month", "spent keeping up with colleagues")
    hours_admin: Array = column("float64", "hours/month", "spent on bids, reports, audits and funders' events")
    hours_joint: Array = column("float64", "hours/month", "spent in partnerships")
    hours_unapproved: Array = column(
        "float64", "hours/month", "given to partnerships without the leave of those above, part of hours_joint"
    )
    hours_bank: Array = column(
        "float64", "hours/month", "given and in coaching in the time bank; below 0 where others took work over"
    )
    hours_lent: Array = column("float64", "hours/month", "given to others in the time bank, part of hours_bank")
    hours_measured: Array = column("float64", "hours/month", "own work that targets can read")
    hours_unmeasured: Array = column("float64", "hours/month", "own work that targets cannot read")
    hours_idle: Array = column("float64", "hours/month", "paid hours without effort")
    overtime: Array = column("float64", "hours/month", "worked beyond contract")
    in_bank: Array = column("bool", "", "whether they belong to the time bank")
    credit: Array = column("float64", "hours", "given in the time bank less drawn from it")
    debt_limit: Array = column("float64", "hours", "debt beyond which the time bank refuses them")
    last_drawn: Array = column("int32", "month", "last drawn from the time bank, or joined it")

    def staff(self) -> Slots:
        """Return the slots of people who have an employer, in ascending order."""
        return (self.alive & (self.employer >= 0)).nonzero()[0]
