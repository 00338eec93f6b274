"""The units a user may write, and the words that stand for them.

Ours is a short table of its own, not pint's default one: a unit nobody in the field writes is refused
instead of being read as something else. Factors are exact fractions. Sources: SI brochure (BIPM, 9th ed.,
2019) for SI and the units accepted with it; 1 mu = 2000/3 m² (15 mu = 1 ha); 1 a = 365.25 d (Julian
year), 1 month = a/12. The US dollar and others share no dimension with CNY: only a dated
rate of the catalogue converts them.
"""

CURRENCIES: tuple[str, ...] = ("CNY", "USD", "EUR", "GBP", "JPY", "CHF")
"""Currencies that can be written; each is a dimension of its own."""

PREFIXES: tuple[str, ...] = (
    "pico- = 1/1000000000000 = p-",
    "nano- = 1/1000000000 = n-",
    "micro- = 1/1000000 = µ- = u-",
    "milli- = 1/1000 = m-",
    "centi- = 1/100 = c-",
    "deci- = 1/10 = d-",
    "kilo- = 1000 = k-",
    "mega- = 1000000 = M-",
)

PREFIXED: frozenset[str] = frozenset(
    {
        "meter",
        "liter",
        "gram",
        "mole",
        "molar",
        "dalton",
        "pascal",
        "bar",
        "joule",
        "watt",
        "watt_hour",
        "second",
        "cell",
        *CURRENCIES,
    }
)
"""The units that take a prefix: ``da`` is no tenth of a year and ``kpen`` no thousand pens."""

UNITS: tuple[str, ...] = (
    "hour = [time] = h = hr",
    "minute = hour/60 = min",
    "second = minute/60 = s = sec",
    "day = 24*hour = d",
    "week = 7*day = wk",
    "year = 365.25*day = a = yr",
    "quarter_year = year/4 = quarter",
    "month = year/12 = mo",
    "working_day = [working_day] = workday",
    "meter = [length] = m = metre",
    "inch = 0.0254*meter = inches",
    "foot = 0.3048*meter = ft = feet",
    "hectare = 10000*meter**2 = ha",
    "mu_of_land = 2000/3*meter**2 = mu",
    "liter = 0.001*meter**3 = L = l = litre",
    "gram = [mass] = g",
    "tonne = 1000000*gram = t = ton",
    "mole = [substance] = mol",
    "molar = mole/liter = M",
    "dalton = gram/mole = Da",
    "kelvin = [temperature] = K",
    "degree_Celsius = kelvin; offset: 273.15 = degC = celsius",
    "pascal = kilogram/(meter*second**2) = Pa",
    "bar = 100000*pascal",
    "joule = pascal*meter**3 = J",
    "watt = joule/second = W",
    "watt_hour = watt*hour = Wh",
    "person_hour = [labour]",
    "percent = 1/100",
    "ppm = 1/1000000",
    "vvd = 1/day",
    "LMH = liter/(meter**2*hour)",
    "cell = [cell]",
    "item = [item] = _ = batch = batches = lot = patient = company = companies = pen = dose = vial"
    " = cartridge = syringe = injection = piece = run = assay = study = studies = sample = person = people"
    " = product = molecule = project = site = suite = line = building = floor = tenant = cycle = animal"
    " = unit = count = plot = platform = room = bed = hospital = campaign = bag",
)

WORDS: tuple[tuple[str, str], ...] = (
    ("立方米", "m**3"),
    ("平方米", "m**2"),
    ("工作日", "working_day"),
    ("人民币", "CNY"),
    ("个月", "month"),
    ("小时", "h"),
    ("分钟", "min"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("公斤", "kg"),
    ("千克", "kg"),
    ("毫克", "mg"),
    ("毫升", "mL"),
    ("公顷", "ha"),
    ("人时", "person_hour"),
    ("元", "CNY"),
    ("亩", "mu"),
    ("升", "L"),
    ("克", "g"),
    ("吨", "t"),
    ("米", "m"),
    ("天", "d"),
    ("日", "d"),
    ("周", "wk"),
    ("月", "month"),
    ("年", "a"),
    ("批", "batch"),
    ("支", "pen"),
    ("家", "company"),
    ("个", "item"),
    ("人", "person"),
    ("°C", "degC"),
    ("℃", "degC"),
    ("㎡", "m**2"),
    ("%", "percent"),
    ("%", "percent"),
    ("μ", "µ"),
    ("·", "*"),
    ("²", "**2"),
    ("³", "**3"),
    ("^", "**"),
)
"""Text replaced before a unit is read, longest first."""

MULTIPLIERS: dict[str, int] = {
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
"""Words between the number and its unit, and the factor each stands for."""
