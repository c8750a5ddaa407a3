import { Button, Checkbox, Dialog, Notice } from "@sayso/app-kit";
import { Globe, Lock } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Moment } from "../../shell/Moment";
import { useWorkspace } from "../state/context";
import { type Prospect, type PublicAccess, useOpenToPublic, usePublicAccess } from "./queries";
import { Section } from "./Section";

interface PublicProspectProps {
  readonly opening: NonNullable<Prospect["public"]>;
  /** The running module; none before the first publish. */
  readonly slug: string | null;
}

/** What would be public of what is not published yet; opening it is a step of its own. */
export function PublicProspect({ opening, slug }: PublicProspectProps): ReactNode {
  const access = usePublicAccess(slug);
  const confirmed = new Set(access.data?.confirmed?.keys);
  const isMore = opening.keys.some((key) => !confirmed.has(key));
  if (!isMore) {
    return (
      <Section title="What is open to anybody stays open" standing="fine">
        <Sentences sentences={opening.sentences} />
      </Section>
    );
  }
  const isOpen = access.data?.is_open ?? false;
  return (
    <Section title={isOpen ? "More of it is meant for anybody" : "Part of it is meant for anybody"} standing="look">
      <Sentences sentences={opening.sentences} />
      <p className="mt-2 text-muted">
        {isOpen
          ? "Publishing closes it to everybody who is not signed in, until you confirm here what becomes public."
          : "Publishing opens nothing of this. You are asked here, once it runs, and everybody signs in until then."}
      </p>
    </Section>
  );
}

/** What of the running application is open to anybody, with the way to open and to close it. */
export function PublicLive({ slug }: { readonly slug: string }): ReactNode {
  const { mayEdit } = useWorkspace();
  const access = usePublicAccess(slug);
  const close = useOpenToPublic(slug);
  const [isAsking, setAsking] = useState(false);
  const found = access.data;
  if (!found || (found.keys.length === 0 && !found.confirmed)) return null;
  if (found.is_open) {
    const by = found.confirmed?.by;
    return (
      <Section
        title="Open to anybody, without signing in"
        standing="fine"
        action={
          <Button
            size="small"
            icon={<Lock aria-hidden />}
            disabled={!mayEdit}
            busy={close.isPending}
            onClick={() => close.mutate(null)}
          >
            Close it
          </Button>
        }
      >
        <Sentences sentences={found.sentences} />
        {found.confirmed && (
          <p className="mt-2 text-muted">
            Confirmed{by ? ` by ${by}` : ""} <Moment at={found.confirmed.at} />.
          </p>
        )}
      </Section>
    );
  }
  if (found.keys.length === 0) return null;
  const isMore = found.confirmed !== null;
  return (
    <Section
      title={isMore ? "Closed, as more would be public than was confirmed" : "Closed to people who are not signed in"}
      standing="look"
      action={
        <Button
          size="small"
          variant="primary"
          icon={<Globe aria-hidden />}
          disabled={!mayEdit}
          onClick={() => setAsking(true)}
        >
          Review what becomes public
        </Button>
      }
    >
      <p className="text-muted">{isMore ? "New since then:" : "What is meant for anybody:"}</p>
      <Sentences sentences={isMore ? found.pending.sentences : found.sentences} />
      <ConfirmPublic access={found} slug={slug} isOpen={isAsking} onClose={() => setAsking(false)} />
    </Section>
  );
}

interface ConfirmPublicProps {
  readonly access: PublicAccess;
  readonly slug: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Has a person read and confirm exactly what becomes public. */
function ConfirmPublic({ access, slug, isOpen, onClose }: ConfirmPublicProps): ReactNode {
  const confirm = useOpenToPublic(slug);
  const [hasRead, setRead] = useState(false);
  const id = useId();
  const close = () => {
    setRead(false);
    confirm.reset();
    onClose();
  };
  const footer = (
    <>
      <Button onClick={close}>Keep it closed</Button>
      <Button
        variant="primary"
        disabled={!hasRead}
        busy={confirm.isPending}
        onClick={() => confirm.mutate(access.keys, { onSuccess: close })}
      >
        Make this public
      </Button>
    </>
  );
  return (
    <Dialog open={isOpen} onClose={close} title="What becomes public" footer={footer} width="36rem">
      <p>Anybody who has the address could do this without signing in:</p>
      <Sentences sentences={access.sentences} />
      <p className="mt-3 truncate text-sm text-muted" title={access.url}>
        {access.url}
      </p>
      <div className="review-confirm">
        <Checkbox id={id} checked={hasRead} onCheckedChange={(checked) => setRead(checked === true)} />
        <label htmlFor={id}>
          {access.sentences.length === 1
            ? "I have read this sentence"
            : `I have read these ${access.sentences.length} sentences`}
          , and anybody may
        </label>
      </div>
      {confirm.error && (
        <Notice tone="danger" title="It stays closed.">
          {confirm.error.message} {confirm.error.hint}
        </Notice>
      )}
    </Dialog>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }): ReactNode {
  return (
    <ul className="history-sentences">
      {sentences.map((sentence) => (
        <li key={sentence} dir="auto">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
