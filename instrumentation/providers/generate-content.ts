import type { Usage } from "../llm-call.ts";
import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { readGeminiUsage } from "./gemini-usage.ts";
import { countTextOf, parseObject } from "./json-text.ts";
import { countAt, errorTypeAt, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";
import { takeUsage } from "./take-usage.ts";

/** `POST …:generateContent` and `…:streamGenerateContent`, of the Gemini API and of Vertex AI. */
export const generateContent: ApiShape = {
  name: "generate-content",
  operation: "generate_content",
  inputField: "contents",
  answerFields: [
    "usageMetadata",
    "modelVersion",
    "responseId",
    "error",
    { name: "candidates", marks: ['"webSearchQueries"'] },
  ],
  readAnswer: (answer) => withSearches(readChunk(answer), searchesOf(answer)),
  request: {
    fields: ["generationConfig", "generation_config"],
    read(request) {
      // Google reads names in either case.
      const config = objectAt(request, "generationConfig" in request ? "generationConfig" : "generation_config");
      const outputLimit = countAt(config, "maxOutputTokens") ?? countAt(config, "max_output_tokens");
      const answers = countAt(config, "candidateCount") ?? countAt(config, "candidate_count");
      return { ...(outputLimit && { outputLimit }), ...(answers && { answers }) };
    },
  },
  readStream: () => new ContentStream(),
  readHeaders(headers) {
    const serviceTier = headers.get("x-gemini-service-tier")?.toLowerCase();
    return serviceTier ? { serviceTier } : {};
  },
};

/** Each event has the counts up to it; the last are the bill. Events that hold only text are not parsed. */
class ContentStream implements StreamReader {
  readonly #facts: AnswerFacts = { outputChars: 0 };
  readonly #searches = new Set<string>();
  #last: string | undefined;
  /** There is no terminal event: what follows the one with the reason may still have counts. */
  readonly isComplete = false;
  isUsageFinal = false;

  feed(data: string): void {
    this.#facts.outputChars += countTextOf(data, '"text"');
    const isEnd = data.includes('"finishReason"');
    if (this.#facts.responseId === undefined || NEEDED.some((mark) => data.includes(mark))) {
      this.#last = undefined;
      this.#read(data);
    } else if (data.includes('"usageMetadata"')) this.#last = data;
    if (isEnd) this.isUsageFinal = this.facts.usage !== undefined;
  }

  get outputChars(): number {
    return this.#facts.outputChars;
  }

  get facts(): AnswerFacts {
    if (this.#last !== undefined) this.#read(this.#last);
    this.#last = undefined;
    return withSearches(this.#facts, this.#searches);
  }

  #read(data: string): void {
    const event = parseObject(data);
    if (event === undefined) return;
    const { usage, problems, outputChars: _counted, ...head } = readChunk(event);
    Object.assign(this.#facts, head);
    takeUsage(this.#facts, { ...(usage && { usage }), ...(problems && { problems }) });
    for (const search of searchesOf(event)) this.#searches.add(search);
  }
}

/** Marks of events that must be parsed even if others follow. */
const NEEDED = ['"webSearchQueries"', '"error"'];

function readChunk(answer: JsonObject): AnswerFacts {
  const responseModel = textAt(answer, "modelVersion");
  const responseId = textAt(answer, "responseId");
  const serviceTier = tierOf(objectAt(answer, "usageMetadata"));
  const errorType = textAt(objectAt(answer, "error"), "status") ?? errorTypeAt(answer);
  return {
    ...(responseModel !== undefined && { responseModel }),
    ...(responseId !== undefined && { responseId }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(errorType !== undefined && { errorType }),
    ...readGeminiUsage(answer.usageMetadata),
    outputChars: answer.usageMetadata === undefined ? jsonLength(answer.candidates) : 0,
  };
}

/** Vertex: `ON_DEMAND`, `ON_DEMAND_FLEX`, `ON_DEMAND_PRIORITY`, `PROVISIONED_THROUGHPUT`. The Gemini API: `standard`, `flex`, `priority`. */
function tierOf(metadata: JsonObject): string | undefined {
  const tier = textAt(metadata, "trafficType") ?? textAt(metadata, "serviceTier");
  return tier?.toLowerCase().replace(/^on_demand_|^service_tier_/, "");
}

/** Empty searches are not billed, and the same one twice in an answer is billed once. */
function searchesOf({ candidates }: JsonObject): Set<string> {
  const searches = new Set<string>();
  for (const candidate of Array.isArray(candidates) ? candidates : []) {
    const { webSearchQueries } = objectAt(candidate, "groundingMetadata");
    for (const query of Array.isArray(webSearchQueries) ? webSearchQueries : [])
      if (typeof query === "string" && query !== "") searches.add(query);
  }
  return searches;
}

/** Gemini 3 and later are billed by the search, earlier ones by the answer that was grounded. */
function withSearches(facts: AnswerFacts, searches: ReadonlySet<string>): AnswerFacts {
  if (searches.size === 0 || facts.usage === undefined) return facts;
  const isByAnswer = /gemini-[12]\b/.test(facts.responseModel ?? "");
  const counted: Usage["counted"] = isByAnswer ? { "request/grounded": 1 } : { webSearch: searches.size };
  return { ...facts, usage: { ...facts.usage, counted } };
}
