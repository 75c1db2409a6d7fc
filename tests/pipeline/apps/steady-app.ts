/** Makes one call for each line "call" it reads and says so; ends with its stdin. */
import { createInterface } from "node:readline";
import OpenAI from "openai";

const openai = new OpenAI({ maxRetries: 0 });
let calls = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "call") break;
  const messages = [{ role: "user" as const, content: `call ${++calls}` }];
  const answer = await openai.chat.completions.create({ model: "gpt-4.1", messages });
  console.log(`answer ${calls}: ${answer.choices[0]?.message.content}`);
}
process.stdin.destroy();
