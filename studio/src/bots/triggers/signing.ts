const SIGNATURE = "x-sayso-signature";

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
