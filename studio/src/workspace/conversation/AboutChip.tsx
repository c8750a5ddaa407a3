import { X } from "lucide-react";
import type { ReactNode } from "react";
import { placeOf } from "../../spec/places";
import { useWorkspace } from "../state/context";

/** Says what the next message is about, and lets go of it. */
export function AboutChip(): ReactNode {
  const { about, pointAt, spec, live } = useWorkspace();
  if (about === null) return null;
  const made = live?.components.find(({ id }) => id === about);
  const name = placeOf(spec, about)?.label ?? made?.name ?? "Something that is gone";
  return (
    <span className="chip talk-about">
      <span className="truncate px-2" title={name}>
        About {name}
      </span>
      <button type="button" aria-label={`Not about ${name}`} onClick={() => pointAt(null)}>
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
}
