/** One call to the provider, in a span of the app when it has a tracer. Prints the answer's text. */
const CALL = `
async function call(tracer) {
  const work = async () => {
    const response = await fetch("http://" + process.env.PROVIDER_HOST + "/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hi" }] }),
    });
    console.log((await response.json()).choices[0].message.content);
  };
  if (tracer === undefined) return work();
  await tracer.startActiveSpan("app-work", async (span) => {
    await work();
    span.end();
  });
}`;

const WITH_SDK = `
  const sdk = new NodeSDK({ instrumentations: [] });
  sdk.start();
  await call(trace.getTracer("app"));
  await sdk.shutdown();`;

/** The programs of an app, by file name. `register`: with the import in the source; without it the command line has to bring it. */
export function appSources(hasSdk: boolean): Record<string, string> {
  const esmSdk = 'import { NodeSDK } from "@opentelemetry/sdk-node";\nimport { trace } from "@opentelemetry/api";\n';
  const cjsSdk =
    'const { NodeSDK } = require("@opentelemetry/sdk-node");\nconst { trace } = require("@opentelemetry/api");\n';
  const run = hasSdk ? WITH_SDK : "\n  await call();";
  const esm = `${hasSdk ? esmSdk : ""}${CALL}${run}\n`;
  const cjs = `${hasSdk ? cjsSdk : ""}${CALL}\n(async () => {${run}\n})();\n`;
  return {
    "plain.mjs": esm,
    "register.mjs": `import "tollgate/register";\n${esm}`,
    "plain.cjs": cjs,
    "register.cjs": `require("tollgate/register");\n${cjs}`,
    "both.mjs": `import { createRequire } from "node:module";\nimport "tollgate/register";\n${esm.replace(
      CALL,
      `createRequire(import.meta.url)("tollgate/register");\n${CALL}`,
    )}`,
    "public.mjs":
      'import { flush, recordLlmCall, withAttribution } from "tollgate";\nconsole.log([flush, recordLlmCall, withAttribution].map((x) => typeof x).join());\n',
    "public.cjs":
      'const { flush, recordLlmCall, withAttribution } = require("tollgate");\nconsole.log([flush, recordLlmCall, withAttribution].map((x) => typeof x).join());\n',
  };
}
