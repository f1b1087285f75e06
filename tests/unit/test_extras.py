"""What is missing is to be added from the clone: another package may be called ecology in a registry."""

from importlib import metadata

from ecology.cli.doctor import installed


def test_an_extra_is_added_from_the_clone(monkeypatch):
    def absent(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", absent)
    versions = {row["part"]: row["version"] for row in installed()}
    assert versions["base"] == "not installed"
    assert versions["app"] == "not installed; to add it: pip install '.[app]' in the folder of the clone"
