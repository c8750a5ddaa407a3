import { describe, expect, it } from "vitest";
import { fitted } from "./devices";

describe("a device", () => {
  it("has its own width, whatever the room", () => {
    expect(fitted("phone", { width: 900, height: 700 })).toEqual({ width: 375, height: 700, scale: 1 });
    expect(fitted("desktop", { width: 1500, height: 700 })).toEqual({ width: 1500, height: 700, scale: 1 });
  });

  it("is scaled down where the room is narrower, and shows as much more below", () => {
    const { width, height, scale } = fitted("desktop", { width: 590, height: 700 });
    expect([width, scale, height]).toEqual([1180, 0.5, 1400]);
  });
});
