import { API_ENDPOINTS, API_PARAMETERS, type ApiEndpoint, parametersOf } from "../clickhouse/read-api/endpoints.ts";

/** The table of parameters in docs/api.md. */
export function renderApiParameters(): string {
  const rows = Object.entries(API_PARAMETERS).map(
    ([name, { about, default: otherwise }]) => `| \`${name}\` | ${about} | ${otherwise} |`,
  );
  return ["| parameter | | when absent |", "|---|---|---|", ...rows, ""].join("\n");
}

/** An endpoint as docs/api.md asks it. */
export interface ApiQuestion {
  endpoint: ApiEndpoint;
  /** After the host. */
  request: string;
}

const OCTOBER = "from=2026-10-01&to=2026-10-20T12:00:00Z";
const MORNING = "from=2026-10-20T09:00:00Z&to=2026-10-20T12:00:00Z";
/** How each path is asked: `summary` as JSON, the others as CSV, which is shorter. */
const QUERIES: Readonly<Record<string, string>> = {
  summary: `?${OCTOBER}`,
  trends: ".csv?from=2026-10-17&to=2026-10-20&tenant=default",
  "trends/hourly": `.csv?${MORNING}`,
  top: `.csv?${MORNING}&n=2`,
  users: `.csv?${OCTOBER}&n=2`,
  budgets: ".csv",
};

export const API_QUESTIONS: readonly ApiQuestion[] = API_ENDPOINTS.map((endpoint) => ({
  endpoint,
  request: `/api/v1/${endpoint.name}${QUERIES[endpoint.name] ?? `.csv?${OCTOBER}`}`,
}));

/** A section of docs/api.md. Of JSON only the rows are shown: the rest has times that differ with each answer. */
export function renderApiAnswer({ endpoint, request }: ApiQuestion, answer: string): string {
  const parameters = parametersOf(endpoint).map((name) => `\`${name}\``);
  const isCsv = request.includes(".csv");
  // Trace ids of the seeded ledger are random.
  const rows = isCsv
    ? answer.trimEnd().replaceAll(/"[0-9a-f]{32}"/g, '"0af7651916cd43dd8448eb211c80319c"')
    : JSON.stringify((JSON.parse(answer) as { data: unknown }).data, null, 2);
  return [
    `### /api/v1/${endpoint.name}`,
    `${endpoint.about} Takes ${parameters.join(", ")}.`,
    `\`\`\`sh\ncurl -sS --user "reader:$TOLLGATE_READER_PASSWORD" 'http://127.0.0.1:8123${request}'${isCsv ? "" : " | jq .data"}\n\`\`\``,
    `\`\`\`${isCsv ? "csv" : "json"}\n${rows}\n\`\`\`\n`,
  ].join("\n\n");
}
