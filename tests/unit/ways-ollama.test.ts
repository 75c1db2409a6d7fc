import { Ollama } from "ollama";
import { testWay } from "./test-way.ts";

const request = { model: "llama3.2", messages: [{ role: "user", content: "Hi" }] };

testWay("ollama", {
  "ollama-chat": {
    plain: async (url) => (await new Ollama({ host: url }).chat(request)).message.content,
    async streamed(url) {
      let text = "";
      for await (const part of await new Ollama({ host: url }).chat({ ...request, stream: true }))
        text += part.message.content;
      return text;
    },
  },
});
