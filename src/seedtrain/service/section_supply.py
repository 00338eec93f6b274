"""What the plant owes the stages: batches of trials, waits, risks, and whether they may be made so."""

from seedtrain.assess import Chain
from seedtrain.report import Table
from seedtrain.results.assessment import Assessment
from seedtrain.service.making import making_table
from seedtrain.service.section_waits import waits
from seedtrain.service.supply_risk import SupplyRisk, campaign_table, risk_table, supply_risks


def risks(assessment: Assessment, chain: Chain) -> tuple[SupplyRisk, ...]:
    """Return what the stages that wait for batches risk."""
    return supply_risks(assessment, chain.scheduled, chain.pipeline, chain.inputs)


def supply_tables(assessment: Assessment, chain: Chain) -> tuple[Table, ...]:
    """Return the tables of a whole assessment's supply of its stages; none that says nothing."""
    scheduled = chain.scheduled
    made = (
        campaign_table(assessment, scheduled),
        waits(assessment, scheduled, chain.pipeline),
        risk_table(assessment, scheduled, risks(assessment, chain)),
        making_table(assessment, scheduled),
    )
    return tuple(one for one in made if one.rows)
