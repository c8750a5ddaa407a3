import "../bots.css";
import { Notice, useUrlState } from "@sayso/app-kit";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useMay } from "../../api/me";
import { useDraft } from "../../home/use-draft";
import { Screen } from "../../shell/Screen";
import { SentenceBox } from "../../shell/SentenceBox";
import { makeBot } from "../calls";
import { useBotAct } from "../queries";
import { Examples } from "./Examples";

/** Asks what should happen by itself; the conversation goes on where the bot is. */
export function NewBot(): ReactNode {
  const mayMake = useMay("modules:write");
  if (!mayMake) {
    return (
      <Screen title="New bot" width="narrow">
        <Notice title="Making bots needs the right to build applications here.">
          <Link to="/bots" className="link">
            All bots
          </Link>
        </Notice>
      </Screen>
    );
  }
  return (
    <Screen
      title="What should happen by itself?"
      lead="Say it as you would to a colleague: when, with what, and what comes of it. You are asked where something is open."
      width="narrow"
    >
      <Describe />
    </Screen>
  );
}

function Describe(): ReactNode {
  const [text, write] = useDraft("sayso.bots.draft");
  const [begun, begin] = useUrlState("begin");
  const box = useRef<HTMLTextAreaElement>(null);
  const navigate = useNavigate();
  const make = useBotAct<string>(makeBot, {
    done: ({ id }) => {
      write("");
      void navigate({ to: "/bots/$bot/{-$tab}", params: { bot: id, tab: undefined }, replace: true });
    },
    isQuiet: true,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address begins with is taken once
  useEffect(() => {
    if (begun) {
      write(begun);
      begin(null);
    }
    box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="grid gap-4">
      <SentenceBox
        box={box}
        rows={4}
        text={text}
        onWrite={write}
        maxLength={8_000}
        act={make}
        onSend={make.mutate}
        verb="Make it"
        doing="Starting…"
        aria-label="What should happen by itself?"
        placeholder="Every morning, look whether …, and when …, tell me."
        isMain
      />
      <Examples
        onChoose={(example) => {
          write(example);
          box.current?.focus();
        }}
      />
      <p className="text-sm text-muted">
        Nothing runs before you have seen what it will be allowed to reach, and have activated it.
      </p>
    </div>
  );
}
