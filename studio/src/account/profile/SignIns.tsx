import { Badge, Button, toastError } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { Asking } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { forgetDrafts } from "../../shell/sign-out";
import { type SignIn, useOwnChange, useSignIns } from "./queries";

/** Where the person is signed in, and the way to end that. */
export function SignIns(): ReactNode {
  const [isAsking, ask] = useState(false);
  return (
    <Panel
      title="Where you are signed in"
      actions={
        <Button size="small" onClick={() => ask(true)}>
          Sign out everywhere
        </Button>
      }
    >
      <PagedRows list={useSignIns()} label="Where you are signed in" empty={null}>
        {(one) => <SignInRow key={one.id} one={one} />}
      </PagedRows>
      {isAsking && <SignOutEverywhere onClose={() => ask(false)} />}
    </Panel>
  );
}

const KINDS: Readonly<Record<SignIn["kind"], string>> = {
  browser: "",
  token: "With a token",
  module: "In an application",
};

function SignInRow({ one }: { readonly one: SignIn }): ReactNode {
  const end = useOwnChange<void>(
    () => dataOf(api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id: one.id } } })),
    "That sign-in has ended.",
    ["account", "sign-ins"],
  );
  const where = [KINDS[one.kind], one.address && `From ${one.address}`].filter(Boolean).join(" · ");
  return (
    <li className="row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate">{one.browser}</span>
          <span className="row-note">
            {where && `${where} · `}Last seen <Moment at={one.last_seen_at} />
          </span>
        </div>
      </div>
      {one.is_this ? (
        <Badge tone="success">This browser</Badge>
      ) : (
        <Button
          size="small"
          busy={end.isPending}
          aria-label={`Sign out ${one.browser}`}
          onClick={() => end.mutate(undefined, { onError: toastError })}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function SignOutEverywhere({ onClose }: { readonly onClose: () => void }): ReactNode {
  const end = useOwnChange<void>(async () => {
    await dataOf(api.POST("/api/v1/auth/sign-out-everywhere"));
    forgetDrafts();
    location.assign("/signin?said=everywhere");
  }, "You are signed out everywhere.");
  return (
    <Asking
      title="Sign out everywhere?"
      text="Every browser, program and application in which you are signed in ends, this one too. API keys go on working."
      verb="Sign out everywhere"
      keep="Stay signed in"
      change={end}
      onClose={onClose}
    />
  );
}
