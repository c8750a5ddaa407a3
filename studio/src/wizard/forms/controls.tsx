import { Button, classes, Input, TagSelect } from "@sayso/app-kit";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import type { Choice } from "../known";

export interface SelectProps extends Omit<ComponentProps<"select">, "value" | "onChange"> {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onValue: (value: string) => void;
  /** What stands for nothing chosen; without it something has to be. */
  readonly none?: string;
}

/** One of a few. A value that is not among them any more is shown all the same. */
export function Select({ value, choices, onValue, none, className, ...rest }: SelectProps): ReactNode {
  const isKnown = value === "" || choices.some((choice) => choice.value === value);
  return (
    <select
      className={classes("input", className)}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      {...rest}
    >
      {(none !== undefined || value === "") && <option value="">{none ?? "Choose…"}</option>}
      {!isKnown && <option value={value}>{value} (not there any more)</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

export interface NamedInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "onBlur"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Called when the person is done with it, so that names follow labels. */
  readonly onSettle?: () => void;
}

/** What something is called. */
export function NamedInput({ value, onValue, onSettle, ...rest }: NamedInputProps): ReactNode {
  return (
    <Input
      {...rest}
      value={value}
      maxLength={160}
      autoComplete="off"
      onChange={(event) => onValue(event.target.value)}
      onBlur={onSettle}
    />
  );
}

export interface SettledInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "onBlur"> {
  readonly value: string;
  readonly onSettle: (value: string) => void;
}

/** A text that counts when the person leaves it or presses Enter. */
export function SettledInput({ value, onSettle, ...rest }: SettledInputProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null) onSettle(typed);
    setTyped(null);
  };
  return (
    <Input
      {...rest}
      autoComplete="off"
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === "Enter" && settle()}
    />
  );
}

export interface PickSeveralProps {
  readonly id?: string;
  readonly values: readonly string[];
  readonly choices: readonly Choice[];
  readonly onValues: (values: string[]) => void;
  readonly placeholder: string;
  readonly "aria-invalid"?: boolean | undefined;
  readonly "aria-describedby"?: string | undefined;
}

/** Several of a few, shown as tags. */
export function PickSeveral({ choices, onValues, values, ...rest }: PickSeveralProps): ReactNode {
  const gone = values.filter((value) => !choices.some((choice) => choice.value === value));
  const options = [...choices, ...gone.map((value) => ({ value, label: value }))];
  return <TagSelect {...rest} values={values} options={options} onValues={(next) => onValues([...next])} />;
}

export interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

/** A box to tick, with what it means. */
export function Tick({ label, checked, onChecked }: TickProps): ReactNode {
  return (
    <label className="wizard-tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.target.checked)} />
      {label}
    </label>
  );
}

export interface MoreButtonProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** What there is more about. */
  readonly about: string;
  readonly label?: string;
}

/** Opens what few people need. */
export function MoreButton({ isOpen, onOpen, about, label = "More" }: MoreButtonProps): ReactNode {
  return (
    <Button
      variant="ghost"
      size="small"
      aria-expanded={isOpen}
      aria-label={`${label} about ${about}`}
      icon={isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
      onClick={() => onOpen(!isOpen)}
    >
      {label}
    </Button>
  );
}
