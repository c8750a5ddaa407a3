import { describe, expect, it } from "vitest";
import { chosen, cronOf, shapeOf } from "./schedule";

describe("a schedule", () => {
  it("is built from choices, and is the same choices when it is read again", () => {
    const crons = ["*/15 * * * *", "5 * * * *", "0 */6 * * *", "30 8 * * *", "0 8 * * 1-5", "15 17 * * 5", "0 6 1 * *"];
    expect(crons.map((cron) => cronOf(shapeOf(cron)))).toEqual(crons);
    expect(crons.map((cron) => shapeOf(cron).kind)).toEqual([
      "minutes",
      "hours",
      "hours",
      "days",
      "days",
      "weekday",
      "month",
    ]);
  });

  it("that no choice says stays as it is written", () => {
    for (const cron of ["0 8,17 * * *", "*/7 * * * *", "0 8 * 1 *", "1-5 8 2 3 *", "0 8 1 * 1", ""]) {
      expect(shapeOf(cron)).toEqual({ kind: "cron", cron });
    }
  });

  it("keeps the time of day when another choice is made", () => {
    expect(cronOf(chosen("month", shapeOf("45 17 * * 1-5")))).toBe("45 17 1 * *");
    expect(chosen("cron", shapeOf("45 17 * * 1-5"))).toEqual({ kind: "cron", cron: "45 17 * * 1-5" });
  });
});
