import { Hourglass } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../ui/Button";
import { useTheme } from "../ui/theme";
import type { Card } from "./card";
import { type CustomState, scriptAt, talkToFrame } from "./custom";

/** Where the page of the frame is; it has an origin of its own and no network. */
const FRAME = "/studio/card-frame";

export interface CustomCardProps {
  readonly card: Card;
  readonly value: unknown;
  /** Where the script is that draws it. */
  readonly drawnBy: string;
}

/** A card that somebody else's code draws: in a frame without a network, which is given the data and nothing else. */
export function CustomCard({ card, value, drawnBy }: CustomCardProps): ReactNode {
  const frame = useRef<HTMLIFrameElement>(null);
  const talk = useRef<ReturnType<typeof talkToFrame> | null>(null);
  const [state, setState] = useState<CustomState>({ kind: "starting" });
  const [script, setScript] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const { shown: theme } = useTheme();
  const said = useMemo(() => (script === null ? null : { script, value, theme }), [script, value, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks for the script once more
  useEffect(() => {
    let isOver = false;
    scriptAt(drawnBy).then(
      (found) => isOver || setScript(found),
      (error: Error) => isOver || setState({ kind: "failed", message: error.message }),
    );
    return () => {
      isOver = true;
    };
  }, [drawnBy, round]);
  useEffect(() => {
    if (said) talk.current?.show(said);
  }, [said]);
  useEffect(() => () => talk.current?.end(), []);

  const attach = () => {
    if (!frame.current) return;
    talk.current?.end();
    talk.current = talkToFrame(frame.current, setState);
    if (said) talk.current.show(said);
  };
  const again = () => {
    setState({ kind: "starting" });
    setRound(round + 1);
  };
  return (
    <div className="card-custom">
      <iframe
        key={round}
        ref={frame}
        title={card.title}
        src={FRAME}
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        hidden={state.kind === "failed" || state.kind === "silent"}
        onLoad={attach}
      />
      {state.kind === "starting" && (
        <p className="card-drawing" role="status">
          Drawing the card
        </p>
      )}
      {state.kind === "silent" && (
        <Trouble title="The card does not answer" again={again}>
          What draws it took longer than ten seconds. Its data is there all the same.
        </Trouble>
      )}
      {state.kind === "failed" && (
        <Trouble title="The card could not be drawn" again={again}>
          {state.message}
        </Trouble>
      )}
    </div>
  );
}

interface TroubleProps {
  readonly title: string;
  readonly again: () => void;
  readonly children: ReactNode;
}

function Trouble({ title, again, children }: TroubleProps): ReactNode {
  return (
    <div className="card-calm" role="alert">
      <Hourglass aria-hidden />
      <p className="font-medium">{title}</p>
      <p>{children}</p>
      <Button size="small" onClick={again}>
        Draw it again
      </Button>
    </div>
  );
}
