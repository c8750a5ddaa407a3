import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { asApiError, NotSignedIn } from "../data/errors";
import type { App } from "../definition/app";
import { AppProvider } from "./AppProvider";
import { Frame } from "./Frame";
import { type Host, HostContext } from "./host";
import { NotFoundPage } from "./NotFoundPage";
import { PageOutlet } from "./PageOutlet";
import { parseParams, stringifyParams } from "./url";

export interface ApplicationProps {
  readonly app: App;
  /** What it stands in, where that is not a page of its own. */
  readonly host?: Host;
}

const PAGE: Host = {};

/** The whole application: its frame, its pages and what they share. */
export function Application({ app, host = PAGE }: ApplicationProps): ReactNode {
  const [client] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(app, host));
  return (
    <AppProvider app={app}>
      <HostContext value={host}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </HostContext>
    </AppProvider>
  );
}

function makeRouter(app: App, { history }: Host) {
  const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });
  const pages = app.pages.map((page) =>
    createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: () => <PageOutlet page={page} />,
    }),
  );
  return createRouter({
    routeTree: root.addChildren(pages),
    parseSearch: parseParams,
    stringifySearch: stringifyParams,
    scrollRestoration: true,
    ...(history && { history }),
  });
}

/** Rows stay fresh for a few seconds; only answers that may come out otherwise are asked for again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => {
          const { status } = asApiError(error);
          return count < 2 && (status === 0 || status >= 500) && !(error instanceof NotSignedIn);
        },
      },
    },
  });
}
