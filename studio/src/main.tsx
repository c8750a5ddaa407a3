import "./styles/studio.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { makeClient } from "./api/me";
import { makeRouter } from "./routes";

const Shared = lazy(async () => ({ default: (await import("./dashboards/shared/Shared")).Shared }));

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id “root”.");
const client = makeClient();
// whoever has a link to a dashboard is nobody that Studio knows, and gets that page alone
const shared = /^\/shared\/([^/]+)\/?$/.exec(location.pathname)?.[1];
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      {shared ? (
        <Suspense>
          <Shared token={decodeURIComponent(shared)} />
        </Suspense>
      ) : (
        <RouterProvider router={makeRouter(client)} />
      )}
    </QueryClientProvider>
  </StrictMode>,
);
