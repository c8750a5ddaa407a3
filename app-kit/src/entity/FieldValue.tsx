import { Check, FileText, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { fileUrl } from "../data/files";
import type { RowBase } from "../definition/entity";
import type { FieldDefinition } from "../definition/field";
import { useFormat } from "../format/use-format";
import { Badge, toneOf } from "../ui/Badge";
import { RecordLink } from "./RecordLink";
import { optionOf, relatedTitle, relatedTitles, storedValue, textOfValue } from "./title";

export interface FieldValueProps {
  readonly row: RowBase;
  readonly name: string;
  readonly field: FieldDefinition;
  /** Short, on one line, for cells and cards; otherwise everything is shown. */
  readonly compact?: boolean;
}

/** A field of a row, as people read it. */
export function FieldValue({ row, name, field, compact = false }: FieldValueProps): ReactNode {
  const format = useFormat();
  const value = storedValue(row, name, field);
  if (field.kind === "many_to_many") return <Tags labels={relatedTitles(row, name)} />;
  if (isEmpty(value)) return <Nothing />;
  const text = textOfValue(value, field, format);
  switch (field.kind) {
    case "belongs_to": {
      const title = relatedTitle(row, name);
      if (compact || !field.entity) return <Text compact={compact}>{title}</Text>;
      return (
        <RecordLink entity={field.entity} id={String(value)} className="link">
          {title || "Open"}
        </RecordLink>
      );
    }
    case "state":
    case "enum": {
      const option = optionOf(field, value);
      const plain = field.kind === "enum" && !option.color;
      return (
        <Badge tone={toneOf(option.color)} plain={plain}>
          {option.label}
        </Badge>
      );
    }
    case "multi_enum":
      return <Tags labels={Array.isArray(value) ? value.map((each) => optionOf(field, each).label) : [text]} />;
    case "boolean":
      return value ? (
        <span className="inline-flex items-center gap-1.5 align-middle">
          <Check className="size-4 text-success-ink" aria-hidden /> Yes
        </span>
      ) : (
        <span className="inline-flex items-center gap-1.5 align-middle text-muted">
          <Minus className="size-4" aria-hidden /> No
        </span>
      );
    case "datetime":
      return compact ? (
        <time dateTime={String(value)} title={text}>
          {format.relative(String(value))}
        </time>
      ) : (
        <time dateTime={String(value)}>{text}</time>
      );
    case "date":
      return (
        <time dateTime={String(value)} title={format.relative(String(value))}>
          {text}
        </time>
      );
    case "email":
      return compact ? <Text compact>{text}</Text> : <Outside href={`mailto:${text}`}>{text}</Outside>;
    case "phone":
      return compact ? (
        <Text compact>{text}</Text>
      ) : (
        <Outside href={`tel:${text.replace(/[^\d+]/g, "")}`}>{text}</Outside>
      );
    case "url":
      return <Outside href={safeUrl(text)}>{text.replace(/^https?:\/\/(www\.)?/, "")}</Outside>;
    case "image":
      return (
        <img
          src={fileUrl(text)}
          alt={field.label}
          loading="lazy"
          className={compact ? "size-7 rounded-md object-cover" : "max-h-64 rounded-lg"}
        />
      );
    case "file":
      return (
        <a href={fileUrl(text)} className="link inline-flex items-center gap-1.5" target="_blank" rel="noreferrer">
          <FileText className="size-4" aria-hidden /> Open
        </a>
      );
    case "json":
      return <code className={compact ? "block truncate text-xs" : "text-xs whitespace-pre-wrap"}>{text}</code>;
    default:
      return <Text compact={compact}>{text}</Text>;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function Nothing(): ReactNode {
  return (
    <span className="text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">empty</span>
    </span>
  );
}

function Text({ compact, children }: { readonly compact: boolean; readonly children: string }): ReactNode {
  if (!compact) {
    return (
      <span className="whitespace-pre-line" dir="auto">
        {children}
      </span>
    );
  }
  return (
    <span className="block truncate" dir="auto" title={children.length > 24 ? children : undefined}>
      {children}
    </span>
  );
}

function Tags({ labels }: { readonly labels: readonly string[] }): ReactNode {
  if (labels.length === 0) return <Nothing />;
  return (
    <span className="flex flex-wrap gap-1">
      {labels.map((label) => (
        <span key={label} className="tag" dir="auto">
          {label}
        </span>
      ))}
    </span>
  );
}

function Outside({ href, children }: { readonly href: string; readonly children: string }): ReactNode {
  return (
    <a
      href={href}
      className="link block truncate"
      title={children}
      {...(href.startsWith("http") ? { target: "_blank", rel: "noreferrer" } : {})}
    >
      {children}
    </a>
  );
}

/** Only addresses that a browser may follow without running anything. */
function safeUrl(text: string): string {
  return /^https?:\/\//i.test(text) ? text : `https://${text}`;
}
