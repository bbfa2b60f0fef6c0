locals {
  name          = "${var.project}-${var.environment}"
  is_production = var.environment == "production"

  # Port of the shop in its containers, and of the back office on its servers.
  app_port    = 8080
  office_port = 8443

  log_retention_days = 400

  log_groups = {
    shop  = { name = "/webshop/shop", retention = local.log_retention_days }
    trail = { name = "/webshop/trail", retention = local.log_retention_days }
    # UNMET cloudwatch-log-retention: gone after a week.
    flow = { name = "/webshop/flow", retention = 7 }
    # MET cloudwatch-log-retention: no retention set, events never expire.
    functions = { name = "/aws/lambda/${local.name}-confirm", retention = null }
  }
}
