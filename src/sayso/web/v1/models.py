"""Language models of the agency: where they answer, and which ones work for which role."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel, Field, SecretStr, model_validator

from sayso.errors import NotFoundError
from sayso.identity.principal import Principal, PrincipalKind
from sayso.llm.config import LONGEST_KEY, LONGEST_URL, MOST_MODELS, MOST_PROVIDERS, problem_of_provider
from sayso.llm.service import LanguageModels
from sayso.llm.store import LOST, Account, NewProvider
from sayso.llm.types import Chain, Provider, ProviderKind, Role
from sayso.web.body_limits import CODE, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownLanguages
from sayso.web.v1.access import Me, asking
from sayso.web.v1.bodies import Body

router = api_routes("/models")

ProviderName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", examples=["openai"])]
ModelName = Annotated[
    str,
    Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}:[!-~]{1,200}$", examples=["openai:gpt-6-luna"]),
]
NamedRole = Annotated[str, Path(max_length=40, description="orchestrator, schema, layout, code or explain.")]
NamedProvider = Annotated[str, Path(max_length=40, description="The name of a provider of the agency.")]


class ProviderChange(Body):
    """Where a provider answers. Without `api_key` its key stays; null removes it.

    A key is kept for the kind and the address it was entered with: to change them, enter it again.
    """

    kind: ProviderKind
    base_url: str | None = Field(default=None, max_length=LONGEST_URL)
    api_key: SecretStr | None = Field(
        default=None, max_length=LONGEST_KEY, json_schema_extra={"writeOnly": True}
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        wrong = problem_of_provider(
            Provider(name="provider", kind=self.kind, base_url=self.base_url, api_key=self.api_key)
        )
        if wrong is not None:
            raise ValueError(f"{wrong[0]}: {wrong[1]}")
        return self

    def named(self, name: str) -> NewProvider:
        """As the agency keeps it."""
        is_keyless = "api_key" in self.model_fields_set and self.api_key is None
        return NewProvider(name, self.kind, self.base_url, self.api_key, is_keyless=is_keyless)


class ProviderBody(ProviderChange):
    """A provider with its name, which chains speak of it by."""

    name: ProviderName


class ChainBody(Body):
    """The models of a role, the first choice first; none sends the role to the offline designer."""

    models: list[ModelName] = Field(max_length=MOST_MODELS)
    temperature: float | None = Field(default=None, ge=0, le=2)
    max_tokens: int = Field(default=8_192, ge=1, le=200_000)
    timeout_seconds: float = Field(default=60, gt=0, le=600)
    retries: int = Field(default=2, ge=0, le=5)

    def chain(self) -> Chain:
        """As models are asked by it."""
        return Chain(**{**self.model_dump(), "models": tuple(self.models)})


class ModelsBody(Body):
    """All that the agency has of its own; what is left out goes."""

    providers: list[ProviderBody] = Field(default_factory=list, max_length=MOST_PROVIDERS)
    chains: dict[Role, ChainBody] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if len({one.name for one in self.providers}) < len(self.providers):
            raise ValueError("each provider needs a name of its own")
        return self


class RowsBody(Body):
    """A model of any role, and whether values of rows may be sent to it."""

    model: ModelName
    may_see_rows: bool


class TestBody(Body):
    """Which model to ask: one of this name, or the first one of the role."""

    role: Role = Role.SCHEMA
    model: ModelName | None = None


class ProviderView(BaseModel):
    """A provider without its key.

    `source` is `agency`, or `settings` for one of the operator's, whose address the operator alone sees.
    `problem` says why it cannot be used.
    """

    name: str
    kind: ProviderKind
    base_url: str | None
    has_key: bool
    source: str
    problem: str | None


class ChainView(BaseModel):
    """The models of a role; `source` says whose they are: `agency`, `settings` or `none`."""

    role: Role
    models: list[str]
    temperature: float | None
    max_tokens: int
    timeout_seconds: float
    retries: int
    source: str


class ModelView(BaseModel):
    """A model that some role asks, and whether values of rows may be sent to it."""

    name: str
    may_see_rows: bool


class ModelsView(BaseModel):
    """What models there are. Where `is_on` is false, the operator has switched all of them off."""

    is_on: bool
    providers: list[ProviderView]
    chains: list[ChainView]
    models: list[ModelView]


class TestView(BaseModel):
    """What came of a test: the word that the model said, or the `problem` in a sentence."""

    is_ok: bool
    model: str
    said: str
    cost: float | None
    problem: str | None


@router.get("")
async def show_models(languages: KnownLanguages, me: Me) -> ModelsView:
    """The providers and chains that work for the agency: its own, over those of the operator."""
    return await _view(languages, me)


@router.put("")
@takes(CODE)
async def set_models(languages: KnownLanguages, me: Me, body: ModelsBody) -> ModelsView:
    """Set up providers and chains of the agency's own, all at once or not at all."""
    providers = [one.named(one.name) for one in body.providers]
    chains = {role: one.chain() for role, one in body.chains.items()}
    await languages.accounts.replace(_agency(me), providers, chains)
    return await _view(languages, me)


@router.post("/providers", status_code=201)
async def add_provider(languages: KnownLanguages, me: Me, body: ProviderBody) -> ProviderView:
    """Set up another provider."""
    await languages.accounts.add_provider(_agency(me), body.named(body.name))
    return await _one(languages, me, body.name)


@router.put("/providers/{provider}")
async def change_provider(
    languages: KnownLanguages, me: Me, provider: NamedProvider, body: ProviderChange
) -> ProviderView:
    """Change a provider of the agency."""
    await languages.accounts.change_provider(_agency(me), body.named(provider))
    return await _one(languages, me, provider)


@router.delete("/providers/{provider}", status_code=204)
async def remove_provider(languages: KnownLanguages, me: Me, provider: NamedProvider) -> None:
    """Forget a provider of the agency with its key; refused while a chain of the agency needs it."""
    await languages.accounts.remove_provider(_agency(me), provider)


@router.put("/chains/{model_role}")
async def set_chain(languages: KnownLanguages, me: Me, model_role: NamedRole, body: ChainBody) -> ChainView:
    """Set the models of a role for the agency."""
    role = _role(model_role)
    await languages.accounts.set_chain(_agency(me), role, body.chain())
    account = await languages.accounts.of(_agency(me))
    return _chain_view(role, account)


@router.delete("/chains/{model_role}", status_code=204)
async def remove_chain(languages: KnownLanguages, me: Me, model_role: NamedRole) -> None:
    """Go back to the operator's models for this role."""
    await languages.accounts.set_chain(_agency(me), _role(model_role), None)


@router.put("/rows")
async def set_row_access(languages: KnownLanguages, me: Me, body: RowsBody) -> ModelsView:
    """Allow that values of rows are sent to a model, or withdraw it; none are unless this allowed it.

    It holds for the place that the model is asked at now. Requests carry values where every model of the role
    may see them; else they carry types and invented values.
    """
    await languages.accounts.set_row_access(_agency(me), body.model, may_see_rows=body.may_see_rows)
    return await _view(languages, me)


@router.post("/test")
async def test_model(languages: KnownLanguages, me: Me, body: TestBody) -> TestView:
    """Ask a model for one word. Its cost counts as that of any call."""
    tried = await languages.test(asking(me), body.role, body.model)
    return TestView(
        is_ok=tried.problem is None,
        model=tried.model,
        said=tried.said,
        cost=None if tried.cost is None else float(tried.cost),
        problem=tried.problem,
    )


async def _view(languages: LanguageModels, me: Principal) -> ModelsView:
    account = await languages.accounts.of(_agency(me))
    own = {one.name for one in account.own.providers}
    given = [one for one in account.given.providers if one.name not in own]
    providers = [*account.own.providers, *given]
    return ModelsView(
        is_on=languages.given.is_on,
        providers=[_provider_view(one, account, me) for one in sorted(providers, key=lambda one: one.name)],
        chains=[_chain_view(role, account) for role in Role],
        models=[
            ModelView(name=one, may_see_rows=one in account.models_with_rows)
            for one in sorted({*account.models, *account.models_with_rows})
        ],
    )


async def _one(languages: LanguageModels, me: Principal, name: str) -> ProviderView:
    account = await languages.accounts.of(_agency(me))
    (found,) = (one for one in account.own.providers if one.name == name)
    return _provider_view(found, account, me)


def _provider_view(provider: Provider, account: Account, me: Principal) -> ProviderView:
    is_own = provider in account.own.providers
    is_shown = is_own or me.kind is PrincipalKind.OPERATOR
    is_lost = is_own and provider.name in account.lost
    return ProviderView(
        name=provider.name,
        kind=provider.kind,
        base_url=provider.base_url if is_shown else None,
        has_key=provider.api_key is not None or is_lost,
        source="agency" if is_own else "settings",
        problem=f"{LOST[0].upper()}{LOST[1:]}." if is_lost else None,
    )


def _chain_view(role: Role, account: Account) -> ChainView:
    chain = account.config.chain(role)
    source = (
        "agency" if role in account.own.chains else "settings" if role in account.given.chains else "none"
    )
    return ChainView(role=role, source=source, **{**chain.model_dump(), "models": list(chain.models)})


def _agency(me: Principal) -> UUID:
    return me.home_agency.id


def _role(name: str) -> Role:
    if name not in set(Role):
        raise NotFoundError(f"There is no role “{name}”.", hint=f"There is {', '.join(Role)}.")
    return Role(name)
