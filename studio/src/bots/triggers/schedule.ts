/** The schedules that can be said without knowing cron; everything else is written as cron. */
export type Shape =
  | { readonly kind: "minutes"; readonly every: number }
  | { readonly kind: "hours"; readonly every: number; readonly minute: number }
  | { readonly kind: "days"; readonly days: Days; readonly time: string }
  | { readonly kind: "weekday"; readonly weekday: number; readonly time: string }
  | { readonly kind: "month"; readonly day: number; readonly time: string }
  | { readonly kind: "cron"; readonly cron: string };

export type Days = "all" | "work";

export const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

const NUMBER = /^\d{1,2}$/;

/** What a cron expression says, where it is one of the usual ones. */
export function shapeOf(cron: string): Shape {
  const own: Shape = { kind: "cron", cron };
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = cron.trim().split(/\s+/);
  if (month !== "*" || rest.length > 0) return own;
  const isDaily = day === "*" && weekday === "*";
  const minutes = stepOf(minute, 60);
  if (minutes && hour === "*" && isDaily) return { kind: "minutes", every: minutes };
  if (!NUMBER.test(minute)) return own;
  const hours = hour === "*" ? 1 : stepOf(hour, 24);
  if (hours && isDaily) return { kind: "hours", every: hours, minute: Number(minute) };
  if (!NUMBER.test(hour)) return own;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (isDaily) return { kind: "days", days: "all", time };
  if (day === "*" && /^(1-5|mon-fri)$/i.test(weekday)) return { kind: "days", days: "work", time };
  if (day === "*" && /^[0-7]$/.test(weekday)) return { kind: "weekday", weekday: Number(weekday) % 7, time };
  if (weekday === "*" && NUMBER.test(day)) return { kind: "month", day: Number(day), time };
  return own;
}

/** The cron expression of a schedule. */
export function cronOf(shape: Shape): string {
  switch (shape.kind) {
    case "minutes":
      return `*/${shape.every} * * * *`;
    case "hours":
      return `${shape.minute} ${shape.every === 1 ? "*" : `*/${shape.every}`} * * *`;
    case "days":
      return `${minuteAndHour(shape.time)} * * ${shape.days === "all" ? "*" : "1-5"}`;
    case "weekday":
      return `${minuteAndHour(shape.time)} * * ${shape.weekday}`;
    case "month":
      return `${minuteAndHour(shape.time)} ${shape.day} * *`;
    default:
      return shape.cron;
  }
}

/** The choices of a list, each with the schedule that it begins with. */
export const CHOICES = [
  ["all", "Every day"],
  ["work", "Monday to Friday"],
  ["weekday", "Once a week"],
  ["month", "Once a month"],
  ["hours", "Every few hours"],
  ["minutes", "Every few minutes"],
  ["cron", "Written as cron"],
] as const;

export type Choice = (typeof CHOICES)[number][0];

export function choiceOf(shape: Shape): Choice {
  return shape.kind === "days" ? shape.days : shape.kind;
}

/** The schedule of another choice, keeping the time of day where both have one. */
export function chosen(choice: Choice, before: Shape): Shape {
  const time = "time" in before ? before.time : "08:00";
  switch (choice) {
    case "all":
    case "work":
      return { kind: "days", days: choice, time };
    case "weekday":
      return { kind: "weekday", weekday: 1, time };
    case "month":
      return { kind: "month", day: 1, time };
    case "hours":
      return { kind: "hours", every: 1, minute: 0 };
    case "minutes":
      return { kind: "minutes", every: 15 };
    default:
      return { kind: "cron", cron: cronOf(before) };
  }
}

function minuteAndHour(time: string): string {
  const [hour = "8", minute = "0"] = time.split(":");
  return `${Number(minute)} ${Number(hour)}`;
}

/** How far apart the numbers of a part with a step are, where they lie evenly. */
function stepOf(part: string, size: number): number | null {
  const step = Number(/^\*\/(\d{1,2})$/.exec(part)?.[1] ?? 0);
  return step > 1 && size % step === 0 ? step : null;
}
