import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { context, createContextKey } from "@opentelemetry/api";
import type { BudgetLine } from "./budget-line.ts";
import { parseBudgetState } from "./parse-budget-state.ts";

const QUERY = "SELECT * FROM tollgate.budget_state FORMAT JSONEachRow";
const TIMEOUT_MS = 5_000;
/** 16 MB is some 40,000 lines: more is an error of the budgets, not something to hold in every app. */
const MAX_BYTES = 16 * 1024 * 1024;

/** An OpenTelemetry http instrumentation of the app sees this key and writes no span for our reads. */
const SUPPRESS_TRACING = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

export interface BudgetStateReader {
  /** @throws {Error} on any answer but a whole and readable one; the password is in no message */
  read(): Promise<BudgetLine[]>;
  close(): void;
}

/** Reads `tollgate.budget_state` over one kept connection, through node:http because fetch is what we hook. @param url ClickHouse's HTTP address with user and password */
export function createBudgetStateReader(url: string): BudgetStateReader {
  const agents = {
    "http:": new HttpAgent({ keepAlive: true, maxSockets: 1 }),
    "https:": new HttpsAgent({ keepAlive: true, maxSockets: 1 }),
  };

  function get(): Promise<string> {
    return new Promise((resolve, reject) => {
      const target = new URL(url);
      const protocol = target.protocol === "https:" ? "https:" : "http:";
      const auth = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
      target.username = "";
      target.password = "";
      target.searchParams.set("query", QUERY);
      const send = protocol === "https:" ? httpsRequest : httpRequest;
      const request = send(
        target,
        { agent: agents[protocol], auth, signal: AbortSignal.timeout(TIMEOUT_MS) },
        (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > MAX_BYTES) request.destroy(new Error(`the answer is larger than ${MAX_BYTES} bytes`));
            else chunks.push(chunk);
          });
          response.on("error", reject);
          response.on("end", () => {
            const body = Buffer.concat(chunks).toString("utf8");
            if (response.statusCode === 200) resolve(body);
            else reject(new Error(`HTTP ${response.statusCode}: ${body.slice(0, 200).trim()}`));
          });
        },
      );
      request.on("error", reject);
      // A read must not keep an app alive that has nothing else to do.
      request.on("socket", (socket) => socket.unref());
      request.end();
    });
  }

  return {
    async read() {
      const untraced = context.active().setValue(SUPPRESS_TRACING, true);
      return parseBudgetState(await context.with(untraced, get));
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}
