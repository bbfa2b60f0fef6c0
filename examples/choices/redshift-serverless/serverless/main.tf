# platform and resilience: less for the customer, there is no cluster to size or to upgrade.

resource "aws_redshiftserverless_namespace" "reports" {
  namespace_name        = "reports"
  admin_username        = "reports"
  manage_admin_password = true
}

resource "aws_redshiftserverless_workgroup" "reports" {
  namespace_name      = aws_redshiftserverless_namespace.reports.namespace_name
  workgroup_name      = "reports"
  publicly_accessible = false
}
