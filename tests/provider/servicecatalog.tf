# What each type must be given, and no more.

resource "aws_servicecatalog_portfolio" "a" {
  name          = "demo"
  provider_name = "demo"
}

resource "aws_servicecatalog_principal_portfolio_association" "a" {
  portfolio_id  = "demo"
  principal_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_servicecatalog_product" "a" {
  name  = "demo"
  owner = "123456789012"
  type  = "CLOUD_FORMATION_TEMPLATE"
  provisioning_artifact_parameters {
    template_physical_id = "demo"
  }
}

resource "aws_servicecatalog_product_portfolio_association" "a" {
  portfolio_id = "demo"
  product_id   = "demo"
}

resource "aws_servicecatalog_provisioned_product" "a" {
  name                     = "demo"
  product_id               = "demo"
  provisioning_artifact_id = "demo"
}

resource "aws_servicecatalog_provisioning_artifact" "a" {
  product_id           = "demo"
  template_physical_id = "demo"
}

resource "aws_servicecatalog_service_action" "a" {
  name = "demo"
  definition {
    name    = "demo"
    version = "demo"
  }
}

resource "aws_servicecatalog_tag_option" "a" {
  key   = "demo"
  value = "demo"
}

resource "aws_servicecatalog_tag_option_resource_association" "a" {
  resource_id   = "demo"
  tag_option_id = "demo"
}

resource "aws_servicecatalogappregistry_application" "a" {
  name = "demo"
}

resource "aws_servicecatalogappregistry_attribute_group_association" "a" {
  application_id     = "demo"
  attribute_group_id = "demo"
}
