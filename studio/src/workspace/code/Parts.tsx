import { Button, Popover } from "@sayso/app-kit";
import { Shapes } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { placeOf } from "../../spec/places";
import { PlaceLink } from "../review/PlaceLink";
import { useWorkspace } from "../state/context";

/** The parts of the application that a file comes from, each a way to where it is shown. */
export function Parts({ elements }: { readonly elements: readonly string[] }): ReactNode {
  const { spec } = useWorkspace();
  const places = useMemo(
    () => elements.map((id) => ({ id, place: placeOf(spec, id) })).filter(({ place }) => place !== null),
    [elements, spec],
  );
  if (places.length === 0) return null;
  const trigger = (
    <Button size="small" variant="ghost" icon={<Shapes aria-hidden />}>
      {places.length === 1 ? "From 1 part" : `From ${places.length} parts`}
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Where this file comes from" className="code-parts">
      <p className="menu-label">This file comes from</p>
      <ul>{places.map(({ id, place }) => place && <li key={id}>{<PlaceLink place={place} />}</li>)}</ul>
    </Popover>
  );
}
