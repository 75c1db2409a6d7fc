import { AHEAD } from "./view-questions/ahead.ts";
import { BLOCKS } from "./view-questions/blocks.ts";
import { BUDGETS } from "./view-questions/budgets.ts";
import { HEALTH } from "./view-questions/health.ts";
import { PRICES } from "./view-questions/prices.ts";
import { QUALITY } from "./view-questions/quality.ts";
import { SAVINGS } from "./view-questions/savings.ts";
import type { ViewGroup } from "./view-questions/view-question.ts";
import { WHEN } from "./view-questions/when.ts";
import { WHO } from "./view-questions/who.ts";

/** In the order of docs/views.md. Every view that a reader may ask is in one of them. */
export const VIEW_GROUPS: readonly ViewGroup[] = [WHO, WHEN, AHEAD, BUDGETS, SAVINGS, QUALITY, PRICES, HEALTH, BLOCKS];
