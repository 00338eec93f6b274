"""Speed of life cycle and park on a zone: 300 companies, 1,500 molecules, 12 platforms, 20 years.

    python benchmarks/years_zone.py [replications]

Process CPU time of one thread, the second of two runs (the first compiles or loads the kernels).
"""

import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.years_cases import HOURS_A_YEAR, inputs, programme, scenario, value

from seedtrain import lifecycle, park
from seedtrain.assess.levels import Question, levels
from seedtrain.catalog import table
from seedtrain.model.park import Building, Companies, Park, Pipeline, Place, Platform, SizeClass
from seedtrain.model.scenario import Scenario
from seedtrain.park.sizes import SIZES

PROGRAMMES = 10
MOLECULES = 150.0
PLATFORMS = 12


def zone() -> Scenario:
    """Ten programmes of 150 molecules started over ten years, and a zone whose platforms they use.

    Its companies grow through four size classes and move from a tower to factories of two places.
    """
    kinds = list(table("platforms"))
    places: tuple[Place, ...] = ("sme_zone", "large_zone")
    platforms = {
        f"p{place}": Platform(
            path=f"park.platforms.p{place}",
            platform_class=kinds[place % len(kinds)],
            count=value(1.0, path=f"park.platforms.p{place}.count"),
        )
        for place in range(PLATFORMS)
    }
    towers = Building(
        path="park.buildings.t",
        towers=value(2.0, path="park.buildings.t.towers"),
        storeys=value(33.0, path="park.buildings.t.storeys"),
        floor_plate=value(1500.0, "area", "park.buildings.t.floor_plate"),
    )
    sizes = {size: SizeClass(path=f"park.companies.sizes.{size}") for size in SIZES}
    tenants = Companies(path="park.companies", base=value(300.0, path="park.companies.base"), sizes=sizes)
    programmes = [
        programme(
            f"m{place}",
            molecules=MOLECULES,
            stage="discovery",
            start=date(2022, 1, 3),
            start_to=date(2032, 1, 3),
            uses_platforms=list(platforms),
        )
        for place in range(PROGRAMMES)
    ]
    factories = {
        place: Building(
            path=f"park.buildings.{place}",
            towers=value(20.0, path=f"park.buildings.{place}.towers"),
            storeys=value(4.0, path=f"park.buildings.{place}.storeys"),
            floor_plate=value(2500.0, "area", f"park.buildings.{place}.floor_plate"),
            place=place,
        )
        for place in places
    }
    site = Park(path="park", companies=tenants, platforms=platforms, buildings={"t": towers, **factories})
    return scenario(*programmes, park=site, end=date(2042, 1, 1))


def linked() -> Scenario:
    """300 companies that bring and start some 1,500 molecules in 20 years, with twelve platforms."""
    site = zone().park
    assert site is not None
    kinds = ("mab", "adc", "peptide", "vaccine", "small_molecule")
    pipelines = {
        kind: Pipeline(
            path=f"park.pipelines.{kind}",
            modality=kind,
            at_entry=value(0.5, path=f"park.pipelines.{kind}.at_entry"),
            a_year=value(0.04 / HOURS_A_YEAR, "rate", f"park.pipelines.{kind}.a_year"),
        )
        for kind in kinds
    }
    grown = Park(path="park", platforms=site.platforms, pipelines=pipelines)
    return scenario(park=grown, end=date(2042, 1, 1))


def main() -> None:
    """Print the seconds of each engine."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    case = zone()
    for run in ("first run", "second run"):
        drawn = inputs(replications)
        begin = time.process_time()
        lifecycle.run(case, drawn, {})
        middle = time.process_time()
        park.run(case, drawn)
        end = time.process_time()
        found = levels(linked(), Question(date(2041, 12, 31), 300.0), inputs(replications))
        last = time.process_time()
        molecules = found.molecules[1:].mean() if replications else found.molecules[0]
        print(f"{run}: life cycle {middle - begin:5.1f} s, park {end - middle:5.1f} s, {replications} worlds")
        print(f"{run}: linked levels {last - end:5.1f} s, {molecules:.0f} molecules of 300 companies")


if __name__ == "__main__":
    main()
