"""Tests marked ``xdist_group`` stay together on one worker, where one costly fixture serves all of them.

pytest-xdist reads the group from the end of a test's id, and puts it there by a name that pytest 9.2 no longer
looks at: without this every test would be a group of its own.
"""

import pytest
from _pytest.nodeid import coerce_node_id


# After the plugins that mark tests.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """End the id of every test in a group with ``@`` and the group, in the workers of ``--dist loadgroup``."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        groups = sorted({mark.args[0] for mark in item.iter_markers("xdist_group")})
        end = f"@{'_'.join(groups)}"
        if groups and not item.nodeid.endswith(end):
            item._id = coerce_node_id(f"{item.nodeid}{end}")
