"""One tiny case a rule of the plant, its optimum worked out by hand, reached, proven and verified."""

from datetime import date

from tests.network_cases import after, best, choice, op, units

from seedtrain.flow.network import Link, Lot, Mode, Need, Network, NetworkJob, Operation, Resource, Stock
from seedtrain.flow.network_actuals import Actual, with_actuals
from seedtrain.flow.shifts import Shift, closures, levels


def hours(network: Network) -> float:
    """The least makespan, proven."""
    objective = best(network).objective
    assert objective is not None
    return objective


def train(name: str, production: float, clean: float, *, skid: str = "") -> tuple[Operation, Operation]:
    """Production in a reactor that is held until it is cleaned; cleaning does not count."""
    cleaning = op(f"{name}/clean", clean, *([skid] if skid else []), job=name, counts=False)
    return op(f"{name}/grow", production, Need("BR", until=f"{name}/clean"), job=name), cleaning


def jobs(*names: str) -> tuple[NetworkJob, ...]:
    """Jobs without limits."""
    return tuple(NetworkJob(name=name) for name in names)


def test_interchangeable_units() -> None:
    """Three batches of 4 h on two reactors alike: two rounds, 8 h."""
    network = Network(
        operations=tuple(choice(name, 4, "BR-1", "BR-2") for name in "abc"), resources=units("BR-1", "BR-2")
    )
    assert hours(network) == 8.0


def test_turnaround_of_single_use_and_stainless() -> None:
    """10 h of production twice in one reactor: with a bag change of 2 h 22 h, with cleaning of 6 h 26 h."""
    for clean, expected in ((2.0, 22.0), (6.0, 26.0)):
        network = Network(
            operations=(*train("a", 10, clean), *train("b", 10, clean)),
            jobs=jobs("a", "b"),
            resources=units("BR"),
            links=(*after("a/grow", "a/clean"), *after("b/grow", "b/clean")),
        )
        assert hours(network) == expected


def test_changeover_by_product() -> None:
    """Products x, y, x for 4 h each, 3 h between x and y either way: x x y is 15 h, x y x 18 h."""
    line = Resource(name="L", changeover_h={("x", "y"): 3.0, ("y", "x"): 3.0})
    network = Network(
        operations=(op("a", 4, "L", kind="x"), op("b", 4, "L", kind="y"), op("c", 4, "L", kind="x")),
        resources=(line,),
    )
    assert hours(network) == 15.0


def test_changeover_by_idle_time() -> None:
    """Clean for 4 h, cleaning again takes 8 h; a ends at 2, b can't start before 7: at 10, done at 12."""
    unit = Resource(name="U", idle_setups=((4.0, 8.0),))
    operations = (op("a", 2, "U", latest_start_h=0.0), op("b", 2, "U", earliest_start_h=7.0))
    assert hours(Network(operations=operations, resources=(unit,))) == 12.0


def test_dirty_hold() -> None:
    """The skid is shut until 20 and a dirty reactor may stand for 3 h: 10 h of production end at 17."""
    network = Network(
        operations=(*train("a", 10, 2, skid="CIP"),),
        jobs=jobs("a"),
        resources=(*units("BR"), Resource(name="CIP", levels=((0.0, 0.0), (20.0, 1.0)))),
        links=(*after("a/grow", "a/clean"), Link("a/grow", "a/clean", "no_later_after_end", 3.0)),
    )
    assert hours(network) == 17.0


def test_clean_hold() -> None:
    """Clean equipment is good for 5 h and can't be cleaned again: first use waits so that 20 follows at
    13."""
    vessel = Resource(name="V", idle_setups=((5.0, float("inf")),))
    operations = (op("a", 8, "V"), op("b", 1, "V", earliest_start_h=20.0, latest_start_h=20.0))
    found = best(Network(operations=operations, resources=(vessel,), links=after("a", "b")))
    assert found.objective == 21.0
    assert found.placement is not None
    assert 7.0 <= found.placement.start_h[0] <= 12.0


def test_sterile_hold() -> None:
    """Steamed for 2 h, sterile for 4 h: with the seed ready at 9 steaming starts at 3 or later; 9 + 10 =
    19."""
    network = Network(
        operations=(
            op("steam", 2, Need("BR", until="grow")),
            op("grow", 10, earliest_start_h=9.0),
        ),
        resources=units("BR"),
        links=(*after("steam", "grow"), Link("steam", "grow", "no_later_after_end", 4.0)),
    )
    found = best(network)
    assert found.objective == 19.0
    assert found.placement is not None
    assert found.placement.start_h[0] >= 3.0


def test_intermediate_hold() -> None:
    """Harvest may wait for 2 h; the column is taken to 12: harvest of 3 h starts at 7, capture ends at 16."""
    network = Network(
        operations=(op("harvest", 3), op("capture", 4, "C"), op("other", 12, "C", latest_start_h=0.0)),
        resources=units("C"),
        links=(*after("harvest", "capture"), Link("harvest", "capture", "no_later_after_end", 2.0)),
    )
    found = best(network)
    assert found.objective == 16.0
    assert found.placement is not None
    assert found.placement.end_h[0] >= 10.0


def test_no_wait_and_overlap() -> None:
    """Capture begins 1 h into a harvest of 3 h and the next step at once at its end: 1 + 4 + 2 = 7 h."""
    network = Network(
        operations=(op("harvest", 3), op("capture", 4), op("inactivate", 2)),
        links=(
            Link("harvest", "capture", "at_start", 1.0),
            Link("capture", "inactivate", "after_end"),
            Link("capture", "inactivate", "no_later_after_end", 0.0),
        ),
    )
    assert hours(network) == 7.0


def test_a_shared_seed_train() -> None:
    """One seed vessel of 4 h feeds two reactors of 10 h: 4 + 4 + 10 = 18."""
    operations = []
    for name in "ab":
        operations += [op(f"{name}/seed", 4, "S"), choice(f"{name}/grow", 10, "BR-1", "BR-2")]
    links = (*after("a/seed", "a/grow"), *after("b/seed", "b/grow"))
    network = Network(operations=tuple(operations), resources=units("S", "BR-1", "BR-2"), links=links)
    assert hours(network) == 18.0


def test_one_downstream_train_for_several_bioreactors() -> None:
    """Two reactors of 10 h at once, one downstream train of 6 h: 10 + 6 + 6 = 22."""
    operations = []
    for name in "ab":
        operations += [choice(f"{name}/grow", 10, "BR-1", "BR-2"), op(f"{name}/purify", 6, "DSP")]
    links = (*after("a/grow", "a/purify"), *after("b/grow", "b/purify"))
    network = Network(operations=tuple(operations), resources=units("DSP", "BR-1", "BR-2"), links=links)
    assert hours(network) == 22.0


def test_a_shared_cip_skid() -> None:
    """Two reactors to 10, one skid: clean from 10 to 12 and 12 to 14; the next of 10 h end at 22 and 24."""
    operations: list[Operation] = []
    links: list[Link] = []
    for unit in "12":
        for name in "ab":
            stem = name + unit
            operations += [
                op(f"{stem}/grow", 10, Need(f"BR-{unit}", until=f"{stem}/clean")),
                op(f"{stem}/clean", 2, "CIP", counts=False),
            ]
            links += after(f"{stem}/grow", f"{stem}/clean")
    network = Network(
        operations=tuple(operations), resources=units("BR-1", "BR-2", "CIP"), links=tuple(links)
    )
    assert hours(network) == 24.0


def test_a_buffer_tank() -> None:
    """One tank is filled for 3 h and held until the column of 5 h is done: two batches take 2 (3 + 5) =
    16."""
    operations: list[Operation] = []
    links: list[Link] = []
    for name in "ab":
        operations += [op(f"{name}/prepare", 3, Need("TK", until=f"{name}/run")), op(f"{name}/run", 5, "C")]
        links += after(f"{name}/prepare", f"{name}/run")
    network = Network(operations=tuple(operations), resources=units("TK", "C"), links=tuple(links))
    assert hours(network) == 16.0
    more = (*units("C"), Resource(name="TK", kind="pool", capacity=2.0))
    assert hours(Network(operations=tuple(operations), resources=more, links=tuple(links))) == 13.0


def test_a_transfer_panel() -> None:
    """Two transfers of 1 h between vessels of their own, over one panel: 1 after 1."""
    operations = (op("a", 1, "V1", "V2", "panel"), op("b", 1, "V3", "V4", "panel"))
    assert hours(Network(operations=operations, resources=units("V1", "V2", "V3", "V4", "panel"))) == 2.0


def test_media_preparation_with_expiry() -> None:
    """Media of 2 h keeps for 6 h; the reactor is free at 10: prepared from 2 on; growing ends at 14."""
    network = Network(
        operations=(
            op("prepare", 2, "TK", gives=(("media", 500.0),)),
            op("grow", 4, "BR", takes=(("media", 500.0),), earliest_start_h=10.0),
        ),
        resources=units("TK", "BR"),
        stocks=(Stock(name="media", shelf_life_h=6.0),),
    )
    found = best(network)
    assert found.objective == 14.0
    assert found.placement is not None
    assert 4.0 <= found.placement.end_h[0] <= 10.0


def test_one_preparation_for_two_batches_must_be_in_date_for_both() -> None:
    """1,000 L keep for 5 h, batches of 4 h in one reactor take 500 L each: 2 + 4 + 4 = 10 h; 3 h is too
    short."""
    operations = (
        op("prepare", 2, gives=(("media", 1000.0),)),
        op("a", 4, "BR", takes=(("media", 500.0),)),
        op("b", 4, "BR", takes=(("media", 500.0),)),
    )
    stock = Stock(name="media", shelf_life_h=5.0)
    assert hours(Network(operations=operations, resources=units("BR"), stocks=(stock,))) == 10.0
    from seedtrain.schedule.network.solve import Budget, solve_network

    short = Network(
        operations=operations, resources=units("BR"), stocks=(Stock(name="media", shelf_life_h=3.0),)
    )
    assert solve_network(short, budget=Budget(workers=1)).status == "infeasible"


def test_cleaning_verification_frees_the_unit_for_the_next_product() -> None:
    """Swabs after a product change: 3 h of cleaning and 5 h to the result; x x y: 4 + 4 + 8 + 4 = 20."""
    line = Resource(name="L", changeover_h={("x", "y"): 8.0, ("y", "x"): 8.0})
    network = Network(
        operations=(op("a", 4, "L", kind="x"), op("b", 4, "L", kind="y"), op("c", 4, "L", kind="x")),
        resources=(line,),
    )
    assert hours(network) == 20.0


def test_a_swab_waits_for_the_laboratory() -> None:
    """The unit is held until the result of its swab; one analyst tests two for 3 h each: 4 + 3 + 3 + 4 =
    14."""
    operations: list[Operation] = []
    links: list[Link] = []
    for unit in "12":
        operations += [
            op(f"a{unit}", 4, Need(f"U{unit}", until=f"swab{unit}")),
            op(f"swab{unit}", 3, "analyst", counts=False),
            op(f"b{unit}", 4, f"U{unit}"),
        ]
        links += after(f"a{unit}", f"swab{unit}", f"b{unit}")
    network = Network(
        operations=tuple(operations), resources=units("U1", "U2", "analyst"), links=tuple(links)
    )
    assert hours(network) == 14.0


def test_segregation_of_potent_conjugates() -> None:
    """Two antibodies of 4 h may share the rooms, the conjugate of 3 h never: 4 + 2 (decontamination) + 3 or
    3 + 2 + 4 = 9; with rooms of their own all are done at 4."""
    operations = (
        op("m1", 4, "rooms", kind="mab"),
        op("m2", 4, "rooms", kind="mab"),
        op("c", 3, "rooms", kind="adc"),
    )
    changes = {("mab", "adc"): 2.0, ("adc", "mab"): 2.0}
    shared = Resource(name="rooms", kind="room", changeover_h=changes)
    assert hours(Network(operations=operations, resources=(shared,))) == 9.0
    apart = (*operations[:2], op("c", 3, "other", kind="adc"))
    rooms = (shared, Resource(name="other", kind="room"))
    assert hours(Network(operations=apart, resources=rooms)) == 4.0


def test_segregation_before_and_after_virus_filtration() -> None:
    """One room is either before or after the filter: a's polishing of 2 h can't run beside b's filling of
    2 h."""
    operations = (op("a", 2, "room", kind="pre"), op("b", 2, "room", kind="post"))
    assert hours(Network(operations=operations, resources=(Resource(name="room", kind="room"),))) == 4.0


def test_operators_by_shift_and_skill() -> None:
    """Two fitters by day (0 to 8), one from 8 to 16: three jobs of 4 h that need two, one, one of them.

    The pair is there by day only: 0-4 both; then one each from 4 to 8: done at 8. With a pair of jobs that
    need
    two, the second is at 4-8 and the single ones follow at night one by one: 8-12, 12-16.
    """
    crew = Resource(name="fitters", kind="pool", capacity=2.0, levels=((8.0, 1.0), (16.0, 0.0)))
    single = (op("b", 4, "fitters"), op("c", 4, "fitters"))
    pair = op("a", 4, Need("fitters", 2.0))
    assert hours(Network(operations=(pair, *single), resources=(crew,))) == 8.0
    more = (pair, op("d", 4, Need("fitters", 2.0)), *single)
    assert hours(Network(operations=more, resources=(crew,))) == 16.0


def test_several_requirements_at_once() -> None:
    """An operation takes a vessel, half an operator and a skid: the operator runs two, the skid only one."""
    needs = (Need("crew", 0.5), Need("skid", 1.0))
    operations = (op("a", 3, "V1", *needs), op("b", 3, "V2", *needs))
    crew = Resource(name="crew", kind="pool", capacity=1.0)
    skids = Resource(name="skid", kind="pool", capacity=1.0)
    assert hours(Network(operations=operations, resources=(*units("V1", "V2"), crew, skids))) == 6.0
    more = Resource(name="skid", kind="pool", capacity=2.0)
    assert hours(Network(operations=operations, resources=(*units("V1", "V2"), crew, more))) == 3.0


def test_alternative_modes() -> None:
    """Two of 6 h by one operator each, or 4 h by two: with two operators 6 h side by side beat 4 + 4."""
    modes = (Mode(6.0, (Need("crew", 1.0),)), Mode(4.0, (Need("crew", 2.0),)))
    operations = tuple(Operation(name=name, modes=modes) for name in "ab")
    crew = Resource(name="crew", kind="pool", capacity=2.0)
    assert hours(Network(operations=operations, resources=(crew,))) == 6.0
    assert hours(Network(operations=operations[:1], resources=(crew,))) == 4.0


def test_a_weekend_pauses_what_can_pause() -> None:
    """From Friday 2025-11-07, 08:00 to 17:00 on working days: a review of 12 h takes 9 on Friday and 3 on
    Monday, 11:00 on day 3: 3 x 24 + 11 = 83 h. What can't pause and takes 9 h runs on Friday, to 17 h."""
    office = closures([Shift(8.0, 17.0)], date(2025, 11, 7), 14)
    reviewer = (Resource(name="QA", closures=office),)
    assert hours(Network(operations=(op("review", 12, "QA", can_pause=True),), resources=reviewer)) == 83.0
    assert hours(Network(operations=(op("audit", 9, "QA"),), resources=reviewer)) == 17.0


def test_chinese_holidays_and_make_up_days() -> None:
    """From Friday 2025-09-26: Saturday off, Sunday 28th is made up, National Day from 1st to 8th October.

    A review of 36 h at 9 h a day: Friday, Sunday, Monday, Tuesday: done at 17:00 of day 4. A fifth day of 9 h
    is Thursday 9th October, day 13.
    """
    office = closures([Shift(8.0, 17.0)], date(2025, 9, 26), 30)
    reviewer = (Resource(name="QA", closures=office),)
    for length, day in ((36, 4), (45, 13)):
        network = Network(operations=(op("review", length, "QA", can_pause=True),), resources=reviewer)
        assert hours(network) == 24.0 * day + 17.0


def test_a_night_shift_by_people() -> None:
    """Three by day, one by night on every day: two jobs of 8 h for two people each need two days."""
    shifts = [Shift(8.0, 20.0, 3.0, working_days_only=False), Shift(20.0, 32.0, 1.0, working_days_only=False)]
    crew = Resource(name="crew", kind="pool", capacity=0.0, levels=levels(shifts, date(2025, 11, 3), 4))
    operations = (op("a", 8, Need("crew", 2.0)), op("b", 8, Need("crew", 2.0)))
    assert hours(Network(operations=operations, resources=(crew,))) == 24.0 + 16.0


def test_a_planned_shutdown() -> None:
    """Shut from 10 to 20: a culture of 12 h can't be in it; it starts at 20 and ends at 32."""
    reactor = Resource(name="BR", levels=((10.0, 0.0), (20.0, 1.0)))
    assert hours(Network(operations=(op("grow", 12, "BR"),), resources=(reactor,))) == 32.0


def test_materials_that_are_delivered() -> None:
    """40 kg at hand, 40 more at 15: of three batches of 30 kg and 4 h the second waits to 15 (10 + 40),
    the third
    has no more than 20 kg left and a delivery at 30: 34 h."""
    lots = (Lot(40.0), Lot(40.0, 15.0), Lot(40.0, 30.0))
    operations = tuple(op(name, 4, "BR", takes=(("glucose", 30.0),)) for name in "abc")
    network = Network(
        operations=operations, resources=units("BR"), stocks=(Stock(name="glucose", lots=lots),)
    )
    assert hours(network) == 34.0


def test_resin_by_cycles_and_storage() -> None:
    """A packed column of two cycles is stored for 20 h at most; packing takes 8 h. Four cycles of 5 h:
    8 + 10, packed again 8, 10: 36 h."""
    pack = tuple(op(f"pack{n}", 8, "C", gives=(("cycles", 2.0),)) for n in "12")
    runs = tuple(op(f"run{n}", 5, "C", takes=(("cycles", 1.0),)) for n in "abcd")
    resin = Stock(name="cycles", shelf_life_h=20.0, capacity=2.0)
    network = Network(operations=(*pack, *runs), resources=units("C"), stocks=(resin,))
    assert hours(network) == 36.0


def test_membranes_that_expire() -> None:
    """A membrane at hand expires at 10, another comes at 25: with a batch ready at 12 it starts at 25."""
    stock = Stock(name="membrane", lots=(Lot(1.0, expires_h=10.0), Lot(1.0, 25.0, 90.0)))
    operations = (op("filter", 3, takes=(("membrane", 1.0),), earliest_start_h=12.0),)
    assert hours(Network(operations=operations, stocks=(stock,))) == 28.0


def test_a_media_fill_has_its_window() -> None:
    """A line must pass a media fill of 6 h by 10 (its half year ends): the batch of 12 h comes after it,
    18 h."""
    operations = (op("fill", 12, "L"), op("media_fill", 6, "L", latest_end_h=10.0))
    assert hours(Network(operations=operations, resources=units("L"))) == 18.0


def test_quality_control_and_review_are_capacities() -> None:
    """Two batches at 0; HPLC of 4 h on one instrument, bioassay of 6 h with two analysts, review of 5 h by
    one.

    Bioassays end at 6 and 6, HPLC at 4 and 8: reviews 6-11 and 11-16, then release in no time.
    """
    operations: list[Operation] = []
    links: list[Link] = []
    for name in "ab":
        operations += [
            op(f"{name}/hplc", 4, "hplc"),
            op(f"{name}/bioassay", 6, "analysts"),
            op(f"{name}/review", 5, "qa"),
            op(f"{name}/release", 0),
        ]
        for test in ("hplc", "bioassay"):
            links.append(Link(f"{name}/{test}", f"{name}/review"))
        links.append(Link(f"{name}/review", f"{name}/release"))
    analysts = Resource(name="analysts", kind="pool", capacity=2.0)
    network = Network(
        operations=tuple(operations), resources=(*units("hplc", "qa"), analysts), links=tuple(links)
    )
    assert hours(network) == 16.0


def test_release_by_the_maker_then_by_the_licence_holder() -> None:
    """Two batches: the maker's reviewer takes 3 h each, the holder's 4 h each: 3 + 4 + 4 = 11."""
    operations: list[Operation] = []
    links: list[Link] = []
    for name in "ab":
        operations += [op(f"{name}/maker", 3, "maker"), op(f"{name}/holder", 4, "holder")]
        links += after(f"{name}/maker", f"{name}/holder")
    network = Network(operations=tuple(operations), resources=units("maker", "holder"), links=tuple(links))
    assert hours(network) == 11.0


def test_purposes_in_their_order() -> None:
    """An engineering run before three consecutive validation batches, which a clinical one may not come
    between.

    The clinical batch is ready at 2: first (0-2 engineering, 2-8 validation) and 8-10, or 2-4 before them:
    10 h either way; between them it may not be.
    """
    operations = (
        op("engineering", 2, "BR"),
        *(op(f"ppq{n}", 2, "BR") for n in "123"),
        op("clinical", 2, "BR", earliest_start_h=2.0, latest_start_h=7.0),
    )
    network = Network(
        operations=operations,
        resources=units("BR"),
        links=after("engineering", "ppq1", "ppq2", "ppq3"),
        consecutive=(("ppq1", "ppq2"), ("ppq2", "ppq3")),
    )
    found = best(network)
    assert found.objective == 10.0
    assert found.placement is not None
    assert found.placement.start_h[4] == 2.0


def test_a_failed_batch_in_actuals() -> None:
    """Batch a fails 6 h into its 10 h; its harvest is off, its reactor is cleaned for 2 h, b grows 8-18,
    19."""
    operations: list[Operation] = []
    links: list[Link] = []
    for name in "ab":
        operations += [*train(name, 10, 2), op(f"{name}/harvest", 1, job=name)]
        links += after(f"{name}/grow", f"{name}/harvest")
        links += after(f"{name}/harvest", f"{name}/clean")
    network = Network(
        operations=tuple(operations), jobs=jobs("a", "b"), resources=units("BR"), links=tuple(links)
    )
    # As planned: a 0-10, harvest 11, clean 13, b 13-23, harvest 24.
    assert hours(network) == 24.0
    failed = with_actuals(network, [Actual("a/grow", "failed", 0, 0.0, 6.0)])
    assert "a/harvest" not in failed.place
    assert hours(failed) == 19.0


def test_what_has_started_and_ended_stands() -> None:
    """a ended at 12 instead of 10, b began at 14: c follows at 24."""
    network = Network(operations=tuple(op(name, 10, "BR") for name in "abc"), resources=units("BR"))
    known = [Actual("a", "finished", 0, 0.0, 12.0), Actual("b", "started", 0, 14.0)]
    found = best(with_actuals(network, known))
    assert found.objective == 34.0
    assert found.placement is not None
    assert found.placement.start_h.tolist() == [0.0, 14.0, 24.0]


def test_due_dates_weights_and_deadlines() -> None:
    """4 h and 6 h on one unit, both due at 6: weight 3 for the short one puts the long one 4 h late: 4."""
    network = Network(
        operations=(op("a", 4, "U", job="a"), op("b", 6, "U", job="b")),
        jobs=(NetworkJob(name="a", due_h=6.0, weight=3.0), NetworkJob(name="b", due_h=6.0)),
        resources=units("U"),
        objective={"tardiness": 1.0},
    )
    assert hours(network) == 4.0
