import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { NO_USAGE } from "../../instrumentation/no-usage.ts";
import { usageQuantities } from "../../instrumentation/pricing/usage-quantities.ts";
import { API_SHAPES, findApiShape } from "../../instrumentation/providers/api-shapes.ts";
import { guessApiShape } from "../../instrumentation/providers/guess-api-shape.ts";
import { readAnswerText } from "../../instrumentation/providers/read-answer-text.ts";
import { createAnswerReader } from "../../instrumentation/wire/answer-reader.ts";
import { ANSWERS_OF_ANTHROPIC_AND_GOOGLE } from "./answers-of-anthropic-and-google.ts";
import { ANSWERS_OF_OPENAI } from "./answers-of-openai.ts";
import { ANSWERS_OF_OTHERS } from "./answers-of-others.ts";

const ANSWERS = { ...ANSWERS_OF_OPENAI, ...ANSWERS_OF_ANTHROPIC_AND_GOOGLE, ...ANSWERS_OF_OTHERS };
const FIXTURES = new URL("../fixtures/answers/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FIXTURES), "utf8");

it.each(Object.entries(ANSWERS))("%s", (file, { api, usage, tier, error, problem, isIncomplete }) => {
  const facts = readAnswerText(findApiShape(api).shape, read(file));
  expect(facts.usage).toEqual(usage && { ...NO_USAGE, ...usage });
  expect(facts.serviceTier).toBe(tier);
  expect(facts.errorType).toBe(error);
  expect(facts.problems?.[0]).toBe(problem);
  expect(facts.isComplete || facts.isUsageFinal).toBe(isIncomplete === undefined);
  if (usage !== undefined && problem === undefined)
    expect(usageQuantities({ ...NO_USAGE, ...usage }).reason).toBe(undefined);
});

it("every fixture is in the table", () => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" }).filter((file) => /\.\w+$/.test(file));
  expect(files.sort()).toEqual(Object.keys(ANSWERS).sort());
});

it.each(Object.entries(ANSWERS).filter(([file]) => file.endsWith(".json") && !file.includes("array")))(
  "%s says the same when only the fields of its shape are read, as on the wire",
  (file, { api }) => {
    const { shape } = findApiShape(api);
    // Longer than what is parsed whole.
    const text = `${read(file).trimEnd().slice(0, -1)},"padding":"${"x".repeat(1000)}"}`;
    const reader = createAnswerReader(shape, "application/json");
    reader.feed(text);
    const { outputChars: _whole, ...whole } = shape.readAnswer(JSON.parse(text));
    const { outputChars: _read, outputText: _text, ...fields } = reader.facts() ?? { outputChars: 0 };
    expect(fields).toEqual(whole);
  },
);

/** Of these the answer alone does not say what it is: another shape has the same fields, or there are none but of the error. */
const UNGUESSED = [
  "openai/chat-error-answer.json",
  "anthropic/error-overloaded.json",
  "gemini/error-answer.json",
  "bedrock/invoke-mistral-counts-in-headers.json",
  "bedrock/invoke-mistral-without-counts.json",
  "cohere/chat-v1-counts-in-meta.json",
  "vertex/embedding-counts-for-each-text.json",
  "openai/transcription-verbose-without-usage.json",
  "mistral/transcription-by-the-second.json",
];
/** Bodies that are another provider's own. */
const OTHERS_OWN: Readonly<Record<string, string>> = {
  "bedrock/invoke-anthropic.json": "messages",
  "bedrock/invoke-nova.json": "converse",
};

it.each(Object.entries(ANSWERS).filter(([file]) => file.endsWith(".json")))(
  "%s shows its API by its own marks, or none",
  (file, { api }) => {
    const guessed = guessApiShape(JSON.parse(read(file)))?.shape.name;
    expect(guessed).toBe(UNGUESSED.includes(file) ? undefined : (OTHERS_OWN[file] ?? api));
  },
);

it("every shape is found by each of its names, in any spelling, and no name is of two", () => {
  const names = API_SHAPES.flatMap(({ shape, aliases }) => [shape.name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const named of API_SHAPES)
    for (const name of [named.shape.name, ...named.aliases]) {
      expect(findApiShape(name)).toBe(named);
      expect(findApiShape(` ${name.toUpperCase().replaceAll("-", "_")} `)).toBe(named);
    }
  expect(findApiShape("chat/completions").shape.name).toBe("chat");
  expect(findApiShape("/v1/messages").shape.name).toBe("messages");
  expect(findApiShape("generate_content").shape.name).toBe("generate-content");
});

it("a name that is none is refused with all names", () => {
  expect(() => findApiShape("chatty")).toThrow(
    'Cannot read an answer of API "chatty", allowed are chat, responses, completions, embeddings, moderations, images, transcriptions, speech, messages, generate-content, embed-content, converse, invoke-model, cohere-chat, cohere-embed, rerank, ocr, ai-gateway, ai-gateway-embeddings, ollama-chat',
  );
});

it.each([
  ["", "it is empty"],
  ["<html>502</html>", 'it begins with "<html>502</html>"'],
  ['{"usage": {"prompt_tok', "it ends in the middle"],
  ["42", 'it begins with "42"'],
])("text that is no answer is said to be none: %j", (text, what) => {
  expect(readAnswerText(findApiShape("chat").shape, text)).toEqual({
    outputChars: 0,
    isComplete: false,
    isUsageFinal: false,
    isStream: false,
    problems: [`the answer is neither a JSON object nor a stream of events: ${what}`],
  });
});
