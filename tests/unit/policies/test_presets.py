"""Policy files: what is wrong is said with file, lever, bound, unit, line, and the nearest names."""

import pytest

from ecology.errors import BadFile, EcologyError, OutOfRange, UnknownName
from ecology.policies.lever import Who
from ecology.policies.levers import LEVERS
from ecology.policies.policy import Policy
from ecology.presets.policies import load_policy, policy_names
from ecology.presets.sectors import load_sector

HEAD = 'name = "mine"\nsummary = "My own."\nsource = "me"\n'


@pytest.fixture
def write(tmp_path):
    def written(body, head=HEAD, name="mine.toml"):
        path = tmp_path / name
        path.write_text(head + body, encoding="utf-8")
        return path

    return written


def said(path, error):
    with pytest.raises(error) as caught:
        load_policy(path)
    assert isinstance(caught.value, EcologyError)
    text = str(caught.value)
    assert path.name in text
    return text


def test_a_file_gives_its_levers_in_order_with_its_values(write):
    who = 'who = { region = ["Wales"], size = ["small"] }'
    path = write(f"[levers.convening]\nplaces = 10\nstart = 3\n[levers.audit]\nrate = 1\n{who}\n")
    policy = load_policy(path)
    assert policy.name == "mine"
    assert policy.levers == (
        ("convening", LEVERS["convening"](places=10, start=3)),
        ("audit", LEVERS["audit"](rate=1, who=Who(region=("Wales",), size=("small",)))),
    )
    assert load_policy(str(path)) == policy


def test_a_policy_made_in_python_is_taken_as_it_is():
    policy = Policy("p", "", "")
    assert load_policy(policy) is policy


def test_an_empty_file_is_a_policy_without_levers(write):
    policy = load_policy(write("", head=""))
    assert policy.levers == ()
    assert policy.name == "mine"


def test_an_unknown_lever(write):
    text = said(write("[levers.convenning]\n"), UnknownName)
    assert "[levers.convenning]" in text
    assert "Did you mean convening" in text


def test_an_unknown_value_of_a_lever(write):
    text = said(write("[levers.audit]\nrat = 1\n"), UnknownName)
    assert "[levers.audit]: unknown key 'rat'. Did you mean rate" in text


def test_an_unknown_key_of_the_file(write):
    assert "unknown key 'sumary'. Did you mean summary" in said(write('sumary = "x"\n'), UnknownName)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("13", "13"),
        ("-1", "-1"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("true", "True"),
        ('"often"', "'often'"),
        ("[1]", "[1]"),
    ],
)
def test_out_of_range_or_not_a_number(write, value, shown):
    text = said(write(f"[levers.audit]\nrate = {value}\n"), OutOfRange)
    assert f"[levers.audit] rate = {shown}" in text
    assert "between 0 and 12 (audits/year)" in text


def test_a_part_where_a_whole_number_is_meant(write):
    assert "start = 2.5: must be a whole number" in said(write("[levers.audit]\nstart = 2.5\n"), OutOfRange)


def test_malformed_toml_names_the_line(write):
    # three lines of heading; the mistake is in the fifth
    assert "line 5" in said(write("[levers.audit]\nrate = = 1\n"), BadFile)


def test_levers_that_are_not_tables(write):
    assert "levers must be tables" in said(write("levers = 3\n"), BadFile)
    assert "[levers.audit]: must be a table" in said(write("[levers]\naudit = 3\n"), BadFile)


@pytest.mark.parametrize("line", ["name = 3", "summary = []", "source = true", "name = 2020-01-01"])
def test_text_must_be_text(write, line):
    text = said(write(line + "\n", head=""), BadFile)
    assert f"{line.split(' =', maxsplit=1)[0]} must be text" in text


@pytest.mark.parametrize(
    ("who", "hint"),
    [
        ('"Wales"', "must be a table"),
        ('{ region = "Wales" }', "who.region: must be a list of names"),
        ("{ region = [1] }", "who.region: must be a list of names"),
    ],
)
def test_who_of_the_wrong_kind(write, who, hint):
    assert hint in said(write(f"[levers.audit]\nwho = {who}\n"), BadFile)


def test_an_unknown_who(write):
    text = said(write('[levers.audit]\nwho = { region = ["Wails"] }\n'), EcologyError)
    assert "[levers.audit] who" in text
    assert "Did you mean Wales" in text
    assert "Did you mean region" in said(write("[levers.audit]\nwho = { regoin = [] }\n"), UnknownName)


def test_a_file_that_is_not_text(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b'name = "caf\xe9"\n')
    assert "is not UTF-8" in said(path, BadFile)


def test_a_file_that_begins_with_a_byte_order_mark(write):
    assert load_policy(write("", head="\ufeff" + HEAD)).name == "mine"


def test_a_path_without_a_file(tmp_path):
    for path in (tmp_path / "absent.toml", str(tmp_path / "absent.toml")):
        with pytest.raises(BadFile, match=r"absent\.toml: there is no such file\. Built-in policies: .*enabling"):
            load_policy(path)
    (tmp_path / "abscent.toml").touch()
    with pytest.raises(BadFile, match=r"no such file\. Did you mean .*abscent\.toml\?"):
        load_policy(tmp_path / "absent.toml")


def test_a_folder_is_not_a_policy(tmp_path):
    with pytest.raises(BadFile):
        load_policy(tmp_path)


def test_an_unknown_name():
    with pytest.raises(UnknownName, match=r"unknown policy 'targts'\. Did you mean targets"):
        load_policy("targts")


def test_a_name_that_is_both_built_in_and_a_file_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "targets").write_text(HEAD, encoding="utf-8")
    with pytest.raises(EcologyError, match=r"'targets' is both a built-in policy and a file here: write \./targets"):
        load_policy("targets")
    assert load_policy("./targets").name == "mine"
    # a file with the ending does not stand in the way of the name
    (tmp_path / "enabling.toml").write_text(HEAD, encoding="utf-8")
    assert load_policy("enabling").name == "enabling"
    assert load_policy("enabling.toml").name == "mine"


def test_a_sector_that_is_both_built_in_and_a_folder_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "classroom").mkdir()
    with pytest.raises(EcologyError, match=r"both a built-in sector and a folder here: write \./classroom"):
        load_sector("classroom")
    with pytest.raises(BadFile, match="there is no such folder"):
        load_sector("./standard")


def test_built_in_names_are_in_alphabetical_order():
    assert policy_names() == sorted(policy_names())


def test_a_date_is_not_a_month(tmp_path):
    path = tmp_path / "dated.toml"
    path.write_text('name = "dated"\n[levers.convening]\nstart = "2027-01"\n', encoding="utf-8")
    with pytest.raises(OutOfRange, match=r"start = '2027-01': .* \(month; the first of the run is 1, dates are not"):
        load_policy(path)
