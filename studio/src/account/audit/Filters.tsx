import { Button, Input, useChangeParams, useUrlParams } from "@sayso/app-kit";
import { X } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useId, useState } from "react";
import { ABOUT } from "./words";

const PAUSE = 300;

/** Narrows the log down; what is chosen stands in the address, so a link shows the same. */
export function Filters({ onClear }: { readonly onClear: (() => void) | null }): ReactNode {
  const params = useUrlParams();
  const change = useChangeParams();
  const group = params.action?.split(".")[0] ?? "";
  return (
    <search className="account-filters">
      <TypedFilter name="actor" label="Who" placeholder="Name, e-mail address or key" />
      <Labelled label="About">
        {(id) => (
          <select
            id={id}
            className="input"
            value={group}
            onChange={({ target }) => change({ action: target.value || null })}
          >
            <option value="">Everything</option>
            {group && !ABOUT.some(({ value }) => value === group) && <option value={group}>{group}</option>}
            {ABOUT.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <TypedFilter name="text" label="Words in it" placeholder="Such as a name" />
      <DayFilter name="from" label="From" max={params.to} />
      <DayFilter name="to" label="To" min={params.from} />
      {onClear && (
        <Button variant="ghost" icon={<X aria-hidden />} onClick={onClear}>
          Clear
        </Button>
      )}
    </search>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}

function Labelled({ label, children }: LabelledProps): ReactNode {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

interface FilterProps extends Omit<ComponentProps<"input">, "name"> {
  readonly name: "actor" | "text" | "from" | "to";
  readonly label: string;
}

/** Words that count after a short pause in typing. */
function TypedFilter({ name, label, ...rest }: FilterProps): ReactNode {
  const present = useUrlParams()[name] ?? "";
  const change = useChangeParams();
  const [typed, setTyped] = useState(present);
  useEffect(() => setTyped(present), [present]);
  useEffect(() => {
    if (typed === present) return;
    const timer = setTimeout(() => change({ [name]: typed.trim() || null }), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, present, change, name]);
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          type="search"
          maxLength={200}
          {...rest}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
    </Labelled>
  );
}

function DayFilter({ name, label, ...rest }: FilterProps): ReactNode {
  const present = useUrlParams()[name] ?? "";
  const change = useChangeParams();
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          type="date"
          {...rest}
          value={present}
          onChange={({ target }) => change({ [name]: target.value || null })}
        />
      )}
    </Labelled>
  );
}
