/**
 * Rows of `tollgate.llm_calls` that look like traffic, made inside the engine and the same for the same numbers.
 *
 * 90 days up to `endsAt`, with the shape of a day and of a week. Six calls on end are a session of one user, three of them a trace. 20 tenants and 50,000
 * users, few of which make most calls; a user has one tenant; a tenant has 6 of 60 agents, an agent mostly one to three of 25 models. 3 in 100 calls
 * fail, 1 in 100 has no price and 2 in 100 are estimated; prices are those of the book.
 */
export interface Traffic {
  calls: number;
  /** Seconds since 1970. */
  endsAt: number;
  /** SQL arrays by model, as `readRates` asks for them. */
  rates: string;
}

/**
 * A query for what a token of each model costs at `endsAt`, by the functions that price foreign spans: one row and column, the text for `Traffic.rates`.
 * Rates instead of the functions themselves, which take longer than all the rest of a row. No input here is long enough for another tier of a price.
 */
export function readRates(endsAt: number): string {
  const cost = (usage: string) => `tollgate_cost(price, ${usage}, map())`;
  return `
SELECT toString(groupArray(CAST((ifNull(price_id, ''), [input, output, cache_read, cache_write]), 'Tuple(String, Array(Nullable(Int64)))')))
FROM
(
    SELECT tollgate_price(provider, model, '', toDateTime64(${endsAt}, 3, 'UTC')) AS price, price.price_id AS price_id,
        ${cost("[1000, 0, 0, 0, 0, 0]")} AS input, ${cost("[1000, 1000, 0, 0, 0, 0]")} - input AS output,
        ${cost("[1000, 0, 1000, 0, 0, 0]")} AS cache_read, ${cost("[1000, 0, 0, 1000, 0, 0]")} AS cache_write
    FROM (SELECT place, ${list(0)}[place] AS provider, ${list(1)}[place] AS model FROM (SELECT number + 1 AS place FROM numbers(${MODELS.length})) ORDER BY place)
)`;
}

export const DAYS = 90;

/** Provider and model as spans name them; a model that the book does not have is unpriced. */
const MODELS: readonly (readonly [string, string])[] = [
  ["openai", "gpt-5.2"],
  ["anthropic", "claude-sonnet-4-5"],
  ["openai", "gpt-5-mini"],
  ["anthropic", "claude-haiku-4-5"],
  ["gcp.gemini", "gemini-2.5-flash"],
  ["openai", "gpt-4o-mini"],
  ["openai", "gpt-4.1"],
  ["anthropic", "claude-opus-4-5"],
  ["gcp.gemini", "gemini-2.5-pro"],
  ["openai", "gpt-4o"],
  ["openai", "o4-mini"],
  ["mistral_ai", "mistral-large-latest"],
  ["openai", "gpt-5-nano"],
  ["openai", "gpt-4.1-mini"],
  ["deepseek", "deepseek-chat"],
  ["groq", "llama-3.3-70b-versatile"],
  ["openai", "o3"],
  ["anthropic", "claude-3-5-haiku-20241022"],
  ["mistral_ai", "mistral-small-latest"],
  ["cohere", "command-r-plus"],
  ["openai", "gpt-4.1-nano"],
  ["gcp.gemini", "gemini-2.0-flash"],
  ["deepseek", "deepseek-reasoner"],
  ["openai", "gpt-5"],
  ["in-house", "house-7b"],
];

function list(column: 0 | 1): string {
  return `[${MODELS.map((model) => `'${model[column]}'`).join(", ")}]`;
}

/** An INSERT of calls number `from` to before `to`. */
export function generateCalls({ calls, endsAt, rates }: Traffic, from: number, to: number): string {
  const hash = (what: string) => `cityHash64(${what}, 20261123)`;
  /** In [0, 1). */
  const share = (what: string) => `(${hash(what)} % 1000003) / 1000003`;
  return `
INSERT INTO tollgate.llm_calls
    (hour, ts, tenant, call_id, rank, kind, ingested_at, trace_id, span_id, provider, operation, request_model, model, agent, user_id, session, project, customer, workflow,
     environment, service, status, tier, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, latency_ms, time_to_first_chunk_ms,
     cost, cost_status, price_id, usage_source, source)
WITH
    ${list(0)} AS providers, ${list(1)} AS models, ${rates} AS rates
SELECT
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour, ts, tenant, ${hash("'call', n")} AS call_id, 30 AS rank, 'call' AS kind, toDateTime(ts, 'UTC') + 3 AS ingested_at,
    sipHash128('trace', intDiv(n, 3)) AS trace_id,
    ${hash("'span', n")} AS span_id, provider, operation, model AS request_model, model, agent, user_id,
    concat('s-', lower(hex(${hash("'session', intDiv(n, 6)")}))) AS session,
    concat(tenant, '-project-', toString(agent_number % 3)) AS project, if(tenant_number < 5, concat('customer-', toString(user_number % 40)), '') AS customer,
    concat('flow-', toString(agent_number % 12)) AS workflow, ['production', 'staging', 'development'][1 + (r1 > 0.92) + (r1 > 0.98)] AS environment, concat('svc-', toString(agent_number % 8)) AS service,
    status, tier,
    toUInt32(is_sent * input) AS input_tokens, toUInt32(is_sent * cache_read) AS cache_read_tokens, toUInt32(is_sent * cache_write) AS cache_write_tokens,
    toUInt32(is_sent * output) AS output_tokens, toUInt32(is_sent * reasoning) AS reasoning_tokens,
    toUInt32(200 + output * (4 + 20 * r2)) AS latency_ms, if(r3 < 0.6, toUInt32(120 + 900 * r4 * r4), NULL) AS time_to_first_chunk_ms,
    reinterpret(toInt64(if(cost_status IN ('priced', 'estimated'), least(assumeNotNull(ifNull(pico_usd, 0)), 999999999999999999), 0)), 'Decimal(18, 12)') AS cost,
    multiIf(is_sent = 0, 'free', pico_usd IS NULL, 'unpriced', r5 > 0.98, 'estimated', 'priced') AS cost_status,
    if(cost_status IN ('priced', 'estimated'), price_of_model, '') AS price_id, if(r5 > 0.98, 'estimated', 'provider') AS usage_source, 'wire' AS source
FROM
(
    SELECT *,
        rates[model_number].1 AS price_of_model, rates[model_number].2 AS rate,
        intDiv((toInt64(input) - cache_read - cache_write) * rate[1] + output * rate[2] + cache_read * rate[3] + cache_write * rate[4], 1000) AS pico_usd
    FROM
    (
        SELECT
            n, ts, tenant_number, concat('tenant-', toString(tenant_number)) AS tenant, user_number,
            if(user_number % 10 < 3, '', concat('user-', toString(user_number))) AS user_id,
            (tenant_number * 7 + toUInt32(6 * pow(${share("'agent', intDiv(n, 3)")}, 2))) % 60 AS agent_number, concat('agent-', toString(agent_number)) AS agent,
            1 + (agent_number * 3 + toUInt32(3 * pow(${share("'model', n")}, 3)) + (${share("'rare', n")} > 0.97) * toUInt32(25 * ${share("'other', n")})) % 25 AS model_number,
            providers[model_number] AS provider, models[model_number] AS model,
            if(${share("'op', n")} > 0.93, 'embeddings', 'chat') AS operation,
            ${share("'r1', n")} AS r1, ${share("'r2', n")} AS r2, ${share("'r3', n")} AS r3, ${share("'r4', n")} AS r4, ${share("'r5', n")} AS r5, ${share("'r6', n")} AS r6,
            multiIf(r6 < 0.97, 'ok', r6 < 0.985, '429', r6 < 0.992, 'timeout', r6 < 0.997, '500', 'blocked') AS status,
            status IN ('ok', 'timeout') AS is_sent,
            multiIf(${share("'tier', n")} < 0.9, '', provider = 'openai', 'priority', '') AS tier,
            toUInt32(exp(5 + 4 * r2 * (0.5 + r4))) AS input,
            if(r3 < 0.4, toUInt32(input * (0.5 + 0.4 * r1)), 0) AS cache_read,
            if(provider = 'anthropic' AND r3 > 0.4 AND r3 < 0.5, intDiv(input, 2), 0) AS cache_write,
            if(operation = 'embeddings', 0, toUInt32(exp(3 + 4 * r4))) AS output,
            if(r5 < 0.3, intDiv(output, 2), 0) AS reasoning
        FROM
        (
            SELECT number AS n,
                -- A day has its hours and a week its days: both sines keep time running forwards.
                ${DAYS} * (n / ${calls}) AS day,
                toDateTime64(least(toFloat64(${endsAt} - 1), ${endsAt - DAYS * 86_400} + 86400 * (day + 0.6 * sin(6.283185307 * day) / 6.283185307 + 0.3 * 7 * sin(6.283185307 * day / 7) / 6.283185307) + 600 * ${share("'jitter', n")}), 3, 'UTC') AS ts,
                toUInt32(50000 * pow(${share("'user', intDiv(n, 6)")}, 2.5)) AS user_number,
                toUInt32(20 * pow(${share("'tenant', user_number")}, 2)) AS tenant_number
            FROM numbers(${from}, ${to - from})
        )
    )
)
SETTINGS max_insert_threads = 2`;
}
