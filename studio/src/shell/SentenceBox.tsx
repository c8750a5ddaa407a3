import { type ApiError, Button, type ButtonProps, Notice } from "@sayso/app-kit";
import { ArrowUp } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, type ReactNode, type RefObject, useId } from "react";

type Shown = Pick<ComponentProps<"textarea">, "aria-label" | "aria-labelledby" | "maxLength" | "placeholder" | "rows">;

export interface SentenceBoxProps extends Shown {
  readonly text: string;
  readonly onWrite: (text: string) => void;
  /** Never called with nothing but space, nor while the last one is on its way. */
  readonly onSend: (said: string) => void;
  readonly act: { readonly isPending: boolean; readonly error?: ApiError | null };
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly verb: string;
  /** Stands on the button while it is on its way. */
  readonly doing?: string;
  readonly size?: NonNullable<ButtonProps["size"]>;
  /** Whether `/` leads here. */
  readonly isMain?: boolean;
  readonly className?: string;
  /** Other ways, before the button. */
  readonly children?: ReactNode;
}

/** Where somebody says what they want: Enter sends it, Shift and Enter begin a line, a failure keeps the text. */
export function SentenceBox({
  text,
  onWrite,
  onSend,
  act,
  box,
  verb,
  doing = verb,
  size = "medium",
  isMain,
  className = "",
  children,
  ...shown
}: SentenceBoxProps): ReactNode {
  const problem = useId();
  const send = () => {
    const said = text.trim();
    if (!said) box.current?.focus();
    else if (!act.isPending) onSend(said);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <>
      <form
        className={`describe-box ${className}`}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <textarea
          {...shown}
          ref={box}
          value={text}
          readOnly={act.isPending}
          onChange={({ target }) => onWrite(target.value)}
          onKeyDown={onKeyDown}
          aria-describedby={act.error ? problem : undefined}
          data-search={isMain || undefined}
          dir="auto"
        />
        <div className="describe-foot">
          {children}
          <Button
            type="submit"
            variant="primary"
            size={size}
            className="ms-auto"
            busy={act.isPending}
            disabled={!text.trim()}
            icon={<ArrowUp aria-hidden />}
          >
            {act.isPending ? doing : verb}
          </Button>
        </div>
      </form>
      {act.error && (
        <div id={problem}>
          <Notice tone="danger" title={act.error.message}>
            {act.error.hint ?? "Your text is still here. Try again."}
          </Notice>
        </div>
      )}
    </>
  );
}
