import type { Approval, NoticeLine } from "./queries";

/** What one was told, without that which still waits for an approval and stands there as such. */
export function besides(notices: readonly NoticeLine[], approvals: readonly Approval[]): readonly NoticeLine[] {
  const asking = new Set(approvals.map(({ bot_id: bot, run_id: run }) => `/bots/${bot}/runs/${run}`));
  return notices.filter(({ link, level }) => level !== "warning" || !asking.has(link));
}

/** How much is new: what was not read, and what waits for an approval, each once. */
export function newOnes(unread: number, notices: readonly NoticeLine[], approvals: readonly Approval[]): number {
  const shown = new Set(besides(notices, approvals));
  const twice = notices.filter((notice) => notice.read_at === null && !shown.has(notice)).length;
  return unread - twice + approvals.length;
}
