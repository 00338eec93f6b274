"""The door for units: what is read, what is refused, what a reader sees."""

import math

import pytest

from seedtrain.errors import CODES
from seedtrain.quantities import DIMENSIONS, QuantityError, canonical, format_quantity
from seedtrain.quantities.errors import CODE_BY_KIND

# Worked by hand: 1 a = 365.25 d = 8766 h; 1 month = 8766 / 12 = 730.5 h; 1 mu = 2000/3 m²;
# 1 t/a = 1e6 g / 8766 h; 298 K - 273.15 = 24.85 °C; 10 MJ / 3.6 = 2.777... kWh; 1 M = 1 mol/L.
READ = [
    ("14 d", "time", 336.0),
    ("30 min", "time", 0.5),
    ("6 months", "time", 4383.0),
    ("6个月", "time", 4383.0),
    ("2 a", "time", 17532.0),
    ("2 years", "time", 17532.0),
    ("20 working_day", "working_days", 20.0),
    ("20 working days", "working_days", 20.0),
    ("60 工作日", "working_days", 60.0),
    ("2000 L", "volume", 2000.0),
    ("2,000L", "volume", 2000.0),
    ("10 m3", "volume", 10_000.0),
    ("10 m³", "volume", 10_000.0),
    (".5 L", "volume", 0.5),
    ("5 g/L", "concentration", 5.0),
    ("5 mg/mL", "concentration", 5.0),
    ("5 g per L", "concentration", 5.0),
    ("66,000 m2", "area", 66_000.0),
    ("10000 mu", "area", 20_000_000 / 3),
    ("1万亩", "area", 20_000_000 / 3),
    ("1.5万平方米", "area", 15_000.0),
    ("4 million CNY", "money", 4e6),
    ("1.3e9 CNY", "money", 1.3e9),
    ("1.3亿元", "money", 1.3e8),
    ("1300 MCNY", "money", 1.3e9),
    ("2 bn RMB", "money", 2e9),
    ("-3 yuan", "money", -3.0),
    ("80 %", "fraction", 0.8),
    ("0.1%", "fraction", 0.001),
    ("0.8", "fraction", 0.8),
    ("5 mg/g", "fraction", 0.005),
    ("12", "count", 12.0),
    ("3 batch", "count", 3.0),
    ("30 companies", "count", 30.0),
    ("800万支", "count", 8e6),
    ("400 /min", "rate", 24_000.0),
    ("400 pens/min", "rate", 24_000.0),
    ("24 /d", "rate", 1.0),
    ("24 1/d", "rate", 1.0),
    ("8766 batches/a", "rate", 1.0),
    ("12 L/(m2*h)", "flux", 12.0),
    ("12 L/(m2 h)", "flux", 12.0),
    ("50 LMH", "flux", 50.0),
    ("200 cm/h", "velocity", 200.0),
    ("36.5 °C", "temperature", 36.5),
    ("298 K", "temperature", 24.85),
    ("20 million cells/mL", "cell_density", 20.0),
    ("2e7/mL", "cell_density", 20.0),
    ("148 kDa", "molar_mass", 148_000.0),
    ("50 mM", "molarity", 0.05),
    ("10 MJ", "energy", 25 / 9),
    ("12 person-hours", "labour", 12.0),
    ("2 ms", "time", 2 / 3_600_000),
    ("3 MWh", "energy", 3000.0),
    ("2 kCNY/L", "money_per_volume", 2000.0),
    ("50,000 CNY/patient/a", "money_per_item_time", 50_000.0),
    ("8.766 t/a", "mass_flow", 1000.0),
]


@pytest.mark.parametrize(("text", "dimension", "value"), READ)
def test_text_becomes_the_nearest_float(text: str, dimension: str, value: float) -> None:
    """Factors are exact, so the float is the very one worked out by hand."""
    assert canonical(text, dimension) == value


@pytest.mark.parametrize("name", DIMENSIONS)
def test_each_dimension_reads_its_examples_and_its_own_unit(name: str) -> None:
    """The examples of the table are true and one canonical unit is 1."""
    for text in DIMENSIONS[name].examples:
        assert math.isfinite(canonical(text, name))
    if name != "fraction":
        assert canonical(f"1 {DIMENSIONS[name].unit}", name) == 1.0


REFUSED = [
    ("", "volume", "syntax", "a number and a unit"),
    ("L", "volume", "syntax", "a number and a unit"),
    (". L", "volume", "syntax", "a number and a unit"),
    ("1,00 L", "volume", "syntax", "a number and a unit"),
    ("1 000 L", "volume", "syntax", "a number and a unit"),
    ("3e2e4 L", "volume", "unknown_unit", "L"),
    ("0x10 L", "volume", "unknown_unit", "L"),
    ("٣ L", "volume", "syntax", "a number and a unit"),
    ("1" * 81, "count", "syntax", "a number and a unit"),
    ("5 foo", "mass", "unknown_unit", "g"),
    ("5 millions", "count", "unknown_unit", "item"),
    ("5 da", "time", "unknown_unit", "h"),
    ("5 pa", "time", "unknown_unit", "h"),
    ("5 kpen", "count", "unknown_unit", "item"),
    ("5 L**99", "volume", "unknown_unit", "L"),
    ("5 L/(", "volume", "unknown_unit", "L"),
    ("5 __import__", "volume", "syntax", "a number and a unit"),
    ("5 import_os", "volume", "unknown_unit", "L"),
    ("5", "volume", "dimension", "L"),
    ("5 million", "money", "dimension", "CNY"),
    ("5 h", "volume", "dimension", "L"),
    ("5 L L", "volume", "dimension", "L"),
    ("5 working_day", "time", "dimension", "h"),
    ("5 d", "working_days", "dimension", "working day"),
    ("5 %", "count", "dimension", "item"),
    ("5 USD", "money", "dimension", "CNY"),
    ("5 degC**2/K", "temperature", "dimension", "°C"),
    ("5 CNY", "money_per_item", "dimension", "CNY/item"),
    ("nan", "mass", "nan", "a finite number"),
    (".nan g", "mass", "nan", "a finite number"),
    ("-inf g", "mass", "nan", "a finite number"),
    ("1e999 g", "mass", "nan", "a finite number"),
]


@pytest.mark.parametrize(("text", "dimension", "kind", "expected"), REFUSED)
def test_refusals_say_what_was_expected(text: str, dimension: str, kind: str, expected: str) -> None:
    """Each kind of mistake is told apart, says what would have been right, and has a registered code."""
    with pytest.raises(QuantityError) as caught:
        canonical(text, dimension)
    error = caught.value
    assert (error.kind, error.expected) == (kind, expected)
    assert error.code in CODES
    assert str(error).startswith(kind)


def test_every_kind_has_a_code() -> None:
    """No refusal is without a code of the register."""
    assert set(CODE_BY_KIND.values()) <= set(CODES)


def test_foreign_money_is_read_only_when_asked_for() -> None:
    """A dollar price is read as dollars by whoever asks for dollars, and by nobody else."""
    assert canonical("5 USD/g", "money_per_mass", currency="USD") == 5.0
    assert canonical("3 MUSD", "money", currency="USD") == 3e6
    with pytest.raises(QuantityError, match="dimension"):
        canonical("5 CNY/g", "money_per_mass", currency="USD")


def test_unknown_dimension_or_currency_is_our_mistake() -> None:
    """A wrong key is a KeyError, not a user's mistake."""
    with pytest.raises(KeyError):
        canonical("5 g", "weight")
    with pytest.raises(KeyError):
        canonical("5 g", "mass", currency="XAU")


SHOWN = [
    (2000.0, "volume", "2,000 L", "2,000L"),
    (0.25, "volume", "250 mL", "250mL"),
    (12_345.678, "volume", "12,346 L", "12,346L"),
    (1.3e9, "money", "1.3 bn CNY", "13.0亿元"),
    (1.3e8, "money", "130 million CNY", "1.3亿元"),
    (-4e6, "money", "-4.0 million CNY", "-400万元"),
    (999.96e6, "money", "1.0 bn CNY", "10.0亿元"),
    (0.0, "money", "0 CNY", "0元"),
    (50_000.0, "money_per_item_time", "50,000 CNY/(item·a)", "5.0万元/(件·年)"),
    (20e6 / 3, "area", "6,666,667 m² (10,000 mu)", "6,666,667 m²(1.0万亩)"),
    (66_000.0, "area", "66,000 m² (99 mu)", "66,000 m²(99亩)"),
    (20.0, "area", "20 m²", "20 m²"),
    (0.8, "fraction", "80 %", "80%"),
    (0.98765, "fraction", "98.8 %", "98.8%"),
    (0.000123, "concentration", "0.000123 g/L", "0.000123 g/L"),
    (1e-9, "concentration", "0.000000001 g/L", "0.000000001 g/L"),
    (0.0, "time", "0 h", "0小时"),
    (0.5, "time", "30 min", "30分钟"),
    (336.0, "time", "14 d", "14天"),
    (43_830.0, "time", "5 years", "5年"),
    (1.0, "working_days", "1 working day", "1个工作日"),
    (60.0, "working_days", "60 working days", "60个工作日"),
    (24_000.0, "rate", "400 /min", "400/分钟"),
    (20 / 8766, "rate", "20 /a", "20/年"),
    (0.24, "mass", "240 mg", "240mg"),
    (12_500.0, "mass", "12.5 kg", "12.5kg"),
    (8e6, "count", "8,000,000", "8,000,000"),
]


@pytest.mark.parametrize(("value", "dimension", "english", "chinese"), SHOWN)
def test_readers_see_plain_numbers(value: float, dimension: str, english: str, chinese: str) -> None:
    """Three significant digits, never fewer than the whole number has, in the words of the language."""
    assert format_quantity(value, dimension, "en") == english
    assert format_quantity(value, dimension, "zh") == chinese


def test_digits_and_currency_can_be_chosen() -> None:
    """Digits beyond three and another currency are shown when asked for."""
    assert format_quantity(1.23456, "concentration", digits=5) == "1.2346 g/L"
    assert format_quantity(2.5e6, "money", currency="USD") == "2.5 million USD"


def test_nothing_that_is_not_a_number_is_shown() -> None:
    """NaN never reaches a reader."""
    with pytest.raises(QuantityError) as caught:
        format_quantity(math.nan, "mass")
    assert caught.value.kind == "nan"
