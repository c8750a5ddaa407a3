import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, FileSpreadsheet } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { asApiError } from "../../data/errors";
import { type ImportReport, serviceOf } from "../../data/service";
import type { AnyEntity } from "../../definition/entity";
import { useFormat } from "../../format/use-format";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Small";
import { toast } from "../../ui/toast";
import { nounFor } from "../noun";
import { ImportColumns, type Mapping, mappingOf } from "./ImportColumns";

export interface ImportDialogProps {
  readonly entity: AnyEntity;
  readonly onClose: () => void;
}

/** Adds rows from a CSV or Excel file: it is tried first, and every row that cannot be added is named. */
export function ImportDialog({ entity, onClose }: ImportDialogProps): ReactNode {
  const id = useId();
  const format = useFormat();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const service = serviceOf(entity);
  const noun = entity.labelPlural.toLocaleLowerCase();

  const run = async (chosen: File, dryRun: boolean, mapping?: Mapping): Promise<ImportReport | null> => {
    setBusy(true);
    setProblem(null);
    try {
      return await service.importCsv(chosen, { dryRun, partial: true, mapping });
    } catch (error) {
      setProblem(asApiError(error).message);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setReport(await run(chosen, true));
  };
  const add = async () => {
    const done = file && (await run(file, false, report?.columns && mappingOf(report.columns)));
    if (!done) return;
    void client.invalidateQueries();
    toast(`${format.number(done.created)} ${nounFor(entity, done.created)} added`);
    onClose();
  };
  const remap = async (mapping: Mapping) => {
    if (!file) return;
    const tried = await run(file, true, mapping);
    if (tried) setReport(tried);
  };
  const columns = Object.values(entity.fields)
    .filter(({ computed }) => !computed)
    .map(({ label }) => label);

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Import ${noun}`}
      description="Choose a CSV or Excel file whose first row names the columns. Nothing is added before you confirm."
      width="36rem"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} disabled={!report?.created} onClick={() => void add()}>
            {report?.created ? `Add ${format.number(report.created)} ${nounFor(entity, report.created)}` : "Add"}
          </Button>
        </>
      }
    >
      <label
        htmlFor={id}
        className="flex items-center gap-3 rounded-lg border border-dashed border-line-strong p-4 hover:bg-hover"
      >
        <FileSpreadsheet className="size-5 text-muted" aria-hidden />
        <span className="min-w-0">
          <span className="block truncate font-medium">{file ? file.name : "Choose a CSV or Excel file"}</span>
          <span className="block text-sm text-muted">Columns: {columns.join(", ")}</span>
        </span>
        <input
          id={id}
          type="file"
          accept=".csv,.xlsx,text/csv"
          className="sr-only"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </label>
      <div className="mt-3 flex flex-col gap-2" aria-live="polite">
        {problem && (
          <Notice tone="danger" icon={<CircleAlert aria-hidden />} title={problem}>
            Nothing was added.
          </Notice>
        )}
        {report?.columns && (
          <ImportColumns
            columns={report.columns}
            fields={report.fields ?? []}
            busy={busy}
            onMapping={(mapping) => void remap(mapping)}
          />
        )}
        {report && <ReportView report={report} entity={entity} />}
      </div>
    </Dialog>
  );
}

interface ReportViewProps {
  readonly report: ImportReport;
  readonly entity: AnyEntity;
}

function ReportView({ report, entity }: ReportViewProps): ReactNode {
  const format = useFormat();
  const rows = report.rows - report.created;
  const more = report.error_count - report.errors.length;
  return (
    <>
      <p>
        {format.number(report.created)} {nounFor(entity, report.created)} can be added
        {rows > 0 && `, ${format.number(rows)} ${rows === 1 ? "row has" : "rows have"} a problem and will be left out`}.
      </p>
      {report.errors.length > 0 && (
        <div className="table-scroll max-h-60 rounded-lg border border-line" data-wide="">
          <table className="table">
            <thead>
              <tr>
                <th className="cell-number">Row</th>
                <th>Column</th>
                <th>Problem</th>
              </tr>
            </thead>
            <tbody>
              {report.errors.map(({ row, field, message }) => (
                <tr key={`${row}-${field}-${message}`}>
                  <td className="cell-number">{row}</td>
                  <td>
                    {entity.fields[field?.replace(/_ids?$/, "") ?? ""]?.label ??
                      entity.fields[field ?? ""]?.label ??
                      field}
                  </td>
                  <td className="whitespace-normal">{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && (
        <p className="text-sm text-muted">
          And {format.number(more)} more {more === 1 ? "problem" : "problems"} like these.
        </p>
      )}
    </>
  );
}
