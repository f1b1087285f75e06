import pytest

from ecology.founding.intervals import read_interval


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<5", (1, 2, 4)),
        ("fewer than 10", (1, 5, 9)),
        ("<= 4", (1, 2, 4)),
        ("10 to 20", (10, 15, 20)),
        ("1-4", (1, 2, 4)),
        ("£1,000–£2,000", (1000, 1500, 2000)),
        ("250+", (250, 250, 250)),
        (">100", (101, 101, 101)),
        ("at least 3", (3, 3, 3)),
    ],
)
def test_an_interval_is_read_however_it_is_written(text, expected):
    assert read_interval(text) == expected


@pytest.mark.parametrize("text", ["", "5", "-5", "20-10", "2020-11-03", "five", "<", "1-2-3", "<five"])
def test_anything_else_is_none(text):
    assert read_interval(text) is None
