"""The last lines of `make test` tell the truth: what ran on what, what did not, and what was required."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests.plugins.second_database import LEFT_TO_MATRIX, SHOWN, Counter, reason_given, uses_database
from tests.run import Run, main, pytest_arguments, shortfalls

OUTCOME = {
    "database": "SQLite 3.40.1",
    "browser": "Chromium 140.0.1",
    "passed": 10,
    "failed": 0,
    "skipped": {},
    "browser_passed": 2,
    "browser_skipped": 0,
    "left_out": 0,
    "left_to_matrix": 0,
}
WITHOUT_BROWSER = OUTCOME | {"browser": "", "browser_passed": 0, "browser_skipped": 2, "skipped": {"none": 2}}


def ran(database: str = "sqlite", outcome: dict = OUTCOME, exit_code: int = 0) -> Run:
    return Run(database, exit_code, 12.3, outcome)


def test_a_run_says_what_it_was_on():
    assert ran().line() == "SQLite 3.40.1: 10 passed, 0 failed; 2 of them in Chromium 140.0.1 (12 s)"
    assert ran(outcome=WITHOUT_BROWSER).line() == "SQLite 3.40.1: 10 passed, 0 failed, 2 skipped (12 s)"


def test_a_run_that_broke_off_says_so():
    assert ran("postgresql", {}, 4).line() == "postgresql: broke off before it could say more (exit code 4)"


def test_nothing_is_lacking_when_all_that_is_required_ran():
    assert shortfalls({"postgres", "browser"}, [ran(), ran("postgresql")], whole_suite=True) == []
    assert shortfalls(set(), [ran(outcome=WITHOUT_BROWSER)], whole_suite=True) == []


def test_a_required_database_that_did_not_run_is_lacking():
    assert shortfalls({"postgres"}, [ran()], whole_suite=True)


@pytest.mark.parametrize("skipped", [2, 0])
def test_required_browser_tests_that_did_not_run_are_lacking(skipped):
    outcome = WITHOUT_BROWSER | {"browser_skipped": skipped}
    assert shortfalls({"browser"}, [ran(outcome=outcome)], whole_suite=True)


def test_a_part_of_the_suite_need_not_hold_a_browser_test():
    outcome = WITHOUT_BROWSER | {"browser_skipped": 0}
    assert shortfalls({"browser"}, [ran(outcome=outcome)], whole_suite=False) == []


def test_requiring_something_unknown_is_refused(monkeypatch, capsys):
    monkeypatch.setenv("REQUIRE", "postgres,mainframe")
    assert main([]) == 2
    assert "not mainframe" in capsys.readouterr().err


@pytest.mark.xdist_group("together")
def test_a_group_is_kept_together(request):
    """The scheduler looks for it at the end of the id, and without it deals the tests out one by one."""
    grouped = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@together") == grouped


def test_a_test_without_a_database_need_not_be_repeated(request):
    assert not uses_database(request.node)


def mark(name: str, *arguments: str) -> dict[str, pytest.Mark]:
    return {name: pytest.Mark(name, arguments, {}, _ispytest=True)}


@pytest.mark.parametrize("marker", ["django_db", "browser", "own_database"])
def test_a_test_with_a_database_is_repeated(request, monkeypatch, marker):
    monkeypatch.setattr(request.node, "get_closest_marker", mark(marker).get)
    assert uses_database(request.node)


def test_unless_it_says_why_any_database_will_do(request, monkeypatch):
    marked = mark("django_db") | mark("any_database", "it is about colours, and nobody queries them")
    monkeypatch.setattr(request.node, "get_closest_marker", marked.get)
    assert not uses_database(request.node)


@pytest.mark.parametrize("room", SHOWN)
def test_what_is_shown_is_repeated_only_where_it_says_so(room):
    shown = SimpleNamespace(nodeid=f"{room}test_x.py::test_y", fixturenames=["db"])
    shown.get_closest_marker = mark("django_db").get
    assert not uses_database(shown)
    shown.get_closest_marker = (mark("django_db") | mark("each_database")).get
    assert uses_database(shown)


def test_the_rooms_of_what_is_shown_are_there():
    assert all((Path(settings.BASE_DIR) / room).is_dir() for room in SHOWN)


@pytest.mark.parametrize("arguments", [(), ("",), ("it is so",)])
def test_and_a_reason_is_wanted(arguments):
    with pytest.raises(pytest.UsageError, match="reason"):
        reason_given(mark("any_database", *arguments)["any_database"])


#: What makes pytest leave out a test.
LEAVING_OUT = {"-m", "-k", "--with-database", "--deselect", "--ignore", "--ignore-glob"}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_matrix_leaves_out_nothing(database, pytestconfig):
    assert not LEAVING_OUT & {*pytest_arguments(database, matrix=True), *pytestconfig.getini("addopts")}


def test_the_suite_leaves_out_what_is_marked_and_nothing_else():
    on_sqlite, on_postgresql = (pytest_arguments(name, matrix=False) for name in ("sqlite", "postgresql"))
    assert LEAVING_OUT & {*on_sqlite} == {"-m"}
    assert LEAVING_OUT & {*on_postgresql} == {"-m", "--with-database"}
    assert all(each[each.index("-m") + 1] == "not matrix" for each in (on_sqlite, on_postgresql))


def test_what_is_left_to_the_matrix_is_counted(pytestconfig, request, monkeypatch):
    monkeypatch.setitem(pytestconfig.stash, LEFT_TO_MATRIX, 0)
    counter = Counter(pytestconfig)
    counter.pytest_deselected([request.node])
    monkeypatch.setattr(request.node, "get_closest_marker", mark("matrix", "it takes an hour and shows little").get)
    counter.pytest_deselected([request.node])
    assert pytestconfig.stash[LEFT_TO_MATRIX] == 1


def test_whoever_makes_a_database_says_so():
    tests = Path(settings.BASE_DIR) / "tests"
    texts = {path: path.read_text() for path in tests.rglob("test_*.py") if path != Path(__file__)}
    making = {path for path, text in texts.items() if "import database" in text or "migrated" in text}
    assert making
    assert all("mark.own_database" in texts[path] or "mark.browser" in texts[path] for path in making)
