"""Where the golden cases are and what the compiler makes of them now."""

from pathlib import Path

from sayso.compiler.build import Target, compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.fastapi.lower import static_files as fastapi_files
from sayso.compiler.targets.nextjs.lower import static_files
from sayso.spec.checks import check
from sayso.spec.model import AppSpec

ROOT = Path(__file__).parent
REFUSED = ROOT / "refused"
SALON = ROOT.parent / "cases" / "salon" / "spec.json"


def case_names(target: Target) -> list[str]:
    """The cases of a target, by folder."""
    return sorted(folder.name for folder in (ROOT / target.value).iterdir() if folder.is_dir())


def spec_of(name: str) -> AppSpec:
    """The spec of a case; the salon is the example that the whole product shares."""
    path = SALON if name == "salon" else next(ROOT.glob(f"*/{name}/spec.json"))
    return AppSpec.model_validate_json(path.read_text(encoding="utf-8"))


def refused_names() -> list[str]:
    """The specs that no target compiles, by folder."""
    return sorted(folder.name for folder in REFUSED.iterdir())


def expected_refusal(name: str) -> Path:
    """Where it is said why a spec is refused."""
    return REFUSED / name / "expected.txt"


def refusal_now(name: str) -> str:
    """Why a spec is refused, a line for each problem."""
    return "".join(
        f"{one.level}: {one.path}: {one.message} {one.hint}".rstrip() + "\n" for one in check(spec_of(name))
    )


def expected_folder(target: Target, name: str) -> Path:
    """Where the expected files of a case are."""
    return ROOT / target.value / name / "expected"


def made_now(target: Target, name: str) -> list[FileDraft]:
    """What the compiler makes of a case, without SQL and without files that are always the same."""
    drafts = compile_app(spec_of(name), target)
    if target is Target.NEXTJS:
        own = set(static_files())
        drafts = [d for d in drafts if d.path not in own and not d.path.startswith("client/")]
    if target is Target.FASTAPI:
        drafts = [d for d in drafts if d.path not in fastapi_files()]
    return [draft for draft in drafts if not draft.path.startswith(("migrations/", "rollback/"))]
