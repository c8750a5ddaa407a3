import { Button, Input, toast } from "@sayso/app-kit";
import { Check, Copy } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";

export interface SecretProps {
  readonly label: string;
  readonly value: string;
  readonly note?: ReactNode;
}

/** Something that is shown this once, with a button that copies it. */
export function Secret({ label, value, note }: SecretProps): ReactNode {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      field.current?.select();
      toast("This browser does not let pages copy. The text is selected: copy it with Ctrl C.");
    }
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          ref={field}
          readOnly
          value={value}
          className="font-mono"
          onFocus={({ target }) => target.select()}
        />
        <Button icon={isCopied ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={() => void copy()}>
          {isCopied ? "Copied" : "Copy"}
        </Button>
      </div>
      {note && <p className="text-sm text-muted">{note}</p>}
    </div>
  );
}
