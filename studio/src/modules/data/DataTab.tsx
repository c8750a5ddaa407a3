import {
  type AnyEntity,
  type ApiError,
  type App,
  AppProvider,
  Button,
  EmptyState,
  EntityTable,
  LoadProblem,
  makeQueryClient,
  Notice,
  RecordDrawer,
  useChangeParams,
  useRecordNavigation,
  useSession,
  useUrlParams,
} from "@sayso/app-kit";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { Database, Plus } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { api, dataOf } from "../../api/client";
import { RowsSkeleton } from "../../shell/PagedRows";
import { keys } from "../queries";
import type { TabProps } from "../tabs";
import { appOf, type Definition } from "./definition";
import { workWith } from "./server";

/** The rows of a module, as the application's own tables and forms show them, in the person's role there. */
export default function DataTab({ module }: TabProps): ReactNode {
  const { slug, status, version } = module;
  const { data, error, refetch } = useQuery<Definition, ApiError>({
    queryKey: keys.of(slug, "definition", version),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/modules/{slug}/definition", { params: { path: { slug } }, signal }),
      ) as unknown as Promise<Definition>,
  });
  const app = useMemo(() => data && appOf(data), [data]);
  if (status !== "published") return <NotRunning status={status} />;
  if (error && !app) return <LoadProblem error={error} onRetry={refetch} />;
  if (!app) return <RowsSkeleton label="the kinds of record" />;
  if (app.entities.length === 0) return <EmptyState icon={<Database aria-hidden />} title="It keeps nothing yet" />;
  return <Rows key={slug} app={app} />;
}

function NotRunning({ status }: { readonly status: string }): ReactNode {
  return (
    <EmptyState icon={<Database aria-hidden />} title="Its rows cannot be reached now">
      {status === "archived"
        ? "The module is archived. Its rows are kept; restore it in Settings to work with them."
        : "It is a draft, and has no tables yet. Publish it first."}
    </EmptyState>
  );
}

function Rows({ app }: { readonly app: App }): ReactNode {
  const [client] = useState(() => {
    workWith(app.slug);
    return makeQueryClient();
  });
  return (
    <AppProvider app={app}>
      <QueryClientProvider client={client}>
        <Browser app={app} />
        <RecordDrawer />
      </QueryClientProvider>
    </AppProvider>
  );
}

function Browser({ app }: { readonly app: App }): ReactNode {
  const { data: session, error, refetch } = useSession();
  const params = useUrlParams();
  const change = useChangeParams();
  const { add } = useRecordNavigation();
  const entity = app.entityNamed.get(params.of ?? "") ?? app.entities[0];
  if (error && !session) {
    return error.status === 403 ? (
      <Notice tone="warning" title="You have no role in this application">
        {error.hint}
      </Notice>
    ) : (
      <LoadProblem error={error} onRetry={refetch} />
    );
  }
  if (!session || !entity) return <RowsSkeleton label="your role" />;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <fieldset className="modules-entities" aria-label="Kind of record">
          {app.entities.map((one) => (
            <button
              key={one.name}
              type="button"
              aria-pressed={one.name === entity.name}
              onClick={() => change(only(params, one.name))}
              dir="auto"
            >
              {one.labelPlural}
            </button>
          ))}
        </fieldset>
        {mayAdd(entity, session.role?.name) && (
          <Button variant="primary" size="small" icon={<Plus aria-hidden />} onClick={() => add(entity.name)}>
            {entity.addLabel ?? `Add ${entity.label.toLocaleLowerCase()}`}
          </Button>
        )}
      </div>
      <EntityTable key={entity.name} entity={entity} variant="advanced" />
      <p className="text-sm text-muted">
        You see these rows as {session.role?.label ?? "a member"}, as in the application itself. What you change here is
        changed there, under your name.
      </p>
    </>
  );
}

function mayAdd(entity: AnyEntity, role: string | undefined): boolean {
  const grant = entity.permissions?.[role ?? ""];
  return !entity.permissions || (grant?.create ?? "none") !== "none";
}

/** The address of another kind of record: filters, order and page belong to the one before. */
function only(params: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string | null>> {
  return { ...Object.fromEntries(Object.keys(params).map((key) => [key, null])), of: name };
}
