import type { DemoAgent } from "./cast.ts";
import { promptTokens } from "./provider/billed-tokens.ts";
import { seededRandom } from "./seeded-random.ts";

const PAGE = "The parties agree that each invoice is payable within thirty days of its date unless stated otherwise. ";
const CHARS_PER_TOKEN = 4;

/** A question with its material, as long as the agent's jobs are: the provider bills what it was sent, and the budget guard counts it. */
export function writeQuestion(agent: DemoAgent, turn: number, customer: string): string {
  const chars = promptTokens(agent.model, seededRandom(`${agent.agent} ${turn}`)) * CHARS_PER_TOKEN;
  return `${agent.workflow} for ${customer} #${turn}\n\n${PAGE.repeat(Math.ceil(chars / PAGE.length)).slice(0, chars)}`;
}
