/**
 * The demo's program: an app like any other, with six agents and five SDKs, started with
 * `node --import tollgate/register`. Nothing below knows of metering but `withAttribution` and what `catch` sees.
 */
import { withAttribution } from "../../instrumentation/index.ts";
import type { Ask } from "./agents/ask.ts";
import { codeReviewer } from "./agents/code-reviewer.ts";
import { contractAnalyst } from "./agents/contract-analyst.ts";
import { deepResearcher } from "./agents/deep-researcher.ts";
import { outreachWriter } from "./agents/outreach-writer.ts";
import { searchIndexer } from "./agents/search-indexer.ts";
import { supportBot } from "./agents/support-bot.ts";
import type { DemoReport } from "./app-report.ts";
import { CAST, type DemoAgent } from "./cast.ts";
import { writeQuestion } from "./write-question.ts";

const AGENTS: Record<string, () => Ask> = {
  "support-bot": supportBot,
  "deep-researcher": deepResearcher,
  "code-reviewer": codeReviewer,
  "search-indexer": searchIndexer,
  "contract-analyst": contractAnalyst,
  "outreach-writer": outreachWriter,
};

const report: DemoReport = { asked: 0, answered: 0, failed: 0, refused: [] };

/** One agent's working day. A refusal is a 429 like a provider's own; the agent stops, the others go on. */
async function work(agent: DemoAgent): Promise<void> {
  const ask = AGENTS[agent.agent]?.();
  if (!ask) throw new Error(`Cannot start agent "${agent.agent}": expected one of ${Object.keys(AGENTS).join(", ")}`);
  for (let turn = 0; turn < agent.liveCalls; turn++) {
    const { tenant, project, workflow } = agent;
    const user = agent.users[turn % agent.users.length] ?? agent.users[0];
    const customer = agent.customers[turn % agent.customers.length] ?? agent.customers[0];
    const session = `${agent.agent}-${user}-${Math.floor(turn / 4)}`;
    const who = { tenant, project, workflow, agent: agent.agent, user, customer, session };
    report.asked++;
    try {
      await withAttribution(who, () => ask(writeQuestion(agent, turn, customer)));
      report.answered++;
    } catch (error) {
      const refusal = budgetRefusal(error);
      if (!refusal) {
        report.failed++;
        continue;
      }
      console.log(`  ${agent.agent} was refused with status ${refusal.status}: ${refusal.message}`);
      report.refused.push({ agent: agent.agent, ...refusal });
      return;
    }
  }
}

/**
 * What a refused call looks like to an app: status 429 from every SDK, the body `{code, message, budget, …}` under `error`
 * (openai) or `error.error` (Anthropic), and on the error itself where the AI SDK passes it on.
 */
function budgetRefusal(caught: unknown): { status: number; budget: string; message: string } | undefined {
  const error = caught as RefusedError;
  const body = error.error?.error ?? error.error ?? error;
  if (error.status !== 429 || body.code !== "budget_exceeded") return undefined;
  return { status: error.status, budget: body.budget ?? "", message: body.message ?? "" };
}

interface RefusalBody {
  code?: string;
  message?: string;
  budget?: string;
}

interface RefusedError extends RefusalBody {
  status?: number;
  error?: RefusalBody & { error?: RefusalBody };
}

// Whoever started the demo is gone.
process.once("disconnect", () => process.exit(1));
// Listening alone would keep the program up for ever.
process.channel?.unref();
await Promise.all(CAST.map(work));
process.send?.(report);
