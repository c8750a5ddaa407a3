"""Where models come from without a database: the environment, models.toml, SAYSO_MODELS."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from sayso.llm.errors import ModelsConfigError
from sayso.llm.operator_models import SMALL, STRONG, GivenModels, given_models
from sayso.llm.service import models_of
from sayso.llm.types import Role
from sayso.settings import Settings

KEY = "sk-hush-5up3rs3cr3t"
VARIABLES = (
    "OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "OLLAMA_HOST",
    "SAYSO_MODELS", "SAYSO_MODEL", "SAYSO_MODEL_URL", "SAYSO_MODEL_KEY",
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder, and an environment that says nothing about models."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What an environment with these variables gives."""

    def given(**variables: str) -> GivenModels:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return given_models(Settings(home=home))

    return given


def chains(given: GivenModels) -> dict[Role, tuple[str, ...]]:
    """The models of each role."""
    return {role: chain.models for role, chain in given.config.chains.items()}


def file(home: Path, text: str) -> GivenModels:
    """What a models.toml gives."""
    (home / "models.toml").write_text(text)
    (home / "models.toml").chmod(0o600)
    return given_models(Settings(home=home))


def refusal(home: Path, text: str) -> str:
    """What is said of a models.toml that cannot be used."""
    with pytest.raises(ModelsConfigError) as wrong:
        file(home, text)
    assert "docs/reference/models.md" in wrong.value.hint
    return wrong.value.message.replace(str(home), "HOME")


def test_without_anything_there_is_no_model(environment: Any, home: Path) -> None:
    assert not environment().config.has_any
    assert models_of(Settings(home=home)) is None


@pytest.mark.parametrize("name", ["openai", "anthropic"])
def test_a_key_alone_gives_every_role_a_model(environment: Any, home: Path, name: str) -> None:
    found = environment(**{f"{name.upper()}_API_KEY": KEY})
    small, strong = (f"{name}:{SMALL[name]}",), (f"{name}:{STRONG[name]}",)
    quick = {Role.ORCHESTRATOR, Role.EXPLAIN}
    assert chains(found) == {role: small if role in quick else strong for role in Role}
    models = models_of(Settings(home=home))
    assert models is not None
    assert all(models.has(role) for role in Role)


def test_default_models_are_known_with_a_price() -> None:
    from genai_prices import Usage, calc_price

    for models in (SMALL, STRONG):
        for provider, model in models.items():
            assert calc_price(Usage(input_tokens=1, output_tokens=1), model, provider_id=provider).total_price


def test_with_two_keys_the_second_provider_stands_behind_the_first(environment: Any) -> None:
    found = environment(OPENAI_API_KEY=KEY, ANTHROPIC_API_KEY=KEY)
    assert chains(found)[Role.SCHEMA] == (f"openai:{STRONG['openai']}", f"anthropic:{STRONG['anthropic']}")


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        ("0.0.0.0", "http://127.0.0.1:11434/v1"),  # noqa: S104 - Ollama listens there
        ("gpu-box", "http://gpu-box:11434/v1"),
        ("https://ollama.example.com", "https://ollama.example.com:443/v1"),
        ("http://gpu:8000/", "http://gpu:8000/v1"),
        ("[::1]:11434", "http://[::1]:11434/v1"),
        ("::", "http://[::1]:11434/v1"),
    ],
)
def test_ollama_is_found_by_its_own_variable(environment: Any, host: str, url: str) -> None:
    found = environment(OLLAMA_HOST=host, SAYSO_MODEL="qwen3:8b")
    assert found.config.providers[0].base_url == url
    assert set(chains(found).values()) == {("ollama:qwen3:8b",)}


def test_ollama_without_a_model_is_asked_for_nothing(environment: Any) -> None:
    found = environment(OLLAMA_HOST="127.0.0.1")
    assert [one.name for one in found.config.providers] == ["ollama"]
    assert not found.config.has_any


def test_an_address_of_ones_own_is_asked_first_and_others_stand_behind(environment: Any) -> None:
    found = environment(SAYSO_MODEL_URL="http://127.0.0.1:8080/v1", SAYSO_MODEL_KEY=KEY, OPENAI_API_KEY=KEY)
    assert chains(found)[Role.SCHEMA] == ("local:default", f"openai:{STRONG['openai']}")
    named = environment(SAYSO_MODEL="openai:gpt-5-mini")
    assert chains(named)[Role.CODE] == ("openai:gpt-5-mini", f"openai:{STRONG['openai']}")


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SAYSO_MODEL": "qwen3"}, "SAYSO_MODEL names a model without saying where"),
        ({"SAYSO_MODEL_URL": "gpu:8000"}, "SAYSO_MODEL_URL cannot be used"),
        ({"SAYSO_MODEL_URL": "http://me:pw@gpu/v1"}, "no user and no password"),
        ({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "gateway"}, "OPENAI_BASE_URL cannot be used"),
        ({"OPENAI_API_KEY": f"{KEY} and more"}, "OPENAI_API_KEY cannot be used"),
        ({"OLLAMA_HOST": "x:notaport"}, "OLLAMA_HOST"),
        ({"SAYSO_MODELS": "{nonsense"}, "SAYSO_MODELS is no JSON (line 1, column 2)"),
        ({"SAYSO_MODELS": "yes"}, "not “off”"),
        ({"SAYSO_MODELS": "[]"}, "SAYSO_MODELS cannot be used"),
        ({"SAYSO_MODELS": json.dumps({"chains": {"schema": {"models": [f"{KEY}"]}}})}, "chains.schema"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(
    environment: Any, variables: dict[str, str], words: str
) -> None:
    with pytest.raises(ModelsConfigError) as wrong:
        environment(**variables)
    assert words in wrong.value.message + wrong.value.hint


def test_off_turns_all_of_it_off(environment: Any, home: Path) -> None:
    found = environment(OPENAI_API_KEY=KEY, SAYSO_MODELS="Off")
    assert not found.is_on
    assert not found.config.has_any
    assert models_of(Settings(home=home)) is None


def test_the_file_wins_over_the_environment_and_the_variable_over_both(environment: Any, home: Path) -> None:
    (home / "models.toml").write_text(
        """
        [[providers]]
        name = "gateway"
        kind = "compatible"
        base_url = "https://models.example.com/v1"
        api_key = "k"

        [chains.schema]
        models = ["gateway:big", "openai:gpt-5-mini"]
        temperature = 0.2

        [chains.code]
        models = ["gateway:coder"]

        [budget]
        month_dollars = 50
        """
    )
    said = json.dumps({"chains": {"code": {"models": ["gateway:other"], "retries": 0}}})
    found = environment(OPENAI_API_KEY=KEY, SAYSO_MODELS=said)
    models = chains(found)
    assert models[Role.SCHEMA] == ("gateway:big", "openai:gpt-5-mini")
    assert models[Role.CODE] == ("gateway:other",)
    assert models[Role.EXPLAIN] == (f"openai:{SMALL['openai']}",)
    assert found.budget.month_dollars == 50


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[providers]\n", "HOME/models.toml cannot be read at line 1"),
        ("a = 'x", "cannot be read at"),
        (
            '[[providers]]\nname = "a"\nkind = "openai"\n\n[[providers]]\nname = "b"\nkind = "mistral"\n',
            "line 7, providers[1].kind: input should be 'openai', 'anthropic' or 'compatible'",
        ),
        ('[[providers]]\nname = "a"\nkind = "compatible"\n', "line 1, providers[0].base_url: a compatible"),
        (
            '[[providers]]\nname = "a"\nkind = "openai"\nbase_url = "ftp://x"\n',
            "line 4, providers[0].base_url: give an address that begins with https:// or http://",
        ),
        (
            '[[providers]]\nname = "a"\nkind = "openai"\n[[providers]]\nname = "a"\nkind = "openai"\n',
            "line 5, providers[1].name: “a” is there twice",
        ),
        ("[chains.schema]\nmodels = 3\n", "line 2, chains.schema.models: input should be a valid tuple"),
        ('[chains.schema]\nmodels = ["a:b"]\n', "there is no provider “a” (there is: none yet)"),
        ('[chains.schema]\nmodels = ["a"]\n', "“a” is no model; write provider:model"),
        ("[chains.poems]\nmodels = []\n", "line 1, chains.poems"),
        ("[chains.code]\nmodels = []\ntemperature = 9\n", "line 3, chains.code.temperature"),
        ("[budget]\nyear_dollars = 3\n", "line 2, budget.year_dollars: there is no such setting"),
        ("[budget]\nmonth_dollars = -3\n", "line 2, budget.month_dollars"),
        ("colour = 'red'\n", "line 1, colour: there is no such setting"),
    ],
)
def test_a_wrong_file_is_told_with_its_place_and_the_way_out(home: Path, text: str, words: str) -> None:
    assert words in refusal(home, text)


def test_no_message_repeats_a_key(home: Path, environment: Any) -> None:
    said = [
        refusal(home, f'[[providers]]\nname = "a"\nkind = "openai"\napi_key = ["{KEY}"]\n'),
        refusal(home, f'[[providers]]\nname = "a"\nkind = "openai"\napi_key = "{KEY} x"\n'),
        refusal(home, f'[[providers]]\nname = "a"\nkind = "openai"\napi_keys = "{KEY}"\n'),
        refusal(home, f'api_key = "{KEY}"\n'),
        refusal(home, f'api_key = "{KEY}\n'),
    ]
    assert all(KEY not in one for one in said)
    (home / "models.toml").unlink()
    with pytest.raises(ModelsConfigError) as wrong:
        environment(SAYSO_MODELS='{"providers": [{"name": "a", "api_key": "' + KEY)
    assert KEY not in str(wrong.value)
    environment(SAYSO_MODELS="", OPENAI_API_KEY=KEY)
    settings = Settings(home=home)
    assert KEY not in repr(settings) + repr(given_models(settings))


def test_a_file_that_others_can_read_is_pointed_out(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    (home / "models.toml").write_text("")
    (home / "models.toml").chmod(0o644)
    with caplog.at_level(logging.WARNING):
        given_models(Settings(home=home))
    assert "chmod 600" in caplog.text


def test_a_file_that_is_no_text_is_told(home: Path) -> None:
    (home / "models.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelsConfigError, match="not UTF-8"):
        given_models(Settings(home=home))


def test_the_file_in_the_reference_is_one_that_works(home: Path) -> None:
    reference = Path(__file__).parents[2] / "docs" / "reference" / "models.md"
    (example,) = re.findall(r"```toml\n(.*?)```", reference.read_text(), re.DOTALL)
    with_openai = example + '\n[[providers]]\nname = "openai"\nkind = "openai"\napi_key = "k"\n'
    found = file(home, with_openai.replace("…", "k"))
    assert chains(found)[Role.SCHEMA] == ("gateway:big", "openai:gpt-6.1-sol")
    assert found.config.chain(Role.SCHEMA) == found.config.chain(Role.SCHEMA).model_copy(
        update={"temperature": 0.2, "max_tokens": 8192, "timeout_seconds": 60, "retries": 2}
    )
    for models in (SMALL, STRONG):
        assert all(name in reference.read_text() for name in models.values())
    for name in re.findall(r"`SAYSO_(MODEL\w*)`", reference.read_text()):
        assert name.lower() in Settings.model_fields, name
