// The permission matrix at the door: what no rule grants is refused.
import { expect, test } from "vitest";
import { authorize, authorizeFields, may } from "./access";
import type { Action } from "./model";
import { appModule } from "./module";
import { Denied } from "./problems";
import type { Session } from "./session";

const ACTIONS: readonly Action[] = ["create", "read", "update", "delete"];
const models = Object.values(appModule.entities);
const sessionAs = (role: string) => ({ role }) as Session;

test("every cell of the matrix is what the models say", () => {
  for (const { name } of appModule.roles) {
    for (const model of models) {
      for (const action of ACTIONS) {
        const scope = model.grants[name]?.[action] ?? "none";
        expect(may(sessionAs(name), model, action)).toBe(scope !== "none");
        if (scope === "none") expect(() => authorize(sessionAs(name), model, action)).toThrow(Denied);
      }
    }
  }
});

test("a role that is not there may do nothing", () => {
  for (const model of models) expect(() => authorize(sessionAs("nobody"), model, "read")).toThrow(Denied);
});

test("fields outside of a list cannot be written", () => {
  for (const { name } of appModule.roles) {
    for (const model of models.filter((one) => one.grants[name]?.writable)) {
      expect(() => authorizeFields(sessionAs(name), model, ["not_in_the_list"])).toThrow(Denied);
    }
  }
});
