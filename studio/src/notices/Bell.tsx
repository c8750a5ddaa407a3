import { IconButton, Popover } from "@sayso/app-kit";
import { Bell as BellIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useMay } from "../api/me";
import { useFollowNotices, useNotices, useOpenApprovals } from "./queries";
import { newOnes } from "./unread";

const NoticeList = lazy(() => import("./NoticeList"));
const MOST = 99;

/** How much one has not read or decided; the list opens below. */
export function Bell(): ReactNode {
  const [isOpen, open] = useState(false);
  const maySee = useMay("modules:read");
  const { data } = useNotices(maySee);
  const { data: approvals } = useOpenApprovals(maySee);
  if (!maySee) return null;
  const count = newOnes(data?.unread ?? 0, data?.items ?? [], approvals ?? []);
  const said = count === 0 ? "Notices, none new" : `Notices, ${count} new`;
  return (
    <Popover
      open={isOpen}
      onOpenChange={open}
      align="start"
      className="notices"
      label="Notices"
      trigger={
        <IconButton label={said} className="bell">
          <BellIcon aria-hidden />
          {count > 0 && (
            <span className="bell-count" aria-hidden>
              {count > MOST ? `${MOST}+` : count}
            </span>
          )}
        </IconButton>
      }
    >
      <Suspense fallback={<p className="p-4 text-muted">Loading…</p>}>
        <NoticeList onClose={() => open(false)} />
      </Suspense>
    </Popover>
  );
}

/** Keeps the bell up to date; there is one, however many bells are on screen. */
export function NoticesFollowed(): ReactNode {
  useFollowNotices(useMay("modules:read"));
  return null;
}
