"""Options that hold for all tests."""


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write tests/regression/golden anew, on purpose")


def pytest_collection_modifyitems(items):
    """Put what takes longest first, so that two processes end together."""
    items.sort(key=lambda item: "examples" not in item.path.parts)
