import type { ShapeAnswer } from "./ways-answers.ts";
import { EVENTS, event, namedEvent } from "./ways-events.ts";
import { CHAT_USAGE, chatAnswer, chatEvents, EMBEDDINGS_ANSWER } from "./wire-answers.ts";

const OPENAI_FAILED = {
  status: 400,
  body: { error: { message: "No", type: "invalid_request_error", param: null, code: "context_length_exceeded" } },
  errorType: "context_length_exceeded",
};

/** 1,000 tokens in, 400 of them cached; 200 out, 50 of them reasoning. */
const CHAT_COUNTS = { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, reasoningTokens: 50 };

const RESPONSE = {
  id: "resp_1",
  object: "response",
  created_at: 1_795_000_000,
  status: "completed",
  model: "gpt-4o-2024-08-06",
  output: [
    {
      type: "message",
      id: "msg_1",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: "Hello", annotations: [] }],
    },
  ],
  service_tier: "default",
  usage: {
    input_tokens: 1000,
    input_tokens_details: { cached_tokens: 400 },
    output_tokens: 200,
    output_tokens_details: { reasoning_tokens: 50 },
    total_tokens: 1200,
  },
};

function responseEvents(): string[] {
  const begun = { ...RESPONSE, status: "in_progress", output: [], usage: null };
  const item = { output_index: 0, content_index: 0, item_id: "msg_1" };
  return [
    { type: "response.created", response: begun },
    {
      type: "response.output_item.added",
      ...item,
      item: { ...RESPONSE.output[0], status: "in_progress", content: [] },
    },
    { type: "response.content_part.added", ...item, part: { type: "output_text", text: "", annotations: [] } },
    { type: "response.output_text.delta", ...item, delta: "Hello" },
    { type: "response.output_text.done", ...item, text: "Hello" },
    { type: "response.content_part.done", ...item, part: RESPONSE.output[0]?.content[0] },
    { type: "response.output_item.done", ...item, item: RESPONSE.output[0] },
    { type: "response.completed", response: RESPONSE },
  ].map(namedEvent);
}

const COMPLETION = {
  id: "cmpl-1",
  object: "text_completion",
  created: 1_795_000_000,
  model: "gpt-3.5-turbo-instruct",
  choices: [{ text: "Hello", index: 0, logprobs: null, finish_reason: "stop" }],
  usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
};

const IMAGE_USAGE = {
  total_tokens: 4192,
  input_tokens: 32,
  output_tokens: 4160,
  input_tokens_details: { text_tokens: 32, image_tokens: 0 },
};

const IMAGES = { created: 1_795_000_000, size: "1024x1024", data: [{ b64_json: "aGk=" }], usage: IMAGE_USAGE };

const TRANSCRIPT_USAGE = {
  type: "tokens",
  input_tokens: 214,
  input_token_details: { text_tokens: 10, audio_tokens: 204 },
  output_tokens: 40,
  total_tokens: 254,
};

/** By the shape's name. */
export const WAYS_ANSWERS_OF_OPENAI: Readonly<Record<string, ShapeAnswer>> = {
  chat: {
    provider: "openai",
    model: "gpt-4o",
    plain: chatAnswer({ usage: CHAT_USAGE }),
    streamed: { contentType: EVENTS, chunks: chatEvents() },
    failed: OPENAI_FAILED,
    usage: CHAT_COUNTS,
  },
  responses: {
    provider: "openai",
    model: "gpt-4o",
    plain: RESPONSE,
    streamed: { contentType: EVENTS, chunks: responseEvents() },
    failed: OPENAI_FAILED,
    usage: CHAT_COUNTS,
    responseId: "resp_1",
  },
  completions: {
    provider: "openai",
    model: "gpt-3.5-turbo-instruct",
    plain: COMPLETION,
    streamed: {
      contentType: EVENTS,
      chunks: [event({ ...COMPLETION, usage: null }), event({ ...COMPLETION, choices: [] }), "data: [DONE]\n\n"],
    },
    failed: OPENAI_FAILED,
    usage: { inputTokens: 5, outputTokens: 7 },
    responseId: "cmpl-1",
  },
  embeddings: {
    provider: "openai",
    model: "text-embedding-3-small",
    plain: EMBEDDINGS_ANSWER,
    failed: OPENAI_FAILED,
    usage: { inputTokens: 1000 },
  },
  moderations: {
    provider: "openai",
    model: "omni-moderation-latest",
    plain: {
      id: "modr-1",
      model: "omni-moderation-latest",
      results: [{ flagged: false, categories: {}, category_scores: {} }],
    },
    failed: OPENAI_FAILED,
    usage: {},
    costStatus: /^free$/,
  },
  images: {
    provider: "openai",
    model: "gpt-image-1",
    plain: IMAGES,
    streamed: {
      contentType: EVENTS,
      chunks: [
        namedEvent({ type: "image_generation.partial_image", b64_json: "aGk=", partial_image_index: 0 }),
        namedEvent({ type: "image_generation.completed", b64_json: "aGk=", usage: IMAGE_USAGE }),
      ],
    },
    failed: OPENAI_FAILED,
    usage: { inputTokens: 32, outputTokens: 4160, outputImageTokens: 4160 },
  },
  transcriptions: {
    provider: "openai",
    model: "gpt-4o-transcribe",
    plain: { text: "Hello", usage: TRANSCRIPT_USAGE },
    streamed: {
      contentType: EVENTS,
      chunks: [
        namedEvent({ type: "transcript.text.delta", delta: "Hello" }),
        namedEvent({ type: "transcript.text.done", text: "Hello", usage: TRANSCRIPT_USAGE }),
        "data: [DONE]\n\n",
      ],
    },
    failed: OPENAI_FAILED,
    usage: { inputTokens: 214, outputTokens: 40, inputAudioTokens: 204 },
  },
  speech: {
    provider: "openai",
    model: "tts-1",
    plain: Buffer.from([0xff, 0xfb, 0x90, 0x64, 0x00, 0xe2, 0x82]),
    plainType: "audio/mpeg",
    streamed: {
      contentType: EVENTS,
      chunks: [
        namedEvent({ type: "speech.audio.delta", audio: "/+OQ" }),
        namedEvent({
          type: "speech.audio.done",
          usage: { input_tokens: 5, output_tokens: 83, total_tokens: 88 },
        }),
      ],
      model: "gpt-4o-mini-tts",
      usage: { inputTokens: 5, outputTokens: 83, outputAudioTokens: 83 },
    },
    failed: OPENAI_FAILED,
    // "Grüße 👋" has seven characters, as people count.
    usage: { counted: { character: 7 } },
  },
};
