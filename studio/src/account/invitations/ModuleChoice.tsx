import { Skeleton } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";
import { Refusal } from "../../shell/Asking";
import { useModuleRoles, useModules } from "./queries";

export interface ModulePlace {
  readonly module: string;
  readonly module_role: string;
}

interface ModuleChoiceProps {
  readonly place: ModulePlace;
  readonly onPlace: (place: ModulePlace) => void;
  readonly problem: string | undefined;
}

/** Which application, and which of its roles. */
export function ModuleChoice({ place, onPlace, problem }: ModuleChoiceProps): ReactNode {
  const id = useId();
  const modules = useModules(true);
  const roles = useModuleRoles(place.module);
  if (modules.error) return <Refusal error={modules.error as never} />;
  if (!modules.data) return <Skeleton className="h-8 w-full" />;
  if (modules.data.items.length === 0) {
    return <p className="text-muted">There is no application yet. Publish one first, then invite people to it.</p>;
  }
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-module`} className="text-sm font-medium">
          Application
        </label>
        <select
          id={`${id}-module`}
          className="input"
          value={place.module}
          onChange={({ target }) => onPlace({ module: target.value, module_role: "" })}
        >
          <option value="">Choose…</option>
          {modules.data.items.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-role`} className="text-sm font-medium">
          Role there
        </label>
        <select
          id={`${id}-role`}
          className="input"
          value={place.module_role}
          disabled={!roles.data}
          aria-invalid={problem ? true : undefined}
          onChange={({ target }) => onPlace({ ...place, module_role: target.value })}
        >
          <option value="">{place.module && roles.isPending ? "Loading…" : "Choose…"}</option>
          {(roles.data?.items ?? []).map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        {problem && <p className="text-sm text-danger-ink">{problem}</p>}
      </div>
    </div>
  );
}
