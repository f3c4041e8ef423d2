"""The table of permissions for people: docs/permissions.md, written by ``python -m tests.permissions.document``."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.utils.translation import override

HEAD = """\
# Who may do what 谁能做什么

Written from what the tests hold (`tests/permissions`): `python -m tests.permissions.document` writes it anew.
本文由测试所依据的声明生成。

Each role includes those before it. What a curator makes waits for review, what a reviewer makes is published at once.
It is the same in the pages, in the API, in sheets that are imported and in edits of many rows.

各角色权限逐级递增。维护员新建的内容须经审核后发布，审核员新建的内容立即发布。网页、接口、表格导入和批量修改适用同一规则。
"""

COMPANIES = """\
What a curator may change of a company depends on how it stands; reviewers may change all of it.
维护员能改企业的哪些内容，取决于企业的情况；审核员均可修改。

- *Identity* 身份信息: {identity}, registered place 注册地, stage 发布阶段
- *What else is said of it* 其他信息: {said}
"""

CLAIMS = """\
Placements and their evidence are for the curators of the province they are in, whatever company they are of. So a row
of a sheet that may not touch the identity still brings its placement, and the plan says what was left.
布局及其依据由布局所在省份的维护员负责，与企业归谁无关。导入时，无权修改身份信息的行仍会带入布局，计划中会注明保留了什么。
"""

FOOT = """\
Merging, splitting, undoing, settling suggestions and taking snapshots is for reviewers, accounts for administrators.
合并、拆分、撤销、处理建议和生成快照由审核员负责，账号由管理员负责。
Sheets of chains, layers, segments, links, provinces, cities and regions are imported and undone by administrators.
产业链、层、环节、上下游、省、市和区域的表格由管理员导入和撤销。
"""


def written() -> str:
    """Return the document."""
    # Models are there once the settings are.
    from chains.permissions import ROLES  # noqa: PLC0415
    from tests.permissions.companies import FIELDS, MAKER, MOVES, NEIGHBOUR, STANDINGS  # noqa: PLC0415
    from tests.permissions.rows import ADMINISTRATOR, ANY, CURATOR, KINDS, REVIEWER, STEPS, Stage  # noqa: PLC0415

    chinese = {CURATOR: "该省维护员", ANY: "任一维护员", REVIEWER: "审核员", ADMINISTRATOR: "管理员", "": ""}

    def who(role: str) -> str:
        return f"{role} {chinese[role]}" if role else "—"

    def curators(permitted: Iterable[str], *, made: bool = False) -> str:
        named = [(MAKER, "its maker 创建人" if made else "here 本省"), (NEIGHBOUR, "there 外省")]
        return ", ".join(words for person, words in named if person in permitted) or "—"

    fields = {
        group: ", ".join(f"{field.english} {field.chinese}" for field in FIELDS if field.identity == identity)
        for group, identity in (("identity", True), ("said", False))
    }
    standings = [
        (
            f"{each.english} {each.chinese}",
            *(curators(permitted, made=each.made and MAKER in permitted) for permitted in (each.identity, each.said)),
        )
        for each in STANDINGS
    ]
    moves = [
        (f"{each.english} {each.chinese}", curators(each.may, made="new one" in each.english and MAKER in each.may))
        for each in MOVES
    ]
    steps = [(f"{each.english} {each.chinese}", *(who(each.by.get(stage, "")) for stage in Stage)) for each in STEPS]
    kinds = [(f"{each.english} {each.chinese}", who(each.in_province), who(each.in_none)) for each in KINDS]
    roles = [(in_both(role.label), in_both(rule.description)) for role, rule in ROLES.items()]
    parts = (
        HEAD,
        *_table(("role 角色", "what it is for 职责"), roles),
        "",
        "## Companies 企业\n",
        COMPANIES.format(**fields),
        *_table(("how it stands 企业情况", "identity 身份信息", "what else is said 其他信息"), standings),
        f"\n{CLAIMS}",
        "### The registered place 注册地\n",
        *_table(("move 变更", "curators who may 可操作的维护员"), moves),
        "\n## Placements 布局\n",
        "By stage; a placement abroad is for reviewers. 按发布阶段；境外布局由审核员负责。\n",
        *_table(("step 操作", "draft 草稿", "in review 待审核", "published 已发布"), steps),
        "\n## Everything else 其他\n",
        *_table(("rows 内容", "in a province 有所在省份", "in none 无所在省份"), kinds),
        f"\n{FOOT}",
    )
    return "\n".join(parts)


def in_both(text: Any) -> str:
    """Return a message in English and in Chinese."""
    said = []
    for language in ("en", "zh-hans"):
        with override(language):
            said.append(str(text))
    return " ".join(said)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def path() -> Path:
    """Return where the document stands."""
    return Path(settings.BASE_DIR) / "docs" / "permissions.md"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
    django.setup()
    path().write_text(written(), encoding="utf-8")
