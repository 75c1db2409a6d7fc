import { GoogleGenAI } from "@google/genai";
import { testWay } from "./test-way.ts";

const request = { model: "gemini-2.5-flash", contents: "Hi" };
const client = (url: string) => new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: url } });

testWay("@google/genai", {
  "generate-content": {
    plain: async (url) => (await client(url).models.generateContent(request)).text,
    async streamed(url) {
      let text = "";
      for await (const chunk of await client(url).models.generateContentStream(request)) text += chunk.text ?? "";
      return text;
    },
  },
  "embed-content": {
    async plain(url) {
      const answer = await client(url).models.embedContent({ model: "gemini-embedding-001", contents: "Hi" });
      return answer.embeddings?.[0]?.values;
    },
  },
});
