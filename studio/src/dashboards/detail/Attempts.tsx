import { Badge, browserLanguage, EmptyState } from "@sayso/app-kit";
import { PencilRuler } from "lucide-react";
import type { ReactNode } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { usePages } from "../../api/pages";
import { durationText } from "../../programs/figures";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import { CodeBlock } from "../../workspace/history/CodeBlock";
import { keys } from "../queries";
import type { BlockView } from "../types";
import { authorWords } from "./Overview";

type Attempt = Schemas["BlockAttempt"];

/** Every try at writing a version: what was written, what came of it, what it cost. */
export default function Attempts({ block }: { readonly block: BlockView }): ReactNode {
  const list = usePages<Attempt>({
    key: keys.block(block.id, "attempts"),
    ask: (query, signal) =>
      dataOf(
        api.GET("/api/v1/blocks/{block_id}/attempts", { params: { path: { block_id: block.id }, query }, signal }),
      ),
  });
  return (
    <PagedRows
      list={list}
      label="Attempts"
      className="detail-rows"
      empty={
        <EmptyState icon={<PencilRuler aria-hidden />} title="No attempt yet">
          Each try at writing its code is kept here, with what went wrong.
        </EmptyState>
      }
    >
      {(attempt) => <AttemptRow key={`${attempt.at} ${attempt.number}`} attempt={attempt} />}
    </PagedRows>
  );
}

function AttemptRow({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { number, code, output, error, fault, tokens, cost, seconds, at, model } = attempt;
  const spent = cost === null ? null : Number(cost);
  return (
    <li className="detail-row">
      <p className="flex flex-wrap items-center gap-2">
        <strong className="font-medium">Attempt {number}</strong>
        <Badge tone={error ? "danger" : "success"}>{error ? (fault ?? "Failed").replaceAll("_", " ") : "Worked"}</Badge>
        <span className="ms-auto text-sm text-muted">
          <Moment at={at} />
        </span>
      </p>
      <p className="text-sm text-muted first-letter:uppercase">
        {authorWords(model)} · {durationText(seconds)}
        {tokens > 0 && ` · ${new Intl.NumberFormat(browserLanguage()).format(tokens)} tokens`}
        {spent !== null && spent > 0 && ` · $${spent.toFixed(4)}`}
      </p>
      {error && <pre className="detail-output">{error}</pre>}
      {code && (
        <details>
          <summary>Code</summary>
          <CodeBlock label={`code of attempt ${number}`} text={code} />
        </details>
      )}
      {output && (
        <details>
          <summary>Output</summary>
          <CodeBlock label={`output of attempt ${number}`} text={output} />
        </details>
      )}
    </li>
  );
}
