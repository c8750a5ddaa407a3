import { Button, Checkbox, toast } from "@sayso/app-kit";
import { Link2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Secret } from "../../account/Secret";
import { api, dataOf } from "../../api/client";
import { Refusal } from "../../shell/Asking";
import { Field } from "../../shell/Field";
import { Moment } from "../../shell/Moment";
import { useDashboardChange } from "../queries";
import type { DashboardView, ShareView } from "../types";

const SPANS = [
  [7, "A week"],
  [30, "30 days"],
  [365, "A year"],
  [null, "Until it is withdrawn"],
] as const;

/** Links with which anybody can look at a dashboard, without signing in. */
export function Links({ dashboard }: { readonly dashboard: DashboardView }): ReactNode {
  const { id, shares, confirmation } = dashboard;
  const heading = useId();
  const [address, setAddress] = useState<string | null>(null);
  return (
    <section className="grid gap-3" aria-labelledby={heading}>
      <div>
        <h3 id={heading} className="font-medium">
          Anybody with a link
        </h3>
        <p className="text-sm text-muted">They see what is on it, live, without signing in, and can change nothing.</p>
      </div>
      {address ? (
        <div className="grid gap-2">
          <Secret label="Link" value={address} note="It is shown this once. Whoever has it can look." />
          <div>
            <Button size="small" onClick={() => setAddress(null)}>
              Make another link
            </Button>
          </div>
        </div>
      ) : (
        <NewLink dashboard={id} confirmation={confirmation} onMade={setAddress} />
      )}
      {shares.length > 0 && (
        <ul className="share-links" aria-label="Links that work">
          {shares.map((share) => (
            <LinkRow key={share.id} dashboard={id} share={share} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface NewLinkProps {
  readonly dashboard: string;
  readonly confirmation: string | null;
  readonly onMade: (address: string) => void;
}

function NewLink({ dashboard, confirmation, onMade }: NewLinkProps): ReactNode {
  const [label, setLabel] = useState("");
  const [days, setDays] = useState<number | null>(30);
  const [isConfirmed, confirm] = useState(false);
  const [span, box] = [useId(), useId()];
  const make = useDashboardChange(
    () =>
      dataOf(
        api.POST("/api/v1/dashboards/{dashboard_id}/shares", {
          params: { path: { dashboard_id: dashboard } },
          body: { label: label.trim(), days, confirm: isConfirmed },
        }),
      ),
    ({ address }) => {
      setLabel("");
      onMade(new URL(address, location.origin).href);
    },
  );
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className="share-new">
        <Field
          label="For whom"
          placeholder="The screen in the hallway"
          value={label}
          maxLength={200}
          onChange={({ target }) => setLabel(target.value)}
        />
        <div className="grid gap-1.5">
          <label htmlFor={span} className="text-sm font-medium">
            Works for
          </label>
          <select
            id={span}
            className="input"
            value={days ?? ""}
            onChange={({ target }) => setDays(target.value ? Number(target.value) : null)}
          >
            {SPANS.map(([value, words]) => (
              <option key={words} value={value ?? ""}>
                {words}
              </option>
            ))}
          </select>
        </div>
      </div>
      {confirmation && (
        <div className="share-confirm">
          <Checkbox id={box} checked={isConfirmed} onCheckedChange={(next: boolean) => confirm(next === true)} />
          <label htmlFor={box}>{confirmation}</label>
        </div>
      )}
      <Refusal error={make.error} />
      <div>
        <Button
          type="submit"
          icon={<Link2 aria-hidden />}
          busy={make.isPending}
          disabled={confirmation !== null && !isConfirmed}
        >
          Make a link
        </Button>
      </div>
    </form>
  );
}

function LinkRow({ dashboard, share }: { readonly dashboard: string; readonly share: ShareView }): ReactNode {
  const { id, label, expires_at: until, last_seen_at: seen } = share;
  const withdraw = useDashboardChange(
    () =>
      dataOf(
        api.DELETE("/api/v1/dashboards/{dashboard_id}/shares/{share_id}", {
          params: { path: { dashboard_id: dashboard, share_id: id } },
        }),
      ),
    () => toast("The link is withdrawn. Whoever looked with it sees nothing more."),
  );
  return (
    <li>
      <div className="grid min-w-0">
        <span className="truncate font-medium" dir="auto">
          {label || "Without a name"}
        </span>
        <span className="text-sm text-muted">
          {until ? (
            <>
              Works until <time dateTime={until}>{new Date(until).toLocaleDateString()}</time>
            </>
          ) : (
            "Works until it is withdrawn"
          )}
          {" · "}
          {seen ? (
            <>
              seen <Moment at={seen} />
            </>
          ) : (
            "not used yet"
          )}
        </span>
      </div>
      <Button size="small" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
        Withdraw
      </Button>
    </li>
  );
}
