"""A small scenario as text, for tests to break in one place at a time."""

from collections.abc import Iterable

from seedtrain.errors import Finding, InputError
from seedtrain.model.document import Document, read_document

PLANT = """\
format: 1
id: small-plant
title: {en: A small plant, zh: 小工厂}
provenance: {title: News, publisher: A paper, published: 2026-01-10, document: News 2026}
horizon: {start: 2026-02-01, end: 2027-02-01}
money: {price_year: 2026}
sites:
  home:
    assumption: {en: made up for a test, zh: 测试用}
    suites:
      hall:
        modalities: [mab]
        units:
          vessel:
            {unit_class: production-bioreactor, count: 2, volume: 2000 L, basis: working,
             material: single_use}
recipes:
  antibody:
    from: mab-fed-batch
    production:
      titer: {dist: triangular, low: 3, mode: 4, high: 5, unit: g/L, assumption: usual}
products:
  drug: {modality: mab, recipe: antibody}
orders:
  first: {product: drug, batches: 3, due: 2026-10-01, assumption: made up}
context:
  F1: {kind: event, text: Something happened.}
claims:
  K1:
    kind: target
    text: {en: At least four kilograms., zh: 至少四千克。}
    said: {value: 4 kg, dimension: mass, measure: amount}
    readings:
      plain:
        test: {en: A batch gives at least that., zh: 一批不少于此。}
        value: kpi("batch.drug.hall.mass")
"""


def document(text: str = PLANT, *changes: tuple[str, str]) -> Document:
    """Read ``text`` with each (old, new) replaced; every old text must be there once."""
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return read_document(text.encode(), "small.yaml")


def refused(*changes: tuple[str, str], text: str = PLANT) -> tuple[Finding, ...]:
    """Return the findings with which the changed text is refused."""
    try:
        document(text, *changes)
    except InputError as error:
        return error.findings
    raise AssertionError("the text was not refused")


def codes(findings: Iterable[Finding]) -> list[str]:
    """Return the codes of findings that are errors."""
    return [found.code for found in findings if found.severity == "error"]
