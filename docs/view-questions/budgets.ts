import type { ViewGroup } from "./view-question.ts";

export const BUDGETS: ViewGroup = {
  title: "Budgets",
  about:
    "Views without a month are about the current period of each budget, so `company` below, a budget by month, has spent what today has, and `pilot`, whose period has no end, everything since September. A budget for `*` has a row for each value that spent.",
  questions: [
    {
      view: "budgets_now",
      question: "Which budgets stand?",
      about: "With `period_start` and `period_end` of the current period in UTC, which are left out here.",
      query:
        "SELECT budget, scope, scope_value, period, timezone, limit_usd, action, thresholds\nFROM tollgate.budgets_now ORDER BY budget",
    },
    {
      view: "budget_used",
      question: "How full are they?",
      about: "`level` is exact: a spend of just the limit is `over`.",
      query:
        "SELECT budget, scope, scope_value, limit_usd, spent_usd, round(used_percent, 2) AS used_percent, level\nFROM tollgate.budget_used",
    },
    {
      view: "budget_crossings",
      question: "When was each threshold passed?",
      about: "`crossed_at` is the time of the call with which it was, `spent_usd` the sum with that call.",
      query:
        "SELECT budget, scope_value, threshold, crossed_at, spent_usd, limit_usd\nFROM tollgate.budget_crossings WHERE budget = 'pilot'",
    },
    {
      view: "budget_spend",
      question: "What did each value of a budget spend?",
      about:
        "What `budget_used` and `budget_state` read. A template row (`is_template`) tells guards the limit of a value that has not spent yet.",
      query:
        "SELECT budget, scope_value, period, spent_usd, is_template\nFROM tollgate.budget_spend ORDER BY budget, scope_value",
    },
    {
      view: "budget_state",
      question: "What does the guard in an app read?",
      about: "Picodollars as text, because a number in JSON loses digits above 2^53.",
      query:
        "SELECT budget, scope, scope_value, limit_picousd, spent_picousd, grace_percent, action\nFROM tollgate.budget_state ORDER BY budget, scope_value",
    },
    {
      view: "budget_quarters",
      question: "In which quarter hours was a budget spent?",
      about: "By the values of its scope.",
      query:
        "SELECT budget, value, quarter, usd\nFROM tollgate.budget_quarters WHERE budget = 'pilot' AND quarter >= '2026-10-20 00:00:00' ORDER BY quarter",
    },
    {
      view: "alert_budget_threshold",
      question: "What does the alert rule see?",
      about:
        "One row for each threshold that is passed, until the period turns. One number only: how full, in percent.",
      query:
        "SELECT budget, scope_value, period_start, threshold, round(value, 2) AS value\nFROM tollgate.alert_budget_threshold WHERE budget = 'pilot' ORDER BY toFloat64(threshold)",
    },
    {
      view: "alert_budget_context",
      question: "And the limit for its words?",
      about: "The same rows with the limit, because a rule's table may have one number only.",
      query:
        "SELECT budget, scope_value, period_start, threshold, limit_usd\nFROM tollgate.alert_budget_context WHERE budget = 'pilot' ORDER BY toFloat64(threshold)",
    },
    {
      view: "budget_month_use",
      question: "How did budgets end in October?",
      about:
        "For reports: `month` is the month's first day, and budgets are taken as they stood at its end. A total one runs from the beginning.",
      query:
        "SELECT budget, scope_value, period_name, limit_usd, spent_usd, round(used_percent, 2) AS used_percent, level\nFROM tollgate.budget_month_use(month = '2026-10-01')",
    },
    {
      view: "budget_month_crossings",
      question: "Which thresholds were passed in October, and when?",
      about: "As `budget_crossings`, for a month that is over.",
      query:
        "SELECT budget, scope_value, threshold_percent, crossed_at, spent_usd\nFROM tollgate.budget_month_crossings(month = '2026-10-01')",
    },
    {
      view: "budget_month_periods",
      question: "Which periods did they have in October?",
      about: "A budget by day has one row a day. Bounds are in UTC, midnight is that of the budget's own timezone.",
      query:
        "SELECT budget, period, timezone, period_name, period_start, period_end, limit_usd\nFROM tollgate.budget_month_periods(month = '2026-10-01') ORDER BY budget",
    },
    {
      view: "budget_month_quarters",
      question: "And in which quarter hours were they spent?",
      about: "What the two views of use and crossings read.",
      query:
        "SELECT budget, value, quarter, usd\nFROM tollgate.budget_month_quarters(month = '2026-10-01') WHERE value = 'reviewer' AND quarter >= '2026-10-19 00:00:00' ORDER BY quarter",
    },
  ],
};
