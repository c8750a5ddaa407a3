import type { Access, Actor } from "./access";
import { conflict, denied } from "./answers";
import type { Live, Stored } from "./model";
import type { Store } from "./store";

interface Move {
  readonly name: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly roles?: readonly string[];
}

/** State flows: which moves a row can make now, for whom, and why not. */
export class Flows {
  constructor(
    private readonly store: Store,
    private readonly access: Access,
    private readonly actor: () => Actor,
  ) {}

  /** Every move that leaves the row's present state. */
  possible(entity: string, row: Stored) {
    const flow = this.store.collection(entity).entity.flow;
    const moves = (flow?.transitions ?? []).filter(({ from }) => from === row[flow?.field ?? ""]);
    return moves.map((move) => {
      const reason = this.refusal(entity, move, row)?.message ?? "";
      return { name: move.name, label: move.label, to: move.to, allowed: !reason, reason };
    });
  }

  /** The move of this name from where the row is, or why it cannot be made. */
  demandMove(entity: string, row: Stored, name: string): Move {
    const { flow } = this.store.collection(entity).entity;
    const named = (flow?.transitions ?? []).filter((move) => move.name === name);
    const move = named.find(({ from }) => from === row[flow?.field ?? ""]);
    if (!move) {
      const label = named[0]?.label ?? name;
      throw conflict("transition_refused", `${label} is not possible from “${this.label(entity, row)}”.`);
    }
    const refusal = this.refusal(entity, move, row);
    if (refusal) throw refusal;
    return move;
  }

  /** Refuses to put a row into a state that no move leads to. */
  demandChange(entity: string, row: Stored, to: unknown): void {
    const { flow, fields } = this.store.collection(entity).entity;
    if (!flow || to === undefined || to === row[flow.field]) return;
    const moves = flow.transitions.filter((move) => move.from === row[flow.field] && move.to === to);
    const refusals = moves.map((move) => this.refusal(entity, move, row));
    if (refusals.includes(null)) return;
    if (refusals[0]) throw refusals[0];
    const end = fields[flow.field]?.options?.find(({ value }) => value === to)?.label ?? String(to);
    throw conflict("transition_refused", `This cannot go from “${this.label(entity, row)}” to “${end}”.`);
  }

  /** Refuses to begin elsewhere than at the beginning, but for whom nothing is limited. */
  demandStart(entity: string, state: unknown): void {
    const { flow, fields } = this.store.collection(entity).entity;
    if (!flow || state === flow.initial) return;
    if (this.access.isUnlimited(entity, "create") && this.access.isUnlimited(entity, "update")) return;
    const start = fields[flow.field]?.options?.find(({ value }) => value === flow.initial)?.label ?? flow.initial;
    throw conflict("transition_refused", `This starts as “${start}”.`);
  }

  private refusal(entity: string, move: Move, row: Stored) {
    const { role } = this.actor();
    const { guards, entity: definition } = this.store.collection(entity);
    const live: Live = this.store.live(entity, row);
    if (move.roles?.length && !move.roles.includes(role ?? ""))
      return denied(`Your role may not do this: “${move.label}”.`);
    if (!this.access.may(entity, "update", live))
      return denied(`Your role may not change this ${definition.label.toLowerCase()}.`);
    const guard = guards[`${move.from} ${move.name}`];
    if (guard?.(live) === false) return conflict("transition_refused", `This is not possible now: “${move.label}”.`);
    return null;
  }

  private label(entity: string, row: Stored): string {
    const { flow, fields } = this.store.collection(entity).entity;
    const state = row[flow?.field ?? ""];
    return fields[flow?.field ?? ""]?.options?.find(({ value }) => value === state)?.label ?? String(state);
  }
}
