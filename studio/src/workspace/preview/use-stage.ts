import { type Theme, toast } from "@sayso/app-kit";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useWorkspace } from "../state/context";
import { suggestWords } from "../state/suggesting";
import { FrameLink } from "./frame-link";
import type { Attention, Said, Told } from "./protocol";
import { type Preview, waitingIn } from "./use-preview";

interface Broken {
  readonly digest: string;
  readonly message: string;
}

export interface Stage {
  readonly link: FrameLink;
  readonly path: string;
  readonly role: string | null;
  readonly isCommenting: boolean;
  readonly waiting: readonly string[];
  readonly broken: Broken | null;
  readonly isFlooded: boolean;
  /** Whether the application is drawn; loading the page of the frame takes a moment. */
  readonly isDrawn: boolean;
  readonly round: number;
  goTo(path: string): void;
  lookAs(role: string): void;
  comment(isOn: boolean): void;
  reload(): void;
}

/** What the frame shows and where it is: kept here, said to the frame, and heard from it. */
export function useStage(preview: Preview | undefined, theme: Theme): Stage {
  const { session, spec, live, pointAt } = useWorkspace();
  const [link] = useState(() => new FrameLink());
  const [path, setPath] = useState("/");
  const [role, setRole] = useState<string | null>(null);
  const [isCommenting, setCommenting] = useState(false);
  const [broken, setBroken] = useState<Broken | null>(null);
  const [isFlooded, setFlooded] = useState(false);
  const [isDrawn, setDrawn] = useState(false);
  const [round, setRound] = useState(0);
  const sent = useRef<{ digest: string; rows: Preview["rows"] } | null>(null);

  useEffect(() => {
    if (!preview?.script || sent.current?.digest === preview.digest) return;
    const shown = shownOf(preview, preview.script);
    const isSame = sent.current?.rows === preview.rows;
    sent.current = { digest: preview.digest, rows: preview.rows };
    link.say({ kind: "show", shown: isSame ? { ...shown, rows: null } : shown });
    link.note({ kind: "show", shown });
  }, [link, preview]);

  useEffect(() => link.say({ kind: "theme", theme }), [link, theme]);
  useEffect(() => link.say({ kind: "comment", isOn: isCommenting }), [link, isCommenting]);

  const known = useMemo(() => new Set(spec.components.map(({ id }) => id)), [spec]);
  const waiting = useMemo(() => waitingIn(preview, known, live), [preview, known, live]);
  const newest = live?.components.at(-1);
  const newestId = newest?.id;
  const note = newest && noteOf(newest, preview);
  useEffect(() => {
    const attention: Attention | null = newestId && note ? { component: newestId, note } : null;
    link.say({ kind: "progress", waiting, attention });
  }, [link, waiting, newestId, note]);
  const home = preview?.pages.find((page) => page.name === newest?.page)?.path;
  useTour(link, newestId ? home : undefined, path);

  const names = useRef(new Set<string>());
  names.current = new Set(preview?.components.map(({ id }) => id));
  link.onTold = useCallback(
    (told: Told) => {
      switch (told.kind) {
        case "place": {
          const place: Said = { kind: "page", path: told.path };
          link.note(place);
          setPath(told.path.split("?")[0] ?? "/");
          if (told.role) setRole(told.role);
          return;
        }
        case "comment":
          setCommenting(told.isOn);
          return;
        case "pointed":
          setCommenting(false);
          if (names.current.has(told.component)) pointAt(told.component);
          return;
        case "mend":
          if (!names.current.has(told.component)) return;
          pointAt(told.component);
          suggestWords(session.id, `This part is not shown. It says: ${told.message}. Please mend it.`);
          toast("Your message is ready. Send it to have this part mended.");
          return;
        case "shown":
          setBroken(null);
          setDrawn(true);
          return;
        case "failed":
          setDrawn(true);
          setBroken({ digest: told.digest, message: told.message });
      }
    },
    [link, pointAt, session.id],
  );
  link.onFlood = useCallback(() => setFlooded(true), []);

  return {
    link,
    path,
    role: role ?? preview?.session.role ?? null,
    isCommenting,
    waiting,
    broken,
    isFlooded,
    isDrawn,
    round,
    goTo: (to) => link.say({ kind: "page", path: to }),
    lookAs: (name) => {
      setRole(name);
      link.say({ kind: "role", role: name });
    },
    comment: setCommenting,
    reload: () => {
      setFlooded(false);
      setDrawn(false);
      setBroken(null);
      setRound((now) => now + 1);
    },
  };
}

/** Shows the pages of parts as they are made, and goes back to where the person was; whoever walks on stays there. */
function useTour(link: FrameLink, stop: string | undefined, path: string): void {
  const here = useRef(path);
  here.current = path;
  const tour = useRef<{ readonly from: string; last: string } | null>(null);
  useEffect(() => {
    if (stop) {
      tour.current = { from: tour.current?.from ?? here.current, last: stop };
      link.say({ kind: "page", path: stop });
    } else if (tour.current) {
      const { from, last } = tour.current;
      tour.current = null;
      if (here.current === last) link.say({ kind: "page", path: from });
    }
  }, [link, stop]);
}

function shownOf(preview: Preview, script: string) {
  const { digest, components, session, title, slug, rows } = preview;
  return { digest, script, components, session: { ...session, title, slug }, rows: rows as never };
}

function noteOf(
  newest: { readonly id: string; readonly name: string; readonly isOpen: boolean },
  preview?: Preview,
): string {
  const title = preview?.components.find(({ id }) => id === newest.id)?.title ?? newest.name;
  return newest.isOpen ? `${title} · say what to change, or wait` : title;
}
