# What each type must be given, and no more.

resource "aws_budgets_budget" "a" {
  budget_type = "USAGE"
  time_unit   = "DAILY"
}
