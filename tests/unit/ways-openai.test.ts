import OpenAI from "openai";
import OpenAI4 from "openai-v4";
import OpenAI5 from "openai-v5";
import OpenAI6 from "openai-v6";
import { tollgateFetch } from "../../instrumentation/tollgate-fetch.ts";
import { type ShapeCalls, testWay } from "./test-way.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
const file = () => new File([new Uint8Array(64)], "a.wav", { type: "audio/wav" });

/** The same calls with each major version, whose types differ in what none of them uses. */
function callsOf(client: (url: string) => OpenAI): Record<string, ShapeCalls> {
  return {
    chat: {
      async plain(url) {
        const answer = await client(url).chat.completions.create({ model: "gpt-4o", messages });
        return answer.choices[0]?.message.content;
      },
      async streamed(url) {
        const options = { stream: true, stream_options: { include_usage: true } } as const;
        const stream = await client(url).chat.completions.create({ model: "gpt-4o", messages, ...options });
        let text = "";
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
        return text;
      },
    },
    responses: {
      plain: async (url) => (await client(url).responses.create({ model: "gpt-4o", input: "Hi" })).output_text,
      async streamed(url) {
        let text = "";
        for await (const event of await client(url).responses.create({ model: "gpt-4o", input: "Hi", stream: true }))
          if (event.type === "response.output_text.delta") text += event.delta;
        return text;
      },
    },
    completions: {
      async plain(url) {
        const answer = await client(url).completions.create({ model: "gpt-3.5-turbo-instruct", prompt: "Hi" });
        return answer.choices[0]?.text;
      },
      async streamed(url) {
        const options = { stream: true, stream_options: { include_usage: true } } as const;
        const stream = await client(url).completions.create({
          model: "gpt-3.5-turbo-instruct",
          prompt: "Hi",
          ...options,
        });
        let text = "";
        for await (const chunk of stream) text += chunk.choices[0]?.text ?? "";
        return text;
      },
    },
    embeddings: {
      async plain(url) {
        const answer = await client(url).embeddings.create({ model: "text-embedding-3-small", input: "Hi" });
        return answer.data[0]?.embedding;
      },
    },
    moderations: {
      plain: async (url) => (await client(url).moderations.create({ model: "omni-moderation-latest", input: "Hi" })).id,
    },
    images: {
      async plain(url) {
        const answer = await client(url).images.generate({ model: "gpt-image-1", prompt: "A cat" });
        return answer.data?.[0]?.b64_json;
      },
      async streamed(url) {
        let image = "";
        const stream = await client(url).images.generate({ model: "gpt-image-1", prompt: "A cat", stream: true });
        for await (const event of stream) image = event.b64_json;
        return image;
      },
    },
    speech: {
      async plain(url) {
        const answer = await client(url).audio.speech.create({ model: "tts-1", voice: "alloy", input: "Grüße 👋" });
        return Buffer.from(await answer.arrayBuffer()).toString("hex");
      },
      async streamed(url) {
        const request = { model: "gpt-4o-mini-tts", voice: "alloy", input: "Grüße 👋" } as const;
        return (await client(url).audio.speech.create({ ...request, stream_format: "sse" })).text();
      },
    },
    transcriptions: {
      plain: async (url) =>
        (await client(url).audio.transcriptions.create({ model: "gpt-4o-transcribe", file: file() })).text,
      async streamed(url) {
        const request = { model: "gpt-4o-transcribe", file: file(), stream: true } as const;
        let text = "";
        for await (const event of await client(url).audio.transcriptions.create(request))
          if (event.type === "transcript.text.delta") text += event.delta;
        return text;
      },
    },
  };
}

const options = (url: string) => ({ baseURL: `${url}/v1`, apiKey: "k", maxRetries: 0 });

const { images: images4, ...calls4 } = callsOf(
  (url) => new OpenAI4({ ...options(url), fetch: tollgateFetch as never }) as unknown as OpenAI,
);
// Version 4 has no streams of images.
testWay("openai 4 with tollgateFetch", { ...calls4, images: images4?.plain ? { plain: images4.plain } : {} });
testWay(
  "openai 5",
  callsOf((url) => new OpenAI5(options(url)) as unknown as OpenAI),
);
testWay(
  "openai 6",
  callsOf((url) => new OpenAI6(options(url)) as unknown as OpenAI),
);
testWay(
  "openai 7",
  callsOf((url) => new OpenAI(options(url))),
);
