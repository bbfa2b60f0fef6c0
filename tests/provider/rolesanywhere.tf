# What each type must be given, and no more.

resource "aws_rolesanywhere_profile" "a" {
  name = "demo"
}

resource "aws_rolesanywhere_trust_anchor" "a" {
  name = "demo"
  source {
    source_type = "AWS_ACM_PCA"
    source_data {
    }
  }
}
