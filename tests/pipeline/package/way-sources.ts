const REQUEST = `{
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hi" }] }),
}`;
const URL = '"http://" + process.env.PROVIDER_HOST + "/v1/chat/completions"';
const PRINT = "console.log((await response.json()).choices[0].message.content);";

/** Programs that call the provider once in ways that a plain script does not, by file name. */
export const WAY_SOURCES: Readonly<Record<string, string>> = {
  // As a framework does it: the server starts, asks the app's instrumentation to register, puts a fetch of its own before the one it finds
  // then, and loads the code of a route at its first request.
  "next/instrumentation.mjs": 'export const register = () => import("tollgate/register");\n',
  "next/route.mjs": `export async function POST() {
  const response = await fetch(${URL}, ${REQUEST});
  return new Response((await response.json()).choices[0].message.content);
}
`,
  "next/server.mjs": `import { createServer } from "node:http";
async function main() {
  await (await import("./instrumentation.mjs")).register();
  const found = globalThis.fetch;
  globalThis.fetch = async function patched(input, init) {
    const { next, ...rest } = init ?? {};
    return found(input, rest);
  };
  const server = createServer(async (_request, response) => {
    const { POST } = await import("./route.mjs");
    response.end(await (await POST()).text());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  console.log(await (await fetch("http://127.0.0.1:" + server.address().port + "/api/ask", { method: "POST" })).text());
  server.closeAllConnections();
  server.close();
}
main();
`,
  "worker-main.mjs": `import { Worker } from "node:worker_threads";
new Worker(new URL("./worker.mjs", import.meta.url));
`,
  "worker.mjs": `const response = await fetch(${URL}, ${REQUEST});
${PRINT}
`,
  "worker-register.mjs": `import { Worker } from "node:worker_threads";
new Worker(new URL("./worker-own.mjs", import.meta.url));
`,
  "worker-own.mjs": `import "tollgate/register";
const response = await fetch(${URL}, ${REQUEST});
${PRINT}
`,
  // A client that took the fetch of its time, and one that was given ours.
  "early.mjs": `import { tollgateFetch } from "tollgate";
const client = { fetch: process.argv[2] === "given" ? tollgateFetch : globalThis.fetch };
await import("tollgate/register");
const response = await client.fetch(${URL}, ${REQUEST});
${PRINT}
`,
};
