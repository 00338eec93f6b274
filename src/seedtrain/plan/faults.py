"""Errors of the plan engine."""


class PlanError(ValueError):
    """A planning case or request that cannot be used; carries every finding.

    ``findings`` are sentences of the form ``CODE place: value, rule, remedy``.
    """

    def __init__(self, findings: list[str]) -> None:
        super().__init__("; ".join(findings))
        self.findings = findings


class PlanInputError(PlanError):
    """A case file whose content breaks the rules of its kind."""


class PlanRequestError(PlanError):
    """An objective or setting that the problem does not know."""
