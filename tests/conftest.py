"""Options that hold for all tests."""


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write tests/regression/golden anew, on purpose")
