/** Does with the official SDKs what its arguments say, in order, for what can be read more than once. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const openai = new OpenAI({ maxRetries: 0 });
const anthropic = new Anthropic({ maxRetries: 0 });

const TASKS: Record<string, (id: string) => Promise<unknown>> = {
  chat: (content) => openai.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content }] }),
  /** Begins one in the background and asks until it is done. */
  async background(input) {
    let { id, status } = await openai.responses.create({ model: "gpt-4o", input, background: true });
    while (status === "queued" || status === "in_progress") ({ id, status } = await openai.responses.retrieve(id));
  },
  retrieve: (id) => openai.responses.retrieve(id),
  /** Asks for a batch and reads its results. */
  async batch(id) {
    const { output_file_id } = await openai.batches.retrieve(id);
    await (await openai.files.content(output_file_id ?? "")).text();
  },
  /** Reads a file whose id another process has told. */
  async file(id) {
    await (await openai.files.content(id)).text();
  },
  async messages(id) {
    for await (const _ of await anthropic.messages.batches.results(id));
  },
};

for (const argument of process.argv.slice(2)) {
  const [task = "", id = ""] = argument.split("=");
  await TASKS[task]?.(id);
}
