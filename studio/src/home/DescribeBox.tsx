import { toast } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { ListChecks } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { SentenceBox } from "../shell/SentenceBox";
import { Examples } from "./Examples";
import { SheetStart } from "./SheetStart";
import { useBegin } from "./use-begin";
import { useDraft } from "./use-draft";

/** Asks what somebody needs, and begins a session with it. */
export function DescribeBox(): ReactNode {
  const [text, write] = useDraft("sayso.home.draft");
  const begin = useBegin(() => write(""));
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (globalThis.matchMedia("(pointer: fine)").matches) box.current?.focus({ preventScroll: true });
  }, []);
  const fill = (example: string) => {
    if (text.trim() && text !== example) toast("Your text was replaced.", { undo: () => write(text) });
    write(example);
    box.current?.focus();
  };
  return (
    <section aria-labelledby="need" className="describe">
      <h1 id="need" tabIndex={-1}>
        What do you need?
      </h1>
      <SentenceBox
        box={box}
        rows={3}
        text={text}
        onWrite={write}
        maxLength={200_000}
        act={begin}
        onSend={begin.mutate}
        verb="Build it"
        doing="Starting…"
        aria-labelledby="need"
        placeholder="Say it as you would to a colleague: what it is for, what you keep track of, who uses it."
        isMain
      >
        <SheetStart />
        <Link to="/wizard" className="describe-way">
          <ListChecks aria-hidden /> Define it in six steps
        </Link>
      </SentenceBox>
      <Examples onChoose={fill} />
    </section>
  );
}
