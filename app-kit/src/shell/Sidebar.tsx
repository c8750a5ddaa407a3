import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queryKeys } from "../data/hooks";
import { serviceOf } from "../data/service";
import { useSession } from "../data/session";
import type { PageDefinition } from "../definition/app";
import type { AnyEntity } from "../definition/entity";
import { useAccess } from "../entity/access";
import { useFormat } from "../format/use-format";
import { Icon } from "../ui/Icon";
import { useApp, useEntity } from "./app-context";
import { useNavigationPages } from "./visible-pages";

/** The pages of the application and how much is behind each. */
export function Sidebar({ onNavigate }: { readonly onNavigate?: () => void }): ReactNode {
  const app = useApp();
  const { data: session } = useSession();
  const pages = useNavigationPages();
  return (
    <aside className="sidebar">
      <div className="sidebar-head">
        <span className="app-mark" aria-hidden>
          {[...app.name][0]?.toLocaleUpperCase()}
        </span>
        <span className="min-w-0">
          <span className="block truncate leading-5">{app.name}</span>
          {session && session.site.name !== app.name && (
            <span className="block truncate text-xs font-normal text-faint">{session.site.name}</span>
          )}
        </span>
      </div>
      <nav className="sidebar-nav" aria-label="Pages">
        <ul>
          {pages.map((page) => (
            <li key={page.name}>
              <NavLink page={page} {...(onNavigate ? { onNavigate } : {})} />
            </li>
          ))}
        </ul>
      </nav>
    </aside>
  );
}

interface NavLinkProps {
  readonly page: PageDefinition;
  readonly onNavigate?: () => void;
}

function NavLink({ page, onNavigate }: NavLinkProps): ReactNode {
  const { pathname } = useLocation();
  const entity = useEntity(page.entity);
  const here = pathname === page.path || (page.path !== "/" && pathname.startsWith(`${page.path}/`));
  return (
    <Link
      to={page.path}
      className="nav-link"
      aria-current={here ? "page" : undefined}
      onClick={onNavigate}
      activeProps={{}}
    >
      <Icon name={page.icon ?? entity?.icon} />
      <span className="truncate">{page.title}</span>
      {entity && <Count entity={entity} />}
    </Link>
  );
}

const COUNT = { measures: [{ op: "count" }] } as const;

function Count({ entity }: { readonly entity: AnyEntity }): ReactNode {
  const format = useFormat();
  const access = useAccess(entity);
  const { data } = useQuery({
    queryKey: queryKeys.stats(entity, COUNT),
    queryFn: ({ signal }) => serviceOf(entity).stats(COUNT, { signal }),
    enabled: access.can("read"),
    retry: false,
  });
  const count = data?.[0]?.count;
  if (typeof count !== "number") return null;
  return (
    <span className="nav-count">
      {format.number(count, 0)}
      <span className="sr-only"> {entity.labelPlural.toLocaleLowerCase()}</span>
    </span>
  );
}
