"""Units of measurement, with the English and Korean words for them and what one is worth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_IRREGULAR = {
    "axis": "axes",
    "analysis": "analyses",
    "basis": "bases",
    "child": "children",
    "corpus": "corpora",
    "criterion": "criteria",
    "embryo": "embryos",
    "foot": "feet",
    "hypothesis": "hypotheses",
    "matrix": "matrices",
    "person": "people",
    "phenomenon": "phenomena",
    "photo": "photos",
    "series": "series",
    "species": "species",
    "synthesis": "syntheses",
    "vertex": "vertices",
    "video": "videos",
}


_SINGULAR = frozenset({"consensus", "corpus", "focus", "plus", "status", "thus", "versus", "always", "towards"})
_IRREGULAR_PLURALS = frozenset(_IRREGULAR.values())


def with_plural(noun: str) -> tuple[str, ...]:
    """Return the noun and its plural; the last word of a phrase is the one that takes it."""
    head, space, last = noun.rpartition(" ")
    plural = head + space + _plural(last)
    return (noun,) if plural == noun else (noun, plural)


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _IRREGULAR_PLURALS or (word.endswith("s") and not word.endswith("ss")):
        return word
    if word.endswith(("ss", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def is_plural(word: str) -> bool:
    """Return whether a word in lower case has the form of a plural."""
    return word in _IRREGULAR_PLURALS or (
        word.endswith("s") and not word.endswith(("ss", "ous", "is")) and word not in _SINGULAR
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; quantities keep the one their text uses, and two of a dimension convert exactly.

    Attributes:
        name: The canonical name, as `Quantity.unit` has it.
        dimension: What it measures; units of different dimensions never compare.
        factor: Its worth in the base unit of the dimension.
        words: English words for it, singular and plural, to be matched in lower case.
        symbols: Signs and abbreviations, to be matched as written (`Gb` is not `GB`).
        korean: Korean words for it.
    """

    name: str
    dimension: str
    factor: Fraction
    words: tuple[str, ...]
    symbols: tuple[str, ...]
    korean: tuple[str, ...]


def conversion(one: str | None, other: str | None) -> Fraction | None:
    """Return the worth of one `one` in units of `other`, or None when they measure different things.

    A number without a unit compares only with another one.
    """
    if one == other:
        return Fraction(1)
    if one is None or other is None:
        return None
    first, second = UNITS[one], UNITS[other]
    return first.factor / second.factor if first.dimension == second.dimension else None


def _unit(  # noqa: PLR0913, PLR0917 - a row of the table below
    name: str, dimension: str, factor: float | str, words: str, symbols: str, korean: str
) -> Unit:
    spellings = [form for word in words.split(", ") if word for form in with_plural(word)]
    return Unit(
        name,
        dimension,
        Fraction(factor),
        tuple(spellings),
        tuple(symbols.split()),
        tuple(korean.split(", ")) if korean else (),
    )


# name, dimension, worth in the base of the dimension, English words, symbols, Korean words
_TABLE = (
    _unit("percent", "share", 1, "percent, per cent, percentage", "% \\% ٪ ％", "퍼센트, 프로, 퍼센티지"),
    _unit(
        "percentage-point",
        "percentage-point",
        1,
        "percentage point, percent point, percentage-point, percent-point",
        "pp pp. p.p. %p %P %pt %pts %-points",
        "퍼센트포인트, 퍼센트 포인트, 퍼센티지 포인트, %포인트, % 포인트, %p, %P, ％p, 프로포인트",
    ),
    _unit("point", "point", 1, "point, pt", "", "포인트, 점"),
    _unit("times", "times", 1, "times, fold", "x X × ×", "배, 곱절"),
    _unit("order-of-magnitude", "order-of-magnitude", 1, "order of magnitude, orders of magnitude", "", ""),
    _unit("parameter", "parameter", 1, "parameter, param", "", "파라미터, 매개변수, 매개 변수, 파라메터, 패러미터"),
    _unit("token", "token", 1, "token", "", "토큰"),
    # Time, in seconds; a month and a year have no exact length, so they measure a dimension of their own.
    _unit("nanosecond", "time", "1e-9", "nanosecond", "ns", "나노초"),
    _unit("microsecond", "time", "1e-6", "microsecond", "µs μs us", "마이크로초"),
    _unit("millisecond", "time", "1e-3", "millisecond, msec", "ms", "밀리초, ms"),
    _unit("second", "time", 1, "second, sec", "s", "초"),
    _unit("minute", "time", 60, "minute, min", "min", "분"),
    _unit("hour", "time", 3600, "hour, hr", "h", "시간"),
    _unit("day", "time", 86400, "day", "", "일"),
    _unit("week", "time", 604800, "week", "", "주, 주일, 주간"),
    _unit("month", "calendar", 1, "month", "", "개월, 달"),
    _unit("year", "calendar", 12, "year, yr", "", "년, 년간, 해"),
    _unit("decade", "calendar", 120, "decade", "", ""),
    _unit("century", "calendar", 1200, "century, centuries", "", "세기"),
    # Computing.
    _unit("gpu-hour", "gpu-time", 1, "gpu hour, gpu-hour", "", "GPU 시간, GPU시간, GPU-시간"),
    _unit("gpu-day", "gpu-time", 24, "gpu day, gpu-day", "", "GPU 일, GPU-일"),
    _unit("bit", "data", "1/8", "bit", "", "비트"),
    _unit("byte", "data", 1, "byte", "", "바이트"),
    _unit("kilobyte", "data", 10**3, "kilobyte", "KB kB", "킬로바이트, KB"),
    _unit("megabyte", "data", 10**6, "megabyte", "MB", "메가바이트, MB"),
    _unit("gigabyte", "data", 10**9, "gigabyte", "GB", "기가바이트, 기가, GB"),
    _unit("terabyte", "data", 10**12, "terabyte", "TB", "테라바이트, TB"),
    _unit("petabyte", "data", 10**15, "petabyte", "PB", "페타바이트, PB"),
    _unit("kibibyte", "data", 2**10, "kibibyte", "KiB", "KiB"),
    _unit("mebibyte", "data", 2**20, "mebibyte", "MiB", "MiB"),
    _unit("gibibyte", "data", 2**30, "gibibyte", "GiB", "GiB"),
    _unit("tebibyte", "data", 2**40, "tebibyte", "TiB", "TiB"),
    _unit("flop", "operation", 1, "flop", "FLOP FLOPs FLOPS", "플롭, FLOPs, FLOPS"),
    _unit("megaflop", "operation", 10**6, "megaflop", "MFLOPs MFLOPS", "MFLOPs"),
    _unit("gigaflop", "operation", 10**9, "gigaflop", "GFLOPs GFLOPS GFLOP", "GFLOPs, 기가플롭스"),
    _unit("teraflop", "operation", 10**12, "teraflop", "TFLOPs TFLOPS TFLOP", "TFLOPs, 테라플롭스"),
    _unit("petaflop", "operation", 10**15, "petaflop", "PFLOPs PFLOPS PFLOP", "PFLOPs, 페타플롭스"),
    _unit(
        "frame-per-second",
        "frame-rate",
        1,
        "frame per second, frames per second, frame/s, frames/s",
        "FPS fps",
        "FPS, fps, 프레임/초",
    ),
    _unit("hertz", "frequency", 1, "hertz", "Hz", "헤르츠, Hz"),
    _unit("kilohertz", "frequency", 10**3, "kilohertz", "kHz KHz", "킬로헤르츠, kHz"),
    _unit("megahertz", "frequency", 10**6, "megahertz", "MHz", "메가헤르츠, MHz"),
    _unit("gigahertz", "frequency", 10**9, "gigahertz", "GHz", "기가헤르츠, GHz"),
    _unit("pixel", "pixel", 1, "pixel", "", "픽셀, 화소"),
    _unit("megapixel", "pixel", 10**6, "megapixel", "MP", "메가픽셀"),
    # The physical world.
    _unit("nanometer", "length", "1e-9", "nanometer, nanometre", "nm", "나노미터, nm"),
    _unit("micrometer", "length", "1e-6", "micrometer, micrometre, micron", "µm μm", "마이크로미터"),
    _unit("millimeter", "length", "1e-3", "millimeter, millimetre", "mm", "밀리미터, mm"),
    _unit("centimeter", "length", "1e-2", "centimeter, centimetre", "cm", "센티미터, cm"),
    _unit("meter", "length", 1, "meter, metre", "m", "미터"),
    _unit("kilometer", "length", 1000, "kilometer, kilometre", "km", "킬로미터, km"),
    _unit("inch", "length", "0.0254", "inch", "", "인치"),
    _unit("foot", "length", "0.3048", "foot, feet", "ft", "피트"),
    _unit("mile", "length", "1609.344", "mile", "", "마일"),
    _unit("square-kilometer", "area", 1, "square kilometer, square kilometre", "km² km^2 km2", "제곱킬로미터, ㎢"),
    _unit("milligram", "mass", "1e-3", "milligram", "mg", "밀리그램, mg"),
    _unit("gram", "mass", 1, "gram", "g", "그램"),
    _unit("kilogram", "mass", 1000, "kilogram, kilo", "kg", "킬로그램, kg"),
    _unit("ton", "mass", 10**6, "ton, tonne", "", "톤"),
    _unit("degree", "angle", 1, "degree", "° ^\\circ", "도"),
    _unit("decibel", "level", 1, "decibel", "dB", "데시벨, dB"),
    _unit("watt", "power", 1, "watt", "W", "와트"),
    _unit("kilowatt", "power", 1000, "kilowatt", "kW", "킬로와트, kW"),
    _unit("kilowatt-hour", "energy", 1, "kilowatt hour, kilowatt-hour", "kWh", "킬로와트시, kWh"),
    # Money; currencies have no fixed rate, so each is its own dimension.
    _unit("dollar", "dollar", 1, "dollar", "$ \\$ USD US$", "달러, 불"),
    _unit("cent", "dollar", "1/100", "cent", "¢", "센트"),
    _unit("euro", "euro", 1, "euro", "€ EUR", "유로"),
    _unit("pound", "pound", 1, "", "£ GBP", "파운드"),
    _unit("won", "won", 1, "won", "₩ KRW", "원"),
    _unit("yen", "yen", 1, "yen", "JPY", "엔"),
    _unit("yuan", "yuan", 1, "yuan, renminbi", "¥ RMB CNY", "위안"),
)

UNITS = {unit.name: unit for unit in _TABLE}
"""Every unit by its canonical name."""

ENGLISH_WORDS = {word: unit.name for unit in _TABLE for word in unit.words}
"""English words, in lower case, to the name of their unit."""

SYMBOLS = {symbol: unit.name for unit in _TABLE for symbol in unit.symbols}
"""Signs and abbreviations, as written, to the name of their unit."""

KOREAN_WORDS = {word: unit.name for unit in _TABLE for word in unit.korean}
"""Korean words to the name of their unit."""
