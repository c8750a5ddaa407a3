import { IconButton, toast } from "@sayso/app-kit";
import { Copy } from "lucide-react";
import type { ReactNode } from "react";

/** Code to read and to copy; it scrolls by keyboard, too. */
export function CodeBlock({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  };
  return (
    <div className="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
      <IconButton label={`Copy the ${label}`} className="code-block-copy" onClick={() => void copy()}>
        <Copy aria-hidden />
      </IconButton>
    </div>
  );
}
