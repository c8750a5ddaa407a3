"""Answers to the questions after a first design: who may do what, or that all may stay as it is."""

from sayso.design.messages.clauses import bare
from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.situation import Situation
from sayso.design.types import Decision, Refinement
from sayso.spec.edits import Edit, add, apply, change_spec
from sayso.spec.model import Action, PermissionRule, Role, Scope

_STAYS = pattern(
    r"^(?:(?:everybody|everyone|anybody|all of us|all) (?:may|can|should) (?:do|see and change) "
    r"(?:everything|all)|none,? (?:it is|they are) only written down|none of (?:them|these)|"
    r"leave it as it is|(?:it|each) belongs to the [\w' -]+ who added it)$"
)
_READERS = pattern(
    r"^(?:only )?one (?:administrator|admin),? (?:and )?(?:the|all) (?:others?|rest) (?:can |may )?"
    r"(?:only|just) (?:reads?|looks?|sees?|views?)(?: (?:everything|it all|at it))?$"
)
_OWN = pattern(
    r"^(?:(?:each|every) (?:person|user|member)|everybody|everyone) (?:may |can |should )?(?:only )?sees? "
    r"(?:only )?(?:their|his|her|his or her) own (?:records|entries|things|data)$"
)


def stays(message: str) -> bool:
    """Whether a message says that all may stay as it is."""
    return bool(_STAYS.match(bare(message)))


def settled(clause: str, situation: Situation) -> Refinement | None:
    """``one administrator, the others only read``, where nobody but the administrator is known yet."""
    if _STAYS.match(clause):
        return Refinement(Decision.REFINEMENT, "Then it stays as it is.", (), situation.spec)
    if _READERS.match(clause):
        return _with_members(situation, clause, (Action.READ,), Scope.ALL, "may read everything")
    if _OWN.match(clause):
        actions = (Action.CREATE, Action.READ, Action.UPDATE)
        return _with_members(situation, clause, actions, Scope.OWN, "see and change what they added")
    return None


def _with_members(
    situation: Situation, clause: str, actions: tuple[Action, ...], scope: Scope, said: str
) -> Refinement | None:
    """A second role, which new people get; the one that is there keeps what it may do."""
    roles = situation.spec.permissions.roles
    if len(roles) != 1 or any(role.name == "member" for role in roles):
        return None
    role = Role(id=situation.ids.new("rol"), source=clause, name="member", label="Member")
    rules: list[Edit] = [
        add(
            PermissionRule(
                id=situation.ids.new("prm"), source=clause, role=role.name, entity=entity.name,
                actions=actions, scope=scope,
            )
        )
        for entity in situation.spec.entities
    ]  # fmt: skip
    edits = (add(role), *rules, change_spec(default_role=role.name))
    return Refinement(
        Decision.REFINEMENT,
        f"There are two roles now: {roles[0].label.lower()}, who may do everything, and members, who {said}. "
        "New people are members.",
        edits,
        apply(situation.spec, edits).spec,
    )
