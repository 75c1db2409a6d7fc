import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { NO_USAGE } from "../../instrumentation/no-usage.ts";
import { findApiShape } from "../../instrumentation/providers/api-shapes.ts";
import { DEFAULT_MAX_OUTPUT_TOKENS, readRequest } from "../../instrumentation/wire/request-facts.ts";
import { type Answer, type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});
const serve = async (answer: Answer, provider = "openai") => {
  app = await startMeteredApp(answer, { provider });
  return app;
};
const openai = () => new OpenAI({ baseURL: `${app?.provider.url}/v1`, apiKey: "k", maxRetries: 0 });
const sound: Answer = (_request, response) => response.writeHead(200, { "content-type": "audio/mpeg" }).end("ID3");

describe("the limit of an answer, as each API names it", () => {
  it.each<[string, object, number]>([
    ["chat", { max_tokens: 70 }, 70],
    ["chat", { max_tokens: 5, max_completion_tokens: 70, n: 2 }, 140],
    ["responses", { max_output_tokens: 70 }, 70],
    ["messages", { max_tokens: 70 }, 70],
    ["generate-content", { generationConfig: { maxOutputTokens: 70 } }, 70],
    ["generate-content", { generationConfig: { maxOutputTokens: 70, candidateCount: 3 } }, 210],
    ["generate-content", { generation_config: { max_output_tokens: 70 } }, 70],
    ["generate-content", { generationConfig: {} }, DEFAULT_MAX_OUTPUT_TOKENS],
    ["generate-content", { generationConfig: { maxOutputTokens: "70" } }, DEFAULT_MAX_OUTPUT_TOKENS],
    ["ollama-chat", { options: { num_predict: 70 } }, 70],
    ["ollama-chat", { options: { num_predict: -1 } }, DEFAULT_MAX_OUTPUT_TOKENS],
    ["cohere-chat", { max_tokens: 70 }, 70],
    ["converse", { inferenceConfig: { maxTokens: 70 } }, 70],
    ["invoke-model", { max_tokens: 70 }, 70],
    ["invoke-model", { inferenceConfig: { max_new_tokens: 70 } }, 70],
    ["invoke-model", { textGenerationConfig: { maxTokenCount: 70 } }, 70],
    ["invoke-model", { max_gen_len: 70 }, 70],
    ["invoke-model", { max_tokens_to_sample: 70 }, 70],
    ["embeddings", {}, 0],
  ])("%s: %j", (api, request, tokens) => {
    const { shape } = findApiShape(api);
    // Also of a request that is too long to be parsed whole.
    for (const padding of ["", "x".repeat(5_000)])
      expect(readRequest(JSON.stringify({ padding, ...request }), shape).maxOutputTokens).toBe(tokens);
  });
});

describe("speech", () => {
  const spoken = { model: "tts-1", voice: "alloy", input: "Grüße 👋" } as const;

  it("is billed by the characters of the request, also where the app leaves in the middle", async () => {
    await serve((_request, response) => {
      response.writeHead(200, { "content-type": "audio/mpeg" });
      response.write("ID3");
    });
    const answer = await openai().audio.speech.create(spoken);
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    // tts-1: $15 for a million characters, 7 characters.
    expect(app?.calls).toMatchObject([
      { costStatus: "estimated", costPicoUsd: 105_000_000, record: { usageSource: "interrupted" } },
    ]);
  });

  it("by a model that bills tokens is unpriced, and what helps is said", async () => {
    await serve(sound);
    await (await openai().audio.speech.create({ ...spoken, model: "gpt-4o-mini-tts" })).arrayBuffer();
    expect(app?.calls).toMatchObject([
      {
        costStatus: "unpriced",
        unpricedReason:
          'Cannot price call of model "gpt-4o-mini-tts": its answer has no counts; send stream_format: "sse", whose last event has the counts',
      },
    ]);
    expect(app?.calls[0]?.record).not.toHaveProperty("errorType");
  });

  it("of a machine of one's own is metered too, and unpriced", async () => {
    app = await startMeteredApp(sound, { provider: null });
    await (await openai().audio.speech.create({ ...spoken, model: "kokoro" })).arrayBuffer();
    expect(app.calls).toMatchObject([{ costStatus: "unpriced", record: { provider: "127.0.0.1" } }]);
  });

  it("a page that some unknown server answers is no speech", async () => {
    app = await startMeteredApp(
      (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Hi</p>"),
      { provider: null },
    );
    await (await openai().audio.speech.create(spoken)).text();
    expect(app.calls).toEqual([]);
  });

  it("Mistral's answer is JSON, and billed by the character as well", async () => {
    await serve((_request, response) => sendJson(response, { audio_data: "aGk=" }), "mistral_ai");
    await openai()
      .audio.speech.create({ ...spoken, model: "voxtral-mini-tts-2603" })
      .then((answer) => answer.json());
    // $16 for a million characters.
    expect(app?.calls).toMatchObject([{ costStatus: "priced", costPicoUsd: 112_000_000 }]);
  });

  it("an error is free", async () => {
    await serve((_request, response) => sendJson(response, { error: { code: "invalid_voice" } }, 400));
    await expect(openai().audio.speech.create(spoken)).rejects.toThrow();
    await app?.waitForCalls(1);
    expect(app?.calls).toMatchObject([{ costStatus: "free", record: { errorType: "invalid_voice" } }]);
  });
});

describe("a picture of DALL·E is billed by what was asked", () => {
  it.each<[object, string, number]>([
    [{ model: "dall-e-3", size: "1792x1024", quality: "hd" }, "image/1792x1024/hd", 120_000_000_000],
    [{ model: "dall-e-3", quality: "standard" }, "image/1024x1024/standard", 40_000_000_000],
    [{ model: "dall-e-3", quality: "auto" }, "image/1024x1024", 40_000_000_000],
    [{ model: "dall-e-2", size: "256x256" }, "image/256x256", 16_000_000_000],
  ])("%j", async (asked, unit, picoUsd) => {
    await serve((_request, response) => sendJson(response, { created: 1, data: [{ url: "https://example.com/1" }] }));
    await openai().images.generate({ prompt: "A cat", ...asked } as { prompt: string });
    expect(app?.calls).toMatchObject([
      { costStatus: "priced", costPicoUsd: picoUsd, record: { usage: { counted: { [unit]: 1 } } } },
    ]);
  });

  it("as many as the answer has", async () => {
    await serve((_request, response) => sendJson(response, { data: [{ url: "1" }, { url: "2" }] }));
    await openai().images.generate({ model: "dall-e-2", prompt: "A cat", n: 2, size: "512x512" });
    // 2 × $0.018.
    expect(app?.calls).toMatchObject([{ costPicoUsd: 36_000_000_000 }]);
  });

  it("an edit, whose form asks for it", async () => {
    await serve((_request, response) => sendJson(response, { data: [{ url: "1" }] }));
    const image = new File(["x"], "cat.png");
    await openai().images.edit({ model: "dall-e-2", image, prompt: "A hat", size: "512x512" });
    expect(app?.calls).toMatchObject([{ costPicoUsd: 18_000_000_000 }]);
  });

  it("an error bills none", async () => {
    await serve((_request, response) => sendJson(response, { error: { code: "content_policy_violation" } }));
    await openai().images.generate({ model: "dall-e-3", prompt: "A cat" });
    expect(app?.calls).toMatchObject([{ costStatus: "free", record: { errorType: "content_policy_violation" } }]);
  });
});

it("a picture that counts tokens is billed by them, whatever size was asked", () => {
  const { shape } = findApiShape("images");
  const asked = readRequest(JSON.stringify({ model: "gpt-image-1", prompt: "A cat", size: "1024x1024" }), shape);
  const counts = { ...NO_USAGE, inputTokens: 5, outputTokens: 10, outputImageTokens: 10 };
  expect(asked.complete?.(counts)).toEqual(counts);
});

it("a budget holds what was asked for: characters and pictures, not tokens", async () => {
  const held: number[] = [];
  const guard = {
    ready: () => Promise.resolve(),
    reserve: ({ estimatedCostPicoUsd }: { estimatedCostPicoUsd: number }) => {
      held.push(estimatedCostPicoUsd);
      return { outcome: "allowed" as const, reservation: { settle() {} } };
    },
    close() {},
  };
  app = await startMeteredApp(sound, { guard: guard as never });
  await (
    await openai().audio.speech.create({ model: "tts-1", voice: "alloy", input: "x".repeat(1_000) })
  ).arrayBuffer();
  await openai()
    .images.generate({ model: "dall-e-3", prompt: "A cat" })
    .catch(() => {});
  // 1,000 × $15 a million; one picture of 1024x1024.
  expect(held).toEqual([15_000_000_000, 40_000_000_000]);
});
