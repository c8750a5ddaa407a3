// The moves of a row between the states of its flow. The database is the judge of every move.
import { authorize } from "./access";
import { attempt } from "./database";
import { quoted, type Transition } from "./model";
import { Denied, NotFound, problemOf, TransitionRefused } from "./problems";
import type { EntityService } from "./service";
import type { Session } from "./session";
import { DatabaseRefusal, type Row, type Statement, statement } from "./statement";

/** Every move from the row's present state; each is tried and taken back to see whether it may be made. */
export async function movesOf(service: EntityService, session: Session, id: string) {
  authorize(session, service.model, "read");
  const { state, version, transitions } = await present(service, session, id);
  const moves = transitions.filter((move) => move.from === state);
  const tried = await attempt(
    session,
    moves.map((move) => [moving(service, id, move, version)]),
    "apart",
  );
  return moves.map((move, index) => {
    const { name, label, to } = move;
    const reason = refusedBefore(session, move) ?? refusedByDatabase(service, tried[index]) ?? "";
    return { name, label, to, allowed: !reason, reason };
  });
}

/** Makes the move of this name from where the row is. */
export async function makeMove(
  service: EntityService,
  session: Session,
  id: string,
  name: string,
): Promise<Row> {
  const { state, version, transitions } = await present(service, session, id);
  const named = transitions.filter((move) => move.name === name);
  const move = named.find((one) => one.from === state);
  if (state === null)
    throw new Denied(`Your role may not see how far this ${service.model.label.toLowerCase()} is.`);
  if (!named[0]) throw new NotFound("transition", "GET transitions lists them.");
  if (!move)
    throw new TransitionRefused(`${named[0].label} is not possible from “${labelOf(service, state)}”.`);
  const refused = refusedBefore(session, move);
  if (refused) throw new Denied(refused);
  return service.change(session, id, version, [
    { ...moving(service, id, move, version), needsRow: true },
    service.select(id),
  ]);
}

async function present(service: EntityService, session: Session, id: string) {
  const { flow } = service.model;
  if (!flow) throw new NotFound("call", "See /api/openapi.json for what there is.");
  const row = await service.get(session, id);
  const state = row[flow.field] ?? null;
  const { transitions } = flow;
  return { state: state === null ? null : String(state), version: Number(row.version), transitions };
}

/** Moves the row that was seen at `version`; of the table no more is read than everybody may read. */
function moving({ model }: EntityService, id: string, { to }: Transition, version: number): Statement {
  const field = quoted(model.flow?.field ?? "");
  const text = `update ${model.table} set ${field} = $3 where id = $1::uuid and version = $2 returning id`;
  return statement(text, [id, version, to]);
}

function refusedBefore(session: Session, { label, roles }: Transition): string | undefined {
  return !roles?.length || roles.includes(session.role) ? undefined : `Your role may not do this: ${label}.`;
}

function refusedByDatabase(
  service: EntityService,
  outcome: Row[][] | DatabaseRefusal | undefined,
): string | undefined {
  if (outcome instanceof DatabaseRefusal) return problemOf(outcome, service.model).message;
  return outcome?.[0]?.length ? undefined : notTheirs(service);
}

function notTheirs({ model }: EntityService): string {
  return `Your role may not change this ${model.label.toLowerCase()}.`;
}

function labelOf({ model }: EntityService, state: string): string {
  return model.columns[model.flow?.field ?? ""]?.options?.find(({ name }) => name === state)?.label ?? state;
}
