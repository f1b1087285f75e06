"""What a policy asks of its funder, in order and in words."""

from ecology.policies.actions import actions
from ecology.policies.lever import Who
from ecology.policies.levers import LEVERS
from ecology.policies.policy import Policy


def test_the_earliest_comes_first_with_its_dates_aim_and_cost():
    late = LEVERS["convening"](start=25, end=60, ramp_months=6, who=Who(region=("London",)), cost=200)
    early = LEVERS["audit"](start=13, intensity=0.5)
    first, second = actions(Policy("two", "", "", (("convening", late), ("audit", early))))
    assert first.what == LEVERS["audit"].summary
    assert first.when == "from month 13, at 50 % of its strength"
    assert first.whom == "everybody"
    assert "cost 1500 £/audit (to the funder)" in first.settings
    assert second.when == "from month 25 to 60, at full strength after 6 months"
    assert second.whom == "region: London"
    assert "cost 200 £/place (to the funder)" in second.settings
    assert not any(said.startswith(("start", "end", "who")) for said in second.settings)


def test_a_policy_without_levers_asks_for_nothing():
    assert actions(Policy("none", "", "")) == ()
