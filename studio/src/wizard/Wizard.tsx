import { Button, Notice, Skeleton, useChangeParams, useUrlParams } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { CircleCheck, RotateCcw } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useMay, useMe } from "../api/me";
import { Screen } from "../shell/Screen";
import { Ask } from "./Ask";
import { FormsContext } from "./context";
import { BLANK, type ChangeDraft, type Draft, useDraft, withShapes } from "./draft";
import { Progress } from "./Progress";
import { problemsOf } from "./problems";
import { StepScreen } from "./StepScreen";
import { Summary } from "./Summary";
import { type Place, placeOf } from "./steps";
import { useReading } from "./use-reading";

/** An application in six steps, each from words or by hand; what was said and filled in stays in this browser. */
export function Wizard(): ReactNode {
  const { data: me } = useMe();
  const mayWrite = useMay("modules:write");
  if (!me) return <Skeleton className="m-6 h-72" />;
  if (!mayWrite) {
    return (
      <Screen title="Define step by step">
        <Notice>Your role in this agency looks at applications and does not make any. Ask an administrator.</Notice>
      </Screen>
    );
  }
  const key = `sayso.wizard.${me.agency?.slug ?? ""}.${me.user.id}`;
  return <Steps key={key} storage={key} />;
}

function Steps({ storage }: { readonly storage: string }): ReactNode {
  const [draft, change] = useDraft(storage);
  const place = placeOf(useUrlParams().step);
  const changeParams = useChangeParams();
  const reading = useReading(draft, change);
  const problems = useMemo(() => {
    const refused = Object.values(reading.failures).flatMap((failure) => failure.problems);
    return [...problemsOf(draft.shapes), ...refused];
  }, [draft.shapes, reading.failures]);
  const forms = useMemo(
    () => ({
      shapes: draft.shapes,
      problems,
      change: (step: Parameters<typeof withShapes>[1], next: (shapes: Draft["shapes"]) => Draft["shapes"]) =>
        change((known) => withShapes(known, step, next(known.shapes))),
    }),
    [draft.shapes, problems, change],
  );
  const go = (to: Place) => {
    changeParams({ step: to }, { push: true });
    document.getElementById("content")?.scrollTo({ top: 0 });
    scrollTo({ top: 0 });
  };
  return (
    <FormsContext value={forms}>
      <Screen
        title="Define step by step"
        lead="Describe each part in your own words, or fill it in yourself. Nothing is made before you say so."
        width="full"
        actions={<StartOver change={change} onDone={() => go("object-model")} forget={reading.forget} />}
      >
        <Created draft={draft} />
        <Progress place={place} draft={draft} problems={problems} reading={reading} onGo={go} />
        {place === "summary" ? (
          <Summary draft={draft} change={change} onGo={go} />
        ) : (
          <StepScreen key={place} step={place} draft={draft} change={change} reading={reading} onGo={go} />
        )}
      </Screen>
    </FormsContext>
  );
}

function Created({ draft: { created } }: { readonly draft: Draft }): ReactNode {
  if (!created) return null;
  return (
    <Notice icon={<CircleCheck aria-hidden />}>
      You created “{created.name}” from this.{" "}
      <Link className="link" to="/sessions/$session/{-$tab}" params={{ session: created.id, tab: "preview" }}>
        Go on there
      </Link>
      , or start over for another one.
    </Notice>
  );
}

interface StartOverProps {
  readonly change: ChangeDraft;
  readonly forget: () => void;
  readonly onDone: () => void;
}

function StartOver({ change, forget, onDone }: StartOverProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button icon={<RotateCcw aria-hidden />} onClick={() => setAsking(true)}>
        Start over
      </Button>
      <Ask
        open={isAsking}
        title="Start over?"
        text="All six steps and what you wrote in them are emptied. What you created from them stays."
        confirm="Empty all steps"
        isDanger
        onClose={() => setAsking(false)}
        onConfirm={() => {
          change(() => BLANK);
          forget();
          onDone();
        }}
      />
    </>
  );
}
