import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { answeringApp } from "./wire-answering-app.ts";

const wire = answeringApp();

it("a transcription is charged by what its form asks for", async () => {
  await wire.serve();
  wire.answers["POST /v1/audio/transcriptions"] = { text: "Hi", usage: { type: "duration", seconds: 90 } };
  const file = new File([readFileSync(new URL(import.meta.url))], "speech.wav");
  await wire.openai().audio.transcriptions.create({ model: "whisper-1", file });
  // whisper-1: $0.006 a minute, 90 s = $0.009.
  expect(wire.app().calls).toMatchObject([
    { costPicoUsd: 9_000_000_000, record: { requestModel: "whisper-1", usage: { counted: { audioSecond: 90 } } } },
  ]);
});

it("a transcription without counts is unpriced, not free", async () => {
  await wire.serve();
  wire.answers["POST /v1/audio/transcriptions"] = "1\n00:00:00 --> 00:00:02\nHi";
  const file = new File(["x"], "speech.wav");
  await wire.openai().audio.transcriptions.create({ model: "whisper-1", file, response_format: "srt" });
  expect(wire.app().calls).toMatchObject([{ costStatus: "unpriced", record: { requestModel: "whisper-1" } }]);
});

it("an edited image is charged by its tokens", async () => {
  await wire.serve();
  wire.answers["POST /v1/images/edits"] = {
    data: [{ b64_json: "eA==" }],
    usage: { input_tokens: 200, output_tokens: 1056, input_tokens_details: { image_tokens: 194, text_tokens: 6 } },
  };
  const image = new File(["x"], "cat.png");
  await wire.openai().images.edit({ model: "gpt-image-1", image, prompt: "A hat" });
  expect(wire.app().calls).toMatchObject([
    {
      costStatus: "priced",
      record: { requestModel: "gpt-image-1", usage: { inputImageTokens: 194, outputImageTokens: 1056 } },
    },
  ]);
});
