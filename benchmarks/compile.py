"""How long the compiler takes for a large spec, and the front-end tools for what it wrote."""

import time
from collections.abc import Callable
from typing import TypeVar

from benchmarks.synthetic import synthetic_spec
from sayso.compiler.build import compile_app
from sayso.runtime.bundle import bundle
from sayso.verifier.typecheck import typecheck

_Result = TypeVar("_Result")
ENTITIES = 100


def main() -> None:
    """Prints a figure per line."""
    spec = synthetic_spec(ENTITIES)
    first, drafts = _timed(lambda: compile_app(spec))
    again, _ = _timed(lambda: compile_app(spec))
    alone, _ = _timed(lambda: compile_app(spec, "nextjs"))
    bundled, _ = _timed(lambda: bundle(drafts, title=spec.name))
    checked, problems = _timed(lambda: typecheck(drafts))
    print(f"compile, {ENTITIES} entities, {len(drafts)} files, first time   {first * 1000:7.0f} ms")
    print(f"compile again                                    {again * 1000:7.0f} ms")
    print(f"compile as a Next.js project                     {alone * 1000:7.0f} ms")
    print(f"bundle                                           {bundled * 1000:7.0f} ms")
    print(f"type check ({len(problems)} problems)                         {checked * 1000:7.0f} ms")


def _timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
