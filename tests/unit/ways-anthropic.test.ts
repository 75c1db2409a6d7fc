import Anthropic from "@anthropic-ai/sdk";
import { testWay } from "./test-way.ts";

const request = {
  model: "claude-sonnet-4-5",
  max_tokens: 100,
  messages: [{ role: "user" as const, content: "Hi" }],
};
const client = (url: string) => new Anthropic({ baseURL: url, apiKey: "k", maxRetries: 0 });

testWay("@anthropic-ai/sdk", {
  messages: {
    async plain(url) {
      const [block] = (await client(url).messages.create(request)).content;
      return block?.type === "text" ? block.text : undefined;
    },
    async streamed(url) {
      let text = "";
      for await (const event of await client(url).messages.create({ ...request, stream: true }))
        if (event.type === "content_block_delta" && event.delta.type === "text_delta") text += event.delta.text;
      return text;
    },
  },
});

testWay("@anthropic-ai/sdk, messages.stream()", {
  messages: { streamed: (url) => client(url).messages.stream(request).finalText() },
});
