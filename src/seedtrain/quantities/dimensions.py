"""The kinds of quantity seedtrain knows, each with its canonical unit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dimension:
    """One kind of quantity.

    ``name`` its key in :data:`DIMENSIONS`; ``symbol`` the canonical unit of the floats inside, as a reader
    sees it; ``unit`` the same for the unit reader; ``examples`` texts that are accepted; ``also`` units
    accepted as equal to the canonical one although they name no item (or do); ``is_bare`` whether a number
    without unit is accepted; ``most`` the largest size a scenario may give, in the canonical unit: beyond it
    a value is a slip of the pen, and sums and dates would overflow.
    """

    name: str
    symbol: str
    unit: str
    examples: tuple[str, ...]
    also: tuple[str, ...] = ()
    is_bare: bool = False
    most: float = 1e15


_ROWS = (
    Dimension("time", "h", "h", ("14 d", "30 min", "6 months", "2 a"), most=1e6),
    Dimension("working_days", "working day", "working_day", ("20 working days", "60 工作日"), most=2e4),
    Dimension("length", "m", "m", ("20 cm", "3.5 m")),
    Dimension("area", "m²", "m**2", ("66,000 m2", "10000 mu", "1万亩")),
    Dimension("volume", "L", "L", ("2000 L", "10 m3", "250 mL"), most=1e12),
    Dimension("mass", "g", "g", ("5 kg", "240 mg"), most=1e12),
    Dimension("concentration", "g/L", "g/L", ("5 g/L", "0.2 mg/mL"), most=1e6),
    Dimension("density", "g/L", "g/L", ("1.03 kg/L",), most=1e6),
    Dimension("molar_mass", "g/mol", "g/mol", ("148 kDa", "4113 g/mol")),
    Dimension("molarity", "mol/L", "mol/L", ("50 mM", "0.1 mol/L")),
    Dimension(
        "cell_density",
        "1e6 cells/mL",
        "Mcell/mL",
        ("20 million cells/mL", "1.5e7 cells/mL"),
        ("1/nL",),
        most=1e6,
    ),
    Dimension("temperature", "°C", "degC", ("36.5 °C", "298 K"), most=1e4),
    Dimension("pressure", "bar", "bar", ("2 bar", "150 kPa")),
    Dimension("power", "kW", "kW", ("15 kW",)),
    Dimension("energy", "kWh", "kWh", ("3 MWh", "10 MJ")),
    Dimension("labour", "person-hour", "person_hour", ("12 person-hours",)),
    Dimension("rate", "1/h", "1/h", ("400 /min", "1.2 vvd", "20 batches/a"), ("item/h",), most=1e9),
    Dimension("flow", "L/h", "L/h", ("300 L/h", "5 L/min")),
    Dimension("mass_flow", "g/h", "g/h", ("2 t/a",)),
    Dimension("velocity", "cm/h", "cm/h", ("200 cm/h",)),
    Dimension("flux", "L/(m²·h)", "L/(m**2*h)", ("12 L/(m2*h)", "50 LMH")),
    Dimension("volume_per_area", "L/m²", "L/m**2", ("500 L/m2",)),
    Dimension("mass_per_area", "g/m²", "g/m**2", ("300 g/m2",)),
    Dimension("mass_per_item", "g/item", "g/item", ("240 mg/dose",)),
    Dimension("volume_per_item", "L/item", "L/item", ("3 mL/pen",)),
    Dimension("fraction", "1", "dimensionless", ("80 %", "0.8"), is_bare=True, most=1e6),
    Dimension("count", "item", "item", ("3 batch", "400 patients", "12"), is_bare=True, most=1e12),
    Dimension("money", "CNY", "CNY", ("4 million CNY", "1.3亿元", "1.3e9 CNY")),
    Dimension("money_per_area", "CNY/m²", "CNY/m**2", ("600 CNY/m2",)),
    Dimension("money_per_volume", "CNY/L", "CNY/L", ("40 CNY/L",)),
    Dimension("money_per_mass", "CNY/g", "CNY/g", ("2000 CNY/g",)),
    Dimension("money_per_time", "CNY/a", "CNY/a", ("3 million CNY/a",)),
    Dimension("money_per_item", "CNY/item", "CNY/item", ("1000 CNY/pen",)),
    Dimension("money_per_item_time", "CNY/(item·a)", "CNY/(item*a)", ("50,000 CNY/patient/a",)),
    Dimension("money_per_area_time", "CNY/(m²·a)", "CNY/(m**2*a)", ("5 million CNY/mu/a",)),
    Dimension("money_per_energy", "CNY/kWh", "CNY/kWh", ("0.8 CNY/kWh",)),
    Dimension("money_per_labour", "CNY/person-hour", "CNY/person_hour", ("120 CNY/person-hour",)),
)

LEAST_SIZE = 1e-15
"""Smallest size a scenario may give, in the canonical unit, zero apart."""

DIMENSIONS: dict[str, Dimension] = {row.name: row for row in _ROWS}
"""Every dimension by its name. Concentration and density share a unit and differ in meaning."""
