import { EmptyState, ErrorBoundary, Skeleton } from "@sayso/app-kit";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { LockKeyhole } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { useMe } from "../api/me";
import { useTitle } from "../shell/use-title";
import { SECTIONS, type Section, sectionsFor } from "./sections";

/** The account area: the person's own things, and those of the agency that they may see. */
export function Account(): ReactNode {
  const { data: me } = useMe();
  const { section: name = "profile" } = useParams({ strict: false });
  const sections = me ? sectionsFor(me) : [];
  const here = sections.find((section) => section.name === name);
  useTitle(here?.label, "Account");
  if (!me) return null;
  return (
    <div className="screen screen-full account">
      <header className="screen-head">
        <h1 tabIndex={-1}>Account</h1>
      </header>
      <SectionList sections={sections} here={name} />
      <div className="account-section">
        {here ? (
          <Shown key={here.name} section={here} />
        ) : (
          <NotHere isKnown={SECTIONS.some((one) => one.name === name)} />
        )}
      </div>
    </div>
  );
}

interface SectionListProps {
  readonly sections: readonly Section[];
  readonly here: string;
}

/** Beside the section, or a choice above it on a phone. */
function SectionList({ sections, here }: SectionListProps): ReactNode {
  const navigate = useNavigate();
  const go = (section: string) => void navigate({ to: "/account/{-$section}", params: { section } });
  return (
    <nav aria-label="Account" className="account-nav">
      <ul>
        {sections.map(({ name, label, icon: Icon }) => (
          <li key={name}>
            <Link
              to="/account/{-$section}"
              params={{ section: name }}
              className="nav-link"
              aria-current={name === here ? "page" : undefined}
            >
              <Icon aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <select className="input" aria-label="Section" value={here} onChange={({ target }) => go(target.value)}>
        {sections.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </nav>
  );
}

function Shown({ section: { Shown, label } }: { readonly section: Section }): ReactNode {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading label={label} />}>
        <Shown />
      </Suspense>
    </ErrorBoundary>
  );
}

function Loading({ label }: { readonly label: string }): ReactNode {
  return (
    <div className="grid gap-4" role="status" aria-label={`Loading ${label}`}>
      <Skeleton className="h-6 w-40" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}

function NotHere({ isKnown }: { readonly isKnown: boolean }): ReactNode {
  return (
    <EmptyState
      icon={<LockKeyhole aria-hidden />}
      title={isKnown ? "This is not for your role" : "There is no such section"}
      actions={
        <Link to="/account/{-$section}" params={{ section: undefined }} className="link">
          To your profile
        </Link>
      }
    >
      {isKnown && "An administrator of the agency can give you another role."}
    </EmptyState>
  );
}
