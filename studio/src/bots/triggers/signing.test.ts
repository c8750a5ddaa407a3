import { describe, expect, it } from "vitest";
import { curlOf } from "./signing";

describe("a call to a bot", () => {
  it("can be copied for a terminal, signed or not", () => {
    expect(curlOf("http://here/hooks/abc", true, "s3cret")).toContain("SECRET='s3cret'");
    expect(curlOf("http://here/hooks/abc", false)).not.toContain("signature");
  });
});
