"""Moves on the layout tree of a page: pure functions from one tree to another."""

from collections.abc import Iterator, Sequence

from sayso.spec.model import Container, Direction, LayoutNode, Placement, Responsive, Slot

STACKED = Responsive(mobile=Placement(direction=Direction.COLUMN))
"""Side by side becomes one below the other on a phone."""


def shown(node: LayoutNode) -> Iterator[str]:
    """The components of a tree, in order."""
    if isinstance(node, Slot):
        yield node.component
    else:
        for child in node.children:
            yield from shown(child)


def slot_of(node: LayoutNode, component: str) -> Slot | None:
    """The place of a component."""
    if isinstance(node, Slot):
        return node if node.component == component else None
    return next((slot for child in node.children if (slot := slot_of(child, component))), None)


def without(root: Container, component: str) -> Container:
    """The tree without a component and without the boxes that this leaves empty."""
    return root.model_copy(update={"children": _without(root, component)})


def _without(box: Container, component: str) -> tuple[LayoutNode, ...]:
    kept: list[LayoutNode] = []
    for child in box.children:
        if isinstance(child, Slot):
            if child.component != component:
                kept.append(child)
        elif component in set(shown(child)):
            inner = _without(child, component)
            if inner:
                kept.append(child.model_copy(update={"children": inner}))
        else:
            kept.append(child)
    return tuple(kept)


def on_top(root: Container, component: str) -> Container:
    """The component first, all else below it."""
    slot = slot_of(root, component) or Slot(component=component)
    return _column(root, (slot,), before=True, moved=component)


def at_bottom(root: Container, component: str) -> Container:
    """The component last, all else above it."""
    slot = slot_of(root, component) or Slot(component=component)
    return _column(root, (slot,), before=False, moved=component)


def at_side(root: Container, component: str, *, is_left: bool) -> Container:
    """The component to the left or to the right of all else."""
    slot = slot_of(root, component) or Slot(component=component)
    slot = slot.model_copy(update={"sizing": None, "order": None})
    rest = without(root, component)
    if not rest.children:
        return root
    inner = rest.children if rest.direction is Direction.ROW else (rest,)
    children = (slot, *inner) if is_left else (*inner, slot)
    return Container(direction=Direction.ROW, responsive=STACKED, children=children)


def _column(root: Container, nodes: tuple[LayoutNode, ...], *, before: bool, moved: str) -> Container:
    rest = without(root, moved)
    if rest.direction is Direction.COLUMN:
        children = (*nodes, *rest.children) if before else (*rest.children, *nodes)
        return rest.model_copy(update={"children": children})
    inner = (rest,) if rest.children else ()
    return Container(direction=Direction.COLUMN, children=(*nodes, *inner) if before else (*inner, *nodes))


def beside(root: Container, left: str, right: str) -> Container:
    """``left`` and ``right`` in one row, where the first of them stood."""
    return together(root, (left, right), Direction.ROW)


def above(root: Container, top: str, bottom: str) -> Container:
    """``top`` over ``bottom`` in one column, where the first of them stood."""
    return together(root, (top, bottom), Direction.COLUMN)


def together(
    root: Container, components: Sequence[str], direction: Direction, labels: Sequence[str] = ()
) -> Container:
    """The components in one box of this direction, in this order, where the first of them stood.

    With ``labels`` each gets a box with a label, as tabs need it.
    """
    slots: list[LayoutNode] = []
    for number, component in enumerate(components):
        slot: LayoutNode = slot_of(root, component) or Slot(component=component)
        if isinstance(slot, Slot) and direction is Direction.ROW:
            slot = slot.model_copy(update={"sizing": None, "order": None})
        slots.append(Container(label=labels[number], children=(slot,)) if labels else slot)
    present = [name for name in shown(root) if name in components]
    responsive = STACKED if direction is Direction.ROW else None
    if not present:
        return root.model_copy(
            update={
                "children": (
                    *root.children,
                    Container(direction=direction, responsive=responsive, children=tuple(slots)),
                )
            }
        )
    anchor = present[0]
    for component in components:
        if component != anchor:
            root = without(root, component)
    if set(shown(root)) <= {anchor} and root.direction is direction and not labels:
        return root.model_copy(update={"children": tuple(slots)})
    return _replaced(root, anchor, direction, tuple(slots), responsive)


def _replaced(
    box: Container,
    anchor: str,
    direction: Direction,
    slots: tuple[LayoutNode, ...],
    responsive: Responsive | None,
) -> Container:
    children: list[LayoutNode] = []
    for child in box.children:
        if isinstance(child, Slot) and child.component == anchor:
            if box.direction is direction and direction is not Direction.TABS:
                children += slots
            else:
                children.append(Container(direction=direction, responsive=responsive, children=slots))
        elif isinstance(child, Container) and anchor in set(shown(child)):
            children.append(_replaced(child, anchor, direction, slots, responsive))
        else:
            children.append(child)
    return box.model_copy(update={"children": tuple(children)})


def added(
    root: Container, component: str, *, before: str | None = None, label: str | None = None
) -> Container:
    """The tree with a component more: as a tab beside ``before`` where that is in tabs, else just above
    it."""
    slot = Slot(component=component)
    if before is None or before not in set(shown(root)):
        return root.model_copy(update={"children": (*root.children, slot)})
    tabs = _with_tab(root, before, Container(label=label or component, children=(slot,))) if label else None
    return tabs or _replaced(
        root, before, Direction.COLUMN, (slot, slot_of(root, before) or Slot(component=before)), None
    )


def _with_tab(box: Container, neighbour: str, tab: Container) -> Container | None:
    for place, child in enumerate(box.children):
        if isinstance(child, Slot) or neighbour not in set(shown(child)):
            continue
        if box.direction is Direction.TABS:
            return box.model_copy(update={"children": (*box.children, tab)})
        inner = _with_tab(child, neighbour, tab)
        if inner is not None:
            return box.model_copy(
                update={"children": (*box.children[:place], inner, *box.children[place + 1 :])}
            )
    return None
