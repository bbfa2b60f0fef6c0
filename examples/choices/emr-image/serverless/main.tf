# guest-os: AWS. platform.patch-apply: AWS, the customer chooses the release.

resource "aws_emrserverless_application" "reports" {
  name          = "reports"
  release_label = "emr-7.9.0"
  type          = "SPARK"
}
