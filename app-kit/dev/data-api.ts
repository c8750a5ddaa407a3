import { DataApi, type Model, problem, type Stored } from "../memory";
import type { AnyEntity, AnyRow } from "../src";

export { problem };

/** The data API of the salon, for the page that one looks at and for tests: it can be listened to and made to fail. */
export class MemoryApi extends DataApi {
  readonly calls: { method: string; path: string; query: URLSearchParams; body: unknown }[] = [];
  /** Answers before anything else, to play what goes wrong. */
  intercept: ((method: string, path: string) => Response | null) | null = null;
  /** Which revision of the application answers. */
  revision = "first";
  private next = 1;

  constructor(entities: readonly AnyEntity[], model?: Model) {
    super({
      entities,
      ...(model && { model }),
      session: {
        member: { id: "m1", name: "Ada Lovelace", email: "ada@example.com" },
        role: { name: "owner", label: "Owner" },
        own_role: { name: "owner", label: "Owner" },
        roles: [
          { name: "owner", label: "Owner" },
          { name: "stylist", label: "Stylist" },
        ],
        may_switch: true,
        site: { id: "s1", name: "High Street" },
        module: { slug: "salon", name: "Salon", version: 1 },
        settings: { currency: "GBP", time_zone: "Europe/London", locale: "en-GB" },
      },
    });
  }

  /** Stores a row as it is, older than those before it, and answers it as the API would. */
  add(entity: AnyEntity, values: Readonly<Record<string, unknown>>): AnyRow {
    const now = new Date(Date.now() - this.next * 60_000).toISOString();
    const id = `${entity.name}-${this.next++}`;
    const state = entity.flow ? { [entity.flow.field]: entity.flow.initial } : {};
    const row: Stored = { id, version: 1, created_at: now, updated_at: now, created_by: "m1", ...state, ...values };
    this.store.insert(entity.name, row);
    return this.single(entity.name, row);
  }

  protected override respond(method: string, url: URL, body: unknown, headers: Headers): Response | Promise<Response> {
    this.calls.push({ method, path: url.pathname, query: url.searchParams, body });
    const answer = this.intercept?.(method, url.pathname) ?? super.respond(method, url, body, headers);
    const mark = (response: Response) => {
      response.headers.set("sayso-revision", this.revision);
      return response;
    };
    return answer instanceof Promise ? answer.then(mark) : mark(answer);
  }
}
