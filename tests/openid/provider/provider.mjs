// A real OpenID Connect provider for the tests. Its settings come as JSON in the first argument:
// {"redirect_uris": [...]}; its issuer goes out as one line once it answers.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const { redirect_uris } = JSON.parse(process.argv[2]);

// Whoever signs in types the name before the colon; the password can be anything.
const ACCOUNTS = {
  ada: { email: "Ada@Example.com", email_verified: true, name: "Ada Lovelace" },
  bob: { email: "bob@example.com", email_verified: true, name: "Bob Byron" },
  eve: { email: "ada@example.com", email_verified: false, name: "Eve Unverified" },
  twin: { email: "ada@example.com", email_verified: true, name: "Ada's other account" },
  mute: { name: "Nobody's Address" },
};

function key(kind, options, alg) {
  const { privateKey } = generateKeyPairSync(kind, options);
  return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: alg };
}

async function grantOf(ctx) {
  const { client, session, provider, result } = ctx.oidc;
  const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  if (known) return provider.Grant.find(known);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid email profile");
  await grant.save();
  return grant;
}

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: "sayso", client_secret: "a secret: of/the client+", redirect_uris },
      {
        client_id: "sayso-public",
        token_endpoint_auth_method: "none",
        id_token_signed_response_alg: "ES256",
        redirect_uris,
      },
    ],
    jwks: {
      keys: [key("rsa", { modulusLength: 2048 }, "RS256"), key("ec", { namedCurve: "P-256" }, "ES256")],
    },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["only for tests"] },
    pkce: { required: () => true },
    findAccount: (_, sub) =>
      ACCOUNTS[sub] && { accountId: sub, claims: () => ({ sub, ...ACCOUNTS[sub] }) },
    loadExistingGrant: grantOf,
    features: { devInteractions: { enabled: true } },
  });
  server.on("request", provider.callback());
  console.log(`ready ${issuer}`);
});
