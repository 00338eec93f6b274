"""A small scenario with a plan over years, for the tests of plan: one suite, one product, one option."""

from seedtrain.service.documents import starter

PLANNING = """
planning:
  start: 2026-01-01
  end: 2030-01-01
  period: half_year
  demand:
    sales:
      name: {en: sales of our antibody, zh: 本公司抗体销售}
      product: our-antibody
      start: 2027-01-01
      demand: {value: 150 kg/a, assumption: forecast}
      demand_growth: {value: 40 %, assumption: forecast}
      unit_price: {value: 1000 CNY/g, assumption: forecast}
  options:
    more:
      name: {en: two more vessels, zh: 增加两台反应器}
      kind: expand
      suite: antibody
      capital: {value: 50 million CNY, assumption: offer}
      becomes:
        name: {en: "antibody suite, four vessels", zh: 四台反应器的抗体车间}
        modalities: [mab]
        units:
          reactors:
            {unit_class: production-bioreactor, count: 4, volume: 2000 L, basis: total, material: single_use,
             assumption: offer}
        seed_trains: {value: 2, assumption: offer}
        downstream_trains: {value: 1, assumption: offer}
        shutdown: {value: 21 d, assumption: offer}
  stocks:
    ours:
      product: our-antibody
      safety_stock: {value: 10 kg, assumption: a month}

claims:"""


def planned_starter(*changes: tuple[str, str]) -> str:
    """Text of the starter scenario with a plan over years; ``changes``: old text and new, the first place
    each."""
    text = starter().replace("\nclaims:", PLANNING, 1)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
