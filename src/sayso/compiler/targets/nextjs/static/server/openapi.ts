// OpenAPI 3.1 of the data API, from the models and the schemas that bodies are checked by.
import { type ZodObject, toJSONSchema } from "zod";
import { OPERATORS } from "./filters";
import { type Column, columnOf, type EntityModel, keysOf, type Kind, relationOf } from "./model";
import { appModule } from "./module";

type Schema = Record<string, unknown>;

const ERRORS: Readonly<Record<string, string>> = {
  400: "The request cannot be understood.",
  401: "Nobody is signed in.",
  403: "The member's role may not do this.",
  404: "There is no such row, or the member may not see it.",
  409: "A rule, a unique value, a transition or a row in use forbids it.",
  412: "The row is no longer at the version given.",
  413: "The body is too large.",
  415: "The body is of a type this call does not read.",
  422: "Values that the fields do not accept.",
};
const ID = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } };
const PAGE = {
  type: "object",
  required: ["page_size", "next_cursor"],
  properties: {
    page: { type: "integer" },
    page_size: { type: "integer" },
    total: { type: "integer", description: "Counted up to 10,000." },
    total_is_exact: { type: "boolean" },
    next_cursor: { type: ["string", "null"] },
  },
};
const PROBLEM = {
  type: "object",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    hint: { type: "string" },
    errors: {
      type: "array",
      items: { type: "object", properties: { field: { type: "string" }, message: { type: "string" } } },
    },
  },
};

/** The document. */
export function openapi(): Schema {
  const schemas: Schema = { Problem: PROBLEM, Page: PAGE };
  let paths = commonPaths();
  for (const model of Object.values(appModule.entities)) {
    const name = schemaName(model);
    schemas[name] = rowSchema(model);
    schemas[`${name}Create`] = bodySchema(model.createSchema);
    schemas[`${name}Patch`] = bodySchema(model.schema.partial());
    paths = { ...paths, ...pathsOf(model, name) };
  }
  for (const { name, title } of appModule.reports) {
    const days = ["from", "to"].map((one) => query(one, { type: "string", format: "date" }));
    paths[`/api/reports/${name}`] = { get: call(title, { 200: json({}) }, ["403"], { parameters: days }) };
  }
  const responses = Object.entries(ERRORS).map(([code, description]) => [
    code,
    { description, content: { "application/problem+json": { schema: ref("Problem") } } },
  ]);
  return {
    openapi: "3.1.0",
    info: { title: appModule.name, version: appModule.version, description: appModule.description },
    "x-endpoints": appModule.endpoints,
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(responses),
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "session" } },
    },
    security: [{ session: [] }],
  };
}

function pathsOf(model: EntityModel, name: string): Record<string, Schema> {
  const base = `/api/${model.collection}`;
  const one = `${base}/{id}`;
  const row = ref(name);
  const [label, labels] = [model.label.toLowerCase(), model.labelPlural.toLowerCase()];
  const many = objectOf({ items: { type: "array", items: row } });
  const listed = objectOf({ items: { type: "array", items: row }, page: ref("Page") });
  const bulk = objectOf({ items: { type: "array", items: ref(`${name}Create`) } });
  const version = { parameters: [{ name: "If-Match", in: "header", schema: { type: "string" } }] };
  const key = {
    parameters: [{ name: "Idempotency-Key", in: "header", schema: { type: "string", maxLength: 200 } }],
  };
  const list = { parameters: listParameters(model) };
  const figures = { parameters: ["measures", "group_by"].map((one) => query(one, { type: "string" })) };
  const csv = { 200: { description: "CSV", content: { "text/csv": {} } } };
  const paths: Record<string, Schema> = {
    [base]: {
      get: call(`List ${labels}`, { 200: json(listed) }, ["400"], list),
      post: call(`Create a ${label}`, { 201: json(row) }, ["403", "409", "422"], {
        ...key,
        ...body(ref(`${name}Create`)),
      }),
    },
    [`${base}/bulk`]: {
      post: call(`Create several ${labels}`, { 201: json(many) }, ["403", "409", "422"], body(bulk)),
    },
    [`${base}/stats`]: { get: call(`Figures about ${labels}`, { 200: json({}) }, ["400"], figures) },
    [`${base}/import`]: { post: call(`Import ${labels} from CSV`, { 200: json({}) }, ["400", "413", "415"]) },
    [`${base}/export.csv`]: { get: call(`Export ${labels}`, csv, ["400"], list) },
    [one]: {
      parameters: [ID],
      get: call(`One ${label}`, { 200: json(row) }, ["404"]),
      patch: call(`Change a ${label}`, { 200: json(row) }, ["403", "404", "409", "412", "422"], {
        ...version,
        ...body(ref(`${name}Patch`)),
      }),
      delete: call(
        `Delete a ${label}`,
        { 204: { description: "Deleted" } },
        ["403", "404", "409", "412"],
        version,
      ),
    },
    [`${one}/history`]: { parameters: [ID], get: call("What happened to it", { 200: json({}) }, ["404"]) },
    [`${one}/restore`]: {
      parameters: [ID],
      post: call("Bring it back", { 200: json(row) }, ["403", "404", "409"]),
    },
  };
  const moves = [...new Set(model.flow?.transitions.map((move) => move.name))];
  if (moves.length) {
    const which = { name: "name", in: "path", required: true, schema: { enum: moves } };
    const made = call("Make a move", { 200: json(row) }, ["403", "404", "409"]);
    paths[`${one}/transitions`] = { parameters: [ID], get: call("Moves", { 200: json({}) }, ["404"]) };
    paths[`${one}/transitions/{name}`] = { parameters: [ID, which], post: made };
  }
  const ids = body(objectOf({ ids: { type: "array", items: { type: "string", format: "uuid" } } }));
  for (const relation of Object.keys(model.sets)) {
    paths[`${one}/${relation}`] = {
      parameters: [ID],
      put: call(`Replace ${relation}`, { 200: json(row) }, ["403", "404", "422"], ids),
    };
  }
  return paths;
}

function commonPaths(): Record<string, Schema> {
  const settings = call("Change settings", { 200: json({}) }, ["403", "422"], body({ type: "object" }));
  const form = {
    "multipart/form-data": { schema: objectOf({ file: { type: "string", format: "binary" } }) },
  };
  return {
    "/api/session": { get: call("Who is signed in", { 200: json({}) }) },
    "/api/session/settings": {
      get: call("How the application is set up", { 200: json({}) }, ["403"]),
      patch: settings,
    },
    "/api/files": {
      post: call("Upload a file", { 201: json({}) }, ["413", "415"], {
        requestBody: { required: true, content: form },
      }),
    },
    "/api/files/{id}": {
      parameters: [ID],
      get: call("A file", { 200: { description: "Its bytes" } }, ["404"]),
    },
  };
}

/** A row as it is answered. */
function rowSchema(model: EntityModel): Schema {
  const properties: Schema = {};
  for (const key of keysOf(model)) {
    const column = columnOf(model, key);
    const relation = relationOf(model, key);
    if (column) properties[key] = orNull(columnSchema(column));
    if (relation) properties[`${relation}_title`] = { type: ["string", "null"] };
  }
  for (const name of Object.keys(model.sets)) {
    properties[`${name}_ids`] = { type: "array", items: { type: "string", format: "uuid" } };
    properties[`${name}_titles`] = { type: "array", items: { type: ["string", "null"] } };
  }
  return { type: "object", required: ["id"], properties };
}

/** A body as its schema checks it. */
function bodySchema(schema: ZodObject): Schema {
  const { $schema, ...described } = toJSONSchema(schema.strict(), {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "lazy")
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as never];
    },
  });
  return described;
}

function columnSchema({ kind, label, options }: Column): Schema {
  const choices = options?.map(({ name }) => name);
  const schema = { title: label, ...SHAPES[kind] };
  if (!choices?.length) return schema;
  return kind === "multi_enum" ? { ...schema, items: { enum: choices } } : { ...schema, enum: choices };
}

const SHAPES: Readonly<Record<Kind, Schema>> = {
  text: { type: "string" },
  long_text: { type: "string" },
  email: { type: "string", format: "email" },
  url: { type: "string", format: "uri" },
  phone: { type: "string" },
  enum: { type: "string" },
  multi_enum: { type: "array", items: { type: "string" } },
  integer: { type: "integer" },
  decimal: { type: "number" },
  money: { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
  time: { type: "string", format: "time" },
  uuid: { type: "string", format: "uuid" },
  image: { type: "string", format: "uuid" },
  file: { type: "string", format: "uuid" },
  json: {},
};

function orNull(schema: Schema): Schema {
  if (!("type" in schema)) return schema;
  const choices = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
  return { ...schema, ...choices, type: [schema.type, "null"] };
}

function listParameters(model: EntityModel): Schema[] {
  const names = [...keysOf(model), ...Object.keys(model.sets)].join(", ");
  const description = `filter[field]=value or filter[field][op]=value; op is one of ${OPERATORS.join(", ")}. Fields: ${names}.`;
  return [
    query("page", { type: "integer", minimum: 1, default: 1 }),
    query("page_size", { type: "integer", minimum: 1, maximum: 200, default: 20 }),
    ...["cursor", "sort", "q", "expand"].map((name) => query(name, { type: "string" })),
    query("count", { type: "boolean", default: true }),
    {
      name: "filter",
      in: "query",
      style: "deepObject",
      explode: true,
      description,
      schema: { type: "object" },
    },
  ];
}

function call(summary: string, answers: Schema, errors: readonly string[] = [], more: Schema = {}): Schema {
  const refused = ["401", ...errors].map((code) => [code, { $ref: `#/components/responses/${code}` }]);
  return { summary, ...more, responses: { ...answers, ...Object.fromEntries(refused) } };
}

function schemaName({ name }: EntityModel): string {
  return name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}

function objectOf(properties: Schema): Schema {
  return { type: "object", required: Object.keys(properties), properties };
}

function body(schema: Schema): Schema {
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

function json(schema: Schema): Schema {
  return { description: "Done", content: { "application/json": { schema } } };
}

function query(name: string, schema: Schema): Schema {
  return { name, in: "query", schema };
}

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
