import { describe, expect, it } from "vitest";
import { isCron, spanWords } from "./timing";

describe("a timing", () => {
  it("needs five parts before the server is asked about it", () => {
    const typed = ["0 8 * * *", "0 8 * *", "", "0 8 * * mon-fri", "rm -rf / & x"];
    expect(typed.map(isCron)).toEqual([true, false, false, true, false]);
  });

  it("says a length of time in the largest unit that needs no fraction", () => {
    expect([90, 900, 7_200, 86_400, 1_209_600].map(spanWords)).toEqual([
      "90 seconds",
      "15 minutes",
      "2 hours",
      "1 day",
      "2 weeks",
    ]);
  });
});
