import { Outlet } from "@tanstack/react-router";
import { CloudOff, LockKeyhole, RefreshCw } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { useIsConnected } from "../data/connection";
import { type ApiError, NotSignedIn } from "../data/errors";
import { useSession } from "../data/session";
import type { App } from "../definition/app";
import { LoadProblem } from "../entity/LoadProblem";
import { setTimeZone } from "../expr";
import { useFormat } from "../format/use-format";
import { Button } from "../ui/Button";
import { Drawer } from "../ui/Dialog";
import { EmptyState } from "../ui/EmptyState";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { Notice, Skeleton } from "../ui/Small";
import { useTheme } from "../ui/theme";
import { Toaster } from "../ui/toast";
import { useApp } from "./app-context";
import { ChangedNotice } from "./ChangedNotice";
import { CommandMenu } from "./CommandMenu";
import { RecordDrawer } from "./RecordDrawer";
import { SettingsDialog } from "./SettingsDialog";
import { Sidebar } from "./Sidebar";
import { TopBar } from "./TopBar";
import { useShortcuts } from "./use-shortcuts";

/** What stands around every page. */
export function Frame(): ReactNode {
  const app = useApp();
  const { data: session, error, refetch } = useSession();
  const [menuOpen, setMenuOpen] = useState(false);
  const [commandsOpen, setCommandsOpen] = useState(false);
  const [settingsOpen, setSettingsOpen] = useState(false);
  useTheme();
  useLocale();
  useShortcuts(() => setCommandsOpen(true));
  useLook(app);

  if (error && !session) return <Outside error={error} onRetry={() => void refetch()} />;
  return (
    <div className="frame">
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <Sidebar />
      <Drawer open={menuOpen} onClose={() => setMenuOpen(false)} title="Pages" side="start" bare>
        <Sidebar onNavigate={() => setMenuOpen(false)} />
      </Drawer>
      <div className="min-w-0">
        <TopBar
          onMenu={() => setMenuOpen(true)}
          onSearch={() => setCommandsOpen(true)}
          onSettings={() => setSettingsOpen(true)}
        />
        <ConnectionNotice />
        <main id="content" tabIndex={-1} className="outline-none">
          <ErrorBoundary>{session ? <Outlet /> : <PageSkeleton />}</ErrorBoundary>
        </main>
      </div>
      {session && <RecordDrawer />}
      <CommandMenu
        open={commandsOpen}
        onClose={() => setCommandsOpen(false)}
        onSettings={() => setSettingsOpen(true)}
      />
      <SettingsDialog open={settingsOpen} onClose={() => setSettingsOpen(false)} />
      <ChangedNotice />
      <Toaster />
    </div>
  );
}

/** The page wears the application's colours, corners and spacing, from before it is first painted. */
function useLook({ accent, theme }: App): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const look = { "--accent-hue": String(accent), ...theme };
    for (const [property, value] of Object.entries(look)) style.setProperty(property, value);
    return () => {
      for (const property of Object.keys(look)) style.removeProperty(property);
    };
  }, [accent, theme]);
}

/** Dates, rules and the page's language follow the session. */
function useLocale(): void {
  const { locale, timeZone } = useFormat();
  useEffect(() => {
    setTimeZone(timeZone);
    document.documentElement.lang = locale;
  }, [locale, timeZone]);
}

interface OutsideProps {
  readonly error: ApiError;
  readonly onRetry: () => void;
}

function Outside({ error, onRetry }: OutsideProps): ReactNode {
  const app = useApp();
  return (
    <main className="grid min-h-dvh place-items-center">
      {error instanceof NotSignedIn ? (
        <EmptyState
          icon={<LockKeyhole aria-hidden />}
          title={`Sign in to use ${app.name}`}
          actions={
            <Button icon={<RefreshCw aria-hidden />} onClick={() => location.reload()}>
              I have signed in
            </Button>
          }
        >
          {error.hint ?? "You are not signed in, or your session has ended. Open your sign-in link again."}
        </EmptyState>
      ) : (
        <LoadProblem error={error} onRetry={onRetry} />
      )}
    </main>
  );
}

function ConnectionNotice(): ReactNode {
  const isConnected = useIsConnected();
  if (isConnected) return null;
  return (
    <div className="px-6 pt-3">
      <Notice tone="warning" icon={<CloudOff aria-hidden />} title="The connection is lost">
        What you see may be out of date. Nothing you type is lost; saving works again as soon as the server can be
        reached.
      </Notice>
    </div>
  );
}

function PageSkeleton(): ReactNode {
  return (
    <div className="kit-page" role="status" aria-label="Loading">
      <Skeleton className="h-9 w-2/5" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
