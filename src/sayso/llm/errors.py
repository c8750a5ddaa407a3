"""What goes wrong with models; whoever asks goes on without one."""

from sayso.errors import ConflictError, OperationError


class ModelsUnavailableError(OperationError):
    """No model of the chain gave a reply; ``message`` says why in words for the person."""

    code = "models_unavailable"


class BudgetError(ModelsUnavailableError):
    """The budget of the month or of the session is used up."""

    code = "budget_used_up"


class ModelsConfigError(ConflictError):
    """The models are not set up so that this could be done."""

    code = "models_not_set_up"
