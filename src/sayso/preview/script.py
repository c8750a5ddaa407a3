"""The script of a preview: the generated application as one module, without React, zod and the app kit."""

import re
from collections.abc import Sequence

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.typescript.literals import key, string
from sayso.preview.errors import BrokenPreviewError
from sayso.preview.model import model_of
from sayso.spec.index import SpecIndex
from sayso.verifier.esbuild import BundleError, bundled
from sayso.verifier.toolchain import kit

_ENTRY = "entry.ts"
_LONGEST_OUTPUT = 4_000
_PLACE = re.compile(r"((?:src|docs)/[^\s:]+):(\d+)")


def script_of(index: SpecIndex, drafts: Sequence[FileDraft]) -> str:
    """One module that exports ``app``, its ``components`` by id, and the ``model`` that answers for it.

    Raises:
        BrokenPreviewError: when the files do not bundle, as after an edit by hand.
    """
    files = [
        draft
        for draft in drafts
        if draft.path.startswith("src/") and not draft.path.endswith((".test.ts", ".test.tsx"))
    ]
    files.append(FileDraft(_ENTRY, _entry(index, {draft.path for draft in drafts})))
    files.append(FileDraft("model.ts", model_of(index)))
    try:
        made = bundled(files, _ENTRY, kit().imports, ("--minify-whitespace",))
    except BundleError as error:
        raise _broken(error) from error
    return next(content for name, content in made.items() if name.endswith(".js")).decode()


def _entry(index: SpecIndex, paths: set[str]) -> str:
    """A module that knows each component by the id of its element."""
    imports, known = [], []
    for number, component in enumerate(index.spec.components):
        if f"src/components/{component.name}.tsx" in paths:
            place = string(f"./src/components/{component.name}")
            imports.append(f"import * as c{number} from {place};")
            known.append(f"  {key(component.id)}: c{number}[{string(component.name)}],")
    return "\n".join(
        [
            'import * as main from "./src/app";',
            *imports,
            'export { model } from "./model";',
            'export const app = main["app"];',
            "export const components = {",
            *known,
            "};",
            "",
        ]
    )


def _broken(error: BundleError) -> BrokenPreviewError:
    first = error.diagnostics[0]
    place = _PLACE.match(first.path)
    file, line = (place[1], int(place[2])) if place else (None, None)
    return BrokenPreviewError(
        f"The preview cannot be made from “{file}”, line {line}: {first.message}"
        if file
        else f"The files do not fit together: {first.message}",
        hint="Mend this place in the tab Code, or go back to the generated file.",
        details={"file": file, "line": line, "output": str(error.details["output"])[:_LONGEST_OUTPUT]},
    )
