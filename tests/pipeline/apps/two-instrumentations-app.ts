/** Three chats, of which OpenInference's instrumentation sees the last two as well. */
import { setTimeout as sleep } from "node:timers/promises";
import { OpenAIInstrumentation } from "@arizeai/openinference-instrumentation-openai";
import { trace } from "@opentelemetry/api";
import OpenAI from "openai";

const openai = new OpenAI({ maxRetries: 0 });
const chat = (content: string) =>
  openai.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content }] });

await chat("one");
// Spans of others are taken from the first metered call on, once the SDK for them has been loaded; and OpenInference, whose copy of the API is
// another, has to ask for its tracer after that.
while (!trace.getTracer("app").startSpan("probe").isRecording()) await sleep(50);
new OpenAIInstrumentation().manuallyInstrument(OpenAI);
await chat("two");
await chat("three");
