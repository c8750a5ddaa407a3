import { type ComponentProps, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useFormat } from "../format/use-format";
import { type NumberKind, type NumberWanted, type Reading, readNumber, refused } from "../notation";
import { classes } from "./classes";
import { InputQuestion } from "./InputQuestion";

export interface NumberInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type"> {
  readonly value: number | null;
  /** Takes the number; null where there is none, and as long as it is not clear which one is meant. */
  readonly onValue: (value: number | null) => void;
  /** Takes what was typed as long as it is no number, instead of `onValue`, so that a form can refuse to save it. */
  readonly onUnread?: ((text: string) => void) | undefined;
  /** Decimal places; 0 for whole numbers. */
  readonly digits?: number;
}

interface ReadNumberInputProps extends NumberInputProps {
  readonly kind: NumberKind;
  readonly wanted?: NumberWanted;
  /** What stands before the number inside the frame of the input. */
  readonly sign?: ReactNode;
}

/** Decimals that are shown of a number that may have any. */
const MOST_DIGITS = 12;

/**
 * A number typed in the language of the application, such as `1.234,50`; it is tidied when the field is left. What can
 * be read two ways is asked under the field, and nothing is taken over until it is answered.
 */
export function NumberInput({ digits = MOST_DIGITS, ...rest }: NumberInputProps): ReactNode {
  return <ReadNumberInput {...rest} digits={digits} kind={digits === 0 ? "integer" : "decimal"} />;
}

export interface MoneyInputProps extends Omit<NumberInputProps, "digits"> {}

/** An amount in the currency of the session. */
export function MoneyInput(props: MoneyInputProps): ReactNode {
  const { currencySign, currencyDigits, currency } = useFormat();
  return (
    <ReadNumberInput
      {...props}
      kind="money"
      digits={currencyDigits}
      wanted={{ currency, places: currencyDigits }}
      sign={currencySign}
    />
  );
}

function ReadNumberInput(props: ReadNumberInputProps): ReactNode {
  const { value, onValue, onUnread, digits, kind, wanted, sign, className, onBlur, onKeyDown, ...rest } = props;
  const { locale, language } = useFormat();
  const [draft, setDraft] = useState<string | null>(null);
  const [isLeft, setLeft] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const handed = useRef(value);
  const id = useId();
  const read = (text: string) => readable(readNumber(text, language, { ...wanted, kind }));
  const reading = draft?.trim() ? read(draft) : null;
  const isOpen = reading !== null && reading.kind !== "value";
  const isAsked = isOpen && (isLeft || Boolean(rest["aria-invalid"]));
  const tidy =
    value === null ? "" : new Intl.NumberFormat(locale, { maximumFractionDigits: digits ?? 2 }).format(value);

  // A value that comes from elsewhere, as when a form starts over, takes the place of what was typed.
  useEffect(() => {
    if (value === handed.current || value === null) return;
    handed.current = value;
    setDraft(null);
  }, [value]);

  const hand = (text: string) => {
    const found = text.trim() ? read(text) : null;
    const isUnread = found !== null && found.kind !== "value";
    const number = found?.kind === "value" ? Number(found.value) : null;
    handed.current = number;
    // Keeps forms without checks of their own from being sent.
    input.current?.setCustomValidity(isUnread ? "It is not clear which number this is." : "");
    if (isUnread && onUnread) onUnread(text);
    else onValue(number);
  };
  const choose = (chosen: string) => {
    handed.current = Number(chosen);
    input.current?.setCustomValidity("");
    setDraft(null);
    setLeft(false);
    onValue(Number(chosen));
    input.current?.focus();
  };

  const field = (
    <input
      {...rest}
      ref={input}
      type="text"
      inputMode={digits === 0 ? "numeric" : "decimal"}
      autoComplete="off"
      aria-invalid={isAsked ? true : rest["aria-invalid"]}
      aria-describedby={[isAsked ? id : "", rest["aria-describedby"]].filter(Boolean).join(" ") || undefined}
      className={classes("input input-number", sign !== undefined && "border-0 p-0", className)}
      value={draft ?? tidy}
      onChange={(event) => {
        setDraft(event.target.value);
        setLeft(false);
        hand(event.target.value);
      }}
      onBlur={(event) => {
        if (isOpen) setLeft(true);
        else setDraft(null);
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isOpen) setLeft(true);
        onKeyDown?.(event);
      }}
    />
  );
  return (
    <>
      {sign === undefined ? (
        field
      ) : (
        <div className="input input-group" data-invalid={isAsked || rest["aria-invalid"] || undefined}>
          <span className="text-muted" aria-hidden>
            {sign}
          </span>
          {field}
        </div>
      )}
      {isAsked && draft !== null && <InputQuestion id={id} text={draft.trim()} reading={reading} onChoose={choose} />}
    </>
  );
}

/** Digits that a number of the browser keeps exactly. */
const EXACT_DIGITS = 15;

function readable(reading: Reading): Reading {
  if (reading.kind !== "value") return reading;
  const digits = reading.value.replace(/[-.]/g, "").replace(/^0+/, "");
  return digits.length > EXACT_DIGITS ? refused("has more digits than are kept exactly.") : reading;
}
