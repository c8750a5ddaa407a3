// Reads and writes the rows of one entity: create, get, list, update, delete and what goes with them.
import { authorize, authorizeFields, may } from "./access";
import { run } from "./database";
import { listAnswer, type ListQuery, listStatements } from "./lists";
import { castOf, columnOf, type EntityModel, quoted, type RelationSet, storedAs } from "./model";
import { selectList } from "./paths";
import { Denied, InvalidFields, Malformed, NotFound, Problem, problemOf, VersionMismatch } from "./problems";
import type { Session } from "./session";
import { NothingDone, type Row, type Statement, statement, Values } from "./statement";
import { readChanges, readIds, readNew, type RowValues } from "./values";
import { isUuid } from "./written";

const MOST_AT_ONCE = 1000;
const LONGEST_KEY = 200;

/** The service of one entity. Every method checks the permission matrix and throws a `Problem` that says why not. */
export class EntityService {
  constructor(readonly model: EntityModel) {}

  async list(session: Session, query: ListQuery) {
    authorize(session, this.model, "read");
    return listAnswer(query, await this.run(session, listStatements(this.model, query, session.timeZone)));
  }

  async get(session: Session, id: string, expand: readonly string[] = []): Promise<Row> {
    authorize(session, this.model, "read");
    const [rows] = await this.run(session, [this.select(this.idOf(id), expand)]);
    return this.found(rows);
  }

  async create(session: Session, body: unknown): Promise<Row> {
    const values = await this.readNew(session, body);
    const id = crypto.randomUUID();
    const results = await this.run(session, [...this.insertion(id, values), this.select(id)]);
    return this.written(session, id, results.at(-1));
  }

  /** Creates a row, or answers what this member's key answered before; a second request waits for the first. */
  async createOnce(session: Session, body: unknown, key: string, fingerprint: string) {
    if (key.length > LONGEST_KEY)
      throw new Malformed(`An idempotency key has at most ${LONGEST_KEY} characters.`);
    const values = await this.readNew(session, body);
    const id = crypto.randomUUID();
    const named = `${this.model.name} ${key}`;
    const keys = "public.idempotency_keys";
    const claim = statement(
      `insert into ${keys} (key, fingerprint) values ($1, $2) on conflict do nothing returning key`,
      [named, fingerprint],
      { needsRow: true },
    );
    const select = this.select(id);
    const remember = statement(
      `update ${keys} set answer = $1::jsonb || coalesce((${select.text.replaceAll("$1", "$3")})::jsonb, '{}') where key = $2 returning answer as row`,
      [JSON.stringify({ id }), named, id],
    );
    const forget = statement(`delete from ${keys} where created_at < now() - interval '1 day'`);
    try {
      const results = await this.run(session, [forget, claim, ...this.insertion(id, values), remember]);
      return { row: results.at(-1)?.[0]?.row as Row, isNew: true };
    } catch (error) {
      if (!(error instanceof NothingDone)) throw error;
    }
    const [kept] = await this.run(session, [
      statement(`select fingerprint, answer from ${keys} where key = $1`, [named]),
    ]);
    if (kept?.[0]?.fingerprint !== fingerprint) {
      const hint = "Send the request again with a new Idempotency-Key.";
      throw new Problem(409, "idempotency_key_reused", "This key came before with another request.", hint);
    }
    return { row: kept[0].answer as Row, isNew: false };
  }

  /** New rows, all or none. */
  async createMany(session: Session, bodies: unknown): Promise<Row[]> {
    if (!Array.isArray(bodies) || !bodies.length || bodies.length > MOST_AT_ONCE) {
      throw new Malformed(`The body must be {"items": […]} with 1 to ${MOST_AT_ONCE} rows.`);
    }
    authorize(session, this.model, "create");
    const errors = bodies.flatMap((body, position) => this.problemsIn(body, `items.${position}.`));
    if (errors.length) throw new InvalidFields(errors.slice(0, 100));
    const all = await Promise.all(
      bodies.map(async (body) => ({
        id: crypto.randomUUID() as string,
        values: await this.readNew(session, body),
      })),
    );
    const statements = all.flatMap(({ id, values }) => [...this.insertion(id, values), this.select(id)]);
    const found = new Map(
      (await this.run(session, statements))
        .flat()
        .map((one) => [(one.row as Row | undefined)?.id, one.row as Row]),
    );
    return all.map(({ id }) => found.get(id) ?? { id });
  }

  async update(session: Session, id: string, body: unknown, version?: number): Promise<Row> {
    authorize(session, this.model, "update");
    const values = readChanges(this.model, body);
    authorizeFields(session, this.model, [...Object.keys(values.own), ...Object.keys(values.sets)]);
    await this.demandFiles(session, values);
    const row = this.idOf(id);
    return this.change(session, row, version, [
      this.updating(row, values.own, version),
      ...Object.entries(values.sets).flatMap(([name, ids]) => this.replacing(name, row, ids)),
      this.select(row),
    ]);
  }

  async delete(session: Session, id: string, version?: number): Promise<void> {
    authorize(session, this.model, "delete");
    const row = this.idOf(id);
    const values = new Values();
    const where = this.at(values, row, version);
    const text = `delete from ${this.model.table} where ${where} returning id`;
    await this.change(session, row, version, [{ text, values: values.list, needsRow: true }]);
  }

  /** Puts exactly these rows into a many_to_many relation. */
  async replaceSet(session: Session, id: string, relation: string, body: unknown): Promise<Row> {
    if (!Object.hasOwn(this.model.sets, relation))
      throw new NotFound("call", "See /api/openapi.json for what there is.");
    const ids = readIds((body as { ids?: unknown } | null)?.ids);
    if (!ids) throw new Malformed('The body must be {"ids": […]}.');
    return this.update(session, id, { [`${relation}_ids`]: ids });
  }

  /** Runs statements; what the database refuses is told in the words of the application. */
  async run(session: Session, statements: readonly Statement[]): Promise<Row[][]> {
    try {
      return await run(session, statements);
    } catch (error) {
      if (error instanceof NothingDone) throw error;
      throw problemOf(error, this.model);
    }
  }

  /** The statement that reads one row, as `row`. */
  select(id: string, expand: readonly string[] = []): Statement {
    const list = selectList(this.model, expand, true);
    return statement(
      `select row_to_json(s) as row from (select ${list} from ${this.model.view} r where r.id = $1::uuid) s`,
      [id],
    );
  }

  /** The statements that write a new row and its sets. */
  insertion(id: string, { own, sets }: RowValues): Statement[] {
    const values = new Values();
    const places = [
      values.bind(id, "uuid"),
      ...Object.keys(own).map((key) => this.bind(values, key, own[key])),
    ];
    const columns = ["id", ...Object.keys(own).map((key) => storedAs(this.model, key))].map(quoted);
    const text = `insert into ${this.model.table} (${columns.join(", ")}) values (${places.join(", ")})`;
    const links = Object.entries(sets).flatMap(([name, ids]) => this.linking(name, id, ids));
    return [{ text, values: values.list }, ...links];
  }

  /** Images and files have to be uploads of the same site. */
  async demandFiles(session: Session, { own }: RowValues): Promise<void> {
    const wanted = Object.keys(own).filter(
      (key) => own[key] && ["image", "file"].includes(columnOf(this.model, key)?.kind ?? ""),
    );
    if (!wanted.length) return;
    const ids = wanted.map((key) => own[key]);
    const [found = []] = await this.run(session, [
      statement("select id from public.files where id = any($1::uuid[])", [ids]),
    ]);
    const errors = wanted
      .filter((key) => !found.some(({ id }) => id === own[key]))
      .map((field) => ({
        field,
        message: `${columnOf(this.model, field)?.label} must be a file that was uploaded before.`,
      }));
    if (errors.length) throw new InvalidFields(errors);
  }

  /** An id in an address; what is no id is no row. */
  idOf(text: string): string {
    if (!isUuid(text)) throw new NotFound(this.model.label);
    return text;
  }

  /** The row of a select, or the problem that there is none. */
  found(rows: readonly Row[] | undefined): Row {
    if (!rows?.[0]) throw new NotFound(this.model.label);
    return rows[0].row as Row;
  }

  private async readNew(session: Session, body: unknown): Promise<RowValues> {
    authorize(session, this.model, "create");
    const values = readNew(this.model, body);
    authorizeFields(session, this.model, [...Object.keys(values.own), ...Object.keys(values.sets)]);
    await this.demandFiles(session, values);
    return values;
  }

  private problemsIn(body: unknown, prefix: string) {
    try {
      readNew(this.model, body);
      return [];
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      return error.errors.map(({ field, message }) => ({ field: prefix + field, message }));
    }
  }

  /** Changes a row; where nothing was changed, says whether it is gone, has moved on or is not theirs to change. */
  async change(
    session: Session,
    id: string,
    version: number | undefined,
    statements: readonly Statement[],
  ): Promise<Row> {
    try {
      const results = await this.run(session, statements);
      return this.written(session, id, results.at(-1));
    } catch (error) {
      if (!(error instanceof NothingDone)) throw error;
    }
    const [rows] = await this.run(session, [this.select(id)]);
    if (version !== undefined && this.found(rows).version !== version)
      throw new VersionMismatch(this.model.label);
    this.found(rows);
    throw new Denied(`Your role may not change this ${this.model.label.toLowerCase()}.`);
  }

  /** The row as it is now; somebody who may write but not read gets its id only. */
  private written(session: Session, id: string, rows: readonly Row[] | undefined): Row {
    return may(session, this.model, "read") && rows?.[0]?.row ? (rows[0].row as Row) : { id };
  }

  private updating(id: string, own: RowValues["own"], version: number | undefined): Statement {
    const values = new Values();
    const keys = Object.keys(own);
    const changes = keys.map(
      (key) => `${quoted(storedAs(this.model, key))} = ${this.bind(values, key, own[key])}`,
    );
    const where = this.at(values, id, version);
    const text = changes.length
      ? `update ${this.model.table} set ${changes.join(", ")} where ${where} returning id`
      : `select id from ${this.model.view} where ${where}`;
    return { text, values: values.list, needsRow: true };
  }

  private at(values: Values, id: string, version: number | undefined): string {
    const same = version === undefined ? "" : ` and version = ${values.bind(version, "bigint")}`;
    return `id = ${values.bind(id, "uuid")}${same}`;
  }

  private replacing(name: string, id: string, ids: readonly string[]): Statement[] {
    const { table, own, other } = this.model.sets[name] as RelationSet;
    const text = `delete from ${table} where ${quoted(own)} = $1::uuid and not ${quoted(other)} = any($2::uuid[])`;
    return [statement(text, [id, ids]), ...this.linking(name, id, ids)];
  }

  private linking(name: string, id: string, ids: readonly string[]): Statement[] {
    const { table, own, other } = this.model.sets[name] as RelationSet;
    const text = `insert into ${table} (${quoted(own)}, ${quoted(other)}) select $1::uuid, unnest($2::uuid[]) on conflict do nothing`;
    return ids.length ? [statement(text, [id, ids])] : [];
  }

  private bind(values: Values, key: string, value: unknown): string {
    return values.bind(value, castOf(columnOf(this.model, key)?.kind ?? "text"));
  }
}
