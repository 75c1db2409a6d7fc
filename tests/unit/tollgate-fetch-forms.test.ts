import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import fc from "fast-check";
import OpenAI4 from "openai-v4";
import { afterEach, expect, it } from "vitest";
import { tollgateFetch } from "../../instrumentation/tollgate-fetch.ts";
import { FormFields } from "../../instrumentation/wire/form-fields.ts";
import { type Answer, type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});
const serve = async (answer: Answer) => {
  app = await startMeteredApp(answer);
};
const openai = () =>
  new OpenAI4({ baseURL: `${app?.provider.url}/v1`, apiKey: "k", maxRetries: 0, fetch: tollgateFetch as never });
/** Longer than any piece that a stream has at once. */
const audio = () => new File([Buffer.alloc(300_000, 'form-data; name="x"')], "a.wav");

it("openai 4: a transcription is charged by the model of its form, which is sent as a stream", async () => {
  await serve((_request, response) => sendJson(response, { text: "Hi", usage: { type: "duration", seconds: 90 } }));
  await openai().audio.transcriptions.create({ file: audio(), model: "whisper-1", prompt: "Grüße" });
  // whisper-1: $0.006 a minute, 90 s = $0.009.
  expect(app?.calls).toMatchObject([
    { costStatus: "priced", costPicoUsd: 9_000_000_000, record: { requestModel: "whisper-1" } },
  ]);
  const [{ body, headers } = { body: "", headers: {} }] = app?.provider.requests ?? [];
  expect(body.length).toBeGreaterThan(300_000);
  expect(body).toContain("Grüße");
  expect(Number(headers["content-length"] ?? 0) || headers["transfer-encoding"]).toBeTruthy();
});

it("openai 4: an edit of DALL·E, by the size that its form asks for", async () => {
  await serve((_request, response) => sendJson(response, { data: [{ url: "1" }] }));
  await openai().images.edit({ image: audio(), model: "dall-e-2", prompt: "A hat", size: "512x512" });
  expect(app?.calls).toMatchObject([{ costPicoUsd: 18_000_000_000 }]);
});

it("a body that fails while it is sent fails the call as without us", async () => {
  // It must not mind a request that ends in the middle.
  const server = createServer((request) => request.on("error", () => {}).resume()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await startMeteredApp((_request, response) => response.end(), { env: { TOLLGATE_HOSTS: `${host}=openai` } });
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from("--x\r\n");
      throw new Error("the file is gone");
    })(),
  );
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const url = `http://${host}/v1/audio/transcriptions`;
  await expect(tollgateFetch(url, { method: "POST", headers, body: broken as never })).rejects.toThrow("fetch failed");
  await app?.waitForCalls(1);
  expect(app?.calls).toMatchObject([{ costStatus: "free" }]);
  server.closeAllConnections();
  server.close();
});

const FORM = [
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\n',
  "\x00\x01form-data; name=\r\n\r\n--\r\n",
  '\r\n--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1',
  '\r\n--b\r\nContent-Disposition: form-data; name="prompt"\r\nContent-Type: text/plain\r\n\r\nGrüße, 世界\r\nzwei',
  '\r\n--b\r\nContent-Disposition: form-data; name="empty"\r\n\r\n',
  "\r\n--b--\r\n",
].join("");

it("the texts of a form are read wherever the network cuts it", () => {
  const bytes = Buffer.from(FORM);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: bytes.length }), { maxLength: 40 }), (cuts) => {
      const form = new FormFields();
      const ends = [...cuts.sort((a, b) => a - b), bytes.length];
      let start = 0;
      for (const end of ends) {
        form.feed(bytes.subarray(start, end));
        start = end;
      }
      expect(Object.fromEntries(form.fields)).toEqual({ model: "whisper-1", prompt: "Grüße, 世界\r\nzwei", empty: "" });
    }),
  );
});

it("bytes that are no form say nothing, and are not kept", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
      const form = new FormFields();
      for (const chunk of chunks) form.feed(chunk);
      expect([...form.fields]).toEqual([]);
    }),
  );
});
