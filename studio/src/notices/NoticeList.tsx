import { Button, LoadProblem } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, CircleQuestionMark, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Moment } from "../shell/Moment";
import { RowsSkeleton } from "../shell/PagedRows";
import { type Approval, type NoticeLine, useNotices, useOpenApprovals, useRead } from "./queries";
import { besides } from "./unread";

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, error: CircleAlert } as const;

export interface NoticeListProps {
  readonly onClose: () => void;
}

/** What waits to be approved, and what one was told, the newest first. */
export default function NoticeList({ onClose }: NoticeListProps): ReactNode {
  const { data, error, refetch } = useNotices(true);
  const { data: approvals } = useOpenApprovals(true);
  const read = useRead();
  const notices = besides(data?.items ?? [], approvals ?? []);
  const isEmpty = data?.items.length === 0 && !approvals?.length;
  return (
    <>
      <div className="notices-head">
        <h2>Notices</h2>
        {!!data?.unread && (
          <Button size="small" busy={read.isPending} onClick={() => read.mutate({ all: true })}>
            Mark all as read
          </Button>
        )}
      </div>
      {error && !data && <LoadProblem error={error} onRetry={refetch} />}
      {!data && !error && <RowsSkeleton label="notices" />}
      {isEmpty && <p className="panel-empty">Nothing yet. What your bots tell you stands here.</p>}
      <ul className="notices-list">
        {approvals?.map((approval) => (
          <ApprovalItem key={approval.id} approval={approval} onClose={onClose} />
        ))}
        {notices.map((notice) => (
          <NoticeItem
            key={notice.id}
            notice={notice}
            onClose={onClose}
            onRead={() => read.mutate({ ids: [notice.id] })}
          />
        ))}
      </ul>
    </>
  );
}

function ApprovalItem({ approval, onClose }: NoticeListProps & { readonly approval: Approval }): ReactNode {
  const { bot_id: bot, run_id: run, bot_name: name, text, asked_at: at } = approval;
  return (
    <li className="notices-item" data-new>
      <CircleQuestionMark aria-hidden data-level="warning" />
      <Link to="/bots/$bot/runs/$run" params={{ bot, run }} onClick={onClose}>
        <strong dir="auto">{name} waits for an approval</strong>
        <span dir="auto">{text}</span>
        <Moment at={at} className="text-faint" />
      </Link>
    </li>
  );
}

interface NoticeItemProps extends NoticeListProps {
  readonly notice: NoticeLine;
  readonly onRead: () => void;
}

function NoticeItem({ notice, onClose, onRead }: NoticeItemProps): ReactNode {
  const { level, title, text, link, created_at: at, read_at: read } = notice;
  const Icon = ICONS[level];
  const said = (
    <>
      <strong dir="auto">{title}</strong>
      {text && <span dir="auto">{text}</span>}
      <Moment at={at} className="text-faint" />
    </>
  );
  const isNew = read === null;
  const open = () => {
    if (isNew) onRead();
    onClose();
  };
  return (
    <li className="notices-item" data-new={isNew || undefined}>
      <Icon aria-hidden data-level={level} />
      {/* only paths of Studio are followed; a notice may say anything */}
      {/^\/(?![/\\])/.test(link) ? (
        <Link to={link} onClick={open}>
          {said}
        </Link>
      ) : (
        <div>{said}</div>
      )}
      {isNew && (
        <button
          type="button"
          className="notices-read"
          aria-label={`Mark “${title}” as read`}
          title="Mark as read"
          onClick={onRead}
        >
          <span aria-hidden />
        </button>
      )}
    </li>
  );
}
