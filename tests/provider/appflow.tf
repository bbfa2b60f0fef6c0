# What each type must be given, and no more.

resource "aws_appflow_connector_profile" "a" {
  connection_mode = "Public"
  connector_type  = "Salesforce"
  name            = "demo"
  connector_profile_config {
    connector_profile_credentials {
    }
    connector_profile_properties {
    }
  }
}
