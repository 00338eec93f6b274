"""Service: the use cases. Interfaces (command line, Python, later web) call this and nothing below it."""

from seedtrain.model.schema import scenario_schema
from seedtrain.report import Mark, Table, dump, fit
from seedtrain.service.allot import Allotted, allotted
from seedtrain.service.batch_folder import Study, study
from seedtrain.service.batch_options import BatchOptions, settings_of
from seedtrain.service.batch_validation import validated
from seedtrain.service.cases import Compared, case_facts, compare_published, listed_cases
from seedtrain.service.catalogue import catalogue
from seedtrain.service.clock import clock_facts, clocked, listed_clocks
from seedtrain.service.compare import Comparison, compare
from seedtrain.service.compared import comparison_tables
from seedtrain.service.documents import check, open_document, packaged, starter
from seedtrain.service.folder import check_place, default_folder, write_folder
from seedtrain.service.plan import Planned, plan
from seedtrain.service.plan_explain import Explained, explain_plan, explained
from seedtrain.service.plan_scenario import ScenarioPlan, is_scenario, plan_scenario
from seedtrain.service.plan_settings import checked_limits
from seedtrain.service.plan_wishes import Wishes, checked_wishes
from seedtrain.service.portfolio import Chosen, chosen
from seedtrain.service.quote import Quoted, QuoteOptions, quote
from seedtrain.service.run import Run, run
from seedtrain.service.scenario import Scenario
from seedtrain.service.schedule import Scheduled, schedule
from seedtrain.service.schedule_options import ScheduleOptions
from seedtrain.service.section import Part, Section, check_part
from seedtrain.service.settings import CheckedSettings, checked_settings
from seedtrain.service.simulate import simulate
from seedtrain.service.simulate_settings import SimulateOptions, checked_replications, checked_simulation
from seedtrain.service.simulate_trace import Traced, trace
from seedtrain.service.simulated import Simulated
from seedtrain.service.summary import listed, shown
from seedtrain.service.zone import Zone, zone

__all__ = [
    "Allotted",
    "BatchOptions",
    "CheckedSettings",
    "Chosen",
    "Compared",
    "Comparison",
    "Explained",
    "Mark",
    "Part",
    "Planned",
    "QuoteOptions",
    "Quoted",
    "Run",
    "Scenario",
    "ScenarioPlan",
    "ScheduleOptions",
    "Scheduled",
    "Section",
    "SimulateOptions",
    "Simulated",
    "Study",
    "Table",
    "Traced",
    "Wishes",
    "Zone",
    "allotted",
    "case_facts",
    "catalogue",
    "check",
    "check_part",
    "check_place",
    "checked_limits",
    "checked_replications",
    "checked_settings",
    "checked_simulation",
    "checked_wishes",
    "chosen",
    "clock_facts",
    "clocked",
    "compare",
    "compare_published",
    "comparison_tables",
    "default_folder",
    "dump",
    "explain_plan",
    "explained",
    "fit",
    "is_scenario",
    "listed",
    "listed_cases",
    "listed_clocks",
    "open_document",
    "packaged",
    "plan",
    "plan_scenario",
    "quote",
    "run",
    "scenario_schema",
    "schedule",
    "settings_of",
    "shown",
    "simulate",
    "starter",
    "study",
    "trace",
    "validated",
    "write_folder",
    "zone",
]
