"""Options of studies: a size that has something to tell, and a word where it has not."""

import pytest

from ecology.experiments import circles, consent, innovation
from ecology.experiments.options import options


@pytest.mark.parametrize("given", [["--runs", "1"], ["--runs", "some"], ["--months", "11"], ["--months", "-3"]])
def test_what_is_too_small_is_said(capsys, given):
    with pytest.raises(SystemExit):
        options("A study.", runs=4, months=24, shortest=12).parse_args(given)
    assert "must be a whole number of" in capsys.readouterr().err


def test_the_usual_size_holds_where_nothing_is_said():
    given = options("A study.", runs=4, months=24, shortest=12).parse_args(["--months", "12"])
    assert (given.runs, given.months, given.sector) == (4, 12, "standard")


@pytest.mark.parametrize(("study", "months"), [(circles, "48"), (consent, "23"), (innovation, "23")])
def test_studies_that_need_some_time_say_so(monkeypatch, capsys, study, months):
    monkeypatch.setattr("sys.argv", ["study", "--months", months])
    with pytest.raises(SystemExit):
        study.main()
    assert f"must be a whole number of {int(months) + 1} or more, not {months}" in capsys.readouterr().err
