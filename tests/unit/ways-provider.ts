import { SHAPE_ANSWERS, type ShapeAnswer } from "./ways-answers.ts";
import type { Answer, ReceivedRequest } from "./wire-metered-app.ts";

/** Where in the path each shape's calls end, as the SDKs send them. */
const PATH_ENDS: readonly [end: RegExp, shape: string][] = [
  [/\/chat\/completions$/, "chat"],
  [/\/responses$/, "responses"],
  [/\/completions$/, "completions"],
  [/\/embeddings$/, "embeddings"],
  [/\/audio\/speech$/, "speech"],
  [/\/moderations$/, "moderations"],
  [/\/images\/generations$/, "images"],
  [/\/audio\/transcriptions$/, "transcriptions"],
  [/\/messages$/, "messages"],
  [/:(stream)?[gG]enerateContent$/, "generate-content"],
  [/:(batchEmbedContents|embedContent)$/, "embed-content"],
  [/\/converse(-stream)?$/, "converse"],
  [/\/invoke(-with-response-stream)?$/, "invoke-model"],
  [/\/ai\/language-model$/, "ai-gateway"],
  [/\/ai\/embedding-model$/, "ai-gateway-embeddings"],
  [/\/v2\/chat$/, "cohere-chat"],
  [/\/v2\/embed$/, "cohere-embed"],
  [/\/rerank$/, "rerank"],
  [/\/ocr$/, "ocr"],
  [/\/api\/chat$/, "ollama-chat"],
];

/** A provider that speaks every shape; below `/failing` it refuses each call as that provider does. */
export const answerInShape: Answer = (request, response) => {
  const path = request.path.replace(/\?.*$/, "");
  const shape = PATH_ENDS.find(([end]) => end.test(path))?.[1] ?? "";
  const answer = SHAPE_ANSWERS[shape];
  const json = { "content-type": "application/json", "x-request-id": "req_1" };
  if (answer === undefined) return response.writeHead(404, json).end(`{"error":"no API at ${path}"}`);
  const { failed, streamed, plain, plainType } = answer;
  if (path.startsWith("/failing")) return response.writeHead(failed.status, json).end(JSON.stringify(failed.body));
  const isStream = streamed !== undefined && asksForStream(request, answer);
  if (!isStream && plainType !== undefined) return response.writeHead(200, { "content-type": plainType }).end(plain);
  if (!isStream) return response.writeHead(200, json).end(JSON.stringify(plain));
  response.writeHead(200, { "content-type": streamed.contentType });
  for (const chunk of streamed.chunks) response.write(chunk);
  return response.end();
};

/** As each API is asked: in the path, a header, in JSON, in a form, or (Ollama) by not saying no. */
function asksForStream({ path, body, headers }: ReceivedRequest, { provider }: ShapeAnswer): boolean {
  if (headers["ai-language-model-streaming"] !== undefined) return headers["ai-language-model-streaming"] === "true";
  if (/:stream|-stream$/.test(path)) return true;
  if (/"stream_format":\s*"sse"/.test(body)) return true;
  if (body.includes('name="stream"')) return /name="stream"\r\n\r\ntrue/.test(body);
  const stream = /"stream":\s*(true|false)/.exec(body)?.[1];
  return provider === "ollama" ? stream !== "false" : stream === "true";
}
