import { browserLanguage } from "@sayso/app-kit";

/** `40 ms`, `1.2 s`, `3 min 20 s`. */
export function durationText(seconds: number): string {
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(browserLanguage(), { maximumFractionDigits: digits }).format(value);
  if (seconds < 1) return `${number(seconds * 1_000)} ms`;
  if (seconds < 60) return `${number(seconds, seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return joined(`${Math.floor(whole / 60)} min`, whole % 60, "s");
  const minutes = Math.round(whole / 60);
  return joined(`${number(Math.floor(minutes / 60))} h`, minutes % 60, "min");
}

function joined(first: string, rest: number, unit: string): string {
  return rest ? `${first} ${rest} ${unit}` : first;
}

/** `812 bytes`, `3.4 kB`. */
export function bytesText(bytes: number): string {
  const number = new Intl.NumberFormat(browserLanguage(), { maximumFractionDigits: 1 });
  if (bytes < 1_000) return `${number.format(bytes)} bytes`;
  return bytes < 1_000_000 ? `${number.format(bytes / 1_000)} kB` : `${number.format(bytes / 1_000_000)} MB`;
}
