"""Dates in Chinese numbers, such as 二〇〇〇年四月, in the digits of others. No ORM."""

import re

_DIGITS = {character: str(number) for number, character in enumerate("〇一二三四五六七八九")} | {
    **dict.fromkeys("零○", "0"),
    **{character: str(number) for number, character in enumerate("壹贰叁肆伍陆柒捌玖", start=1)},
}
_YEAR = re.compile(f"[{''.join(_DIGITS)}]{{4}}(?=\\s*年)")
_PART = re.compile("[一二三四五六七八九十廿卅]{1,4}(?=\\s*(?:月|日|号))")
_TENS = {"十": 10, "廿": 20, "卅": 30}


def in_digits(text: str) -> str:
    """Return a text with its years, months and days in digits: 二〇〇〇年十二月 is 2000年12月."""
    text = _YEAR.sub(lambda found: "".join(map(_DIGITS.__getitem__, found[0])), text)
    return _PART.sub(lambda found: str(_number(found[0])), text)


def _number(text: str) -> int:
    """Return a number below a hundred: 四, 十, 十二, 二十, 二十三, 廿三."""
    total = 0
    for character in text:
        if character == "十":
            total = (total or 1) * 10
        else:
            total += _TENS.get(character) or int(_DIGITS[character])
    return total


_TENTHS = re.compile(r"([一二两三四五六七八九])([一二两三四五六七八九])?成(半|[一二三四五六七八九])?")
_HUNDREDTHS = re.compile(r"百分之(百|一百|[一二三四五六七八九十]{1,3})(?:点([〇零一二三四五六七八九]+))?")
_HALF = re.compile(r"(?:一半|半数|(?<=过)半)")


def parts_in_digits(text: str) -> str:
    """Return a text with its parts of a whole in per cent: 九成 is 90%, 七八成 70-80%, 百分之九十五 95%, 半数 50%."""
    text = re.sub(r"百分之(?=\d)([\d.]+)", r"\1%", text)
    text = _HUNDREDTHS.sub(_of_a_hundred, text)
    return _HALF.sub("50%", _TENTHS.sub(_of_ten, text))


def _of_a_hundred(found: re.Match[str]) -> str:
    whole = "100" if "百" in found[1] else str(_number(found[1]))
    return f"{whole}.{''.join(_DIGITS[each] for each in found[2])}%" if found[2] else f"{whole}%"


def _of_ten(found: re.Match[str]) -> str:
    first, second = (_DIGITS["二" if each == "两" else each] if each else "" for each in found.group(1, 2))
    if second:
        return f"{first}0-{second}0%"
    last = "5" if found[3] == "半" else _DIGITS[found[3]] if found[3] else "0"
    return f"{first}{last}%"
