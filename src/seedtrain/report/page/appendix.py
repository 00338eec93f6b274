"""What a reader needs to trust and repeat the run."""

from seedtrain.messages import say
from seedtrain.report.page.markup import esc, subsection
from seedtrain.results.assessment import Assessment


def appendix(assessment: Assessment, lang: str) -> str:
    """Notes, then the facts of the run."""
    facts = {
        "scenario": assessment.scenario_id,
        "as_of": assessment.as_of.isoformat(),
        "horizon": " – ".join(day.isoformat() for day in assessment.horizon),
        "replications": str(assessment.replications),
        "seed": str(assessment.seed),
        "price_year": str(assessment.price_year),
        "version": assessment.version,
        "input_hash": assessment.input_hash,
    }
    lines = "".join(
        f"<div><dt>{esc(say(f'report.fact.{name}', lang))}</dt><dd>{esc(words)}</dd></div>"
        for name, words in facts.items()
    )
    notes = "".join(f"<li>{esc(note.render(lang))}</li>" for note in assessment.notes)
    shown = subsection(say("report.page.notes", lang), f"<ul>{notes}</ul>") if notes else ""
    reading = "".join(
        f"<li>{esc(say(f'report.reading.{name}', lang))}</li>" for name in ("quantiles", "verdicts", "base")
    )
    return (
        shown
        + subsection(say("report.page.reading", lang), f"<ul>{reading}</ul>")
        + subsection(say("report.page.run", lang), f'<dl class="run">{lines}</dl>')
    )
