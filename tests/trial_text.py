"""A scenario of one trial whose substance waits for a client's batches."""

TRIAL = """\
format: 1
id: trial-supply
title: {en: Supply of a trial, zh: 临床供应}
provenance:
  title: {en: A test, zh: 测试}
  publisher: {en: nobody, zh: 无}
  published: 2024-01-01
  document: test
money: {price_year: 2024}
horizon: {start: 2024-01-01, end: 2030-01-01}
sites:
  plant:
    suites:
      large:
        name: {en: 2000 L hall, zh: 2000 L车间}
        modalities: [mab]
        downstream_trains: {value: 1, assumption: test}
        units:
          br:
            unit_class: production-bioreactor
            count: 2
            volume: 2000 L
            basis: total
            material: single_use
            assumption: test
      filling:
        name: {en: filling line, zh: 灌装线}
        kind: fill_finish
        modalities: [mab]
        units:
          line: {unit_class: filling-line, count: 1, speed: 100 /min, effectiveness: 50 %, assumption: test}
recipes:
  mab: {from: mab-fed-batch}
  vials: {from: fill-vial}
products:
  substance: {name: {en: antibody, zh: 抗体}, modality: mab, recipe: mab}
  client: {name: {en: client antibody, zh: 客户抗体}, modality: mab, recipe: mab}
  vial:
    name: {en: vial, zh: 西林瓶}
    modality: mab
    recipe: vials
    dose: {value: 200 mg, assumption: test}
    doses_per_item: {value: 0.5 dose, assumption: test}
    doses_per_year: {value: 17 /a, assumption: test}
    fill_loss: {value: 5 %, assumption: test}
orders:
  clients:
    name: {en: batches of a client, zh: 客户批次}
    product: client
    suite: large
    batches: {value: 14, assumption: test}
    earliest_start: 2024-01-01
    due: 2024-03-01
    purpose: clinical
    assumption: test
programmes:
  alpha:
    name: {en: alpha, zh: 甲}
    modality: mab
    route: innovative
    molecules: {value: 1, assumption: test}
    stage: phase_3
    start: 2024-07-01
    assumption: test
    trials:
      phase_3:
        item: vial
        substance: substance
        arms:
          treated: {patients: 300}
          control: {patients: 300, is_comparator: true}
        sites: 40
        enrolment: {dist: triangular, low: 6 /a, mode: 12 /a, high: 18 /a}
        campaigns: 2
"""
