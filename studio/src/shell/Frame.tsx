import { Drawer, ErrorBoundary, IconButton, LoadProblem, Skeleton, Toaster } from "@sayso/app-kit";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMe } from "../api/me";
import { Bell, NoticesFollowed } from "../notices/Bell";
import { Sidebar } from "./Sidebar";
import { useShell } from "./shell-context";

/** What stands around every screen but the workspace. */
export function Frame(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const me = useMe();
  const { pathname } = useLocation();
  const close = () => setOpen(false);
  return (
    <div className="studio">
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <Sidebar />
      <Drawer open={isOpen} onClose={close} title="Places" side="start" bare>
        <Sidebar onNavigate={close} />
      </Drawer>
      <div className="studio-body">
        <PhoneBar onMenu={() => setOpen(true)} />
        <main id="content" tabIndex={-1} className="studio-main outline-none">
          <ErrorBoundary key={pathname}>
            {me.data ? <Outlet /> : me.error ? <LoadProblem error={me.error} onRetry={me.refetch} /> : <Loading />}
          </ErrorBoundary>
        </main>
      </div>
      <NoticesFollowed />
      <Toaster />
    </div>
  );
}

/** Opens the places on a phone, where they are not beside the screen. */
function PhoneBar({ onMenu }: { readonly onMenu: () => void }): ReactNode {
  const { openCommands } = useShell();
  const { data: me } = useMe();
  return (
    <header className="phone-bar">
      <IconButton label="Places" onClick={onMenu}>
        <MenuIcon aria-hidden />
      </IconButton>
      <span className="me-auto truncate font-medium" dir="auto">
        {me?.agency?.name ?? "Sayso"}
      </span>
      <Bell />
      <IconButton label="Search and commands" onClick={openCommands}>
        <Search aria-hidden />
      </IconButton>
    </header>
  );
}

function Loading(): ReactNode {
  return (
    <div className="screen screen-medium" role="status" aria-label="Loading">
      <Skeleton className="h-8 w-2/5" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
