/** The header that proves who sent a call. */
export const SIGNATURE = "x-sayso-signature";

/** The signature of a body that is sent at a time, in seconds: `t=1700000000,v1=5257a8…`. */
export async function signatureOf(secret: string, body: string, at: number): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const made = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(`${at}.${body}`)));
  return `t=${at},v1=${[...made].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Browsers sign on pages that came over https, or from this machine. */
export const canSign = (): boolean => globalThis.crypto?.subtle !== undefined;

/** A call as one types it in a terminal. */
export function curlOf(address: string, isSigned: boolean, secret = "SECRET"): string {
  const body = `{"name": "Ada"}`;
  if (!isSigned) return `curl -X POST ${address} \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
  return [
    `SECRET='${secret}'`,
    `BODY='${body}'`,
    "AT=$(date +%s)",
    'SIGN=$(printf %s "$AT.$BODY" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d" " -f1)',
    `curl -X POST ${address} \\`,
    "  -H 'content-type: application/json' \\",
    `  -H "${SIGNATURE}: t=$AT,v1=$SIGN" \\`,
    '  -d "$BODY"',
  ].join("\n");
}
