"""Every code a check may report, with the one line that explains it."""

CODES: dict[str, str] = {
    "circular-components": "Dashboards contain each other.",
    "circular-required": "Required relationships form a circle, so that no first record could be created.",
    "component-not-on-page": "A layout shows a component that the page does not list.",
    "component-not-placed": "A page lists a component that its layout never shows.",
    "component-unused": "A component is on no page and in no dashboard.",
    "computed-cycle": "Computed values are derived from each other.",
    "computed-in-index": "An index names a computed value, which is not stored.",
    "computed-reveals": "A computed value shows a role what it may not read itself.",
    "computed-type": "A computed value gives another type than it declares.",
    "date-field-missing": "Rows are grouped by a period, but no date says which one they fall into.",
    "dead-end": "A state that nothing leads out of; usual for a final state.",
    "default-mismatch": "A default that the field could not hold.",
    "default-role-missing": "There are roles, but new members get none.",
    "duplicate-endpoint": "Two endpoints answer the same method and path.",
    "duplicate-flow": "An entity has two state flows.",
    "duplicate-id": "Two parts of the spec have the same id.",
    "duplicate-name": "Two things of the same kind have the same name.",
    "duplicate-path": "Two pages have the same path.",
    "duplicate-relationship": "The same relationship is said twice.",
    "empty-container": "A part of a layout that shows nothing.",
    "empty-range": "A smallest allowed value above the largest.",
    "entity-missing": "A component that shows records does not say of which entity.",
    "enum-without-options": "A choice with nothing to choose from.",
    "expression-syntax": "An expression that cannot be read.",
    "invalid-pattern": "A text pattern that database and browser do not both understand.",
    "invalid-props": "Properties that this type of component does not have, or of the wrong shape.",
    "many-as-value": "An expression uses many rows where one value is needed.",
    "measure-field-missing": "A sum, average, minimum or maximum of nothing.",
    "name-clash": "Different things whose names become the same in the database, the API or the code.",
    "no-entities": "A module that keeps nothing.",
    "no-home-page": "No page at the path /.",
    "no-overlap-misplaced": "no_overlap outside a rule.",
    "no-owner": "A role may touch its own records, but nothing says which those are.",
    "no-pages": "A module without pages.",
    "no-roles": "A module that nobody may use.",
    "not-editable": "A form asks for a value that is computed.",
    "options-ignored": "Options on a field that is no choice.",
    "page-unseen": "A page that no role can see anything on.",
    "path-taken": "A page at an address that the data API or the files of the application have.",
    "public-endpoint": "An endpoint that anybody may call without signing in.",
    "required-set-null": "A required relationship that would be emptied when its record is deleted.",
    "reserved-word": "A name that the database, the API or the languages of the code keep for themselves.",
    "role-without-rules": "A role that is allowed nothing.",
    "rule-not-boolean": "A rule or guard that is no condition.",
    "stuck-initial": "No transition leads out of the initial state.",
    "tab-without-label": "A tab without a label.",
    "type-mismatch": "Values in an expression or a component that do not go together.",
    "unknown-component": "A component that does not exist.",
    "unknown-element": "An assumption about a part that does not exist.",
    "unknown-entity": "An entity that does not exist.",
    "unknown-name": "A field, relation or computed value that does not exist.",
    "unknown-option": "A choice that does not exist.",
    "unknown-report": "A report that does not exist.",
    "unknown-role": "A role that does not exist.",
    "unknown-state": "A state that does not exist.",
    "unknown-variant": "A variant that this type of component does not have.",
    "unnamed": "A module without a name.",
    "unreachable-state": "A state that no path of transitions leads to.",
    "unreadable-entity": "An entity whose records no role may read.",
    "validation-mismatch": "A limit that does not fit the type of the field.",
    "wrong-argument": "A function was given something it cannot use.",
}


def reference() -> str:
    """The page ``docs/reference/diagnostics.md``."""
    rows = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in sorted(CODES.items()))
    return (
        "# What can be wrong with a spec\n\n"
        "Every check reports all it finds at once: a level (error, warning, hint), a code, the place, "
        "the problem and the way out.\nAn error means that no correct application can be compiled.\n\n"
        f"| code | meaning |\n|---|---|\n{rows}\n"
    )
