import { OCTOBER } from "./october.ts";
import type { ViewGroup } from "./view-question.ts";

export const WHEN: ViewGroup = {
  title: "When, and how fast",
  about: "Hours and days are UTC where no timezone is asked for.",
  questions: [
    {
      view: "spend_cards",
      question: "What was spent today and this month?",
      about:
        "One row by the clock: today and this month until now, in UTC. `projected_month_usd` goes by the pace of the last seven days; it and `as_of` change with every second and are not shown here.",
      query: "SELECT today_usd, month_usd, today_calls, month_calls, unpriced_calls_today\nFROM tollgate.spend_cards",
    },
    {
      view: "spend_trend",
      question: "How did the days go?",
      about: "Days without a call are 0. The last day is cut by the period: a fall at the end is not a fall in spend.",
      query: "SELECT * FROM tollgate.spend_trend(from = '2026-10-12 00:00:00', to = '2026-10-20 12:00:00')",
    },
    {
      view: "spend_trend_hourly",
      question: "How did a morning go?",
      about: "Hours without a call are 0.",
      query: "SELECT * FROM tollgate.spend_trend_hourly(from = '2026-10-20 07:00:00', to = '2026-10-20 12:00:00')",
    },
    {
      view: "spend_by_hour_of_day",
      question: "At which hours of the day?",
      about: "The view has 24 rows; here are those with spend.",
      query: `SELECT hour_of_day, calls, cost_usd, round(mean_usd, 4) AS mean_usd\nFROM tollgate.spend_by_hour_of_day(${OCTOBER}, timezone = 'Europe/Berlin') WHERE calls > 0`,
    },
    {
      view: "spend_by_weekday",
      question: "On which days of the week?",
      about: "Monday is 1. `days` is how many of them the period has, with fractions, so that means are comparable.",
      query: `SELECT weekday, calls, cost_usd, days, round(mean_usd, 4) AS mean_usd\nFROM tollgate.spend_by_weekday(${OCTOBER}, timezone = 'UTC')`,
    },
    {
      view: "latency",
      question: "How fast are the answers?",
      about:
        "Of calls that succeeded, in milliseconds; `ttft` is the time to the first token. The view has percentiles 50, 95 and 99, each at most 1 % off a call's.",
      query: `SELECT model, calls, latency_p50_ms, latency_p95_ms, ttft_p50_ms, round(tokens_per_second_p50, 1) AS tokens_per_second\nFROM tollgate.latency(${OCTOBER})`,
    },
  ],
};
