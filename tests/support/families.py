"""Whole files that rotate: of each family `make test` runs so many tests in two days, and all in some days.

They are journeys through a running Sayso, which take long and have much in common. Tests with a mark of
their own keep it.
"""

FAMILIES: dict[str, tuple[int, tuple[str, ...]]] = {
    "talks in Studio": (
        20,
        (
            "tests/web/v1/sessions/test_conversation.py",
            "tests/web/v1/sessions/test_finding.py",
            "tests/web/v1/sessions/test_preview.py",
            "tests/web/v1/sessions/test_templates.py",
            "tests/web/v1/sessions/test_events.py",
            "tests/web/v1/sessions/test_windows.py",
            "tests/web/v1/sessions/test_people.py",
            "tests/web/v1/sessions/test_code.py",
            "tests/web/v1/sessions/test_files.py",
            "tests/web/v1/sessions/test_beginning.py",
            "tests/web/v1/sessions/test_long_words.py",
        ),
    ),
    "bots at work": (
        28,
        (
            "tests/bots/triggers/test_clocks.py",
            "tests/bots/triggers/test_chains.py",
            "tests/bots/run_queue/test_running.py",
            "tests/web/v1/bots/test_triggers.py",
        ),
    ),
    "bots in the making": (
        33,
        (
            "tests/bots/generation/test_healing.py",
            "tests/bots/generation/test_bounds.py",
            "tests/bots/generation/test_versions.py",
            "tests/bots/generation/test_conversation.py",
            "tests/bots/generation/test_health.py",
        ),
    ),
    "proofs of rows and visitors": (
        11,
        (
            "tests/proofs/test_uses.py",
            "tests/proofs/test_row_lifecycle.py",
            "tests/proofs/test_reports.py",
            "tests/proofs/test_visitors.py",
        ),
    ),
    "pages that are drawn": (
        6,
        ("tests/verifier/rendering/test_pages.py",),
    ),
    "walls": (
        25,
        (
            "tests/sandbox/test_tiers.py",
            "tests/sandbox/test_lifetimes.py",
            "tests/sandbox/test_limits.py",
            "tests/sandbox/hostile/test_neighbours.py",
        ),
    ),
    "requests of programs": (
        70,
        (
            "tests/sandbox/egress/test_judging.py",
            "tests/sandbox/egress/test_clients.py",
            "tests/sandbox/egress/test_addresses.py",
        ),
    ),
    "changes under load": (
        15,
        (
            "tests/evolution/test_serving.py",
            "tests/evolution/test_dying.py",
            "tests/evolution/test_phases.py",
        ),
    ),
    "the data API": (
        50,
        (
            "tests/contract/test_flows.py",
            "tests/contract/test_figures.py",
            "tests/contract/test_permissions.py",
            "tests/contract/test_transfer.py",
        ),
    ),
    "people and their keys": (
        50,
        (
            "tests/web/v1/test_people.py",
            "tests/web/v1/test_auth_passwords.py",
            "tests/web/v1/test_auth.py",
            "tests/openid/test_signing_in.py",
            "tests/web/test_module_tokens.py",
        ),
    ),
    "models over the API": (
        15,
        (
            "tests/web/v1/test_models.py",
            "tests/web/v1/test_model_usage.py",
        ),
    ),
    "dashboards over the API": (
        9,
        (
            "tests/web/v1/dashboards/test_dashboards.py",
            "tests/web/v1/dashboards/test_shares.py",
        ),
    ),
    "applications over the API": (
        12,
        (
            "tests/web/v1/test_module_data.py",
            "tests/web/v1/test_steps.py",
            "tests/web/test_tenants.py",
        ),
    ),
    "programs in requests": (
        11,
        (
            "tests/web/programs/test_writing.py",
            "tests/web/programs/test_rows.py",
        ),
    ),
    "commands": (
        36,
        (
            "tests/cli/test_backup.py",
            "tests/cli/test_blocks.py",
            "tests/cli/test_bots.py",
            "tests/cli/test_applications.py",
            "tests/cli/test_chat.py",
            "tests/cli/test_designers.py",
            "tests/cli/test_endings.py",
            "tests/cli/test_files.py",
            "tests/cli/test_log.py",
            "tests/cli/test_models.py",
            "tests/cli/test_people.py",
            "tests/cli/test_public.py",
            "tests/cli/test_sandbox.py",
            "tests/cli/test_secrets.py",
            "tests/cli/test_server.py",
            "tests/cli/test_words.py",
            "tests/cli/test_worker.py",
        ),
    ),
    "components that are written": (
        24,
        (
            "tests/devloop/test_component_writer.py",
            "tests/devloop/programs/test_prompt_is_so.py",
            "tests/devloop/programs/test_disclosure.py",
        ),
    ),
    "answers of models": (
        22,
        (
            "tests/design/steps/test_answers.py",
            "tests/design/agents/test_hostile.py",
        ),
    ),
    "blocks at work": (
        16,
        (
            "tests/blocks/test_refresh.py",
            "tests/blocks/test_versions.py",
            "tests/blocks/test_generation.py",
        ),
    ),
    "jobs": (
        12,
        (
            "tests/jobs/test_processes.py",
            "tests/jobs/test_queue.py",
        ),
    ),
    "applications in a browser": (
        2,
        (
            "tests/e2e/test_booking.py",
            "tests/e2e/test_visitors.py",
            "tests/e2e/test_keyboard.py",
        ),
    ),
    "Studio in a browser": (
        4,
        (
            "tests/e2e/studio/test_custom_cards.py",
            "tests/e2e/studio/test_modules.py",
            "tests/e2e/studio/test_preview.py",
            "tests/e2e/studio/test_dashboards.py",
            "tests/e2e/studio/test_structure.py",
        ),
    ),
}
"""By name: how many tests in two days, and of which files."""
