"""What is wrong with the service platforms of a zone."""

from collections.abc import Iterator

from seedtrain.catalog import table
from seedtrain.errors import Finding, finding
from seedtrain.model.park import Platform
from seedtrain.model.scenario import Scenario
from seedtrain.park.platform_capacity import NEEDS, RESOURCES
from seedtrain.park.visits import VACCINES_ONLY


def platform_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what is wrong.

    PRK-024 for a programme in a P3 laboratory that is for no infectious disease, PRK-025 for such a
    laboratory without a day of opening or accreditation, PRK-026 for a resource that means nothing there.
    """
    platforms = {} if scenario.park is None else scenario.park.platforms
    for id_, platform in platforms.items():
        yield from _resources(platform)
        if platform.platform_class not in VACCINES_ONLY:
            continue
        if platform.opens is None and platform.accredited is None:
            yield finding("PRK-025", path=f"{platform.path}.accredited", value="–")
        for name, programme in scenario.programmes.items():
            if id_ in programme.uses_platforms and programme.modality != "vaccine":
                where = f"{programme.path}.uses_platforms"
                yield finding("PRK-024", path=where, value=id_, programme=name, modality=programme.modality)


def _resources(platform: Platform) -> Iterator[Finding]:
    row = table("platforms")[platform.platform_class].values
    for name in RESOURCES:
        given = getattr(platform, name)
        if given is not None and NEEDS[name] not in row:
            where = f"{platform.path}.{name}"
            yield finding("PRK-026", path=where, value=given.text, kind=platform.platform_class)
