"""Companies as they may stand in a province, and whose their identity is then, and what else is said of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.db import models

from chains.choices import Role, Stage
from chains.history import curation
from chains.history.curation import Change
from chains.models import Company, CompanyLabel, CompanyName, Listing
from tests.factories import (
    SHANGHAI,
    credit_code,
    make_company_label,
    make_company_name,
    make_label,
    make_listing,
    make_placement,
    make_source,
)
from tests.staff import make_user

#: The province that is looked from, and another one.
HERE, THERE = "330000", SHANGHAI

#: Who asks: curators of the one and of the other province, one more of the first, and the other roles.
MAKER, COLLEAGUE, NEIGHBOUR = "curator here", "another curator here", "curator there"
CURATORS = (MAKER, COLLEAGUE, NEIGHBOUR)
ALWAYS = ("reviewer", "administrator")
NEVER = ("no role", "viewer")
PEOPLE = (*NEVER, *CURATORS, *ALWAYS)

_numbers = count(1)


def make_people() -> dict[str, Any]:
    """Return somebody of each kind, by name."""
    curators = {MAKER: HERE, COLLEAGUE: HERE, NEIGHBOUR: THERE}
    others = {"no role": None, "viewer": Role.VIEWER, "reviewer": Role.REVIEWER, "administrator": Role.ADMINISTRATOR}
    made = {name: make_user(Role.CURATOR, [province]) for name, province in curators.items()}
    return made | {name: make_user(role) for name, role in others.items()}


def place(code: str) -> dict[str, Any]:
    """Return the fields of a registered place: a province, *abroad*, or empty for one that is not known."""
    abroad = code == "abroad"
    return {"province_id": None if abroad else code or None, "city": None, "country": "SG" if abroad else ""}


_HERE, _BOTH = frozenset({MAKER, COLLEAGUE}), frozenset(CURATORS)
_THERE, _MADE, _NOBODY = frozenset({NEIGHBOUR}), frozenset({MAKER}), frozenset()


@dataclass(frozen=True)
class Standing:
    """How a company stands, and which curators may change its identity and what else is said of it.

    ``placed`` are the provinces of its placements, each with the stage (or *withdrawn*) that it has there. The maker is
    the first of the curators here, where ``made`` says so, and nobody otherwise.
    """

    english: str
    chinese: str
    identity: frozenset[str]
    said: frozenset[str]
    registered: str = ""
    placed: tuple[tuple[str, str], ...] = ()
    stage: Stage = Stage.PUBLISHED
    made: bool = False

    def make(self, maker: Any) -> Company:
        """Return such a company, on record."""
        company = Company(name=f"浦江乙{next(_numbers)}", stage=self.stage, **place(self.registered))
        curation.save(company, Change(None, ""))
        company.history.update(history_user=maker if self.made else None)
        for make in (make_company_name, make_listing, make_company_label):
            make(company)
        for segment, (province, state) in zip(("ic.design", "ic.equipment"), self.placed, strict=False):
            withdrawn = {"status": "withdrawn"} if state == "withdrawn" else {"stage": state}
            make_placement(company, segment, province=province, **withdrawn)
        return company


STANDINGS = (
    Standing("registered here", "在本省注册", _HERE, _HERE, HERE),
    Standing(
        "registered here, a published placement here",
        "在本省注册，在本省有已发布的布局",
        _HERE,
        _HERE,
        HERE,
        ((HERE, "published"),),
    ),
    Standing("registered elsewhere", "在外省注册", _THERE, _THERE, THERE),
    Standing(
        "registered elsewhere, a published placement here",
        "在外省注册，在本省有已发布的布局",
        _THERE,
        _BOTH,
        THERE,
        ((HERE, "published"),),
    ),
    Standing(
        "registered elsewhere, a placement here waits for review",
        "在外省注册，在本省的布局待审核",
        _THERE,
        _THERE,
        THERE,
        ((HERE, "review"),),
    ),
    Standing(
        "registered elsewhere, a draft of a placement here",
        "在外省注册，在本省的布局为草稿",
        _THERE,
        _THERE,
        THERE,
        ((HERE, "draft"),),
    ),
    Standing(
        "registered elsewhere, a withdrawn placement here",
        "在外省注册，在本省的布局已撤回",
        _THERE,
        _THERE,
        THERE,
        ((HERE, "withdrawn"),),
    ),
    Standing(
        "registered here, a published placement elsewhere",
        "在本省注册，在外省有已发布的布局",
        _HERE,
        _BOTH,
        HERE,
        ((THERE, "published"),),
    ),
    Standing(
        "registered place unknown, a published placement here",
        "注册地不详，在本省有已发布的布局",
        _HERE,
        _HERE,
        placed=((HERE, "published"),),
    ),
    Standing(
        "registered place unknown, published placements here and elsewhere",
        "注册地不详，在本省和外省均有已发布的布局",
        _BOTH,
        _BOTH,
        placed=((HERE, "published"), (THERE, "published")),
    ),
    Standing(
        "registered place unknown, published elsewhere, waits for review here",
        "注册地不详，在外省的布局已发布，在本省的待审核",
        _THERE,
        _THERE,
        placed=((THERE, "published"), (HERE, "review")),
    ),
    Standing(
        "registered place unknown, a placement here waits for review",
        "注册地不详，在本省的布局待审核",
        _NOBODY,
        _NOBODY,
        placed=((HERE, "review"),),
        made=True,
    ),
    Standing("registered place unknown, no placement", "注册地不详，无布局", _NOBODY, _NOBODY, made=True),
    Standing("registered abroad", "在境外注册", _NOBODY, _NOBODY, "abroad"),
    Standing(
        "registered abroad, a published placement here",
        "在境外注册，在本省有已发布的布局",
        _NOBODY,
        _HERE,
        "abroad",
        ((HERE, "published"),),
    ),
    Standing(
        "new, waits for review, lies nowhere yet",
        "新建，待审核，尚无所在省份",
        _MADE,
        _MADE,
        stage=Stage.REVIEW,
        made=True,
    ),
    Standing(
        "new, a draft, with a draft of a placement elsewhere",
        "新建，草稿，在外省的布局为草稿",
        _MADE,
        _MADE,
        placed=((THERE, "draft"),),
        stage=Stage.DRAFT,
        made=True,
    ),
    Standing(
        "new, waits for review, made by nobody who is known",
        "新建，待审核，创建人不详",
        _NOBODY,
        _NOBODY,
        placed=((HERE, "review"),),
        stage=Stage.REVIEW,
    ),
    Standing(
        "new, waits for review, registered here",
        "新建，待审核，在本省注册",
        _HERE,
        _HERE,
        HERE,
        stage=Stage.REVIEW,
    ),
    Standing(
        "new, waits for review, registered elsewhere",
        "新建，待审核，在外省注册",
        _THERE,
        _THERE,
        THERE,
        ((HERE, "review"),),
        stage=Stage.REVIEW,
        made=True,
    ),
)


@dataclass(frozen=True)
class Field:
    """Something of a company that can be changed: whether it is of its identity, and how a row is made with it changed.

    The row is not saved: the company itself, or one that belongs to it.
    """

    english: str
    chinese: str
    identity: bool
    changed: Callable[[Company], models.Model]


def _set(name: str, value: Any) -> Callable[[Company], Company]:
    return lambda company: with_fields(company, **{name: value})


def with_fields(row: Any, **values: Any) -> Any:
    """Return the row with these values, not saved."""
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _excepted_code(company: Company) -> Company:
    code = credit_code(77)
    return with_fields(company, uscc=code[:-1] + ("0" if code[-1] != "0" else "1"), uscc_exception="照执照录入")


def _new_label(company: Company) -> CompanyLabel:
    return CompanyLabel(company=company, label=make_label())


FIELDS = (
    Field("name", "名称", True, _set("name", "恒睿甲微电子")),
    Field("English name", "英文名", True, _set("name_en", "Hengrui A")),
    Field("pinyin", "拼音", True, _set("pinyin_override", "heng rui jia")),
    Field("legal name", "全称", True, _set("legal_name", "恒睿甲微电子有限公司")),
    Field("credit code", "统一社会信用代码", True, _set("uscc", credit_code(77))),
    Field("why the credit code is kept", "信用代码校验不符的说明", True, _excepted_code),
    Field("website", "网站", True, _set("website", "https://hengrui.example")),
    Field("a new other name", "新增别名", True, lambda company: CompanyName(company=company, name="恒睿")),
    Field("another name on record", "已有别名", True, lambda company: with_fields(company.names.get(), kind="former")),
    Field(
        "a new listing", "新增上市", True, lambda company: Listing(company=company, exchange="szse", ticker="399998")
    ),
    Field(
        "a listing on record", "已有上市", True, lambda company: with_fields(company.listings.get(), ticker="699998")
    ),
    Field("founded on", "成立日期", False, _set("founded_on", date(2011, 3, 1))),
    Field("description", "简介", False, _set("description", "设计企业")),
    Field("registration status", "登记状态", False, _set("registration_status", "deregistered")),
    Field("status since", "状态起始日", False, _set("registration_status_on", date(2024, 5, 6))),
    Field(
        "source of the status",
        "登记状态的来源",
        False,
        lambda company: with_fields(company, registration_status_source=make_source()),
    ),
    Field("a new label", "新增标签", False, _new_label),
    Field("a label on record", "已有标签", False, lambda company: with_fields(company.labels.get(), year=2021)),
)

#: The fields that are no column of their own there, and why.
ELSEWHERE = {"province": "MOVES", "city": "MOVES", "country": "MOVES", "stage": "placements.STEPS"}


@dataclass(frozen=True)
class Move:
    """Another registered place for a company: from which standing, where to (empty for unknown), and who may."""

    english: str
    chinese: str
    standing: str
    to: str
    may: frozenset[str]


_PLACED_HERE = "registered place unknown, a published placement here"
_PLACED_BOTH = "registered place unknown, published placements here and elsewhere"
_NEW = "new, waits for review, lies nowhere yet"

MOVES = (
    Move("from here to elsewhere", "由本省改为外省", "registered here", THERE, _NOBODY),
    Move("from elsewhere to here", "由外省改为本省", "registered elsewhere", HERE, _NOBODY),
    Move("from here to nowhere", "由本省改为不详", "registered here", "", _NOBODY),
    Move("from here to abroad", "由本省改为境外", "registered here", "abroad", _NOBODY),
    Move(
        "from here to elsewhere, though it works here",
        "由本省改为外省（在本省有已发布的布局）",
        "registered here, a published placement here",
        THERE,
        _NOBODY,
    ),
    Move(
        "from here to nowhere, though it works here",
        "由本省改为不详（在本省有已发布的布局）",
        "registered here, a published placement here",
        "",
        _HERE,
    ),
    Move("from nowhere to here, where it works", "由不详改为所在的本省", _PLACED_HERE, HERE, _HERE),
    Move(
        "from nowhere to elsewhere, though it works here",
        "由不详改为外省（在本省有布局）",
        _PLACED_HERE,
        THERE,
        _NOBODY,
    ),
    Move(
        "from nowhere to abroad, though it works here",
        "由不详改为境外（在本省有布局）",
        _PLACED_HERE,
        "abroad",
        _NOBODY,
    ),
    Move("from nowhere to one of the two where it works", "由不详改为所在两省之一（本省）", _PLACED_BOTH, HERE, _HERE),
    Move("from nowhere to the other of the two", "由不详改为所在两省之一（外省）", _PLACED_BOTH, THERE, _THERE),
    Move("of a new one from nowhere to here", "新建企业由不详改为本省", _NEW, HERE, _MADE),
    Move("of a new one from nowhere to elsewhere", "新建企业由不详改为外省", _NEW, THERE, _NOBODY),
    Move("of a new one from nowhere to abroad", "新建企业由不详改为境外", _NEW, "abroad", _MADE),
)
