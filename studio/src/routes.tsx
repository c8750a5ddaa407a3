import { parseParams, stringifyParams } from "@sayso/app-kit";
import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Home } from "./home/Home";
import { Frame } from "./shell/Frame";
import { NotFound } from "./shell/NotFound";
import { Root } from "./shell/Root";

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

/** Screens with the sidebar around them. */
const framed = createRoute({ getParentRoute: () => root, id: "framed", component: Frame });

const screens = [
  createRoute({ getParentRoute: () => framed, path: "/", component: Home }),
  createRoute({
    getParentRoute: () => framed,
    path: "/sessions",
    component: lazyRouteComponent(() => import("./home/Sessions"), "Sessions"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/templates",
    component: lazyRouteComponent(() => import("./templates/Templates"), "Templates"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/wizard",
    component: lazyRouteComponent(() => import("./wizard/Wizard"), "Wizard"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/modules",
    component: lazyRouteComponent(() => import("./modules/Modules"), "Modules"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/modules/$slug/{-$tab}",
    component: lazyRouteComponent(() => import("./modules/Module"), "Module"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/dashboards",
    component: lazyRouteComponent(() => import("./dashboards/list/Dashboards"), "Dashboards"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/dashboards/$dashboard",
    component: lazyRouteComponent(() => import("./dashboards/board/Dashboard"), "Dashboard"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/bots",
    component: lazyRouteComponent(() => import("./bots/list/Bots"), "Bots"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/bots/new",
    component: lazyRouteComponent(() => import("./bots/making/NewBot"), "NewBot"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/bots/$bot/{-$tab}",
    component: lazyRouteComponent(() => import("./bots/bot/Bot"), "Bot"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/bots/$bot/runs/$run",
    component: lazyRouteComponent(() => import("./bots/run/Run"), "Run"),
  }),
  createRoute({
    getParentRoute: () => framed,
    path: "/account/{-$section}",
    component: lazyRouteComponent(() => import("./account/Account"), "Account"),
  }),
];

/** A build session has the whole window to itself. */
const workspace = createRoute({
  getParentRoute: () => root,
  path: "/sessions/$session/{-$tab}",
  component: lazyRouteComponent(() => import("./workspace/Workspace"), "Workspace"),
});

/** Every screen and its address; all but the home are loaded when they are first opened. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([framed.addChildren(screens), workspace]),
    context: { client },
    parseSearch: parseParams,
    stringifySearch: stringifyParams,
    defaultPreload: "intent",
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
