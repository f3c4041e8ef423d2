"""Columns of chains, layers, segments, places and sources, which administrators keep, and of what sheets call them."""

from chains.models.evidence import Source
from chains.models.geography import City, CityGroup, Province, Region, RegionProvince
from chains.models.sheet_values import ValueMapping
from chains.models.structure import Chain, Layer, Segment, SegmentLink

from .column import KEPT, Column, Columns, Use
from .shared import NAME, NAME_EN, NOTE, ORDER, PINYIN

#: Kept by hand, read by everybody.
_BY_HAND = Use.FORM | Use.EXPORT | Use.READ
#: Rows that are given with those that they are a part of.
_PART = Use.FORM | Use.READ
_NAMES = (NAME, NAME_EN)
_IN_WORDS = (Column("description"), Column("description_en"))

CHAIN = Columns(
    Chain,
    uses=_BY_HAND,
    naming=_NAMES,
    slug=Column("slug", sheet="id"),
    pinyin=PINYIN,
    map=(Column("region"), ORDER),
    words=_IN_WORDS,
)

LAYER = Columns(
    Layer,
    uses=_PART,
    chain=Column("chain", without={Use.READ: "given inside its chain"}),
    naming=_NAMES,
    slug=Column("slug"),
    order=ORDER,
    pinyin=PINYIN,
)

SEGMENT = Columns(
    Segment,
    uses=_BY_HAND,
    naming=_NAMES,
    slug=Column("slug", without={Use.EXPORT: "a part of the code"}),
    pinyin=PINYIN,
    stand=(Column("layer"), Column("parent"), ORDER),
    words=_IN_WORDS,
)

SEGMENT_LINK = Columns(SegmentLink, uses=_PART, link=(Column("upstream"), Column("downstream"), Column("note")))

REGION = Columns(
    Region,
    uses=_BY_HAND,
    exempt={"provinces": "each has its place among them, in a row of its own"},
    naming=_NAMES,
    slug=Column("slug", sheet="id"),
    pinyin=PINYIN,
)

REGION_PROVINCE = Columns(RegionProvince, uses=Use.FORM, province=(Column("region"), Column("province"), ORDER))

PROVINCE = Columns(
    Province,
    uses=_BY_HAND,
    code=Column("code", sheet="id"),
    name=NAME,
    full_name=Column("full_name"),
    name_en=NAME_EN,
    pinyin=PINYIN,
)

CITY = Columns(
    City,
    uses=_BY_HAND,
    code=Column("code", sheet="id"),
    province=Column("province"),
    naming=_NAMES,
    pinyin=PINYIN,
    coordinates=(Column("longitude"), Column("latitude")),
)

CITY_GROUP = Columns(
    CityGroup, uses=Use.FORM, naming=_NAMES, slug=Column("slug"), pinyin=PINYIN, cities=Column("cities")
)

SOURCE = Columns(
    Source,
    uses=KEPT & ~Use.IMPORT,
    title=Column("title"),
    kind=Column("kind"),
    slug=Column("slug", sheet="id"),
    published=(Column("author"), Column("issuer"), Column("issue"), Column("date")),
    web=(Column("url", code="website"), Column("retrieved_on")),
    note=NOTE,
)

VALUE_MAPPING = Columns(
    ValueMapping,
    uses=Use.FORM,
    value=(Column("kind"), Column("column"), Column("value")),
    stands_for=(Column("action"), Column("code")),
)
