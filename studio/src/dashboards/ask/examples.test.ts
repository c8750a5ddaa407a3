import { describe, expect, it } from "vitest";
import { SAMPLE } from "../../../tests/spec/sample";
import { chosen, examplesOf, OF_THE_WEB } from "./examples";

describe("examples", () => {
  it("are made of what an application keeps", () => {
    expect(examplesOf({ ...SAMPLE, flows: SAMPLE.flows })).toEqual([
      "How many clients there are in Hair salon",
      "Bookings by status in Hair salon",
    ]);
  });

  it("let each application have its say, and show what the web is for", () => {
    expect(chosen([["a1", "a2"], ["b1"]])).toEqual(["a1", "b1", "a2", OF_THE_WEB[0]]);
    expect(chosen([])).toEqual([...OF_THE_WEB]);
  });
});
