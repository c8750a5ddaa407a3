/** How often, in seconds, as people say it. */
export const SPANS = [
  [60, "Every minute"],
  [300, "Every 5 minutes"],
  [900, "Every 15 minutes"],
  [3_600, "Every hour"],
  [21_600, "Every 6 hours"],
  [86_400, "Every day"],
  [604_800, "Every week"],
] as const;
