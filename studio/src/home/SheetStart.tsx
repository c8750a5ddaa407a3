import { FileSpreadsheet } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";

const StartFromSheet = lazy(async () => ({
  default: (await import("../modules/spreadsheet/StartFromSheet")).StartFromSheet,
}));

/** The way from a spreadsheet to an application; it is loaded behind the rest of the home screen. */
export function SheetStart(): ReactNode {
  return (
    <Suspense
      fallback={
        <span className="describe-way">
          <FileSpreadsheet aria-hidden /> Start from a spreadsheet
        </span>
      }
    >
      <StartFromSheet />
    </Suspense>
  );
}
