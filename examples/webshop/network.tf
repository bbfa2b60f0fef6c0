module "network" {
  source = "./modules/network"

  name               = local.name
  vpc_cidr           = var.vpc_cidr
  availability_zones = var.availability_zones
  nat_gateway_count  = local.is_production ? 2 : 1
  flow_log_group_arn = aws_cloudwatch_log_group.this["flow"].arn
  flow_log_role_arn  = aws_iam_role.flow_log.arn
}
