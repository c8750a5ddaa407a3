// From component Umsatz of the spec.
import { ReportChart } from "@sayso/app-kit";

/** Chart umsatz. */
export function Umsatz() {
  return <ReportChart report="umsatz_je_monat" kind="area" />;
}
