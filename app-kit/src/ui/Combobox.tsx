import { ChevronsUpDown, X } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { classes } from "./classes";
import { Popover } from "./Menu";
import { matching, type Option, OptionList } from "./OptionList";

interface TriggerProps extends ComponentProps<"button"> {
  readonly empty: boolean;
  readonly open: boolean;
}

function Trigger({ empty, open, className, children, ...rest }: TriggerProps): ReactNode {
  return (
    <button
      type="button"
      role="combobox"
      aria-expanded={open}
      className={classes("input flex items-center gap-2 text-start", empty && "text-faint", className)}
      {...rest}
    >
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-1 truncate" dir="auto">
        {children}
      </span>
      <ChevronsUpDown className="size-3.5 flex-none text-faint" aria-hidden />
    </button>
  );
}

/** Attributes that tie an input to its label, help and error. */
export interface InputIdentity {
  readonly id?: string;
  readonly disabled?: boolean;
  readonly "aria-label"?: string | undefined;
  readonly "aria-labelledby"?: string | undefined;
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: boolean | undefined;
  readonly "aria-required"?: boolean | undefined;
}

/** Where options come from: a fixed list, or a search that `useOptions` runs as one types. */
export interface OptionSource {
  readonly options: readonly Option[];
  readonly loading?: boolean;
  /** Called with what is typed, when the options come from a search. */
  readonly onQuery?: (query: string) => void;
  readonly onCreate?: (text: string) => void;
  readonly noun?: string;
}

export interface ComboboxProps extends InputIdentity, OptionSource {
  readonly value: string | null;
  /** Label of the value, where the options do not hold it. */
  readonly shown?: ReactNode;
  readonly onValue: (value: string | null, option: Option | null) => void;
  readonly placeholder?: string;
  /** Whether it may be emptied again. */
  readonly clearable?: boolean;
  readonly name?: string;
  readonly className?: string;
}

/** One of many, found by typing. A handful of options is shown without a search box. */
export function Combobox(props: ComboboxProps): ReactNode {
  const { value, shown, onValue, placeholder = "Choose…", clearable = false, name, className, ...source } = props;
  const { options, loading = false, onQuery, onCreate, noun, ...identity } = source;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const chosen = options.find((option) => option.value === value);
  const search = (text: string) => {
    setQuery(text);
    onQuery?.(text);
  };
  const close = () => {
    setOpen(false);
    search("");
  };
  return (
    <div className={classes("relative", className)}>
      <Popover
        open={open}
        onOpenChange={(next) => (next ? setOpen(true) : close())}
        className="w-(--radix-popover-trigger-width) min-w-56"
        trigger={
          <Trigger {...identity} name={name} empty={value === null} open={open}>
            {value === null ? placeholder : (chosen?.content ?? chosen?.label ?? shown ?? "…")}
          </Trigger>
        }
      >
        <OptionList
          label={placeholder}
          options={onQuery ? options : matching(options, query)}
          selected={value === null ? [] : [value]}
          loading={loading}
          plain={!onQuery && !onCreate && options.length <= 8}
          query={query}
          onQuery={search}
          onPick={(option) => {
            onValue(option.value, option);
            close();
          }}
          onCreate={
            onCreate &&
            ((text) => {
              close();
              onCreate(text);
            })
          }
          {...(noun ? { noun } : {})}
        />
      </Popover>
      {clearable && value !== null && !identity.disabled && (
        <button
          type="button"
          aria-label="Clear"
          className="absolute end-7 top-1/2 grid size-6 -translate-y-1/2 place-items-center rounded text-faint hover:text-ink"
          onClick={() => onValue(null, null)}
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </div>
  );
}

export interface TagSelectProps extends InputIdentity, OptionSource {
  readonly values: readonly string[];
  /** Labels of values, where the options do not hold them. */
  readonly labelOf?: (value: string) => string | undefined;
  readonly onValues: (values: readonly string[]) => void;
  readonly placeholder?: string;
  readonly name?: string;
}

/** Several of many, shown as tags. */
export function TagSelect(props: TagSelectProps): ReactNode {
  const { values, labelOf, onValues, placeholder = "Choose any…", name, ...source } = props;
  const { options, loading = false, onQuery, onCreate, noun, ...identity } = source;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const search = (text: string) => {
    setQuery(text);
    onQuery?.(text);
  };
  const toggle = (value: string) =>
    onValues(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
  const label = (value: string) => labelOf?.(value) ?? options.find((option) => option.value === value)?.label ?? value;
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) search("");
      }}
      className="w-(--radix-popover-trigger-width) min-w-56"
      trigger={
        <Trigger {...identity} name={name} empty={values.length === 0} open={open} className="h-auto">
          {values.length === 0
            ? placeholder
            : values.map((value) => (
                <span key={value} className="tag">
                  {label(value)}
                </span>
              ))}
        </Trigger>
      }
    >
      <OptionList
        label={placeholder}
        options={onQuery ? options : matching(options, query)}
        selected={values}
        loading={loading}
        plain={!onQuery && !onCreate && options.length <= 8}
        query={query}
        onQuery={search}
        onPick={({ value }) => toggle(value)}
        onCreate={
          onCreate &&
          ((text) => {
            setOpen(false);
            onCreate(text);
          })
        }
        {...(noun ? { noun } : {})}
      />
    </Popover>
  );
}
