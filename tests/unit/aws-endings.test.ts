import { ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { describe, expect, it } from "vitest";
import { loadEncoding } from "../../instrumentation/estimate/load-encoding.ts";
import { CLAUDE, converseAnswer, converseEvents } from "./bedrock-answers.ts";
import { bedrockApp } from "./bedrock-app.ts";
import { type BedrockAnswer, REQUEST_ID } from "./bedrock-server.ts";

const aws = bedrockApp();
const { meter } = aws;

const messages = [{ role: "user" as const, content: [{ text: "x".repeat(400) }] }];
const converse = () => new ConverseCommand({ modelId: CLAUDE, messages });
const converseStream = () => new ConverseStreamCommand({ modelId: CLAUDE, messages });
const failure = (type: string, status: number): BedrockAnswer => ({
  status,
  headers: { "x-amzn-errortype": type },
  json: { message: "No" },
});

describe("a call that fails is free, and its error reaches the app as the SDK makes it", () => {
  it.each([
    ["ValidationException", 400, 1],
    ["AccessDeniedException", 403, 1],
    ["ThrottlingException", 429, 2],
    ["ModelErrorException", 424, 1],
  ])("%s", async (name, status, attempts) => {
    const client = await meter(() => failure(name, status), { client: { maxAttempts: 2 } });
    await expect(client.send(converse())).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(aws.bedrock.asked).toHaveLength(attempts);
    expect(aws.app.calls).toMatchObject([
      { costStatus: "free", costPicoUsd: 0, record: { errorType: name, httpStatus: status } },
    ]);
  });

  it("what a retry has saved is one call", async () => {
    let attempts = 0;
    const client = await meter(() => (++attempts === 1 ? failure("ThrottlingException", 429) : converseAnswer()));
    await client.send(converse());
    expect(attempts).toBe(2);
    expect(aws.app.calls).toMatchObject([{ costStatus: "priced", record: { httpStatus: 200 } }]);
  });

  it("a refused connection", async () => {
    const client = await meter(() => converseAnswer(), {
      client: { endpoint: "http://127.0.0.1:9", maxAttempts: 1 },
    });
    await expect(client.send(converse())).rejects.toMatchObject({ code: "ERR_HTTP2_STREAM_CANCEL" });
    expect(aws.app.calls).toMatchObject([{ costStatus: "free", record: { errorType: "ECONNREFUSED" } }]);
  });
});

describe("what never left the process is no call", () => {
  it("credentials that cannot be had", async () => {
    const credentials = () => Promise.reject(new Error("No credentials"));
    const client = await meter(() => converseAnswer(), { client: { credentials } });
    await expect(client.send(converse())).rejects.toThrow("No credentials");
    expect(aws.app.calls).toEqual([]);
  });

  it("a signal that was aborted before", async () => {
    const client = await meter(() => converseAnswer());
    await client.send(converse());
    const sent = client.send(converse(), { abortSignal: AbortSignal.abort() });
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    expect(aws.bedrock.asked).toHaveLength(1);
    expect(aws.app.calls).toHaveLength(1);
  });
});

describe("a stream that does not come to its end is costed with what was seen", () => {
  const words = Array(100).fill("word ");
  const interrupted = (outputTokens: unknown) => ({
    costStatus: "estimated",
    record: { usageSource: "interrupted", responseId: REQUEST_ID, stream: true, usage: { outputTokens } },
  });

  it("left early by the app", async () => {
    const client = await meter(() => ({ events: converseEvents(words), pauseMs: 1 }));
    const { stream } = await client.send(converseStream());
    let events = 0;
    for await (const _ of stream ?? []) if (++events === 41) break;
    // 40 words of 5 characters.
    expect(aws.app.calls).toMatchObject([interrupted(50)]);
    expect(aws.app.calls[0]?.record.errorType).toBeUndefined();
  });

  it("aborted", async () => {
    const client = await meter(() => ({ events: converseEvents(words).slice(0, 41), ending: "hang" }));
    const abort = new AbortController();
    const { stream } = await client.send(converseStream(), { abortSignal: abort.signal });
    let events = 0;
    const read = async () => {
      for await (const _ of stream ?? []) if (++events === 41) abort.abort();
    };
    await read().catch(() => {});
    expect(aws.app.calls).toMatchObject([interrupted(50)]);
  });

  it("broken by an exception event, which the app gets as the SDK's own", async () => {
    const events = converseEvents(words).slice(0, 41);
    const client = await meter(() => ({ events: [...events, ["modelStreamErrorException", { message: "No" }]] }));
    const { stream } = await client.send(converseStream());
    const read = async () => {
      for await (const _ of stream ?? []);
    };
    await expect(read()).rejects.toMatchObject({ name: "ModelStreamErrorException" });
    const [call] = aws.app.calls;
    expect(call).toMatchObject(interrupted(50));
    expect(call?.record.errorType).toBe("ModelStreamErrorException");
  });

  it.each(["end", "cut"] as const)("whose connection comes to its end before the counts (%s)", async (ending) => {
    const client = await meter(() => ({ events: converseEvents(words).slice(0, 41), ending }));
    const { stream } = await client.send(converseStream());
    const read = async () => {
      for await (const _ of stream ?? []);
    };
    await read().catch(() => {});
    expect(aws.app.calls).toMatchObject([interrupted(expect.any(Number))]);
  });

  it("never read, when the process ends", async () => {
    const client = await meter(() => ({ events: converseEvents(words).slice(0, 41), ending: "hang" }));
    const { stream } = await client.send(converseStream());
    expect(aws.app.calls).toEqual([]);
    aws.app.handle.calls.closeOpen();
    expect(stream).toBeDefined();
    expect(aws.app.calls).toMatchObject([interrupted(0)]);
  });

  it("never read and dropped by the app", async () => {
    const client = await meter(() => ({ events: converseEvents(words).slice(0, 41), ending: "hang" }));
    await client.send(converseStream());
    const { setFlagsFromString } = await import("node:v8");
    setFlagsFromString("--expose-gc");
    const collect: () => void = (await import("node:vm")).runInNewContext("gc");
    for (let turns = 0; aws.app.calls.length === 0 && turns < 100; turns += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(aws.app.calls).toMatchObject([interrupted(0)]);
  });

  it("left early, with a tokenizer at hand, thoughts and calls of tools included", async () => {
    const delta = (content: object): [string, unknown] => [
      "contentBlockDelta",
      { contentBlockIndex: 0, delta: content },
    ];
    const events: [string, unknown][] = [
      ["messageStart", { role: "assistant" }],
      ...Array.from({ length: 20 }, () => delta({ reasoningContent: { text: " thinking" } })),
      ...Array.from({ length: 20 }, () => delta({ toolUse: { input: " city" } })),
      ...Array.from({ length: 20 }, () => delta({ text: " word" })),
    ];
    const client = await meter(() => ({ events, ending: "hang" }), { loadTokenizer: loadEncoding });
    const { stream } = await client.send(converseStream());
    let read = 0;
    for await (const _ of stream ?? []) if (++read === events.length) break;
    await aws.app.handle.flush();
    const outputTokens = aws.app.calls[0]?.record.usage?.outputTokens;
    // 60 tokens, and a fifth more or less for Claude's own tokenizer, which nobody has.
    expect(outputTokens).toBeGreaterThanOrEqual(55);
    expect(outputTokens).toBeLessThanOrEqual(80);
  });

  it("read up to its counts and left before its end is whole", async () => {
    const client = await meter(() => ({ events: converseEvents(), ending: "hang" }));
    const { stream } = await client.send(converseStream());
    for await (const event of stream ?? []) if (event.metadata !== undefined) break;
    expect(aws.app.calls).toMatchObject([{ costStatus: "priced", record: { usageSource: "provider" } }]);
  });
});
