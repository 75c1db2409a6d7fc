import type { SpanRow } from "./span-row.ts";

// What each instrumentation writes for one chat of gpt-4o: 1000 tokens in, 100 of them from the cache, 200 out, 50 of them reasoning.
// Its book price a million: $2.50 in, $1.25 from the cache, $10 out. So 900 × 2,500,000 + 100 × 1,250,000 + 200 × 10,000,000 picodollars
// = $0.004375; an instrumentation that does not tell the cached tokens makes it 1000 × 2,500,000 + 200 × 10,000,000 = $0.0045.

const full = "chat openai gpt-4o 1000 100 200 50 priced 0.004375";
export const FOREIGN_SPELLINGS: readonly [
  name: string,
  attributes: Record<string, string>,
  expected: string,
  row?: Partial<SpanRow>,
][] = [
  [
    "conventions v1.41",
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.response.model": "gpt-4o",
      "gen_ai.usage.input_tokens": "1000",
      "gen_ai.usage.cache_read.input_tokens": "100",
      "gen_ai.usage.output_tokens": "200",
      "gen_ai.usage.reasoning.output_tokens": "50",
    },
    full,
  ],
  [
    "conventions before v1.27, with the operation in the span's name only",
    {
      "gen_ai.system": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.usage.prompt_tokens": "1000",
      "gen_ai.usage.completion_tokens": "200",
    },
    "chat openai gpt-4o 1000 0 200 0 priced 0.0045",
    { SpanName: "chat gpt-4o" },
  ],
  [
    "opentelemetry-instrumentation-openai-v2, which drops cached tokens",
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.response.model": "gpt-4o",
      "gen_ai.usage.input_tokens": "1000",
      "gen_ai.usage.output_tokens": "200",
      "gen_ai.openai.response.service_tier": "default",
    },
    "chat openai gpt-4o 1000 0 200 0 priced 0.0045",
  ],
  [
    "OpenLLMetry",
    {
      "llm.request.type": "chat",
      "gen_ai.provider.name": "OpenAI",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.usage.input_tokens": "1000",
      "gen_ai.usage.cache_read_input_tokens": "100",
      "gen_ai.usage.output_tokens": "200",
      "gen_ai.usage.reasoning_tokens": "50",
    },
    full,
    { SpanName: "openai.chat" },
  ],
  [
    "OpenLIT, whose own cost is not believed",
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.usage.input_tokens": "1000",
      "gen_ai.usage.prompt_tokens_details.cache_read": "100",
      "gen_ai.usage.output_tokens": "200",
      "gen_ai.usage.completion_tokens_details.reasoning": "50",
      "gen_ai.usage.cost": "0",
    },
    full,
  ],
  [
    "OpenInference",
    {
      "openinference.span.kind": "LLM",
      "llm.system": "openai",
      "llm.model_name": "gpt-4o",
      "llm.token_count.prompt": "1000",
      "llm.token_count.prompt_details.cache_read": "100",
      "llm.token_count.completion": "200",
      "llm.token_count.completion_details.reasoning": "50",
    },
    full,
    { SpanName: "ChatCompletion", SpanKind: "Internal" },
  ],
  [
    "Langfuse, whose counts are disjoint and whose provider is told by the model's name",
    {
      "langfuse.observation.type": "generation",
      "langfuse.observation.model.name": "gpt-4o",
      "langfuse.observation.usage_details":
        '{"input":900,"input_cached_tokens":100,"output":150,"output_reasoning_tokens":50,"total":1200}',
    },
    "chat openai gpt-4o 1000 100 200 50 estimated 0.004375",
  ],
  [
    "Langfuse with counts that its total says to be whole",
    {
      "langfuse.observation.type": "generation",
      "langfuse.observation.model.name": "gpt-4o",
      "langfuse.observation.usage_details": '{"input":1000,"input_cached_tokens":100,"output":200,"total":1200}',
    },
    "chat openai gpt-4o 1000 100 200 0 estimated 0.004375",
  ],
  [
    "AI SDK 5",
    {
      "ai.operationId": "ai.streamText.doStream",
      "ai.model.provider": "openai.responses",
      "ai.model.id": "gpt-4o",
      "ai.usage.inputTokens": "1000",
      "ai.usage.cachedInputTokens": "100",
      "ai.usage.outputTokens": "200",
      "ai.usage.reasoningTokens": "50",
    },
    full,
  ],
  [
    "AI SDK 6",
    {
      "ai.operationId": "ai.generateText.doGenerate",
      "ai.model.provider": "openai.chat",
      "ai.model.id": "gpt-4o",
      "ai.usage.inputTokens": "1000",
      "ai.usage.inputTokenDetails.cacheReadTokens": "100",
      "ai.usage.outputTokens": "200",
      "ai.usage.outputTokenDetails.reasoningTokens": "50",
    },
    full,
  ],
  [
    "AI SDK 5 embeddings",
    {
      "ai.operationId": "ai.embed.doEmbed",
      "ai.model.provider": "openai.embedding",
      "ai.model.id": "text-embedding-3-small",
      "ai.usage.tokens": "1000",
    },
    // 1000 × 20,000 picodollars.
    "embeddings openai text-embedding-3-small 1000 0 0 0 priced 0.00002",
  ],
];
