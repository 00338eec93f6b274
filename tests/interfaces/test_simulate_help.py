"""What ``seedtrain simulate --help`` says of its limits is what holds."""

from seedtrain.flow.dispatch import RULES
from seedtrain.messages import LANGUAGES, say
from seedtrain.results.replications import REPLICATIONS
from seedtrain.service.simulate_settings import MOST_REPLICATIONS


def test_help_names_every_policy_and_the_limit() -> None:
    """In both languages: the most replications, plan order and every rule; the default is allowed."""
    for language in LANGUAGES:
        assert f"{MOST_REPLICATIONS};" in say("cli.opt.n", language).replace("；", ";")
        told = say("cli.opt.policy", language)
        assert [name for name in ("plan_order", *RULES) if name not in told] == []
    assert 1 <= REPLICATIONS <= MOST_REPLICATIONS
