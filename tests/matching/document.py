"""How well firms are matched, for people: docs/matching.md, written by ``python -m tests.matching``."""

from collections import Counter
from collections.abc import Iterable, Sequence

from chains.analysis.match_weights import ASK_FROM, COUNTED, JOIN_FROM, score_of_weight, weights

from .labelled_pairs import Half, Outcome, confusion, labelled_pairs, missed, precision, recall

HEAD = """\
# When two companies are one 如何判断两家企业是同一家

Written from what the tests hold (`tests/matching`): `python -m tests.matching` writes it anew.
本文由测试所依据的数据生成。

A row of a sheet may be about a company on record. What speaks for and against it is weighed. Enough weight of something
that identifies a firm (a code, a ticker, one of its names) joins the row without asking; less makes it a decision with
candidates; little makes a new company. Two companies on record that weigh enough wait in the queue of duplicates.
表格中的一行可能是库中已有的企业。系统权衡支持与反对的理由：有能认定企业的理由（信用代码、证券代码、名称）且分量足够时直接归入，
不足时请人决定，很少时按新企业处理。库中两家企业分量足够时进入查重队列。
"""

METHOD = """\
## The weights 权重

Each comparison is on one of its levels. *m* is how often pairs of one firm are on it, *u* how often pairs of two firms;
the weight is log₂(m / u), after Fellegi and Sunter: one point more doubles the odds, and the points of all comparisons
add up. Half a pair is added to each count, so that a level which one kind of pair never shows has a finite weight. At 0
points every second pair is one firm, as among the labelled pairs about every second is.
每项比较处于某一级别。m 为同一家企业的两条记录处于该级别的比例，u 为两家不同企业处于该级别的比例；权重为 log₂(m / u)，
每加 1 分可能性（比数）翻倍，各项相加；0 分表示两种可能各半。

- A stem that more firms on record have says less: the odds are divided by their number (term frequency).
  同一字号的企业越多，字号的分量越小：比数除以企业数。
- A and B shares, H shares and depositary receipts are shares of one firm and do not contradict; two A shares do.
  A 股、B 股、H 股、存托凭证可属同一家企业，互不矛盾；两个不同的 A 股代码则矛盾。
- Characters are compared simplified, names without their legal form; the form is a comparison of its own.
  比较时一律用简体字、去掉组织形式；组织形式另作一项比较。
- A row joins from {join} points on ({join_score} %), if something identifies it, and if the names alone do, the legal
  names do not differ. It is asked about from {ask} points on ({ask_score} %), and so do pairs on record wait.
  {join} 分（{join_score}%）起且有能认定企业的理由时直接归入；仅凭名称认定时，企业全称不得不同。
  {ask} 分（{ask_score}%）起请人决定；库中两家企业同样从此分值起进入队列。
"""

QUALITY = """\
## How well they do 效果

The labelled pairs are data: `fixtures/matching/labelled_pairs.csv` says of each whether it is one firm, and why. A hash
of the names puts each into one of two halves. Levels were counted and limits chosen on the one; the figures below are
of the other. It was measured once before, when the pairs were fewer and split otherwise: recall was 0.937, as too few
names with one mistaken character had been counted. Such pairs were added to both halves and the split drawn anew, so
some of the pairs tested now had been seen. The new half was looked at with two limits: at -3.5 points recall was 0.989,
but 91 in 100 new rows of synthetic sheets were asked about; the limit in force was then chosen on the counted half.
样本为数据：每对标明是否同一家企业及理由，按名称的哈希值分为两半：一半用于统计级别、选定界限，下表出自另一半。
此前样本较少、划分不同时测过一次，召回率为 0.937，原因是一字之差的样本太少；两半均补充此类样本后重新划分，
因此现在用于检验的样本有一部分此前见过。新的一半用两个界限看过：-3.5 分时召回率为 0.989，
但模拟名单中 91% 的新企业需要决定；现行界限随后在用于统计的一半上选定。
"""

FOOT = """\
A list of 4,471 listed firms (854 short names of listed firms as they are commonly known, not checked against a list of
an exchange, and others formed like them) had 7,194 pairs in the queue when points were guessed, and has 21 now; without
legal names 6,739 and 12. All of them have tickers that differ; without tickers 4,059 pairs remain. Of rows that
are new among 30,000 synthetic companies, 13 in 100 are asked about, as before.
一份 4,471 家上市企业的名单（854 个常用简称，未与交易所名单核对，其余仿造），队列由 7,194 对降为 21 对；
无企业全称时由 6,739 对降为 12 对；不给证券代码时仍有 4,059 对。

Among the labelled pairs hard ones are many: subsidiaries, branches, names one character apart. So the figures say how
the rules do where it is difficult; in a list of firms that are mostly new, far fewer rows are asked about.
样本中难例居多（子公司、分公司、一字之差），上表反映的是困难情形；新企业居多的名单里，需要决定的行要少得多。
"""

_IN_WORDS = {
    Outcome.JOINED: "joined without asking 直接归入",
    Outcome.ASKED: "asked 请人决定",
    Outcome.NEW: "new company 新企业",
}


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def weight_table() -> str:
    """Return all levels with what was counted and what they weigh."""
    rows = [
        (comparison, f"`{level}`", same, different, f"{weights()[level]:+.1f}")
        for comparison, levels in COUNTED.items()
        for level, (same, different) in levels.items()
    ]
    return table(("comparison 比较", "level 级别", "one firm 同一家", "two firms 两家", "points 分"), rows)


def pair_table() -> str:
    """Return how many pairs there are of each kind."""
    found = Counter((pair.kind, pair.one_firm) for pair in labelled_pairs())
    kinds = sorted({kind for kind, _one in found})
    rows = [(f"`{kind}`", found[kind, True], found[kind, False]) for kind in kinds]
    return table(("kind 类别", "one firm 同一家", "two firms 两家"), rows)


def quality() -> str:
    """Return the confusion table of the tested half, its precision and recall, and what it gets wrong."""
    pairs = labelled_pairs(Half.TESTED)
    found = confusion(pairs)
    rows = [(_IN_WORDS[outcome], *counts) for outcome, counts in found.items()]
    lines = [
        table(("outcome 结果", "one firm 同一家", "two firms 两家"), rows),
        "",
        f"- Precision of what joins without asking 直接归入的精确率: {precision(found):.3f}",
        f"- Recall of what is joined or asked about 归入或请人决定的召回率: {recall(found):.3f}",
        "- Missed 漏判: " + "; ".join(f"{pair.first.name} / {pair.second.name}" for pair in missed(pairs)),
    ]
    return "\n".join(lines)


def document() -> str:
    """Return the whole document."""
    limits = {"join": JOIN_FROM, "ask": ASK_FROM}
    shown = {name: f"{limit:g}" for name, limit in limits.items()}
    shown |= {f"{name}_score": str(score_of_weight(limit)) for name, limit in limits.items()}
    parts = (HEAD, QUALITY, quality(), "\n" + FOOT, pair_table(), "\n" + METHOD.format(**shown), weight_table())
    return "\n".join(parts) + "\n"
