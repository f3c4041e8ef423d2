"""Made-up rows of a sheet of companies: plausible names, valid credit codes, placed over the real trees."""

import csv
import io
from itertools import islice, product
from random import Random

from stdnum.cn import uscc

_PLACES = ("上海", "苏州", "无锡", "南京", "杭州", "宁波", "合肥", "常州", "嘉兴", "绍兴")
#: Characters that no firm of the seed is named with, so that no row waits for somebody's decision.
_FIRST = "璇玑瑛琅珏钧铖钰铠镭钛锆铌钽铼锗镓铟硒碲骞骥骢骧翊翎翙翮"
_SECOND = "沅沣沨泠泫洄洺浛浥涑淏淙渌渟湉溁溦滢漪潋澍澹濯瀚灏灿炘烨"
_TRADES = ("半导体", "微电子", "电子材料", "精密设备", "智能科技", "集成电路", "光电", "机器人")
_SEGMENTS = ("ic.materials", "ic.equipment", "ic.design", "ic.manufacturing", "ic.packaging-test", "ai.hardware")
_PROVINCES = ("310000", "320000", "330000", "340000")


def credit_code(number: int) -> str:
    """Return a credit code with a right check digit, another for every number up to ten million."""
    body = f"91310115MA{number:07d}"
    return body + uscc.calc_check_digit(body)


def company_rows(count: int, seed: int = 1) -> list[dict[str, str]]:
    """Return ``count`` rows, each of another company."""
    random = Random(seed)
    stems = ("".join(parts) for parts in product(_FIRST, _SECOND, _FIRST))
    names = islice((f"{stem}{trade}" for stem in stems for trade in _TRADES), count)
    rows = []
    for number, name in enumerate(names):
        place = random.choice(_PLACES)
        rows.append(
            {
                "name": name,
                "legal_name": f"{place}{name}有限公司",
                "uscc": credit_code(number),
                "segment": random.choice(_SEGMENTS),
                "province": random.choice(_PROVINCES),
                "source": "exchanges-2021",
            }
        )
    return rows


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """Return the rows as a CSV file in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
