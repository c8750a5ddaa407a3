import { type ComponentProps, type ReactNode, useState } from "react";
import { useFormat } from "../format/use-format";
import { classes } from "./classes";

export interface NumberInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type"> {
  readonly value: number | null;
  readonly onValue: (value: number | null) => void;
  /** Decimal places; 0 for whole numbers. */
  readonly digits?: number;
}

/** A number typed in the person's own notation, such as `1.234,50`; it is tidied when the field is left. */
export function NumberInput({ value, onValue, digits = 4, className, onBlur, ...rest }: NumberInputProps): ReactNode {
  const { locale } = useFormat();
  const [draft, setDraft] = useState<string | null>(null);
  const tidy = value === null ? "" : new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return (
    <input
      {...rest}
      type="text"
      inputMode={digits === 0 ? "numeric" : "decimal"}
      autoComplete="off"
      className={classes("input input-number", className)}
      value={draft ?? tidy}
      onChange={(event) => {
        setDraft(event.target.value);
        onValue(parseNumber(event.target.value, locale));
      }}
      onBlur={(event) => {
        setDraft(null);
        onBlur?.(event);
      }}
    />
  );
}

export interface MoneyInputProps extends Omit<NumberInputProps, "digits"> {}

/** An amount in the currency of the session. */
export function MoneyInput({ className, ...rest }: MoneyInputProps): ReactNode {
  const { currencySign, currencyDigits } = useFormat();
  return (
    <div className="input input-group" data-invalid={rest["aria-invalid"] || undefined}>
      <span className="text-muted" aria-hidden>
        {currencySign}
      </span>
      <NumberInput {...rest} digits={currencyDigits} className={classes("border-0 p-0", className)} />
    </div>
  );
}

/** Reads a number in a locale's notation; null when there is none, NaN never. */
export function parseNumber(text: string, locale: string): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(-12345.6);
  const decimal = parts.find(({ type }) => type === "decimal")?.value ?? ".";
  const group = parts.find(({ type }) => type === "group")?.value ?? ",";
  const plain = text
    .replaceAll(group, "")
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(decimal, ".")
    .replace(/[^\d.eE+-]/g, "");
  if (plain === "" || plain === "-" || plain === ".") return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
