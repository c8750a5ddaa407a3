import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { curlOf, signatureOf } from "./signing";

describe("a call to a bot", () => {
  it("is signed over its time and its body, as the server reads it", async () => {
    const expected = createHmac("sha256", "s3cret").update('1700000000.{"a":1}').digest("hex");
    expect(await signatureOf("s3cret", '{"a":1}', 1_700_000_000)).toBe(`t=1700000000,v1=${expected}`);
  });

  it("can be copied for a terminal, signed or not", () => {
    expect(curlOf("http://here/hooks/abc", true, "s3cret")).toContain("SECRET='s3cret'");
    expect(curlOf("http://here/hooks/abc", false)).not.toContain("signature");
  });
});
