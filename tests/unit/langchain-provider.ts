import { tool } from "@langchain/core/tools";
import { chatAnswer, chatEvents } from "./wire-answers.ts";
import { type Answer, sendEvents, sendJson } from "./wire-metered-app.ts";

/** A provider whose model asks for the tool `weather` until it has its answer, where it is offered one; every answer has an id of its own. */
export function toolCallingProvider(): Answer {
  let count = 0;
  return ({ body }, response) => {
    const { messages, tools, stream } = JSON.parse(body);
    count += 1;
    const id = `chatcmpl-call${count}abcdefg`;
    if (stream)
      return sendEvents(
        response,
        chatEvents().map((event) => event.replaceAll("chatcmpl-9x2", id)),
      );
    const wantsTool = tools !== undefined && messages.at(-1).role !== "tool";
    const call = { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } };
    const message = wantsTool
      ? { role: "assistant", content: null, refusal: null, tool_calls: [call] }
      : { role: "assistant", content: "Sunny", refusal: null };
    const finish_reason = wantsTool ? "tool_calls" : "stop";
    sendJson(response, chatAnswer({ id, choices: [{ index: 0, message, finish_reason }] }));
  };
}

/** The tool, which does `work` before it answers. */
export function weatherTool(work: () => unknown = () => {}) {
  const schema = { type: "object" as const, properties: { city: { type: "string" as const } }, required: ["city"] };
  const answer = async ({ city }: { city: string }) => {
    await work();
    return `Sunny in ${city}`;
  };
  return tool(answer as (input: unknown) => Promise<string>, { name: "weather", description: "The weather", schema });
}
