// Reads and writes the rows of one entity: create, get, list, update, delete and what goes with them.
import type { z } from "zod";
import { authorize, authorizeFields } from "./access";
import type { Context, Row } from "./context";
import { Statement } from "./database";
import { historyOf } from "./history";
import { CASTS, type ColumnKind, type EntityModel, type Filter, quoted, rowOf, storedAs } from "./model";
import { InvalidFields, NotFound, Problem, VersionMismatch } from "./problems";
import { type ListQuery, Scope, writeCursor } from "./query";
import { expandRows, replaceSets } from "./relations";

export interface Page {
  readonly items: readonly Row[];
  readonly page: { page: number; page_size: number; total?: number; next_cursor: string | null };
}

/** The service of one entity. Every method checks the permission matrix and throws a `Problem` that says why not. */
export class EntityService {
  constructor(readonly model: EntityModel) {}

  async list(context: Context, query: ListQuery): Promise<Page> {
    authorize(context.session, this.model, "read");
    const scope = this.scope(context);
    const where = scope.where(query.filters, query.search);
    const counted = [...scope.statement.values];
    const limit = scope.statement.bind(query.pageSize + 1, "integer");
    const offset = scope.statement.bind(query.offset, "integer");
    const found = await context.database.rows<{ row: Row }>(
      `select ${rowOf(this.model)} as row from ${this.model.view} r
       where ${where} order by ${scope.orderBy(query.sort)} limit ${limit} offset ${offset}`,
      scope.statement.values,
    );
    const items = found.slice(0, query.pageSize).map(({ row }) => row);
    const total = query.count ? await this.count(context, where, counted) : undefined;
    return {
      items: await expandRows(context, this.model, items, query.expand),
      page: {
        page: Math.floor(query.offset / query.pageSize) + 1,
        page_size: query.pageSize,
        ...(total === undefined ? {} : { total }),
        next_cursor: found.length > query.pageSize ? writeCursor(query.offset + query.pageSize) : null,
      },
    };
  }

  async get(context: Context, id: string, expand: readonly string[] = []): Promise<Row> {
    authorize(context.session, this.model, "read");
    const [row] = await expandRows(
      context,
      this.model,
      [await this.read(context, id)],
      [...expand, ...Object.keys(this.model.sets)],
    );
    return row as Row;
  }

  async create(context: Context, input: unknown): Promise<Row> {
    authorize(context.session, this.model, "create");
    const values = this.parse(input, this.model.createSchema);
    authorizeFields(context.session, this.model, Object.keys(values));
    const { own, sets } = this.split(values);
    const id = crypto.randomUUID();
    const statement = new Statement();
    const columns = ["id", ...Object.keys(own)];
    const places = columns.map((key) =>
      key === "id" ? statement.bind(id, "uuid") : this.bind(statement, key, own[key]),
    );
    await context.database.rows(
      `insert into ${this.model.table} (${columns.map((key) => quoted(storedAs(this.model, key))).join(", ")}) values (${places.join(", ")})`,
      statement.values,
    );
    await replaceSets(context, this.model, id, sets);
    return this.written(context, id);
  }

  async createMany(context: Context, inputs: readonly unknown[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (const input of inputs) rows.push(await this.create(context, input));
    return rows;
  }

  async update(context: Context, id: string, changes: unknown, version?: number): Promise<Row> {
    authorize(context.session, this.model, "update");
    const values = this.parse(changes, this.model.schema.partial());
    authorizeFields(context.session, this.model, Object.keys(values));
    const { own, sets } = this.split(values);
    const statement = new Statement();
    const assignments = Object.keys(own).map(
      (key) => `${quoted(storedAs(this.model, key))} = ${this.bind(statement, key, own[key])}`,
    );
    if (assignments.length) {
      await this.change(
        context,
        id,
        version,
        statement,
        `update ${this.model.table} set ${assignments.join(", ")}`,
      );
    } else if (version !== undefined && (await this.read(context, id)).version !== version) {
      throw new VersionMismatch();
    }
    await replaceSets(context, this.model, id, sets);
    return this.written(context, id);
  }

  async delete(context: Context, id: string, version?: number): Promise<void> {
    authorize(context.session, this.model, "delete");
    await this.change(context, id, version, new Statement(), `delete from ${this.model.table}`);
  }

  async transition(context: Context, id: string, name: string): Promise<Row> {
    authorize(context.session, this.model, "update");
    const { flow, table } = this.model;
    const row = await this.read(context, id);
    const moves = flow?.transitions.filter((move) => move.name === name) ?? [];
    const move = moves.find((one) => one.from === row[flow?.field ?? ""]);
    if (!flow || !moves.length) throw new NotFound(this.model);
    if (!move) {
      throw new Problem(
        409,
        "transition_refused",
        `“${moves[0]?.label}” is not possible from the present state.`,
        {
          hint: "Look at the record again; it may have been moved already.",
        },
      );
    }
    const field = quoted(flow.field);
    const statement = new Statement();
    const set = `${field} = ${statement.bind(move.to, "text")}`;
    await this.change(context, id, undefined, statement, `update ${table} set ${set}`);
    return this.written(context, id);
  }

  /** The moves that leave the row's present state, with the reason where one is not for this role. */
  async transitions(context: Context, id: string): Promise<object[]> {
    authorize(context.session, this.model, "read");
    const row = await this.read(context, id);
    const { flow, grants } = this.model;
    const mayUpdate = (grants[context.session.role]?.update ?? "none") !== "none";
    return (flow?.transitions ?? [])
      .filter((move) => move.from === row[flow?.field ?? ""])
      .map(({ name, label, to, roles }) => {
        const allowed = mayUpdate && (!roles?.length || roles.includes(context.session.role));
        return { name, label, to, allowed, reason: allowed ? null : "Your role may not do this." };
      });
  }

  async history(context: Context, id: string): Promise<object[]> {
    authorize(context.session, this.model, "read");
    return historyOf(context, this.model, id);
  }

  async restore(context: Context, id: string): Promise<Row> {
    authorize(context.session, this.model, "create");
    const found = await context.database.row<{ done: boolean }>(
      `select ${context.appModule.restore}($1, $2::uuid) as done`,
      [this.model.name, id],
    );
    if (!found?.done) throw new NotFound(this.model);
    return this.read(context, id);
  }

  async setRelation(context: Context, id: string, relation: string, ids: readonly string[]): Promise<Row> {
    authorize(context.session, this.model, "update");
    if (!Object.hasOwn(this.model.sets, relation)) throw new NotFound(this.model);
    await this.read(context, id);
    await replaceSets(context, this.model, id, { [relation]: ids });
    return this.get(context, id);
  }

  /** Figures over the rows that meet the filters, perhaps one line per value of a column. */
  async stats(
    context: Context,
    measures: string,
    groupBy: string | null,
    filters: readonly Filter[],
    search: string,
  ) {
    authorize(context.session, this.model, "read");
    const scope = this.scope(context);
    const figures = measures.split(",").map((measure) => {
      const [op = "", path] = measure.split(":");
      if (!["count", "sum", "avg", "min", "max"].includes(op) || (op !== "count" && !path)) {
        throw new Problem(400, "malformed", `“${measure}” is not a measure.`, {
          hint: "Write count or sum:price.",
        });
      }
      const key = path ? `${op}_${path.replaceAll(".", "_")}` : op;
      return `${path ? `${op}(${scope.value(path).sql})` : "count(*)"} as ${quoted(key)}`;
    });
    const group = groupBy ? scope.value(groupBy).sql : "null::text";
    const isRelation = groupBy !== null && groupBy in this.model.belongsTo;
    const label = isRelation
      ? `min(r.${quoted(`${groupBy}_title`)})`
      : `${groupBy ? `${group}::text` : "null::text"}`;
    const found = await context.database.rows<{ row: object }>(
      `select to_jsonb(s) as row from (select ${group} as "group", ${label} as label, ${figures.join(", ")}
       from ${this.model.view} r where ${scope.where(filters, search)} ${groupBy ? `group by ${group}` : ""}
       order by 3 desc limit 500) s`,
      scope.statement.values,
    );
    return found.map(({ row }) => row);
  }

  private scope(context: Context): Scope {
    return new Scope(context.appModule, this.model, context.session.timeZone);
  }

  private async count(context: Context, where: string, values: readonly unknown[]): Promise<number> {
    const text = `select count(*)::int as total from ${this.model.view} r where ${where}`;
    return (await context.database.row<{ total: number }>(text, values))?.total ?? 0;
  }

  private async read(context: Context, id: string): Promise<Row> {
    const found = await context.database.row<{ row: Row }>(
      `select ${rowOf(this.model)} as row from ${this.model.view} r where r.id = $1::uuid`,
      [id],
    );
    if (!found) throw new NotFound(this.model);
    return found.row;
  }

  /** The row as it is now; somebody who may write but not read gets its id only. */
  private async written(context: Context, id: string): Promise<Row> {
    const mayRead = (this.model.grants[context.session.role]?.read ?? "none") !== "none";
    return mayRead ? this.get(context, id) : { id, version: 1 };
  }

  private async change(
    context: Context,
    id: string,
    version: number | undefined,
    statement: Statement,
    text: string,
  ): Promise<void> {
    const same = version === undefined ? "" : ` and version = ${statement.bind(version, "integer")}`;
    const done = await context.database.rows(
      `${text} where id = ${statement.bind(id, "uuid")}${same} returning id`,
      statement.values,
    );
    if (done.length) return;
    const row = await this.read(context, id);
    if (version !== undefined && row.version !== version) throw new VersionMismatch();
    throw new Problem(403, "denied", `Your role may not change this ${this.model.label.toLowerCase()}.`, {
      hint: "Ask someone with more rights.",
    });
  }

  private parse(input: unknown, schema: z.ZodObject): Record<string, unknown> {
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    throw new InvalidFields(
      result.error.issues.map((issue) => ({ field: String(issue.path[0] ?? ""), message: issue.message })),
    );
  }

  private split(values: Record<string, unknown>) {
    const own: Record<string, unknown> = {};
    const sets: Record<string, readonly string[]> = {};
    for (const [key, value] of Object.entries(values)) {
      const relation = key.replace(/_ids$/, "");
      if (value === undefined) continue;
      if (key.endsWith("_ids") && Object.hasOwn(this.model.sets, relation))
        sets[relation] = value as string[];
      else own[key] = value;
    }
    return { own, sets };
  }

  private bind(statement: Statement, key: string, value: unknown): string {
    const kind: ColumnKind = this.model.columns[key]?.kind ?? "text";
    return statement.bind(kind === "json" && value !== null ? JSON.stringify(value) : value, CASTS[kind]);
  }
}
