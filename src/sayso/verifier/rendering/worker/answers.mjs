// The data API as far as showing a page needs it, answered with rows that came with the job.

const JSON_TYPE = { "content-type": "application/json" };
const MOST = 200;

/**
 * Answers one call of the page. `data` is what one role sees:
 * { session, denied: [collection], collections: { name: [row] }, reports: { name: report }, transitions: { name: […] } }.
 * `complain` is told about calls that the application has no answer for.
 */
export function answer(data, method, address, complain) {
  const url = new URL(address, "http://app.localhost");
  const [api, collection, id, part] = url.pathname.split("/").filter(Boolean);
  if (api !== "api") return refuse(404, `There is no ${url.pathname} here.`, complain);
  if (method !== "GET") return refuse(405, `Being shown must not change data (${method} ${url.pathname}).`, complain);
  if (collection === "session") return ok(id === "settings" ? { settings: [] } : data.session);
  if (collection === "files") return new Response("", { status: 404 });
  if (collection === "reports" && (data.reports[id] || !hasRows(data, collection))) {
    const report = data.reports[id];
    return report ? ok(report) : refuse(404, `There is no report “${id}”.`, complain);
  }
  if (data.denied.includes(collection)) return refuse(403, "This role may not read these rows.");
  const rows = data.collections[collection];
  if (!rows) return refuse(404, `The application asks for ${url.pathname}, which there is not.`, complain);
  if (id === undefined) return ok(list(rows, url.searchParams));
  if (id === "stats") return ok({ items: statistics(rows, url.searchParams) });
  if (id === "export.csv") return new Response("", { headers: { "content-type": "text/csv" } });
  const row = rows.find((one) => one.id === id);
  if (!row) return refuse(404, "There is no such row.");
  if (part === undefined) return ok(shaped(row, url.searchParams, true));
  if (part === "history") return ok({ items: history(row, data.session.member) });
  if (part === "transitions") return ok({ items: data.transitions[collection] ?? [] });
  return refuse(404, `The application asks for ${url.pathname}, which there is not.`, complain);
}

/** Whether an entity has this collection: one called "report" shares its address with the reports. */
function hasRows(data, collection) {
  return data.denied.includes(collection) || collection in data.collections;
}

function ok(body) {
  return new Response(JSON.stringify(body), { headers: JSON_TYPE });
}

function refuse(status, detail, complain) {
  complain?.(detail);
  const body = { type: "about:blank", title: "Refused", status, detail, code: "refused", hint: "", errors: [] };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });
}

function list(rows, params) {
  const size = Math.min(Number(params.get("page_size") ?? 20), MOST);
  const page = Number(params.get("page") ?? 1);
  const items = rows.slice((page - 1) * size, page * size).map((row) => shaped(row, params, false));
  return { items, page: { page, page_size: size, total: rows.length, total_is_exact: true, next_cursor: null } };
}

/** The row with those relations that were asked for; sets of ids come along in a single row. */
function shaped(row, params, isSingle) {
  const expanded = new Set((params.get("expand") ?? "").split(","));
  const keeps = (key) => {
    const set = /^(.*)_(ids|titles)$/.exec(key)?.[1];
    if (set !== undefined && Array.isArray(row[key])) return isSingle || expanded.has(set);
    return !(`${key}_id` in row) || expanded.has(key);
  };
  return Object.fromEntries(Object.entries(row).filter(([key]) => keeps(key)));
}

function statistics(rows, params) {
  const measures = (params.get("measures") ?? "count").split(",");
  const by = params.get("group_by");
  if (!by) return [figures(rows, measures)];
  const groups = new Map();
  for (const row of rows) {
    const group = row[by] === undefined ? (row[`${by}_id`] ?? null) : row[by];
    const known = groups.get(group) ?? { label: row[`${by}_title`] ?? String(group ?? ""), rows: [] };
    known.rows.push(row);
    groups.set(group, known);
  }
  return [...groups].map(([group, known]) => ({ group, label: known.label, ...figures(known.rows, measures) }));
}

function figures(rows, measures) {
  return Object.fromEntries(
    measures.map((measure) => {
      const [op, field] = measure.split(":");
      if (op === "count") return ["count", rows.length];
      const values = rows.map((row) => row[field]).filter((value) => value !== null && value !== undefined);
      return [`${op}_${field.replaceAll(".", "_")}`, figure(op, values)];
    }),
  );
}

function figure(op, values) {
  const sum = values.reduce((total, value) => total + Number(value), 0);
  if (op === "sum") return sum;
  if (values.length === 0) return null;
  if (op === "avg") return Math.round((sum / values.length) * 100) / 100;
  return values.reduce((best, value) => ((op === "min" ? value < best : value > best) ? value : best));
}

function history(row, member) {
  const at = row.created_at;
  return [{ id: "1", action: "create", at, actor: { id: member.id, name: member.name }, changes: {} }];
}
